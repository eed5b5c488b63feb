import pytest

from tests.entities.reading import read


def parties(linked, surface):
    return {(mention.country_code, mention.sector) for mention in linked.at(surface)}


def countries(linked, surface):
    return {mention.country_code for mention in linked.at(surface)}


FIRE = "Ethiopia and Eritrea exchanged fire on Sunday."


@pytest.mark.parametrize(
    ("phrase", "surface"),
    [
        ("both sides", "both sides"),
        ("the two sides", "two sides"),
        ("the two countries", "two countries"),
        ("the two governments", "two governments"),
        ("the two neighbours", "two neighbours"),
        ("the warring parties", "warring parties"),
        ("the pair", "pair"),
    ],
)
def test_a_phrase_for_two_parties_means_the_two_that_the_sentence_before_joins(phrase, surface):
    linked = read(f"{FIRE} Algeria urged {phrase} to stop fighting.")
    assert countries(linked, surface) == {"ETH", "ERI"}


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("The United States praised both.", "both"),
        ("The United States imposed sanctions on both.", "both"),
        ("The United States praised the two.", "two"),
        ("Both thanked the United States.", "Both"),
    ],
)
def test_both_and_the_two_can_stand_without_a_noun(text, surface):
    linked = read(f"Serbia and Kosovo resumed talks on Monday. {text}")
    assert countries(linked, surface) == {"SRB", "XKX"}


def test_two_joined_just_before_are_meant_and_not_those_of_the_rest_of_the_article():
    linked = read(
        "Peru and Ecuador signed a treaty. Peru and Ecuador will open a road. Brazil and Chile met on Monday. "
        "The two countries agreed to talk."
    )
    assert countries(linked, "two countries") == {"BRA", "CHL"}


def test_each_of_the_two_keeps_its_own_entity():
    linked = read(f"{FIRE} Algeria urged both sides to stop fighting.")
    assert {linked.entities[mention.entity_id].name for mention in linked.at("both sides")} == {"Ethiopia", "Eritrea"}


def test_an_armed_group_and_the_state_it_fights_are_two_sides_of_one_country():
    linked = read(
        "Sri Lankan troops fought the Tamil Tigers near Jaffna. Norway urged both sides to return to the talks."
    )
    assert parties(linked, "both sides") == {("LKA", "GOV"), ("LKA", "REB")}


def test_an_armed_group_is_none_of_two_countries():
    linked = read(
        "The Tamil Tigers attacked Sri Lankan troops. India sent aid to Sri Lanka. The two countries signed a treaty."
    )
    assert parties(linked, "two countries") == {("IND", "GOV"), ("LKA", "GOV")}


def test_the_two_countries_are_states_though_only_their_officials_met():
    linked = read("The Saudi foreign minister met Iran's president. China hosted them. The two countries agreed.")
    assert {linked.entities[m.entity_id].name for m in linked.at("two countries")} == {"Saudi Arabia", "Iran"}


def test_the_two_leaders_are_the_persons_last_named():
    linked = read("Angela Merkel met Vladimir Putin in Sochi. The two leaders discussed Ukraine.")
    names = {linked.entities[mention.entity_id].name for mention in linked.at("two leaders")}
    assert names == {"Angela Merkel", "Vladimir Putin"}


def test_an_office_or_army_of_both_countries_is_one_of_each():
    linked = read("India and Nepal signed a treaty. The armies of both countries will hold exercises.")
    assert parties(linked, "armies") == {("IND", "MIL"), ("NPL", "MIL")}


@pytest.mark.parametrize(
    "text",
    [
        "Greece protested on Monday. The two countries have long argued.",
        "Mexico is at peace. The United Nations praised Mexico. Both sides were content.",
        "The two countries met.",
        "Both sides agreed to meet again.",
    ],
)
def test_where_the_article_names_no_two_parties_none_are_meant(text):
    linked = read(text)
    assert not linked.at("two countries")
    assert not linked.at("Both sides")


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Both sides of the border were calm.", ("Both sides",)),
        ("Two countries abstained in Geneva.", ("Two countries",)),
        ("Both Hungary and Romania voted for it.", ("Both", "Both Hungary", "Both Hungary and Romania")),
        ("Romania has both an army and a navy.", ("both", "both an army")),
        ("People gathered on both banks of the river.", ("both banks", "both")),
    ],
)
def test_words_that_only_look_like_a_pair_point_to_nobody(text, surfaces):
    linked = read(f"Hungary and Romania signed a treaty on Monday. {text}")
    assert all(linked.at(surface) == [] for surface in surfaces)


def test_the_leaders_are_the_two_last_named_together_and_not_any_that_are_named_as_someones():
    named = "Russian President Vladimir Putin and German Chancellor Angela Merkel met in Sochi on Monday."
    assert countries(
        read(f"{named} Poland praised the weather. Later the leaders asked Turkey for help."), "leaders"
    ) == {
        "RUS",
        "DEU",
    }
    assert countries(read(f"{named} Turkey asked the leaders of Kenya and Chad for help."), "leaders") != {"RUS", "DEU"}


def test_a_joint_statement_speaks_for_those_who_issued_it():
    linked = read("Egypt and Sudan issued a joint statement in Cairo on Monday. The statement condemned Ethiopia.")
    assert countries(linked, "statement") == {"EGY", "SDN"}


def test_the_statement_of_one_ministry_speaks_for_nobody_else():
    linked = read(
        "Egypt and Sudan met. The ministry said in a statement that it hoped for peace. The statement was long."
    )
    assert countries(linked, "statement") == set()
