"""When an event happened: the time expression that belongs to its clause, resolved by the codebook's rules.

Expressions are found and resolved in `time`; which of a sentence's expressions dates which clause is decided here.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.events.candidate import Candidate
from pipeline.events.grammar import Sentence
from pipeline.events.sequence import (
    Told,
    counted_interval,
    elsewhere_interval,
    following_interval,
    lasting_interval,
    token_at,
)
from pipeline.events.time.expressions import Expression, find
from pipeline.events.time.forms import Elsewhere, Relation
from pipeline.events.time.resolve import Interval, resolve
from pipeline.events.token import Token
from pipeline.schema.vocabularies import DatePrecision, EventType, QuadClass, Status

_OLD = dt.timedelta(days=30)
_INSIDE_A_NOUN = ("compound", "nummod", "amod", "nmod", "poss")
"""Labels of an expression that dates the noun it stands before, "Monday's meeting", and nothing else."""

_AHEAD = frozenset({"will", "shall", "'ll", "to"})
_SET = frozenset({"schedule", "slate", "due", "plan", "set", "expect"})
_CLAUSES = ("ccomp", "advcl", "relcl", "acl", "parataxis", "pcomp")


@dataclass(frozen=True, slots=True)
class When:
    """The date of a report as the `reports` table holds it, and the status that the date settles."""

    start: dt.date | None
    end: dt.date | None
    precision: DatePrecision
    is_inferred: bool
    status: Status


def expressions_of(sentence: Sentence, text: str) -> tuple[Expression, ...]:
    """The time expressions of a sentence; `text` is the sentence, offsets count in it."""
    return tuple(find(text)) if any(word[0].isalnum() for word in sentence.annotation.token_text) else ()


class Narrative:
    """The date at which a paragraph's story stands: a sentence that dates nothing goes on from the one before.

    What sentences tell is found out, from the last one back, when it is asked for.
    """

    def __init__(self) -> None:
        self._paragraph = -1
        self._interval: Interval | None = None
        self._last: Interval | None = None
        self._unread: list[Told] = []
        self._begun = 0
        """How many of the unread sentences stand before the paragraph."""

    def enter(self, paragraph: int) -> None:
        """Begin a sentence; a new paragraph forgets."""
        if paragraph != self._paragraph:
            self._paragraph, self._interval, self._begun = paragraph, None, len(self._unread)

    def begin(self, told: Told) -> None:
        """Take the story to the date of a sentence's main clause, whether or not an event of ours is in it."""
        self._unread.append(told)

    def tell(self, interval: Interval) -> None:
        """Take the story to a date."""
        self._unread.clear()
        self._begun = 0
        self._interval = self._last = interval

    def interval(self) -> Interval | None:
        """The date at which the paragraph's story stands."""
        self._read_back_to(self._begun)
        return self._interval

    def last(self) -> Interval | None:
        """The date last told in the article, from which "two days later" counts."""
        self._read_back_to(0)
        return self._last

    def _read_back_to(self, first: int) -> None:
        while len(self._unread) > first:
            interval = self._unread.pop()()
            if interval is not None:
                self._interval = interval if len(self._unread) >= self._begun else self._interval
                self._last = interval
                self._unread.clear()
                self._begun = 0
        self._begun = min(self._begun, len(self._unread))


def told_date(sentence: Sentence, times: Sequence[Expression], published: dt.date) -> Interval | None:
    """The date of a sentence's main clause, where the story goes on from there."""
    if any(time.relation is Relation.SINCE for time in times):
        return None
    return _of_sentence(sentence, times, published)


def date_of(
    sentence: Sentence, found: Candidate, times: Sequence[Expression], published: dt.date, narrative: Narrative
) -> When:
    """The date of an event: the expression of its own clause or sentence, else of the sentence before in its paragraph.

    Where there is none, news is dated by its publication, a promise as well; a plan or background by nothing.
    """
    interval = _interval(sentence, found, times, published, narrative)
    if found.event_type is EventType.CONSULT and found.status is Status.OCCURRED:
        end = interval or Interval(published, published, DatePrecision.DAY)
        interval = lasting_interval(sentence, found.trigger, times, end) or interval
    if interval is not None:
        return _settled(found, interval, published)
    if any(isinstance(time.form, Elsewhere) and _is_near(sentence, time, found) for time in times):
        return When(None, None, DatePrecision.UNKNOWN, False, found.status)
    return _undated(found, published)


def _settled(found: Candidate, interval: Interval, published: dt.date) -> When:
    """The date with the status that it settles: long past is history, and what lies ahead is planned."""
    status, end = found.status, interval.end
    is_told = status in (Status.OCCURRED, Status.ONGOING)
    if is_told and interval.start > published:
        if found.event_type is not EventType.AGREE:
            return _undated(found, published)
        status, is_told = Status.PLANNED, False
    if is_told:
        end = min(end, published)
    if (is_told or status is Status.PLANNED) and end < published - _OLD:
        status = Status.HISTORICAL
    return When(interval.start, end, interval.precision, False, status)


def _interval(
    sentence: Sentence, found: Candidate, times: Sequence[Expression], published: dt.date, narrative: Narrative
) -> Interval | None:
    """The days of an event by its own words, counted from another event, or by the story; it moves the story on."""
    is_ahead = found.status is Status.PLANNED
    dated = _dated(sentence, found, times, published, is_ahead)
    interval = None if dated is None else dated.interval
    if dated is not None and not is_ahead and dated.is_told:
        narrative.tell(dated.interval)
    if dated is None or not dated.is_own:
        interval = counted_interval(sentence, found, times, published, narrative.interval) or interval
    if interval is None and not is_ahead:
        interval = _from_elsewhere(sentence, found, times, published, narrative)
    if interval is None and _is_narrated(sentence, found):
        interval = _of_governing(sentence, found, times, published)
        interval = interval or _of_sentence(sentence, times, published) or narrative.interval()
    return interval


def _from_elsewhere(
    sentence: Sentence, found: Candidate, times: Sequence[Expression], published: dt.date, narrative: Narrative
) -> Interval | None:
    """The days of "a day earlier" in the event's clause, counted from the sentence's own date or the last that was told."""
    forms = [time.form for time in times if isinstance(time.form, Elsewhere) and _is_near(sentence, time, found)]
    if not forms:
        return following_interval(sentence, found, times, narrative.interval)
    return elsewhere_interval(forms[0], _of_sentence(sentence, times, published) or narrative.last(), published)


def _undated(found: Candidate, published: dt.date) -> When:
    if found.status is Status.PLANNED and (found.event_type is not EventType.AGREE or found.is_background):
        return When(None, None, DatePrecision.UNKNOWN, False, found.status)
    if found.is_background and found.status is Status.OCCURRED:
        return When(None, None, DatePrecision.UNKNOWN, False, Status.HISTORICAL)
    return When(published, published, DatePrecision.DAY, True, found.status)


def _is_narrated(sentence: Sentence, found: Candidate) -> bool:
    """Whether the clause is told in the simple past or past perfect, as a story is; "has said" and "says" are of today."""
    if found.status is not Status.OCCURRED:
        return False
    verb = sentence.clause(found.trigger)
    auxiliaries = sentence.auxiliaries(verb)
    return verb.tag in ("VBD", "VBN", "VBG") and not {"has", "have", "is", "are", "'s", "'ve"}.intersection(auxiliaries)


def _of_governing(
    sentence: Sentence, found: Candidate, times: Sequence[Expression], published: dt.date
) -> Interval | None:
    """The date of the clause beside which the event is told: "left on Thursday as troops patrolled the city"."""
    clause = sentence.clause(found.trigger)
    above = sentence.head(clause)
    if clause.dep != "advcl" or above is None:
        return None
    for time in times:
        token = token_at(sentence, time)
        if token is not None and token.dep not in _INSIDE_A_NOUN and sentence.clause(token).index == above.index:
            return resolve(time, published, future=False)
    return None


def _of_sentence(sentence: Sentence, times: Sequence[Expression], published: dt.date) -> Interval | None:
    """The one date that the sentence's main clause gives; what was said on a day did not happen on it."""
    root = next((token for token in sentence.tokens if token.dep == "ROOT"), None) if times else None
    if root is None or sentence.children(root, "ccomp"):
        return None
    found = []
    for time in times:
        token = token_at(sentence, time)
        if token is not None and token.dep not in _INSIDE_A_NOUN and sentence.clause(token).index == root.index:
            found.append(resolve(time, published, future=False))
    intervals = [interval for interval in found if interval is not None and interval.start <= published]
    return intervals[0] if len(intervals) == 1 else None


def _is_near(sentence: Sentence, time: Expression, found: Candidate) -> bool:
    token = token_at(sentence, time)
    return token is not None and _clause_distance(sentence, token, found, sentence.clause(found.trigger)) is not None


@dataclass(frozen=True, slots=True)
class _Dated:
    """An interval, whether it hangs on the event's own words, and whether it is told of the story and not in passing."""

    interval: Interval
    is_own: bool
    is_told: bool


def _dated(
    sentence: Sentence, found: Candidate, times: Sequence[Expression], published: dt.date, is_ahead: bool
) -> _Dated | None:
    """The nearest resolvable expression of the trigger's clause; a verb of saying keeps its own."""
    own_clause = sentence.clause(found.trigger)
    best: tuple[tuple[bool, int, int], _Dated] | None = None
    for time in times:
        token = token_at(sentence, time)
        distance = None if token is None else _clause_distance(sentence, token, found, own_clause)
        if token is None or distance is None:
            continue
        is_of_act = is_ahead and _dates_the_promised(sentence, token, found)
        interval = resolve(time, published, future=is_of_act or (is_ahead and _lies_ahead(sentence, token)))
        rank = (not is_of_act, distance, abs(token.index - found.trigger.index))
        if interval is not None and (best is None or rank < best[0]):
            is_told = time.relation is not Relation.SINCE and not _is_in_passing(sentence, token)
            best = (rank, _Dated(interval, distance == 0, is_told))
    return None if best is None else best[1]


def _is_in_passing(sentence: Sentence, time: Token) -> bool:
    """Whether the expression stands in a side clause: "deputies who had visited the town on Monday asked him to go"."""
    return any(above.dep in ("relcl", "acl", "advcl") for above in sentence.ancestors(time))


def _lies_ahead(sentence: Sentence, time: Token) -> bool:
    """Whether what the expression dates is set for a time to come: "will fly on Sunday", "the talks due on Monday"."""
    for above in sentence.ancestors(time):
        if above.lemma in _SET:
            return True
        if above.pos in ("VERB", "AUX"):
            return bool(_AHEAD.intersection(sentence.auxiliaries(above)))
    return False


def _dates_the_promised(sentence: Sentence, time: Token, found: Candidate) -> bool:
    """Whether the expression hangs on the act that lies ahead, not on the promise or announcement of it."""
    act = found.trigger if found.inner is None else found.inner.trigger
    return any(above.index == act.index for above in sentence.ancestors(time))


def _is_told_apart(sentence: Sentence, verb: Token, trigger: Token) -> bool:
    """Whether the verb heads a side clause whose date is not that of the main clause: one with a subject of its own, or one
    about something that the main clause names. "The talks, which began on Monday" tells of the talks themselves."""
    if verb.dep == "advcl":
        return bool(sentence.children(verb, "nsubj", "nsubjpass"))
    if verb.dep not in ("relcl", "acl") or verb.lemma in _SET:
        return False
    if verb.head == trigger.index:
        return not all(each.tag in ("WDT", "WP") for each in sentence.children(verb, "nsubj", "nsubjpass"))
    return verb.dep == "relcl" or trigger.pos in ("VERB", "AUX")


def _is_speech(found: Candidate) -> bool:
    """Whether the event is done in words, so that it happened when they were said; a meeting is more than words."""
    is_verbal = found.event_type.quad_class in (QuadClass.VERBAL_CONFLICT, QuadClass.VERBAL_COOPERATION)
    return found.status is Status.OCCURRED and is_verbal and found.event_type is not EventType.CONSULT


def _is_wanted(verb: Token) -> bool:
    """Whether the verb names an act that is asked for or threatened: "told them to leave by Friday"."""
    return verb.dep in ("xcomp", "ccomp") and verb.tag == "VB"


def _clause_distance(sentence: Sentence, time: Token, found: Candidate, own_clause: Token) -> int | None:
    """0 where the expression hangs on the trigger, 1 on its clause, 2 on a clause inside or coordinated; none elsewhere."""
    above = [token.index for token in sentence.ancestors(time)]
    if found.trigger.index in above:
        between = [sentence.tokens[index] for index in above[: above.index(found.trigger.index)]]
        if any(_is_told_apart(sentence, verb, found.trigger) for verb in between):
            return None
        if found.event_type.quad_class is QuadClass.VERBAL_CONFLICT and any(_is_wanted(verb) for verb in between):
            return None
        return 2 if any(each.dep in _CLAUSES for each in between) else 0
    if time.dep in _INSIDE_A_NOUN:
        return 2 if own_clause.dep in ("relcl", "acl") and own_clause.head == time.head else None
    clause = sentence.clause(time)
    if clause.index == own_clause.index:
        return 1
    if own_clause.dep == "xcomp" and clause.index == own_clause.head:
        return 2
    if own_clause.dep == "advcl" and own_clause.tag == "VBG" and clause.index == own_clause.head:
        return 3
    if own_clause.dep == "ccomp" and clause.index == own_clause.head and _is_speech(found):
        return 4
    if found.inner is not None and clause.index == sentence.clause(found.inner.trigger).index:
        return 2
    return 2 if own_clause.dep == "conj" and clause.index == own_clause.head else None
