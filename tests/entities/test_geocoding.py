"""Which of the places of one name an article means, from what else it names."""

import pytest

from tests.entities.reading import read


def _unit(linked, surface):
    entity = linked.entities[linked.at(surface)[0].entity_id]
    return entity.country_code, round(entity.latitude or 0), round(entity.longitude or 0)


@pytest.mark.parametrize(
    ("text", "surface", "unit"),
    [
        ("Floods hit Springfield and Branson in Missouri on Monday.", "Springfield", ("USA", 37, -93)),
        ("Floods hit Springfield and Holyoke in Massachusetts on Monday.", "Springfield", ("USA", 42, -73)),
        ("Shelling hit Tripoli. Clashes in Sidon and Baalbek went on.", "Tripoli", ("LBN", 34, 36)),
        ("Shelling hit Tripoli. Clashes in Misrata and Sirte went on.", "Tripoli", ("LBY", 33, 13)),
        ("The parade in Paris drew hundreds, the Lamar County sheriff said.", "Paris", ("USA", 34, -96)),
    ],
)
def test_a_name_means_the_place_that_lies_among_the_others(text, surface, unit):
    assert _unit(read(text), surface) == unit


def test_a_state_that_plays_in_the_article_is_not_the_country_of_its_name():
    state = read("Storms swept Atlanta and Savannah on Friday. Schools across Georgia were closed.")
    assert _unit(state, "Georgia")[0] == "USA"
    country = read("Protests went on in Tbilisi and Batumi. Georgia held elections in October.")
    assert country.one("Georgia").country_code == "GEO"


def test_a_container_told_once_holds_throughout():
    linked = read("A fire broke out in Athens, Ohio, on Friday. People in Athens were told to stay indoors.")
    assert {linked.entities[mention.entity_id].country_code for mention in linked.at("Athens")} == {"USA"}


def test_an_abbreviated_state_is_one_only_after_a_place():
    linked = read("The men met in Louisville, Ky., on Friday. Ind. and Ore. were cut.")
    assert linked.one("Ky.").country_code == "USA"
    assert linked.at("Ind.") == linked.at("Ore.") == []


def test_a_county_is_a_place_without_a_geonames_id():
    linked = read("Deputies of Rapides Parish searched the house.")
    entity = linked.entity("Rapides Parish")
    assert entity is not None
    assert (entity.country_code, entity.geonames_id) == ("USA", None)
    assert round(entity.latitude or 0) == 31


@pytest.mark.parametrize("text", ["Most people like Reading.", "Nice was the word that Grace used.", "God and Police."])
def test_common_words_and_first_names_are_no_places(text):
    linked = read(text)
    assert [m.surface for m in linked.mentions if m.kind == "name" and m.country_code and not m.sector] == []


@pytest.mark.parametrize("text", ["He lives in the town of Grace.", "He lives in Grace, Idaho."])
def test_a_common_word_is_a_place_where_its_neighbours_say_so(text):
    assert read(text).one("Grace").country_code == "USA"


def test_a_street_is_not_the_town_of_its_name():
    assert read("Shots were fired in Columbia Avenue and on Lancaster Road.").mentions == []


def test_a_university_tells_of_its_town():
    assert read("She teaches at the University of Rochester.").one("Rochester").country_code == "USA"


def test_a_part_of_a_town_or_province_is_found():
    assert read("Rain fell in northeast Texas and South Philadelphia.").one("Philadelphia").country_code == "USA"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A crowd stood outside the American embassy in Manila.", "PHL"),
        ("American soldiers in Tripoli were told to stay indoors.", "LBY"),
        ("The Lebanese city of Tripoli was quiet.", "LBN"),
        ("Lebanon's Tripoli was quiet.", "LBN"),
    ],
)
def test_who_is_of_a_country_may_be_anywhere_and_a_city_of_it_may_not(text, country):
    (place,) = [each for each in read(text).mentions if each.surface in ("Manila", "Tripoli")]
    assert place.country_code == country
