import pytest

from tests.entities.reading import read


def test_a_title_before_a_name_gives_the_person_country_sector_and_title():
    mention = read("Dutch Interior Minister Hans Dijkstal met the families.").one("Hans Dijkstal")
    assert (mention.country_code, mention.sector, mention.title) == ("NLD", "GOV", "interior minister")


def test_a_title_before_a_name_makes_no_mention_that_competes_with_the_name():
    linked = read("Dutch Interior Minister Hans Dijkstal met the families.")
    assert linked.capacity("Dutch") == ("NLD", "GOV")
    assert not [m for m in linked.mentions if m.surface.endswith("Minister")]


def test_an_apposed_office_and_its_holder_are_one_entity():
    linked = read("Chief of Morocco's army, Belkhir El Farouk, met the visitors.")
    assert linked.entity("Chief") == linked.entity("Belkhir El Farouk")
    assert linked.capacity("Belkhir El Farouk") == ("MAR", "MIL")


def test_a_surname_alone_names_the_person_introduced_before():
    linked = read("Finland's Foreign Minister Erkki Tuomioja spoke. Tuomioja invited both ministers.")
    assert linked.entity("Tuomioja") == linked.entity("Erkki Tuomioja")
    assert linked.capacity("Tuomioja") == ("FIN", "GOV")


def test_a_former_office_makes_its_holder_an_elite():
    linked = read("Former French development aid minister Michel Roussin criticised the plan.")
    assert linked.capacity("Michel Roussin") == ("FRA", "ELI")
    (role,) = linked.roles
    assert role.is_former
    assert role.country_code == "FRA"


def test_two_ministers_of_one_office_are_not_of_one_country():
    linked = read(
        "Israeli Foreign Minister David Levy arrived in Turkey for talks with Turkish leaders. "
        "In Turkey, Levy will meet Foreign Minister Tansu Ciller."
    )
    assert linked.one("Tansu Ciller").country_code == "TUR"


def test_a_role_is_kept_with_the_words_that_report_it():
    linked = read("Dutch Interior Minister Hans Dijkstal met the families.")
    (role,) = linked.roles
    assert linked.body[role.start_char : role.end_char] == "Dutch Interior Minister Hans Dijkstal"
    assert (role.title, role.is_former, role.report_count) == ("interior minister", False, 1)


@pytest.mark.parametrize("text", ["He spoke.", "Nobody was hurt.", "It is raining."])
def test_texts_without_anyone_named_give_no_person(text):
    assert read(text).mentions == []
