import pytest

from tests.events.stories import told


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (
            "Norway's foreign minister met Kenyan President Uhuru Kenyatta in Nairobi on Monday.",
            "CONSULT visit NOR GOV > KEN GOV",
        ),
        (
            "Kenyan President Uhuru Kenyatta and Norway's foreign minister held talks in Nairobi on Monday.",
            "CONSULT visit NOR GOV > KEN GOV",
        ),
    ],
)
def test_a_guest_who_meets_the_host_at_home_is_on_a_visit(article, expected):
    assert expected in told(article)


@pytest.mark.parametrize(
    "article",
    [
        "Norway's foreign minister met Kenyan President Uhuru Kenyatta in Geneva on Monday.",
        "Norway's foreign minister met Kenyan President Uhuru Kenyatta on Monday.",
    ],
)
def test_a_meeting_on_neutral_or_unsaid_ground_has_two_actors(article):
    assert any(line.endswith("KEN GOV & NOR GOV") for line in told(article))


def test_a_call_is_no_visit_wherever_the_caller_sits():
    lines = told("Norway's prime minister spoke by telephone with Kenyan President Uhuru Kenyatta in Oslo on Monday.")
    assert not any("visit" in line for line in lines)


def test_a_journey_to_ones_doctors_is_no_visit():
    assert not told("Nigerian President Muhammadu Buhari left for London on Sunday, where he will see his doctors.")


def test_talks_at_the_end_of_which_an_accord_is_signed_were_those_of_its_parties():
    lines = told("Chad and Niger signed an accord on Monday at the end of two days of talks.")
    assert {"CONSULT - NER GOV & TCD GOV", "SUPPORT - NER GOV & TCD GOV"} <= lines
