"""Calendar arithmetic: the day, week, month, quarter, year or decade that holds a day, and steps from one to another.

Weeks are those of ISO 8601, seasons those of the northern hemisphere. What words mean is in `resolve`.
"""

import calendar
import datetime as dt
from typing import TypeAlias

from pipeline.events.time.forms import Unit
from pipeline.schema.vocabularies import DatePrecision

Days: TypeAlias = tuple[dt.date, dt.date]
"""First and last day, both included."""

_P = DatePrecision
PRECISIONS: dict[Unit, DatePrecision] = {
    Unit.SECOND: _P.DAY,
    Unit.MINUTE: _P.DAY,
    Unit.HOUR: _P.DAY,
    Unit.DAY: _P.DAY,
    Unit.WEEKEND: _P.DAY,
    Unit.WEEK: _P.WEEK,
    Unit.FORTNIGHT: _P.WEEK,
    Unit.MONTH: _P.MONTH,
    Unit.QUARTER: _P.QUARTER,
    Unit.YEAR: _P.YEAR,
    Unit.DECADE: _P.DECADE,
}
"""The precision of a date that is stated in a unit; a century has none."""

_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12, Unit.DECADE: 120}
_DAYS = {Unit.DAY: 1, Unit.WEEKEND: 7, Unit.WEEK: 7, Unit.FORTNIGHT: 14}
_SECONDS = {Unit.SECOND: 1, Unit.MINUTE: 60, Unit.HOUR: 3600}
_DAY_SECONDS = 86_400
_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def step(day: dt.date, unit: Unit, count: float) -> dt.date:
    """The day `count` units on (or back), in a shorter month its last day; hours count as whole days begun.

    Raises OverflowError or ValueError beyond the years 1 to 9999, KeyError for a century.
    """
    if unit in _SECONDS:
        days, rest = divmod(abs(count) * _SECONDS[unit], _DAY_SECONDS)
        return day + dt.timedelta(days=int(days) + bool(rest and days)) * (1 if count >= 0 else -1)
    if unit in _DAYS:
        return day + dt.timedelta(days=int(count * _DAYS[unit]))
    months = day.year * 12 + day.month - 1 + int(count * _MONTHS[unit])
    year, month = months // 12, months % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def holding(unit: Unit, day: dt.date) -> Days:
    """The calendar unit that holds the day; for a weekend, the one of its week. Raises KeyError for a century."""
    if unit in (Unit.WEEK, Unit.FORTNIGHT, Unit.WEEKEND):
        monday = day - dt.timedelta(days=day.weekday())
        return monday + dt.timedelta(days=5 if unit is Unit.WEEKEND else 0), monday + dt.timedelta(days=6)
    if unit in _MONTHS:
        length = _MONTHS[unit]
        return months_from(day.year - day.year % 10 if length == 120 else day.year, _first_month(day, length), length)
    return day, day


def _first_month(day: dt.date, length: int) -> int:
    return day.month - (day.month - 1) % length if length < 12 else 1


def months_from(year: int, month: int, length: int) -> Days:
    """`length` whole months from a month on."""
    last = year * 12 + month - 1 + length - 1
    end_year, end_month = last // 12, last % 12 + 1
    return dt.date(year, month, 1), dt.date(end_year, end_month, calendar.monthrange(end_year, end_month)[1])


def season(name: str, year: int) -> Days:
    """A season by its TimeML name; the winter of a year begins in its December."""
    return months_from(year, _SEASON_MONTHS[name], 3)
