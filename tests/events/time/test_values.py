import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.events.time.direction import looks_ahead
from pipeline.events.time.expressions import find
from pipeline.events.time.values import timex_value
from tests.events.time.test_expressions import FRAGMENTS


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on Friday", "1998-02-13"),
        ("last week", "1998-W06"),
        ("in the first quarter", "1998-Q1"),
        ("last December", "1997-12"),
        ("the summer of 1990", "1990-SU"),
        ("the first half of 1990", "1990-H1"),
        ("the 1990s", "199"),
        ("the 20th century", "19"),
        ("over the weekend", "1998-W06-WE"),
        ("now", "PRESENT_REF"),
        ("in recent weeks", "PAST_REF"),
        ("two days", "P2D"),
        ("10-hour", "PT10H"),
        ("2 1/2 years", "P2Y6M"),
        ("two decades", "P20Y"),
        ("several months", "PXM"),
        ("each Thursday", "XXXX-WXX-4"),
        ("each July", "XXXX-07"),
        ("10 p.m. Wednesday", "1998-02-11T22:00"),
        ("last night", "1998-02-12TNI"),
        ("midnight Friday", "1998-02-13T24"),
        ("1998-2003", "1998"),
    ],
)
def test_values_are_written_as_timeml_has_them(text, value):
    (found,) = find(text)
    assert timex_value(found, dt.date(1998, 2, 13)) == value


@given(st.lists(FRAGMENTS, max_size=14), st.dates(), st.booleans())
def test_any_expression_on_any_day_has_a_value_or_empty_text(parts, published, future):
    for found in find(" ".join(parts)):
        assert " " not in timex_value(found, published, future=future)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("The ministers will meet on ", True),
        ("Officials said they plan to sign the accord on ", True),
        ("They met on ", False),
        ("The talks, which will resume, were called off on ", False),
        ("", False),
    ],
)
def test_the_last_verb_before_an_expression_tells_the_direction(before, expected):
    assert looks_ahead(before) is expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("On ", ", the council will vote on the law.", True),
        ("In ", " the mayor resigned, and his deputy will follow.", False),
        ("They asked for leave to appeal, but in ", " a court turned them down.", False),
        ("The ministry gave the rebels until ", " to answer.", True),
        ("They would still be received on ", ".", True),
        ("The premier could not be reached on ", ".", False),
        ("The party vowed to fight ", "'s ruling.", False),
        ("The party vowed to be ready for ", "'s vote.", True),
    ],
)
def test_a_turn_a_term_or_what_follows_tells_the_direction_too(before, after, expected):
    assert looks_ahead(before, after) is expected
