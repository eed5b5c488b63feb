import pytest

from tests.events.stories import told


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("Thousands marched in Istanbul against Israel on Monday.", "PROTEST demo TUR CVL > ISR GOV"),
        (
            "Crowds attacked the embassies of Rwanda and France in Kinshasa on Monday.",
            "PROTEST riot COD CVL > FRA GOV & RWA GOV",
        ),
    ],
)
def test_a_crowd_is_of_the_country_in_which_it_gathers(article, expected):
    assert expected in told(article)


def test_a_speaker_does_what_a_verb_joined_to_his_words_says():
    lines = told(
        "The European Union said on Monday that the vote in Belarus had been unfair, condemned the violence and"
        " called for a new vote."
    )
    assert "ACCUSE disapprove EUR > BLR GOV" in lines


def test_what_one_demanded_does_not_belong_to_him():
    lines = told(
        "Israel pulled its troops out of southern Lebanon on Monday. Jordan welcomed the withdrawal, which the Security"
        " Council had demanded."
    )
    assert not any(line.startswith("SUPPORT") and "UNO" in line for line in lines)


def test_what_one_has_done_belongs_to_him():
    assert "ACCUSE disapprove AUS GOV > FJI GOV" in told("Australia deplored the step that Fiji had taken on Monday.")
