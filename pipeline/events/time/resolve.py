"""From a time expression to the days that it means, by the codebook's rules: `resolve`.

A bare weekday, date, month or season is the latest that is not after publication, or where the clause lies in the
future the next (today included). Lengths of time and times counted from another event give nothing: no date is made up.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.events.time.forms import (
    Calendar,
    Clock,
    Duration,
    Era,
    Expression,
    Offset,
    Part,
    Range,
    Relation,
    Span,
    Unit,
    Weekday,
)
from pipeline.events.time.spans import PRECISIONS, Days, holding, months_from, season, step
from pipeline.schema.vocabularies import DatePrecision

_DAY = dt.timedelta(days=1)
_FAR = dt.timedelta(days=300)
_LEAP_CYCLE = 8


@dataclass(frozen=True, slots=True)
class Interval:
    """The days from `start` to `end`, both included, and the unit in which they were stated."""

    start: dt.date
    end: dt.date
    precision: DatePrecision


def resolve(expression: Expression, published: dt.date, *, future: bool) -> Interval | None:
    """The days that an expression means in a text published on that day; `future` where its clause lies ahead.

    None where it names no date: a length of time, "recently", "the next day". Units are whole (a month in progress is
    not cut), but for "earlier this year" and the like, which publication cuts. Months and quarters are calendar ones.
    """
    try:
        found = _resolve(expression, published, future and expression.relation is not Relation.SINCE)
    except (OverflowError, ValueError):
        return None
    return None if found is None else _related(found, expression, published, future)


def _resolve(expression: Expression, published: dt.date, future: bool) -> Interval | None:
    match expression.form:
        case Calendar() as form:
            days = _calendar(form, published, future)
            return None if days is None else Interval(*days, _precision(form))
        case Weekday() as form:
            day = _weekday(form, published, future)
            return Interval(day, day, DatePrecision.DAY)
        case Offset() as form:
            return _offset(form, published, future)
        case Span() as form:
            return _span(form, published)
        case Duration() as form:
            return _anchored(form, expression.relation, published) if future else None
        case Era(unit=Unit.DECADE) as form:
            return Interval(*months_from(form.first_year, 1, 120), DatePrecision.DECADE)
        case Clock() as form:
            return _clock(form, published, future)
        case Range() as form:
            return _range(form, published, future)
        case _:
            return None


def _precision(form: Calendar) -> DatePrecision:
    return DatePrecision.YEAR if form.half else PRECISIONS[form.unit]


def _calendar(form: Calendar, published: dt.date, future: bool) -> Days | None:
    if form.year is not None:
        return _in_year(form, form.year)
    if form.year_shift is not None:
        return _in_year(form, published.year + form.year_shift)
    if form.day is not None and form.shift is None:
        return _day(form, published, future)
    return _choose(_options(form, published), form.shift, published, future)


def _options(form: Calendar, published: dt.date) -> list[Days]:
    """The days of the form in the years around publication, in order."""
    years = range(max(1, published.year - _LEAP_CYCLE), min(9998, published.year + _LEAP_CYCLE) + 1)
    return [days for year in years if (days := _in_year(form, year))]


def _day(form: Calendar, published: dt.date, future: bool) -> Days | None:
    """A day without its year: by the direction of its clause, unless that leads so far that the year would be named."""
    options = _options(form, published)
    found = _choose(options, None, published, future)
    other = _choose(options, None, published, not future)
    if found is None or other is None or abs(found[0] - published) <= _FAR or (form.month == 2 and form.day == 29):
        return found
    return other


def _choose(options: Sequence[Days], shift: int | None, published: dt.date, future: bool) -> Days | None:
    """Of the same days in several years, in order: the last gone, the next to come, this year's, or by direction."""
    if shift == 0:
        this = [days for days in options if days[0] <= published <= days[1]]
        return next(iter(this or [days for days in options if days[0].year == published.year]), None)
    if shift == 1 or (shift is None and future):
        return next((days for days in options if (days[0] > published if shift else days[1] >= published)), None)
    return next((days for days in reversed(options) if (days[1] < published if shift else days[0] <= published)), None)


def _in_year(form: Calendar, year: int) -> Days | None:
    """The days of a form in a year; None where the year has no such day."""
    if form.season:
        return season(form.season, year)
    if form.half:
        return months_from(year, form.half * 6 - 5, 6)
    if form.quarter:
        return months_from(year, form.quarter * 3 - 2, 3)
    if form.month is None:
        return months_from(year, 1, 12)
    first, last = months_from(year, form.month, 1)
    if form.day is None:
        return first, last
    if form.day > last.day:
        return None
    day = first.replace(day=form.day)
    return (day if form.weekday is None else day + (form.weekday - day.isoweekday()) % 7 * _DAY,) * 2


def _weekday(form: Weekday, published: dt.date, future: bool) -> dt.date:
    ahead = (form.number - published.isoweekday()) % 7
    behind = (published.isoweekday() - form.number) % 7
    match form.shift:
        case 0:
            day = published + dt.timedelta(days=form.number - published.isoweekday())
            return day + 7 * _DAY if future and day < published else day
        case 1:
            return published + (ahead or 7) * _DAY
        case None if future:
            return published + ahead * _DAY
        case None:
            return published - behind * _DAY
        case _:
            return published - (behind or 7) * _DAY


def _offset(form: Offset, published: dt.date, future: bool) -> Interval | None:
    if form.unit not in PRECISIONS:
        return None
    day = step(published, form.unit, form.count)
    if form.unit is Unit.WEEKEND and form.count <= 0 and not future and published.isoweekday() < 6:
        day = step(day, Unit.WEEK, -1) if form.count == 0 else day
    return Interval(*holding(form.unit, day), PRECISIONS[form.unit])


def _span(form: Span, published: dt.date) -> Interval | None:
    """So many units that end on the publication date, or that begin on the day after it."""
    if form.count is None or form.unit not in PRECISIONS or form.unit is Unit.WEEKEND:
        return None
    far = step(published, form.unit, form.count * form.direction)
    is_short = PRECISIONS[form.unit] is DatePrecision.DAY and form.unit is not Unit.DAY
    near = published if is_short or far == published else published + _DAY
    if form.direction < 0:
        return Interval(far if is_short or far == published else far + _DAY, published, PRECISIONS[form.unit])
    return Interval(near, far, PRECISIONS[form.unit])


def _anchored(form: Duration, relation: Relation, published: dt.date) -> Interval | None:
    """ "within ten days" and "in ten days" of a clause that lies ahead; any other length has no place in the calendar."""
    if form.count is None or form.unit not in PRECISIONS:
        return None
    far = step(published, form.unit, form.count)
    if relation is Relation.WITHIN:
        return Interval(published, far, PRECISIONS[form.unit])
    return Interval(*holding(form.unit, far), PRECISIONS[form.unit]) if relation is Relation.IN else None


def _clock(form: Clock, published: dt.date, future: bool) -> Interval | None:
    """The day of a time of day; "overnight" is the night that ends, or ahead begins, on the publication date."""
    if form.day is not None:
        return _resolve(Expression(0, 0, form.day), published, future)
    if form.time != "NI":
        return None
    first = published if future else published - _DAY
    return Interval(first, first + _DAY, DatePrecision.DAY)


def _range(form: Range, published: dt.date, future: bool) -> Interval | None:
    """From the first to the last; a first without year is the latest before the last."""
    last = _resolve(form.last, published, future)
    if last is None:
        return None
    is_bare = isinstance(form.first.form, Weekday) or (
        isinstance(form.first.form, Calendar) and form.first.form.is_yearless
    )
    first = _resolve(form.first, last.start, False) if is_bare else _resolve(form.first, published, future)
    if first is None or first.start > last.end:
        return None
    order = list(DatePrecision)
    return Interval(first.start, last.end, max(first.precision, last.precision, key=order.index))


def _related(found: Interval, expression: Expression, published: dt.date, future: bool) -> Interval | None:
    """What the preposition and "earlier" or "later" make of the interval."""
    if expression.relation is Relation.BEFORE:
        return None
    if expression.relation is Relation.SINCE and found.start <= published:
        return replace(found, end=published)
    if expression.relation is Relation.UNTIL and future and found.end >= published:
        return replace(found, start=published)
    if expression.part is Part.EARLIER and found.start <= published:
        return replace(found, end=min(found.end, published))
    if expression.part is Part.LATER and found.end >= published:
        return replace(found, start=max(found.start, published))
    return found
