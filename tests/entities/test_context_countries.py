import pytest

from tests.entities.reading import read


@pytest.mark.parametrize(
    ("text", "surface", "country"),
    [
        ("Poland asked the army of Belarus to leave. The army refused.", "army", "BLR"),
        ("Polish police arrested four men. The police seized weapons near Germany.", "police", "POL"),
        ("Portugal's supreme court freed him. Spain protested. The court gave no reasons.", "court", "PRT"),
        ("Jordan sheltered refugees from Iraq. Jordan gave the refugees food.", "refugees", "IRQ"),
        ("Zimbabwe's army fought. Uganda is calm. Togo is calm. Ghana is calm. The army rested.", "army", "ZWE"),
    ],
)
def test_a_noun_owned_earlier_is_taken_up_before_any_country_nearer_by(text, surface, country):
    assert read(text).one(surface).country_code == country


@pytest.mark.parametrize(
    ("text", "surface", "country"),
    [
        ("Sweden praised Norway. Sweden sent aid. Soldiers fired at protesters in Cameroon.", "Soldiers", "CMR"),
        ("Uganda is calm. Ghana sent aid. Snow fell. Hail fell. Police shot a man in Togo.", "Police", "TGO"),
        ("Algerian police watched as protesters marched near the Tunisian border.", "protesters", "TUN"),
        ("Soldiers in Chad attacked Libya.", "Soldiers", "TCD"),
        ("Rebels attacked a bridge in Uganda on Monday. The army sent reinforcements.", "army", "UGA"),
    ],
)
def test_where_a_sentence_plays_weighs_most(text, surface, country):
    assert read(text).one(surface).country_code == country


def test_who_is_attacked_does_not_own_the_attacker():
    linked = read("Lebanon accused Syria of shelling a village. The army fired back.")
    assert linked.capacity("army") == ("LBN", "MIL")


def test_the_capital_without_a_name_is_that_of_the_dateline():
    linked = read(
        "KHARTOUM, May 9 - Egypt sent aid. Egypt praised the doctors. The police arrested two men in the capital."
    )
    assert linked.capacity("police") == ("SDN", "COP")


def test_the_dateline_outweighs_whom_the_sentence_acts_upon():
    linked = read("ISLAMABAD, May 9 - The foreign ministry rejected the report of the United States on Tuesday.")
    assert linked.capacity("foreign ministry") == ("PAK", "GOV")


@pytest.mark.parametrize(
    "text", ["Jordan expelled ten refugees on Monday.", "Turkey drove ten refugees across the river."]
)
def test_refugees_are_not_of_the_country_that_acts_on_them(text):
    assert read(text).capacity("ten refugees") == (None, "REF")


def test_an_international_body_is_no_country_for_an_unowned_noun():
    linked = read("The European Union praised the United Nations. The police arrested two men.")
    assert linked.capacity("police") == (None, "COP")


def test_the_same_noun_is_surer_than_a_country_nearby():
    repeated = read("Polish police arrested four men. The police seized weapons.").one("police")
    nearby = read("Poland arrested four men. The police seized weapons.").one("police")
    assert (repeated.country_code, nearby.country_code) == ("POL", "POL")
    assert nearby.score < repeated.score
