import pytest

from tests.entities.reading import read


def countries(linked, surface):
    return {mention.country_code for mention in linked.at(surface)}


@pytest.mark.parametrize(
    ("text", "pronoun", "expected"),
    [
        ("Israeli soldiers shot Palestinian farmers. They fled.", "They", {"ISR"}),
        ("The leaders of France met Spanish officials. They signed a treaty.", "They", {"FRA"}),
        ("Nigeria's president met Cameroon's foreign minister. He praised the plan.", "He", {"NGA"}),
        ("Finland protested to Russia. It recalled an envoy.", "It", {"FIN"}),
        ("After talks with Russia, Finland recalled an envoy. It gave no reason.", "It", {"FIN"}),
        (
            "In a letter to Cameroon's foreign minister, Nigeria's president rejected the plan. He called it unfair.",
            "He",
            {"NGA"},
        ),
        ("With help from French soldiers, Malian rebels entered the town. They found nothing.", "They", {"MLI"}),
        ("Bolivia protested after Chile closed the port. It recalled an envoy.", "It", {"BOL"}),
    ],
)
def test_of_two_that_fit_the_subject_stands_out(text, pronoun, expected):
    assert countries(read(text), pronoun) == expected


def test_an_owner_inside_a_longer_mention_does_not_stand_out():
    linked = read("The bridge was destroyed by Israel's army. It lost ten soldiers.")
    assert linked.capacity("It") == ("ISR", "MIL")


@pytest.mark.parametrize(
    "text", ["The French ambassador left. It recalled the consul.", "French wine is costly. It recalled the consul."]
)
def test_a_nationality_alone_does_not_stand_out(text):
    assert read(text).at("It") == []


def test_what_is_named_together_is_pointed_at_together():
    linked = read("Polish soldiers and Czech police searched the town. They found nothing.")
    assert {(m.country_code, m.sector) for m in linked.at("They")} == {("POL", "MIL"), ("CZE", "COP")}


def test_what_is_not_named_together_is_no_they():
    assert read("Sweden accused Belarus. They refused.").at("They") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The governments of France and Spain welcomed the Portuguese plan. Both sides will meet.", {"FRA", "ESP"}),
        ("The Saudi adviser and Iran's secretary met in Beijing. Both sides agreed to talk.", {"SAU", "IRN"}),
    ],
)
def test_parties_are_named_together_when_what_they_own_is_joined(text, expected):
    assert countries(read(text), "Both sides") == expected


def test_owners_of_what_is_joined_are_named_together_more_than_a_host_and_one_of_them():
    linked = read(
        "The Saudi adviser and Iran's secretary met in Beijing. China praised Saudi Arabia. "
        "China thanked Saudi Arabia for coming. China will write to Saudi Arabia. Both sides agreed to reopen embassies."
    )
    assert countries(linked, "Both sides") == {"SAU", "IRN"}


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("Uganda left the talks. Rain fell. Snow fell. Hail fell. It recalled its envoy.", "It"),
        ("Polish soldiers crossed the river. Rain fell. Snow fell. Hail fell. They slept.", "They"),
    ],
)
def test_a_pronoun_points_no_further_than_two_sentences_back(text, pronoun):
    assert read(text).at(pronoun) == []
