"""What an accord provides for, told after the accord itself, in short articles taken through the real stages."""

from tests.events.stories import told

ACCORD = "Kenya and Uganda signed an agreement on Monday to share the water of Lake Victoria."


def test_what_the_accord_provides_for_is_a_promise_of_its_parties():
    lines = told(f"{ACCORD} The agreement provides for a joint commission and for shared patrols.")
    assert lines == {"SUPPORT - KEN GOV & UGA GOV", "AGREE - KEN GOV & UGA GOV"}


def test_what_an_accord_that_no_one_is_told_to_have_made_provides_for_is_no_event():
    lines = told("Peru denounced Chile on Monday. The treaty of 1929 provides for a joint commission.")
    assert lines == {"ACCUSE disapprove PER GOV > CHL GOV"}


def test_what_it_might_provide_for_is_no_promise():
    assert told(f"{ACCORD} The agreement could provide for a joint commission.") == {"SUPPORT - KEN GOV & UGA GOV"}


def test_the_accord_of_the_news_is_meant_and_not_one_that_it_recalls():
    lines = told(
        f"{ACCORD} Kenya and Tanzania had concluded an accord in 1999. The partnership will include a research centre."
    )
    assert "AGREE - KEN GOV & UGA GOV" in lines
