import pytest

from tests.entities.reading import read


@pytest.mark.parametrize(
    ("text", "capacity"),
    [
        ("John Carter, a Kenyan lawyer, criticised the vote.", ("KEN", "CVL")),
        ("The vote was criticised by John Carter, a Kenyan lawyer.", ("KEN", "CVL")),
        ("John Carter, president of Guinea's supreme court, criticised the vote.", ("GIN", "JUD")),
        ("Thai police arrested John Carter, a British teacher.", ("GBR", "EDU")),
        ("Cambodian officials praised John Carter, the British ambassador.", ("GBR", "GOV")),
        ("Mexico freed John Carter, head of a Canadian bank.", ("CAN", "BUS")),
    ],
)
def test_an_apposition_tells_a_persons_country_and_sector(text, capacity):
    assert read(text).capacity("John Carter") == capacity


def test_a_person_introduced_by_apposition_keeps_the_country_by_surname_alone():
    linked = read(
        "Peter Horvat, Croatia's foreign minister, flew to Rome on Monday. Horvat will meet Italian officials."
    )
    assert linked.capacity("Horvat") == ("HRV", "GOV")
    assert linked.entity("Horvat") == linked.entity("Peter Horvat")


def test_an_apposition_and_the_name_beside_it_are_one_entity():
    linked = read("John Carter, a Kenyan lawyer, criticised the vote.")
    assert linked.entity("Kenyan lawyer") == linked.entity("John Carter")


@pytest.mark.parametrize(
    ("text", "surface", "country"),
    [
        ("Pedro Gomes of Brazil won the post in Geneva.", "Pedro Gomes", "BRA"),
        ("Italy's Marco Rossi won the post in Geneva.", "Marco Rossi", "ITA"),
        ("Anna Berg of Norway met Peter Horvat of Croatia.", "Anna Berg", "NOR"),
        ("Anna Berg of Norway met Peter Horvat of Croatia.", "Peter Horvat", "HRV"),
    ],
)
def test_a_country_beside_a_name_is_that_of_the_person(text, surface, country):
    assert read(text).one(surface).country_code == country


def test_an_untitled_person_is_taken_to_be_of_the_country_that_the_article_is_about():
    assert read("Robert Miller won the post after a vote in Poland.").one("Robert Miller").country_code == "POL"


@pytest.mark.parametrize(
    "text",
    [
        "Robert Miller won the post.",
        "Robert Miller won the post in Canada. Canada and Mexico praised him. Mexico sent aid.",
        "John Carter praised the United Nations.",
    ],
)
def test_where_no_country_prevails_an_untitled_person_gets_none(text):
    name = "Robert Miller" if "Miller" in text else "John Carter"
    assert read(text).capacity(name) == (None, None)


def test_a_country_that_is_only_guessed_is_less_sure_than_one_stated():
    stated = read("John Carter, a Kenyan lawyer, criticised Kenya.").one("John Carter")
    guessed = read("John Carter criticised Kenya.").one("John Carter")
    assert stated.country_code == guessed.country_code == "KEN"
    assert guessed.score < stated.score


def test_an_office_is_not_given_to_a_second_holder_in_one_country():
    linked = read(
        "Croatia is calm. The Croatian foreign minister, Peter Horvat, praised Poland. "
        "Foreign Minister Robert Miller thanked Croatia."
    )
    assert linked.one("Robert Miller").country_code == "POL"


def test_a_soldier_told_of_without_a_name_lends_his_country_to_the_name_that_follows():
    linked = read("Turkish police arrested a Greek soldier. Sergeant Nikos Dimou had crossed the border by night.")
    assert linked.capacity("Nikos Dimou") == ("GRC", "MIL")
