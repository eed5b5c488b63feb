import datetime as dt

import pytest

from tests.events.stories import dated

FRIDAY = dt.date(2021, 6, 18)


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (
            "Chad recalled its ambassador from Sudan on Wednesday, two days after Sudanese troops shelled a Chadian town.",
            ("ASSAULT", "2021-06-14"),
        ),
        (
            "Norway signed a treaty with Chile on Tuesday, six years after Chilean police arrested a Norwegian journalist.",
            ("COERCE", "2015-01-01"),
        ),
        ("Kenya on Thursday received 40 sailors whom pirates had released a day earlier.", ("RETREAT", "2021-06-16")),
        (
            "Rebels shelled the barracks on Monday. The day after the raid Chad closed its border with Sudan.",
            ("COERCE", "2021-06-15"),
        ),
        (
            "Rebels in Chad freed 12 soldiers on Tuesday. Two days later the rebels shelled a garrison of Niger.",
            ("ASSAULT", "2021-06-17"),
        ),
    ],
)
def test_an_event_is_dated_from_another(article, expected):
    assert expected in dated(article, FRIDAY)


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (
            "Chilean deputies who had visited Oslo on Tuesday criticised Norway. Peru rejected their remarks.",
            ("REJECT", "2021-06-18"),
        ),
        ("Three spies convicted in Norway in 2009 were released by Russia.", ("RETREAT", "2021-06-18")),
        ("Kenya ordered the rebels to leave the town by Monday.", ("REQUEST", "2021-06-18")),
        ("Chad said on Wednesday that it condemned the coup in Mali.", ("ACCUSE", "2021-06-16")),
        ("Peru has already signed a treaty with Norway.", ("SUPPORT", "")),
        (
            "Uganda mourned Tuesday's ambush that killed four Kenyan soldiers in Somalia.",
            ("ASSAULT", "2021-06-15"),
        ),
        (
            "Crowds stormed the palace in Lima last Saturday. They also occupied a court, which they left on Thursday as "
            "Peruvian police arrested forty protesters.",
            ("COERCE", "2021-06-17"),
        ),
        ("Envoys of Chad and Niger negotiated for five days in Lima.", ("CONSULT", "2021-06-14")),
        (
            "The feud dates from March 2018. Chilean police then arrested two Norwegian diplomats.",
            ("COERCE", "2018-03-01"),
        ),
    ],
)
def test_a_date_belongs_to_its_own_clause(article, expected):
    assert expected in dated(article, FRIDAY)


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("Norway's prime minister will leave on Sunday, flying to Chile for talks.", ("AGREE", "2021-06-20")),
        (
            "The presidents of Chad and Niger will sign a pact at a summit scheduled for Monday.",
            ("AGREE", "2021-06-21"),
        ),
        ("Envoys of Chad and Niger negotiated in talks, which began on Wednesday.", ("CONSULT", "2021-06-16")),
    ],
)
def test_the_clause_of_a_date_tells_which_way_it_looks(article, expected):
    assert expected in dated(article, FRIDAY)
