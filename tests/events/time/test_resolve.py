import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.events.time.expressions import find
from pipeline.events.time.resolve import Interval, resolve
from pipeline.schema.vocabularies import DatePrecision
from tests.events.time.test_expressions import FRAGMENTS

SATURDAY = dt.date(2022, 3, 26)
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def days(text, *, future=False, published=SATURDAY):
    """What the only expression of the text means, as "start end precision"; empty text for no date."""
    (found,) = find(text)
    interval = resolve(found, published, future=future)
    return "" if interval is None else f"{interval.start} {interval.end} {interval.precision}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Friday", "2022-03-25 2022-03-25 day"),
        ("on Saturday", "2022-03-26 2022-03-26 day"),
        ("on Sunday", "2022-03-20 2022-03-20 day"),
        ("last Saturday", "2022-03-19 2022-03-19 day"),
        ("next Monday", "2022-03-28 2022-03-28 day"),
        ("this past week", "2022-03-20 2022-03-26 week"),
        ("last week", "2022-03-14 2022-03-20 week"),
        ("two weeks ago", "2022-03-07 2022-03-13 week"),
        ("in February", "2022-02-01 2022-02-28 month"),
        ("in March", "2022-03-01 2022-03-31 month"),
        ("in April", "2021-04-01 2021-04-30 month"),
        ("in December 2020", "2020-12-01 2020-12-31 month"),
        ("last March", "2021-03-01 2021-03-31 month"),
        ("on March 26", "2022-03-26 2022-03-26 day"),
        ("on 22 March", "2022-03-22 2022-03-22 day"),
        ("on 03/26/2022", "2022-03-26 2022-03-26 day"),
        ("on 26.03.2022", "2022-03-26 2022-03-26 day"),
        ("since 9/11", "2001-09-11 2022-03-26 day"),
        ("in the fourth quarter", "2021-10-01 2021-12-31 quarter"),
        ("in the first half of 2021", "2021-01-01 2021-06-30 year"),
        ("last summer", "2021-06-01 2021-08-31 quarter"),
        ("in 1998", "1998-01-01 1998-12-31 year"),
        ("the 1990s", "1990-01-01 1999-12-31 decade"),
        ("a decade ago", "2012-01-01 2012-12-31 year"),
        ("on Christmas Day", "2021-12-25 2021-12-25 day"),
        ("on New Year's Eve", "2021-12-31 2021-12-31 day"),
        ("last Thanksgiving", "2021-11-25 2021-11-25 day"),
        ("last Oct. 23", "2021-10-23 2021-10-23 day"),
        ("on the nights of March 20 and 21", "2022-03-20 2022-03-21 day"),
        ("the March summit", "2022-03-01 2022-03-31 month"),
        ("by March", "2022-03-01 2022-03-31 month"),
        ("at 1925 GMT", ""),
        ("struck at 0735 GMT on Friday", "2022-03-25 2022-03-25 day"),
        ("at 1400 hours local time", ""),
        ("yesterday", "2022-03-25 2022-03-25 day"),
        ("overnight", "2022-03-25 2022-03-26 day"),
        ("last night", "2022-03-25 2022-03-25 day"),
        ("the past three days", "2022-03-24 2022-03-26 day"),
        ("in the last 24 hours", "2022-03-25 2022-03-26 day"),
        ("in the past three months", "2021-12-27 2022-03-26 month"),
        ("three years ago", "2019-01-01 2019-12-31 year"),
        ("a month earlier", "2022-02-01 2022-02-28 month"),
        ("earlier this year", "2022-01-01 2022-03-26 year"),
        ("later this month", "2022-03-26 2022-03-31 month"),
        ("since October", "2021-10-01 2022-03-26 month"),
        ("last weekend", "2022-03-19 2022-03-20 day"),
        ("from Monday to Wednesday", "2022-03-21 2022-03-23 day"),
        ("from 3 to 5 May 2021", "2021-05-03 2021-05-05 day"),
        ("between 1998 and 2003", "1998-01-01 2003-12-31 year"),
        ("from November 2020 to March", "2020-11-01 2022-03-31 month"),
        ("on Feb. 29", "2020-02-29 2020-02-29 day"),
    ],
)
def test_a_past_or_plain_clause_looks_back(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Friday", "2022-04-01 2022-04-01 day"),
        ("on Saturday", "2022-03-26 2022-03-26 day"),
        ("in February", "2023-02-01 2023-02-28 month"),
        ("in March", "2022-03-01 2022-03-31 month"),
        ("on May 5", "2022-05-05 2022-05-05 day"),
        ("within 10 days", "2022-03-26 2022-04-05 day"),
        ("in two weeks", "2022-04-04 2022-04-10 week"),
        ("in the next two weeks", "2022-03-27 2022-04-09 week"),
        ("until Friday", "2022-03-26 2022-04-01 day"),
        ("since Friday", "2022-03-25 2022-03-26 day"),
        ("in the summer", "2022-06-01 2022-08-31 quarter"),
        ("over the weekend", "2022-03-26 2022-03-27 day"),
    ],
)
def test_a_clause_that_lies_ahead_looks_forward(text, expected):
    assert days(text, future=True) == expected


@pytest.mark.parametrize(
    "text",
    [
        "for two years",
        "recently",
        "now",
        "the next day",
        "two days later",
        "every Friday",
        "within 10 days",
        "before Friday",
        "at 10 p.m.",
        "in the 20th century",
    ],
)
def test_what_names_no_date_gets_none(text):
    assert days(text) == ""


def test_a_day_without_year_is_the_near_one_where_the_other_lies_most_of_a_year_away():
    assert days("the November 13 summit", published=dt.date(1989, 10, 26)).startswith("1989-11-13")
    assert days("after the March 24 talks", future=True).startswith("2022-03-24")


def test_months_of_a_series_share_the_year_that_its_last_states():
    found = find("in May and June 2004")
    assert [resolve(each, SATURDAY, future=False).start.year for each in found] == [2004, 2004]


def test_the_weekend_is_the_last_one_on_a_weekday_and_the_running_one_on_a_sunday():
    assert days("over the weekend", published=dt.date(2022, 3, 28)).startswith("2022-03-26 2022-03-27")
    assert days("over the weekend", published=dt.date(2022, 3, 27)).startswith("2022-03-26 2022-03-27")


@given(st.sampled_from(WEEKDAYS), st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
def test_a_bare_weekday_lies_within_the_week_on_its_side_of_publication(name, published):
    (found,) = find(f"on {name}")
    back, ahead = (resolve(found, published, future=future) for future in (False, True))
    assert back.start.isoweekday() == ahead.start.isoweekday() == WEEKDAYS.index(name) + 1
    assert 0 <= (published - back.start).days < 7
    assert 0 <= (ahead.start - published).days < 7


@given(st.lists(FRAGMENTS, max_size=14), st.dates(), st.booleans())
def test_any_expression_on_any_day_resolves_in_order_or_not_at_all(parts, published, future):
    for found in find(" ".join(parts)):
        interval = resolve(found, published, future=future)
        assert interval is None or (interval.start <= interval.end and interval.precision is not DatePrecision.UNKNOWN)


@given(st.dates(dt.date(2, 1, 1), dt.date(9000, 1, 1)))
def test_every_day_has_a_last_year_of_whole_months(published):
    (found,) = find("last year")
    year = published.year - 1
    assert resolve(found, published, future=False) == Interval(
        dt.date(year, 1, 1), dt.date(year, 12, 31), DatePrecision.YEAR
    )
