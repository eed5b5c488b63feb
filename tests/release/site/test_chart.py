"""The chart that stands in the first page tells the counts that it is drawn from."""

import pytest

from pipeline.release.site.chart import draw, first_year
from pipeline.schema.vocabularies import QuadClass


def _sums(drawing, quad):
    """The heights of a class's bars, in events, by the step between two lines."""
    (one, other, *_), values = drawing.lines, [int(line.label) for line in drawing.lines[:2]]
    pixels = abs((one.at - other.at) / (values[0] - values[1]))
    return [round(bar.height / pixels) for bin in drawing.bins for bar in bin.bars if bar.quad is quad]


def test_years_are_drawn_where_there_are_many_and_hold_all_their_months():
    drawing = draw([("2001-03-01", 1, 2, 3, 4), ("2001-07-01", 10, 0, 0, 0), ("2012-01-01", 0, 0, 0, 1)])
    assert [bin.told for bin in drawing.bins] == [
        "2001\n11 verbal cooperation\n2 material cooperation\n3 verbal conflict\n4 material conflict",
        "2012\n1 material conflict",
    ]
    assert _sums(drawing, QuadClass.VERBAL_COOPERATION) == [11]
    assert _sums(drawing, QuadClass.MATERIAL_CONFLICT) == [4, 1]


def test_months_are_drawn_where_there_are_few_years():
    drawing = draw([("2020-02-01", 1, 0, 0, 0), ("2022-03-01", 0, 0, 7, 0)])
    assert [bin.told for bin in drawing.bins] == [
        "February 2020\n1 verbal cooperation",
        "March 2022\n7 verbal conflict",
    ]
    assert [tick.label for tick in drawing.times] == ["2020", "2021", "2022"]
    assert drawing.bins[1].left == pytest.approx(100 * 26 / 36, abs=1)


def test_cooperation_stands_above_the_line_and_conflict_below():
    (bin,) = draw([("2020-02-01", 3, 4, 5, 6)]).bins
    zero = draw([("2020-02-01", 3, 4, 5, 6)]).zero
    above = {bar.quad for bar in bin.bars if bar.top + bar.height <= zero + 0.01}
    below = {bar.quad for bar in bin.bars if bar.top >= zero - 0.01}
    assert above == {QuadClass.VERBAL_COOPERATION, QuadClass.MATERIAL_COOPERATION}
    assert below == {QuadClass.VERBAL_CONFLICT, QuadClass.MATERIAL_CONFLICT}


@pytest.mark.parametrize("events", [1, 9, 130, 4_321, 987_654_321])
def test_every_bar_is_within_the_drawing_and_a_few_lines_are_enough(events):
    drawing = draw([("1950-01-01", events, 1, 1, 1), ("2024-05-01", 0, 0, events // 2, 0)])
    assert all(
        bar.top >= 0 and bar.top + bar.height <= drawing.height + 0.01 for bin in drawing.bins for bar in bin.bars
    )
    assert 3 <= len(drawing.lines) <= 8
    assert len(drawing.times) <= 6


def test_a_few_events_of_long_ago_do_not_squeeze_the_others():
    recent = [(f"{year}-01-01", 20, 0, 0, 0) for year in range(1990, 2010)]
    assert first_year([("0704-01-01", 1, 0, 0, 0), *recent]) == 1990
    assert first_year([("1965-01-01", 1, 0, 0, 0), *recent]) == 1990
    assert first_year([("1975-01-01", 1, 0, 0, 0), *recent]) == 1975
    assert first_year([("1900-01-01", 40, 0, 0, 0), *recent]) == 1900


def test_a_release_without_dated_events_has_no_chart():
    assert draw([]) is None
