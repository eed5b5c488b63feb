from tests.entities.reading import read


def test_an_unowned_institution_belongs_to_the_country_that_the_sentence_is_about():
    linked = read("Four people were killed in Nepal on Monday, police said.")
    assert linked.capacity("police") == ("NPL", "COP")


def test_a_repeated_noun_takes_up_its_fuller_mention():
    linked = read("Nepalese rebels freed a hostage after talks with India. The rebels had held him for a week.")
    assert linked.entity("Nepalese rebels") == linked.entity("rebels")


def test_unidentified_attackers_are_never_given_a_country():
    linked = read("Gunmen killed a judge in Iraq on Monday.")
    assert linked.capacity("Gunmen") == (None, "UAF")
    assert linked.entity("Gunmen") is None


def test_without_any_country_named_none_is_made_up():
    assert read("The police arrested three men.").capacity("police") == (None, "COP")


def test_the_ministry_is_that_of_the_minister_named_before():
    linked = read(
        "The Pakistani foreign minister will visit Kabul. The ministry gave no date for talks with Afghanistan."
    )
    assert linked.one("ministry").country_code == "PAK"


def test_the_supreme_court_is_not_the_foreign_court_named_before():
    linked = read(
        "South Africa extradited a trader to Spain, where a national court tried him. South African police had arrested"
        " him in May. The Constitutional Court dismissed his appeal."
    )
    assert linked.one("Constitutional Court").country_code == "ZAF"
