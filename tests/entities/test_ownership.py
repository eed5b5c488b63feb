import pytest

from tests.entities.reading import read


def parties(linked, surface):
    return {(mention.country_code, mention.sector) for mention in linked.at(surface)}


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        ("Zambia said its soldiers had left Angola.", "soldiers", {("ZMB", "MIL")}),
        ("Finland protested to Russia. Its ambassador left Moscow.", "ambassador", {("FIN", "GOV")}),
        (
            "Bolivia's president met Peru's foreign minister. His ministers joined the talks.",
            "ministers",
            {("BOL", "GOV")},
        ),
        (
            "Sudan and Chad broke ties. Their armies clashed at the border.",
            "armies",
            {("SDN", "MIL"), ("TCD", "MIL")},
        ),
        (
            "India and Nepal signed a treaty. Ministers of the two countries met in Geneva.",
            "Ministers",
            {("IND", "GOV"), ("NPL", "GOV")},
        ),
    ],
)
def test_what_is_theirs_belongs_to_everyone_whom_the_pronoun_or_pair_means(text, surface, expected):
    assert parties(read(text), surface) == expected


def test_what_is_a_persons_is_of_the_country_of_that_person():
    linked = read("Spain's king praised Daniel Ortega. Ortega's ministers rejected the praise.")
    assert linked.capacity("ministers") == ("NIC", "GOV")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Syria sent troops to the border. Turkey accused its neighbour of aggression.", "Syria"),
        ("Turkey accused Syria of aggression. Turkey has long distrusted its neighbour.", "Syria"),
        ("Eritrea denied the charge. Ethiopia threatened its neighbour with war.", "Eritrea"),
        ("Venezuela asked Colombia to act. Its neighbour refused.", "Colombia"),
        ("Laos and Vietnam share a border. Laos opened a road to its neighbour.", "Vietnam"),
        ("Uruguay said its neighbour Argentina had closed a bridge.", "Argentina"),
    ],
)
def test_a_neighbour_is_another_state_than_the_one_whose_neighbour_it_is(text, state):
    assert read(text).entity("neighbour").name == state


@pytest.mark.parametrize(
    "text",
    [
        "Turkey held a vote. The vote worried its neighbour.",
        "Honduras is poor. Its neighbour is poor as well.",
        "India held elections. India praised its ally.",
    ],
)
def test_a_neighbour_or_ally_is_nobody_where_no_other_state_is_named(text):
    linked = read(text)
    assert not linked.at("neighbour")
    assert not linked.at("ally")


def test_police_there_are_those_of_the_country_last_named():
    linked = read("Germany asked Egypt to free a tourist, and the police there refused.")
    assert linked.capacity("police") == ("EGY", "COP")


def test_there_that_only_opens_a_clause_tells_no_country():
    assert read("Norway is calm, and with soldiers there is no trouble.").capacity("soldiers") == ("NOR", "MIL")
    assert read("With soldiers there is no trouble.").capacity("soldiers") == (None, "MIL")


def test_a_counterpart_bears_the_office_named_before_and_the_country_beside_it():
    linked = read("Canadian Prime Minister Stephen Harper met his Mexican counterpart in Ottawa.")
    assert linked.capacity("Mexican counterpart") == ("MEX", "GOV")
    assert linked.entity("Mexican counterpart").name == "Mexico: prime minister"


@pytest.mark.parametrize(
    ("text", "surface", "capacity"),
    [
        ("Iran's parliament met. A spokesman for the parliament blamed Britain.", "spokesman", ("IRN", "LEG")),
        ("A spokesman for the police in Nairobi blamed Somalia.", "spokesman", ("KEN", "COP")),
        ("Rebels fought in Uganda. A spokesman for the army blamed Sudan.", "spokesman", ("UGA", "MIL")),
    ],
)
def test_a_noun_owned_by_an_unowned_noun_shares_its_country(text, surface, capacity):
    assert read(text).capacity(surface) == capacity


def test_the_president_of_a_country_named_alone_is_its_known_holder():
    linked = read("Kenya arrested ten men. Kenya sent soldiers north. The president praised them.")
    assert linked.entity("president").name == "Mwai Kibaki"


@pytest.mark.parametrize(
    ("text", "surface", "sector"),
    [
        ("The president praised the army.", "president", "GOV"),
        ("The president praised the army.", "army", "MIL"),
        ("Gunmen shot two men. The gunmen fled to Kenya.", "gunmen", "UAF"),
        ("Jordan expelled ten refugees.", "ten refugees", "REF"),
    ],
)
def test_a_noun_whose_owner_the_text_does_not_tell_gets_no_country(text, surface, sector):
    assert read(text).capacity(surface) == (None, sector)


def test_an_aide_is_of_the_state_of_whom_he_serves_but_not_of_the_one_he_is_sent_to():
    linked = read("In Kenya two men were heard. An aide to the Ugandan president said so.")
    assert linked.capacity("aide") == ("UGA", "GOV")
    assert read("Peru sent an adviser to Chile.").capacity("adviser") == ("PER", "GOV")


def test_officials_of_a_body_named_by_its_last_word_are_its_own():
    linked = read("Togo must tell the African Development Bank how it spent the loan, bank officials said on Monday.")
    assert linked.one("bank officials").country_code == "IGO"
    assert read("Togo denied the report, bank officials said on Monday.").at("bank officials") == []
