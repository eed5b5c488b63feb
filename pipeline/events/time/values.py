"""The TimeML value of a time expression (1998-02-13, 1998-W06, P2D, PRESENT_REF), for exchange and for measuring.

Source: TimeML annotation guidelines 1.2.1, TIMEX3 attribute `value`.
"""

import datetime as dt

from pipeline.events.time.forms import (
    Calendar,
    Clock,
    Duration,
    Elsewhere,
    Era,
    Expression,
    Form,
    Offset,
    Part,
    Range,
    Recurring,
    Span,
    Unit,
    Vague,
    Weekday,
)
from pipeline.events.time.resolve import resolve
from pipeline.events.time.spans import step

_CLOCK_UNITS = {Unit.SECOND: "S", Unit.MINUTE: "M", Unit.HOUR: "H"}
_SUBUNITS = {Unit.YEAR: (12, "M"), Unit.HOUR: (60, "M"), Unit.MINUTE: (60, "S"), Unit.DAY: (24, "H")}
_LONG_YEARS = {Unit.DECADE: 10, Unit.CENTURY: 100}


def timex_value(expression: Expression, published: dt.date, *, future: bool = False) -> str:
    """The value of TIMEX3; empty text where none can be given. A range has the value of its first end."""
    return _value(expression.form, expression.part, published, future)


def _value(form: Form, part: Part | None, published: dt.date, future: bool) -> str:
    match form:
        case Span() | Duration():
            return _length(form.unit, form.count)
        case Vague():
            return form.direction.value
        case Recurring():
            return _recurring(form)
        case Era():
            return str(form.first_year)[: 2 if form.unit is Unit.CENTURY else 3]
        case Clock():
            day = _value(form.day, None, published, future) if form.day else published.isoformat()
            return f"{day}T{form.time}".replace("T24:00", "T24")
        case Range():
            return _value(form.first.form, part, published, future)
        case Elsewhere():
            return _elsewhere(form, published)
        case Calendar() | Weekday() | Offset():
            return _date(form, published, future)


def _date(form: Calendar | Weekday | Offset, published: dt.date, future: bool) -> str:
    unit = Unit.DAY if isinstance(form, Weekday) else form.unit
    if unit is Unit.CENTURY:
        count = form.count if isinstance(form, Offset) else 0
        return str(published.year // 100 + count)
    interval = resolve(Expression(0, 0, form), published, future=future)
    if interval is None:
        return ""
    if isinstance(form, Calendar) and (form.half or form.season):
        return f"{interval.start.year:04}-{form.season or f'H{form.half}'}"
    return _written(unit, interval.start)


def _written(unit: Unit, day: dt.date) -> str:
    """A day, week, month… by its first day."""
    week = day.isocalendar()
    match unit:
        case Unit.WEEK | Unit.FORTNIGHT:
            return f"{week.year:04}-W{week.week:02}"
        case Unit.WEEKEND:
            return f"{week.year:04}-W{week.week:02}-WE"
        case Unit.MONTH:
            return f"{day.year:04}-{day.month:02}"
        case Unit.QUARTER:
            return f"{day.year:04}-Q{(day.month + 2) // 3}"
        case Unit.YEAR:
            return f"{day.year:04}"
        case Unit.DECADE:
            return f"{day.year:04}"[:3]
        case _:
            return day.isoformat()


def _length(unit: Unit, count: float | None) -> str:
    """A duration: P2D, PT3H, P2Y6M; X for an unknown count."""
    letter = _CLOCK_UNITS.get(unit, unit.value[-1])
    before = "PT" if unit in _CLOCK_UNITS else "P"
    if unit is Unit.FORTNIGHT:
        count = None if count is None else count * 2
    if count is None:
        return f"{before}X{letter}"
    if unit in _LONG_YEARS and count == int(count) and unit is Unit.DECADE and count > 1:
        return f"P{int(count) * _LONG_YEARS[unit]}Y"
    whole, rest = int(count), count - int(count)
    if not rest or unit not in _SUBUNITS:
        return f"{before}{whole}{letter}"
    size, small = _SUBUNITS[unit]
    return f"{before}{f'{whole}{letter}' if whole else ''}{'T' if unit is Unit.DAY else ''}{int(rest * size)}{small}"


def _recurring(form: Recurring) -> str:
    if form.weekday is not None:
        return f"XXXX-WXX-{form.weekday}"
    if form.month is not None:
        return f"XXXX-{form.month:02}"
    return _length(form.unit, form.count)


def _elsewhere(form: Elsewhere, published: dt.date) -> str:
    """A unit counted from another event: as if that had happened at publication, which is the likeliest of bad guesses."""
    try:
        return _written(form.unit, step(published, form.unit, form.count))
    except (KeyError, OverflowError, ValueError):
        return ""
