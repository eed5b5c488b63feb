"""When an event happened that is dated from another: "a day earlier", "two days after soldiers had shelled the town".

Expressions that name a date of their own are dealt with in `dating`.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TypeAlias

from pipeline.events.candidate import Candidate
from pipeline.events.grammar import Sentence
from pipeline.events.time.expressions import Expression
from pipeline.events.time.forms import Duration, Elsewhere, Unit
from pipeline.events.time.resolve import Interval, resolve
from pipeline.events.time.spans import PRECISIONS, holding, step
from pipeline.events.token import Token
from pipeline.schema.vocabularies import DatePrecision

_LONGEST = 366
_SAME_DAY = frozenset({Unit.HOUR, Unit.MINUTE, Unit.SECOND})
_ORDER = tuple(DatePrecision)
Told: TypeAlias = Callable[[], Interval | None]
"""Gives the date at which the story stands, which takes a look at the sentences before."""

_WAYS = {"after": -1, "before": 1}
"""Which way the event of the side clause lies from that of the main clause."""


def token_at(sentence: Sentence, time: Expression) -> Token | None:
    """The token that an expression hangs on: the topmost of its own."""
    start = sentence.annotation.start_char + time.start
    end = sentence.annotation.start_char + time.end
    inside = [token for token in sentence.tokens if start <= token.start < end]
    if not inside:
        return None
    indices = {token.index for token in inside}
    return next((token for token in inside if token.head not in indices), inside[0])


def counted_interval(
    sentence: Sentence, found: Candidate, times: Sequence[Expression], published: dt.date, told: Told
) -> Interval | None:
    """The days of an event of a side clause, counted from its main clause: "on Friday, a week after troops had seized it".

    `told` gives the date at which the story stands; where nothing dates the main clause, it is news of the publication date.
    """
    for time in times:
        marker = _marker(sentence, time)
        side = None if marker is None else sentence.head(marker) if marker.dep == "mark" else marker
        if marker is None or side is None or not _holds(sentence, side, found.trigger):
            continue
        main = _main_interval(sentence, side, times, published) or told() or _today(published)
        if isinstance(time.form, Duration):
            return _shifted(main, time.form.unit, time.form.count, _WAYS[marker.lemma])
    return None


def following_interval(
    sentence: Sentence, found: Candidate, times: Sequence[Expression], told: Told
) -> Interval | None:
    """The days of "the day after the raid, the city closed its schools", where the story has told of the raid's date."""
    for time in times:
        marker = _marker(sentence, time)
        if marker is None or marker.dep == "mark" or not isinstance(time.form, Duration):
            continue
        if not _holds(sentence, marker, found.trigger) and (date := told()) is not None:
            return _shifted(date, time.form.unit, time.form.count, -_WAYS[marker.lemma])
    return None


def lasting_interval(sentence: Sentence, trigger: Token, times: Sequence[Expression], end: Interval) -> Interval | None:
    """The days of talks that went on "for five days" and ended on a day that is known."""
    for time in times:
        token, form = token_at(sentence, time), time.form
        above = None if token is None else sentence.head(token)
        if above is None or above.lemma != "for" or not isinstance(form, Duration) or end.start != end.end:
            continue
        if (
            form.count
            and form.count <= _LONGEST
            and form.unit in (Unit.DAY, Unit.WEEK, Unit.MONTH)
            and above.head == trigger.index
        ):
            start = step(end.end, form.unit, -form.count) + dt.timedelta(days=1)
            return Interval(start, end.end, end.precision)
    return None


def elsewhere_interval(form: Elsewhere, told: Interval | None, published: dt.date) -> Interval | None:
    """The days of "a day earlier", "the same day", "two days later": counted from the date at which the story stands.

    News that has told no date counts back from its publication, and never on from it.
    """
    if told is None and form.count >= 0:
        return None
    return _shifted(told or _today(published), form.unit, form.count, 1)


def _today(published: dt.date) -> Interval:
    return Interval(published, published, DatePrecision.DAY)


def _marker(sentence: Sentence, time: Expression) -> Token | None:
    """The "after" or "before" that follows a length of time."""
    end = sentence.annotation.start_char + time.end
    after = next((token for token in sentence.tokens if token.start >= end), None)
    return after if isinstance(time.form, Duration) and after is not None and after.lemma in _WAYS else None


def _holds(sentence: Sentence, side: Token, trigger: Token) -> bool:
    return trigger.index == side.index or any(above.index == side.index for above in sentence.ancestors(trigger))


def _main_interval(sentence: Sentence, side: Token, times: Sequence[Expression], published: dt.date) -> Interval | None:
    """The date of the clause that the side clause belongs to."""
    above = sentence.head(side)
    clause = None if above is None else sentence.clause(above)
    for time in times:
        token = token_at(sentence, time)
        if token is None or clause is None or _holds(sentence, side, token):
            continue
        interval = resolve(time, published, future=False)
        if interval is not None and sentence.clause(token).index == clause.index:
            return interval
    return None


def _shifted(main: Interval, unit: Unit, count: float | None, way: int) -> Interval | None:
    """So many units from a date; none where either is not stated finely enough to count."""
    if unit in _SAME_DAY:
        return main if count is None or count < 24 else None
    if count is None or unit not in PRECISIONS or _ORDER.index(main.precision) > _ORDER.index(PRECISIONS[unit]):
        return None
    try:
        return Interval(*holding(unit, step(main.start, unit, count * way)), PRECISIONS[unit])
    except (KeyError, OverflowError, ValueError):
        return None
