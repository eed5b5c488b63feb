import datetime as dt

import pytest

from tests.entities.reading import read


def offices(text):
    linked = read(text)
    return {(linked.entities[row.person_id].name, row.title, row.country_code, row.is_former) for row in linked.roles}


@pytest.mark.parametrize(
    "text",
    [
        "Talks were led by Tarik Belgasem, who is Morocco's foreign minister.",
        "Tarik Belgasem is the foreign minister of Morocco.",
        "Tarik Belgasem was named foreign minister of Morocco on Monday.",
        "Morocco appointed Tarik Belgasem as its foreign minister on Monday.",
        "Tarik Belgasem became Morocco's foreign minister in 2012.",
    ],
)
def test_a_clause_gives_a_person_an_office(text):
    assert offices(text) == {("Tarik Belgasem", "foreign minister", "MAR", False)}
    assert read(text).capacity("Tarik Belgasem") == ("MAR", "GOV")


@pytest.mark.parametrize(
    "text",
    [
        "Kari Lund was foreign minister of Norway.",
        "Kari Lund, who served as Norway's foreign minister, criticised the vote.",
    ],
)
def test_an_office_told_in_the_past_is_held_no_longer(text):
    assert offices(text) == {("Kari Lund", "foreign minister", "NOR", True)}


@pytest.mark.parametrize(
    "text",
    [
        "Kari Lund is not the foreign minister of Norway.",
        "Kari Lund wants to become foreign minister of Norway.",
        "Norway will name Kari Lund as its foreign minister.",
    ],
)
def test_an_office_denied_or_wished_for_is_nobodys(text):
    assert offices(text) == set()


def test_both_of_two_offices_joined_are_given():
    told = offices("Paul Mbia has been prime minister or president of Chad.")
    assert {title for _, title, _, _ in told} == {"prime minister", "president"}


@pytest.mark.parametrize(
    "text",
    [
        "The president of the VDRK, Karl Wenzel, praised Poland.",
        "Karl Wenzel, president of the Confederation of Polish Clubs, praised Poland.",
    ],
)
def test_who_presides_over_a_body_that_nobody_knows_heads_no_state(text):
    assert read(text).one("Karl Wenzel").sector == "SOC"


def test_a_stance_towards_a_country_does_not_make_an_office_its_own():
    linked = read("Ukraine recalled the ouster of pro-Moscow president Viktor Yanukovych.")
    assert linked.one("Viktor Yanukovych").country_code == "UKR"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kyrylo Bondarov, Ukraine's intelligence chief, would not comment.", "Kyrylo Bondarov"),
        ("Uzbekistan fined Abdumalik Babaev, a journalist, on Friday.", "Abdumalik Babaev"),
        ("Kazakh tycoon Yerlan Tokhtarov complained in a video.", "Yerlan Tokhtarov"),
        ("North Korean diplomat Choi Son-hui was seen at a meeting.", "Choi Son-hui"),
    ],
)
def test_a_name_beside_an_office_or_a_calling_is_a_whole_person(text, name):
    assert read(text).one(name).entity_id is not None


def test_a_surname_that_the_model_takes_for_a_noun_names_the_person_still():
    linked = read("Togo's President Faure Gnassingbe dissolved his cabinet. Gnassingbe is to name a new one.")
    assert linked.entity("Gnassingbe") == linked.entity("Faure Gnassingbe")


def test_of_two_kings_of_a_name_the_one_whose_country_is_named_is_meant():
    linked = read("King Abdullah is weak, Israel said. Jordan denied it.", dt.date(2011, 1, 31))
    assert linked.entity("Abdullah").name == "King Abdullah II"


def test_a_name_beside_a_noun_for_a_body_is_no_person():
    linked = read("Star Lines, a shipping company, sued Peru. Opponents cheered.")
    assert "Star Lines" not in {entity.name for entity in linked.entities.values()}
