import pytest

from tests.entities.reading import read


def test_a_capital_is_a_place_after_in_and_its_government_as_a_subject():
    linked = read("The envoys met in Rabat on Monday. Rabat rejected the demand.")
    place, government = linked.at("Rabat")
    assert (place.kind, place.sector) == ("name", None)
    assert linked.entities[place.entity_id].geonames_id == 2538475
    assert (government.kind, government.country_code, government.sector) == ("metonym", "MAR", "GOV")
    assert linked.entities[government.entity_id].name == "Morocco"


@pytest.mark.parametrize(
    "text",
    [
        "Talks between Washington and Tehran failed.",
        "The minister accused Tehran of lying.",
        "Europe increased its pressure on Tehran.",
        "Tehran's decision surprised diplomats.",
        "Tehran stood with Moscow.",
    ],
)
def test_a_capital_that_is_addressed_or_has_a_policy_is_a_government(text):
    assert read(text).one("Tehran").kind == "metonym"


@pytest.mark.parametrize(
    "text", ["He flew from Tehran to Moscow.", "Tehran's airport was closed.", "Troops near Tehran rested."]
)
def test_a_capital_that_is_only_a_scene_is_a_place(text):
    assert read(text).one("Tehran").kind == "name"


def test_a_palace_is_never_a_place():
    assert read("He spoke at the White House.").one("White House").kind == "metonym"


@pytest.mark.parametrize(
    ("text", "surface", "country"),
    [
        ("He lives in Paris, Texas, and works there.", "Paris", "USA"),
        ("Fighting broke out in Tripoli, Lebanon, on Friday.", "Tripoli", "LBN"),
        ("Libyan rebels attacked. Fighting broke out in Tripoli on Friday.", "Tripoli", "LBY"),
    ],
)
def test_a_name_of_many_places_means_the_one_that_the_text_contains(text, surface, country):
    assert read(text).one(surface).country_code == country


def test_a_province_that_bears_a_countrys_name_is_not_the_country():
    linked = read("Two people were hurt in New Mexico on Friday.")
    assert linked.at("Mexico") == []
    assert linked.one("New Mexico").country_code == "USA"


@pytest.mark.parametrize(
    ("text", "surface", "kind"),
    [
        ("Two people were hurt in New Mexico on Friday.", "New Mexico", "region"),
        ("Two people were hurt in Albuquerque on Friday.", "Albuquerque", "place"),
        ("Two people were hurt in Kent County on Friday.", "Kent County", "region"),
    ],
)
def test_a_province_or_county_is_a_region_and_a_town_a_place(text, surface, kind):
    assert read(text).entity(surface).entity_type == kind


def test_a_region_has_the_state_to_which_it_is_counted():
    assert read("Shelling resumed in the Gaza Strip.").one("Gaza Strip").country_code == "PSE"


def test_common_words_are_no_places():
    assert read("Most people left. Reading is fun.").at("Most") == []


def test_a_dateline_says_whose_the_police_is():
    linked = read("ALGIERS, May 9 (AFP) - The police arrested twelve students on Tuesday.")
    assert linked.one("police").country_code == "DZA"


def test_a_country_after_a_firms_own_name_tells_where_it_works_but_before_it_whose_it_is():
    linked = read("Brandt Peru Ltd. sued a supplier on Monday. Korea Harbour Corp signed a contract.")
    assert linked.at("Peru") == []
    assert linked.one("Korea").country_code == "KOR"
