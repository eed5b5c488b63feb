"""The chart of the first page as a drawing that stands in the page: cooperation above the line, conflict below it.

It needs neither script nor data, so that the page is there at once. Charts of what a reader asks are drawn by `static/js/chart.js`.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.schema.vocabularies import QuadClass

_ABOVE = (QuadClass.MATERIAL_COOPERATION, QuadClass.VERBAL_COOPERATION)
_BELOW = (QuadClass.VERBAL_CONFLICT, QuadClass.MATERIAL_CONFLICT)
"""The classes of each side, from the line outwards."""

_HEIGHT = 220
"""Pixels from the highest value to the lowest; what is across is in per cent, as wide as the page."""
_YEARS_OF_MONTHS = 7
_LABELS, _LINES = 6, 5
"""So many years are named at most, and about so many lines of values drawn."""
_STRIDES = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_STEPS = tuple(each * 10**power for power in range(12) for each in (1, 2, 5))
_EARLY, _LONG = 0.02, 40
"""Where more than so many years were drawn, the part of all events that may lie before the first year."""
_GAP = 0.12
"""The part of a bin that is left free beside its bars."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A class of a bin: upper edge and height in pixels."""

    quad: QuadClass
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class Bin:
    """A year or month: left edge and width in per cent, its bars, and what it holds in words."""

    left: float
    width: float
    bars: tuple[Bar, ...]
    told: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A label of an axis: where it stands, in pixels from above or in per cent from the left."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart: its bins, the lines of its values, the labels of its time, and where the line of zero is, in pixels from above."""

    bins: tuple[Bin, ...]
    lines: tuple[Tick, ...]
    times: tuple[Tick, ...]
    zero: float
    height: int = _HEIGHT


def draw(months: Sequence[tuple[str, int, int, int, int]]) -> Drawing | None:
    """The drawing of counts by month (first day, then events of each quad class, in the order of `QuadClass`); none of none.

    Up to seven years are drawn by month, more by year, from `first_year` on.
    """
    first = first_year(months)
    if first is None:
        return None
    dated = {dt.date.fromisoformat(month): counts for month, *counts in months}
    years = range(first, max(dated).year + 1)
    is_by_year = len(years) > _YEARS_OF_MONTHS
    steps = [dt.date(year, month, 1) for year in years for month in ((1,) if is_by_year else range(1, 13))]
    held = {step: [0, 0, 0, 0] for step in steps}
    for month, counts in dated.items():
        if month.year < years.start:
            continue
        step = month.replace(month=1) if is_by_year else month
        held[step] = [one + other for one, other in zip(held[step], counts, strict=True)]
    return _drawn(
        [
            (f"{step.year}" if is_by_year else f"{step:%B %Y}", dict(zip(QuadClass, counts, strict=True)))
            for step, counts in held.items()
        ],
        years,
    )


def first_year(months: Sequence[tuple[str, int, int, int, int]]) -> int | None:
    """The year from which charts of all events begin: the first, or where few events lie far before all others, the first that leaves
    out no more than a fiftieth of them. None where there are none."""
    counted = sorted((dt.date.fromisoformat(month).year, sum(counts)) for month, *counts in months)
    early = _EARLY * sum(count for _, count in counted)
    passed = 0
    for year, count in counted:
        passed += count
        if counted[-1][0] - year < _LONG or passed > early:
            return year
    return None


def _drawn(held: Sequence[tuple[str, Mapping[QuadClass, int]]], years: Sequence[int]) -> Drawing:
    step, low, high = _scale(held)
    pixels = _HEIGHT / (high - low)
    width = 100 / len(held)
    bins = (
        Bin(
            left=width * (number + _GAP / 2),
            width=width * (1 - _GAP),
            bars=tuple(_bars(counts, high, pixels)),
            told=_told(name, counts),
        )
        for number, (name, counts) in enumerate(held)
        if any(counts.values())
    )
    lines = (Tick((high - value) * pixels, f"{abs(value):,}") for value in range(low, high + 1, step))
    stride = next(each for each in _STRIDES if len(years) / each <= _LABELS)
    times = (Tick((year - years[0]) / len(years) * 100, str(year)) for year in years if year % stride == 0)
    return Drawing(tuple(bins), tuple(lines), tuple(times), high * pixels)


def _scale(held: Sequence[tuple[str, Mapping[QuadClass, int]]]) -> tuple[int, int, int]:
    """The step between lines, and the lowest and highest value: whole steps that hold every bar."""
    above = max(sum(counts[quad] for quad in _ABOVE) for _, counts in held)
    below = max(sum(counts[quad] for quad in _BELOW) for _, counts in held)
    step = next(each for each in _STEPS if (above + below) / each <= _LINES)
    return step, -step * -(-below // step), step * max(1, -(-above // step))


def _bars(counts: Mapping[QuadClass, int], high: int, pixels: float) -> Iterator[Bar]:
    """The bars of a bin, each beyond those of its side that stand nearer to the line."""
    for side, sign in ((_ABOVE, 1), (_BELOW, -1)):
        near = 0
        for quad in side:
            far = near + sign * counts[quad]
            if counts[quad]:
                yield Bar(quad, (high - max(near, far)) * pixels, counts[quad] * pixels)
            near = far


def _told(name: str, counts: Mapping[QuadClass, int]) -> str:
    return "\n".join([name, *(f"{count:,} {quad.replace('_', ' ')}" for quad, count in counts.items() if count)])
