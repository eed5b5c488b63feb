"""From what a rule matched to the form that it means; the `form` column of the grammar names a builder.

A builder returns None where the words cannot be a date ("June 31"). Resolving is not done here.
"""

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.events.time.forms import (
    Calendar,
    Clock,
    Duration,
    Elsewhere,
    Era,
    Expression,
    Form,
    Offset,
    Range,
    Recurring,
    Span,
    Unit,
    Vague,
    Vagueness,
    Weekday,
)
from pipeline.events.time.numerals import number_of

_YEARS = range(1000, 2200)
_CENTURY_PIVOT = 50


@dataclass(frozen=True, slots=True)
class Matched:
    """What a rule handed over: the values of the words of each group, with the groups' character spans."""

    values: Mapping[str, tuple[str, ...]]
    spans: Mapping[str, tuple[int, int]]

    def text(self, name: str) -> str:
        """The value of the first word of a group; empty text where the group took no part."""
        return self.values.get(name, ("",))[0]

    def number(self, name: str) -> float | None:
        """The worth of a group of number words; None where it took no part."""
        values = [value for value in self.values.get(name, ()) if value]
        return number_of(values) if values else None

    def whole(self, name: str) -> int | None:
        """As `number`, cut to a whole number."""
        worth = self.number(name)
        return None if worth is None else int(worth)

    @property
    def unit(self) -> Unit:
        """The unit that the match names."""
        return Unit(self.text("unit"))


Builder = Callable[[Matched], Form | None]


def _written(match: Matched) -> Form | None:
    parts = [int(part) for part in re.findall("[0-9]+", match.text("date"))[:3]]
    if parts[0] > 31:
        year, month, day = parts
    elif parts[0] > 12:
        day, month, year = parts
    else:
        month, day, year = parts
    return _day(_full_year(year), month, day)


def _full_year(year: int) -> int:
    """A year of two figures lies in 1950 to 2049."""
    if year >= 100:
        return year
    return year + (1900 if year >= _CENTURY_PIVOT else 2000)


def _year(match: Matched) -> int | None:
    year = match.whole("year")
    return None if year is None else _full_year(year)


def _day(year: int | None, month: int, day: int) -> Form | None:
    """A calendar day; None where no year has it."""
    last = calendar.monthrange(year or 2000, month)[1] if 1 <= month <= 12 else 0
    if not 1 <= day <= last or (year is not None and year not in _YEARS):
        return None
    return Calendar(Unit.DAY, year=year, month=month, day=day)


def _calendar(match: Matched) -> Form | None:
    month, day = match.whole("month"), match.whole("day")
    quarter, half, season = match.whole("quarter"), match.whole("half"), match.text("season")
    year = _year(match)
    if month is not None and day is not None and _day(year, month, day) is None:
        return None
    if (quarter or 1) > 4 or (half or 1) > 2:
        return None
    fine = Unit.MONTH if month else Unit.QUARTER if quarter or half or season else Unit.YEAR
    return Calendar(
        Unit.DAY if day else fine,
        year,
        month,
        day,
        quarter,
        half,
        season,
        year_shift=match.whole("yshift"),
        shift=match.whole("shift"),
    )


def _range(match: Matched, first: Form | None, last: Form | None) -> Form | None:
    if first is None or last is None:
        return None
    start, middle = match.spans["first"]
    stop, end = match.spans["last"]
    begin, finish = match.spans["all"]
    return Range(Expression(min(begin, start), middle, first), Expression(stop, max(end, finish), last))


def _days(match: Matched) -> Form | None:
    month, year, shift = match.whole("month"), _year(match), match.whole("yshift")
    ends = [match.whole("first"), match.whole("last")]
    forms = [
        Calendar(Unit.DAY, year, month, day, year_shift=shift)
        for day in ends
        if month is not None and day is not None and _day(year, month, day) is not None
    ]
    return _range(match, *forms) if len(forms) == 2 and (ends[0] or 0) < (ends[1] or 0) else None


def _months(match: Matched) -> Form | None:
    year, shift = _year(match), match.whole("yshift")
    first, last = match.whole("first"), match.whole("last")
    if first is None or last is None or first == last:
        return None
    crosses = year is not None and first > last
    return _range(
        match,
        Calendar(Unit.MONTH, year - 1 if crosses and year else year, first, year_shift=shift),
        Calendar(Unit.MONTH, year, last, year_shift=shift),
    )


def _years(match: Matched) -> Form | None:
    first, last = match.whole("first"), match.whole("last")
    if first is None or last is None:
        return None
    if last < 100:
        last += first // 100 * 100
    return _range(match, Calendar(Unit.YEAR, first), Calendar(Unit.YEAR, last)) if first < last < 2200 else None


def _weekday(match: Matched) -> Form | None:
    return Weekday(int(match.text("weekday")), match.whole("shift"))


def _offset(match: Matched) -> Form | None:
    count = match.whole("count")
    return Offset(match.unit, (match.whole("n") or 0) if count is None else count)


def _ago(match: Matched) -> Form | None:
    """A decade ago is the year ten years back, not the decade before."""
    count = match.whole("n")
    years = {Unit.DECADE: 10, Unit.CENTURY: 100}.get(match.unit)
    if count is None:
        return None
    return Offset(Unit.YEAR, -count * years) if years else Offset(match.unit, -count)


def _earlier(match: Matched) -> Form | None:
    """Weeks and longer are counted from the publication, which lies near; days and hours would be false precision."""
    if match.unit in (Unit.DAY, Unit.HOUR, Unit.MINUTE, Unit.SECOND):
        return Elsewhere(match.unit, -(match.whole("n") or 1))
    return _ago(match)


def _elsewhere(match: Matched) -> Form | None:
    return Elsewhere(match.unit, match.whole("n") or 0)


def _span(match: Matched) -> Form | None:
    return Span(match.unit, match.number("n"), int(match.text("direction")))


def _duration(match: Matched) -> Form | None:
    return Duration(match.unit, match.number("n"))


def _recurring(match: Matched) -> Form | None:
    return Recurring(match.unit, match.whole("n") or 1, match.whole("weekday"), match.whole("month"))


def _vague(match: Matched) -> Form | None:
    return Vague(Vagueness[match.text("direction")])


def _daytime(match: Matched) -> Form | None:
    if match.text("weekday"):
        return Clock(match.text("time"), Weekday(int(match.text("weekday")), match.whole("shift")))
    shift = match.whole("shift")
    return Clock(match.text("time"), Offset(Unit.DAY, (match.whole("count") or 0) if shift is None else shift))


def _overnight(_: Matched) -> Form | None:
    return Clock("NI")


def _holiday(match: Matched) -> Form | None:
    """A fixed day, or with "+N" the first weekday N on or after it, "11-22+4"."""
    month, day, *weekday = (int(part) for part in re.findall("[0-9]+", match.text("date")))
    return Calendar(
        Unit.DAY, _year(match), month, day, weekday=weekday[0] if weekday else None, shift=match.whole("shift")
    )


def _clock(match: Matched) -> Form | None:
    figures = re.findall("[0-9]+", match.text("time"))
    if len(figures) == 1 and len(figures[0]) == 4:
        figures = [figures[0][:2], figures[0][2:]]
    hour, minute = int(figures[0]), int(figures[1]) if len(figures) > 1 else 0
    half = match.text("ampm") or match.text("time")[-2:]
    if hour > (12 if half in ("am", "pm") else 24) or minute > 59:
        return None
    if half == "pm" and hour < 12:
        hour += 12
    return Clock(f"{hour:02}:{minute:02}")


def _era(match: Matched) -> Form | None:
    value = match.text("era")
    if match.unit is Unit.CENTURY:
        return Era(Unit.CENTURY, (int(number_of([value])) - 1) * 100 + 1)
    figure = int(re.sub("[^0-9]", "", value))
    return Era(Unit.DECADE, figure if figure >= 100 else 1900 + figure)


def _none(_: Matched) -> Form | None:
    return None


BUILDERS: Mapping[str, Builder] = {
    "written": _written,
    "calendar": _calendar,
    "days": _days,
    "months": _months,
    "years": _years,
    "weekday": _weekday,
    "offset": _offset,
    "ago": _ago,
    "earlier": _earlier,
    "elsewhere": _elsewhere,
    "span": _span,
    "duration": _duration,
    "recurring": _recurring,
    "vague": _vague,
    "daytime": _daytime,
    "overnight": _overnight,
    "clock": _clock,
    "holiday": _holiday,
    "era": _era,
    "none": _none,
}
