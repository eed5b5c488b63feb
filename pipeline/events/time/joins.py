"""Expressions that stand together and mean one time: a time of day with its day, the two ends of a range.

Single expressions are found in `expressions`.
"""

import re
from dataclasses import replace

from pipeline.events.time.forms import Calendar, Clock, Expression, Offset, Range, Unit, Weekday

_BESIDE = re.compile(r"\s*,?\s*(?:on\s+|at\s+)?")
_TO = re.compile(r"\s*(?:to|through|thru|until|till|[-–])\s*")
_SERIES = re.compile(r"\s*(?:,|,?\s+(?:and|or|to|through|until))\s*")
_AND = re.compile(r"\s+and\s+")
_FROM = re.compile(r"\bfrom\s+(?:the\s+)?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)


def joined(found: list[Expression], text: str) -> list[Expression]:
    """The expressions of `text` with neighbours joined that mean one time."""
    kept: list[Expression] = []
    for expression in _with_years(found, text):
        both = _join(kept[-1], expression, text) if kept else None
        if both is None:
            kept.append(expression)
        else:
            kept[-1] = both
    return kept


def _with_years(found: list[Expression], text: str) -> list[Expression]:
    """The expressions where each month or day of a series has the year that its last states: "in May and June 2004"."""
    given: list[Expression] = []
    for expression in reversed(found):
        if given and _SERIES.fullmatch(text[expression.end : given[-1].start]):
            expression = _with_year_of(expression, given[-1])
        given.append(expression)
    return given[::-1]


def _with_year_of(expression: Expression, later: Expression) -> Expression:
    form, end = expression.form, later.form
    if not (isinstance(form, Calendar) and isinstance(end, Calendar) and form.is_yearless):
        return expression
    if form.month is None or end.month is None or form.month > end.month:
        return expression
    return replace(expression, form=replace(form, year=end.year, year_shift=end.year_shift))


def _join(left: Expression, right: Expression, text: str) -> Expression | None:
    between = text[left.end : right.start]
    if len(between) > 12:
        return None
    for clock, day in ((left, right), (right, left)):
        if isinstance(clock.form, Clock) and clock.form.day is None and _is_day(day) and _BESIDE.fullmatch(between):
            return replace(left, end=right.end, form=replace(clock.form, day=day.form))
    if _is_range(left, right, between, text):
        return replace(left, end=right.end, form=Range(left, right), part=None)
    return None


def _is_day(expression: Expression) -> bool:
    form = expression.form
    if isinstance(form, Calendar | Offset):
        return form.unit is Unit.DAY
    return isinstance(form, Weekday)


def _is_range(left: Expression, right: Expression, between: str, text: str) -> bool:
    """Both ends are dates; "to" needs "from" before it or a day on either side, "and" needs "between"."""
    if not all(isinstance(each.form, Calendar | Weekday | Offset) for each in (left, right)):
        return False
    before = text[max(0, left.start - 14) : left.start]
    if _AND.fullmatch(between):
        return _BETWEEN.search(before) is not None
    return _TO.fullmatch(between) is not None and (
        _FROM.search(before) is not None or (_is_day(left) and _is_day(right))
    )
