import pytest

from tests.entities.reading import read


@pytest.mark.parametrize(
    ("text", "surface", "country", "sector"),
    [
        ("Moroccan soldiers entered the town.", "Moroccan soldiers", "MAR", "MIL"),
        ("Morocco's army entered the town.", "Morocco's army", "MAR", "MIL"),
        ("Several top Israeli military officials met.", "Several top Israeli military officials", "ISR", "MIL"),
        ("UN peacekeepers left the city.", "UN peacekeepers", "UNO", "MIL"),
        ("The former Israeli defence minister spoke in public.", "former Israeli defence minister", "ISR", "ELI"),
        ("Turkish-backed Syrian rebels attacked the town.", "Turkish-backed Syrian rebels", "SYR", "REB"),
        ("US-led forces attacked the town.", "US-led forces", "USA", "MIL"),
        ("A senior Hamas official resigned.", "senior Hamas official", "PSE", "REB"),
        ("The parliament of Japan rejected the bill.", "parliament of Japan", "JPN", "LEG"),
        ("IMF officials arrived.", "IMF officials", "IGO", None),
    ],
)
def test_a_role_noun_takes_country_and_sector_from_what_stands_beside_it(text, surface, country, sector):
    assert read(text).capacity(surface) == (country, sector)


def test_an_office_in_an_institution_takes_the_sector_of_the_institution():
    linked = read("The chief of Morocco's army met the visitors.")
    assert linked.capacity("chief") == ("MAR", "MIL")
    assert linked.capacity("Morocco's army") == ("MAR", "MIL")
    assert linked.capacity("Morocco") == ("MAR", "GOV")


def test_a_noun_with_two_nationalities_is_mentioned_once_for_each():
    linked = read("Israeli and Palestinian negotiators met in secret.")
    assert {m.country_code for m in linked.at("Israeli and Palestinian negotiators")} == {"ISR", "PSE"}


def test_a_hyphen_joins_two_owners():
    linked = read("A British-Dutch company won the order.")
    assert {m.country_code for m in linked.at("British-Dutch company")} == {"GBR", "NLD"}


def test_being_against_a_country_is_not_being_of_it():
    linked = read("Lebanon voted. Anti-Syrian demonstrators marched through Lebanon's capital.")
    assert linked.capacity("Anti-Syrian demonstrators") == ("LBN", "CVL")


def test_one_institution_is_one_entity_whatever_its_wording():
    linked = read("Moroccan troops advanced. Later Morocco's soldiers withdrew.")
    first, second = linked.entity("Moroccan troops"), linked.entity("Morocco's soldiers")
    assert first is not None
    assert first == second
    assert first.name == "Morocco: military"


def test_of_two_stacked_owners_the_outer_one_owns():
    linked = read("Rwandan Hutu refugees fled. The Russian UN ambassador spoke.")
    assert linked.capacity("Rwandan Hutu refugees") == ("RWA", "REF")
    assert linked.capacity("Russian UN ambassador") == ("RUS", "GOV")
