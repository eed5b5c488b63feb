import datetime as dt

from tests.entities.reading import read


def test_an_office_is_linked_to_its_holder_on_the_day():
    text = "The Israeli prime minister rejected the plan."
    in_1997, in_2001 = read(text, dt.date(1997, 5, 2)), read(text, dt.date(2001, 5, 2))
    assert in_1997.entity("Israeli prime minister").name == "Benjamin Netanyahu"
    assert in_2001.entity("Israeli prime minister").name == "Ariel Sharon"


def test_a_leader_out_of_office_is_an_elite():
    text = "Bill Clinton criticised the war."
    assert read(text, dt.date(1997, 5, 2)).capacity("Bill Clinton") == ("USA", "GOV")
    assert read(text, dt.date(2006, 5, 2)).capacity("Bill Clinton") == ("USA", "ELI")


def test_one_surname_means_whoever_held_the_office_then():
    text = "President Bush said so in a speech to US troops."
    assert read(text, dt.date(1990, 5, 2)).entity("Bush").name == "George H. W. Bush"
    assert read(text, dt.date(2003, 5, 2)).entity("Bush").name == "George W. Bush"


def test_another_spelling_with_the_office_is_the_same_leader():
    linked = read("Palestinian president Mahmud Abbas called for early elections.", dt.date(2006, 12, 17))
    assert linked.entity("Mahmud Abbas").name == "Mahmoud Abbas"


def test_the_president_of_a_company_does_not_preside_over_its_country():
    linked = read("The president of Gazprom met the investors.", dt.date(2006, 12, 17))
    assert linked.capacity("president of Gazprom") == ("RUS", "BUS")
    assert linked.entity("president of Gazprom").name != "Vladimir Putin"


def test_a_named_accord_is_an_agreement_once_it_was_made():
    text = "They praised the Abraham Accords."
    assert read(text, dt.date(2022, 3, 26)).entity("Abraham Accords").entity_type == "agreement"
    assert not [e for e in read(text, dt.date(1999, 3, 26)).entities.values() if e.entity_type == "agreement"]


def test_a_person_has_the_sector_of_the_capacity_in_which_the_news_speaks_of_him():
    text = "Bill Clinton criticised the war."
    assert read(text, dt.date(1997, 5, 2)).entity("Bill Clinton").sector == "GOV"
    assert read(text, dt.date(2006, 5, 2)).entity("Bill Clinton").sector == "ELI"


def test_a_government_named_after_its_head_is_of_his_country():
    linked = read("The Mugabe government expelled two Swedish diplomats.", dt.date(2003, 5, 6))
    assert linked.one("Mugabe government").country_code == "ZWE"
    assert linked.entity("Mugabe").name == "Robert Mugabe"
