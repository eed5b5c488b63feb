import pytest

from tests.entities.reading import read


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("Morocco recalled its envoy. Algeria criticised the kingdom.", "kingdom", "Morocco"),
        ("Cuba freed a prisoner. The United States praised the island.", "island", "Cuba"),
        ("Chile recalled its ambassador. Bolivia blamed the country.", "country", "Chile"),
        ("Malawi deployed soldiers. The tiny landlocked nation protested.", "tiny landlocked nation", "Malawi"),
        ("Poland left the European Union talks. The bloc rejected the Polish demand.", "bloc", "European Union"),
        ("Croatia joined NATO. Croatia praised the alliance.", "alliance", "North Atlantic Treaty Organization"),
        ("Hezbollah fired rockets. Israel attacked the movement.", "movement", "Hezbollah"),
        (
            "The IAEA inspected a plant in Iran. The agency found no uranium.",
            "agency",
            "International Atomic Energy Agency",
        ),
        (
            "The African National Congress chose a leader. The party will meet in May.",
            "party",
            "African National Congress",
        ),
    ],
)
def test_a_noun_points_back_to_the_last_named_state_or_body_that_it_fits(text, surface, name):
    assert read(text).entity(surface).name == name


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("France recalled its envoy. Critics attacked the kingdom.", "kingdom"),
        ("Kenya criticised the kingdom.", "kingdom"),
        ("Germany sent troops. The island was calm.", "island"),
        ("Germany sent troops. The alliance was calm.", "alliance"),
        ("Greece arrested a smuggler. The party ended late.", "party"),
        ("Hezbollah fired rockets. Israel praised the bloc.", "bloc"),
    ],
)
def test_a_noun_that_fits_nothing_named_points_nowhere(text, surface):
    assert read(text).at(surface) == []


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Turkey attacked. The country that lost the war protested.", "country"),
        ("Peru is calm. The state of the economy worries Lima.", "state"),
        ("Peru is calm. The country code changed.", "country"),
        ("Peru is calm. No country protested.", "country"),
    ],
)
def test_a_noun_that_is_explained_or_part_of_another_does_not_point_back(text, surface):
    assert read(text).at(surface) == []


def test_a_named_kingdom_is_its_own_and_not_the_one_before():
    linked = read("Spain sent aid. The kingdom of Morocco thanked Madrid.")
    assert linked.one("kingdom of Morocco").country_code == "MAR"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Somali officials said their country was at war.", "SOM"),
        ("Ethiopian Prime Minister Meles Zenawi said his country would send troops.", "ETH"),
        ("Morocco said its country house was sold.", None),
    ],
)
def test_their_country_is_that_of_its_owner(text, country):
    found = {mention.country_code for mention in read(text).at("country")}
    assert found == ({country} if country else set())


@pytest.mark.parametrize(
    ("text", "surface", "country"),
    [
        ("ECOWAS suspended Mali. Rain fell. Snow fell. Hail fell. The bloc froze its accounts.", "bloc", "IGO"),
        ("Hezbollah fired rockets. Rain fell. Snow fell. Hail fell. Israel attacked the movement.", "movement", "LBN"),
        ("Morocco left. Rain fell. Snow fell. Hail fell. Algeria criticised the kingdom.", "kingdom", "MAR"),
    ],
)
def test_a_noun_that_tells_something_points_back_however_far(text, surface, country):
    assert read(text).one(surface).country_code == country


def test_a_noun_that_fits_every_state_points_back_no_more_than_two_sentences():
    assert read("Mali protested. Rain fell. Snow fell. Hail fell. The country was calm.").at("country") == []


def test_a_nationality_is_enough_for_a_noun_that_tells_something():
    linked = read("Saudi envoys left Cairo. Egypt said the kingdom had broken a promise.")
    assert linked.capacity("kingdom") == ("SAU", "GOV")


def test_a_noun_does_not_mean_the_subject_of_its_own_clause():
    assert read("Morocco left the talks. Spain criticised the kingdom.").one("kingdom").country_code == "MAR"
