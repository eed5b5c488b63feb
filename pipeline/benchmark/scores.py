"""Precision, recall and F1 of typed dyads, types, dates and places, by the codebook's rules.

An event is spread into typed dyads (type, actor country, recipient country); a reciprocal one into its unordered pairs.
Recall is over the dyads that are core in the gold; a predicted dyad costs precision when it is neither core nor optional.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.benchmark.gold import CodedEvent, GoldSet


@dataclass(frozen=True, slots=True)
class Dyad:
    """A typed pair of countries; the order of an undirected one does not matter."""

    event_type: str
    first: str
    second: str
    is_directed: bool

    def matches(self, other: "Dyad") -> bool:
        """Whether both say the same, direction aside where either has none."""
        if self.event_type != other.event_type:
            return False
        if (self.first, self.second) == (other.first, other.second):
            return True
        is_free = not (self.is_directed and other.is_directed)
        return is_free and (self.first, self.second) == (other.second, other.first)


@dataclass(frozen=True, slots=True)
class Score:
    """Counts behind precision, recall and F1: gold items, those found, predictions, those right."""

    gold: int
    hit: int
    predicted: int
    right: int

    @property
    def recall(self) -> float:
        """Share of gold items found; 0 where there are none."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def precision(self) -> float:
        """Share of predictions that are right; 0 where there are none."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of one set."""

    name: str
    documents: int
    missing: int
    dyads: Score
    types: Score
    dates: Score
    places: Score
    by_type: Mapping[str, Score]
    idle: int
    idle_with_event: int


def dyads_of(event: CodedEvent) -> set[Dyad]:
    """The typed dyads of an event."""
    actors = sorted(set(event.actors)) or [""]
    recipients = sorted(set(event.recipients))
    if recipients:
        return {Dyad(event.event_type, actor, recipient, True) for actor in actors for recipient in recipients}
    if len(actors) > 1:
        return {Dyad(event.event_type, one, other, False) for one, other in combinations(actors, 2)}
    return {Dyad(event.event_type, actors[0], "", False)}


def score(gold: GoldSet, predicted: Mapping[str, Sequence[CodedEvent]]) -> Scores:
    """Score predicted events against a gold set, document by document."""
    totals: Counter[str] = Counter()
    by_type: dict[str, Counter[str]] = {}
    for document, events in gold.documents.items():
        found = predicted.get(document, ())
        totals["missing"] += document not in predicted
        totals["idle"] += not events
        totals["idle_with_event"] += not events and bool(found)
        _count_dyads(events, found, by_type)
        _count_types(events, found, totals)
        _count_details(events, found, totals)
    for counts in by_type.values():
        totals.update(counts)
    return Scores(
        name=gold.name,
        documents=len(gold.documents),
        missing=totals["missing"],
        dyads=_score(totals, ""),
        types=_score(totals, "type_"),
        dates=_score(totals, "date_"),
        places=_score(totals, "place_"),
        by_type={name: _score(counts, "") for name, counts in sorted(by_type.items())},
        idle=totals["idle"],
        idle_with_event=totals["idle_with_event"],
    )


def _score(counts: Counter[str], prefix: str) -> Score:
    return Score(*(counts[prefix + name] for name in ("gold", "hit", "predicted", "right")))


def _count_dyads(events: Sequence[CodedEvent], found: Sequence[CodedEvent], by_type: dict[str, Counter[str]]) -> None:
    core = _spread(event for event in events if event.is_core)
    known = _spread(events)
    predicted = _spread(found)
    for dyad in core:
        counts = by_type.setdefault(dyad.event_type, Counter())
        counts.update(gold=1, hit=any(dyad.matches(other) for other in predicted))
    for dyad in predicted:
        counts = by_type.setdefault(dyad.event_type, Counter())
        counts.update(predicted=1, right=any(dyad.matches(other) for other in known))


def _spread(events: Iterable[CodedEvent]) -> set[Dyad]:
    return {dyad for event in events for dyad in dyads_of(event)}


def _count_types(events: Sequence[CodedEvent], found: Sequence[CodedEvent], totals: Counter[str]) -> None:
    core = {event.event_type for event in events if event.is_core}
    known = {event.event_type for event in events}
    predicted = {event.event_type for event in found}
    totals.update(
        type_gold=len(core),
        type_hit=len(core & predicted),
        type_predicted=len(predicted),
        type_right=len(predicted & known),
    )


def _count_details(events: Sequence[CodedEvent], found: Sequence[CodedEvent], totals: Counter[str]) -> None:
    """Dates and place countries of the core events whose dyads were found, against the best of the events that share one."""
    for event in events:
        if not event.is_core:
            continue
        own = dyads_of(event)
        partners = [other for other in found if any(a.matches(b) for a in own for b in dyads_of(other))]
        if not partners:
            continue
        _count_detail(event.date_start, [other.date_start for other in partners], "date_", totals)
        _count_detail(event.place_country, [other.place_country for other in partners], "place_", totals)


def _count_detail(wanted: object, offered: Sequence[object], prefix: str, totals: Counter[str]) -> None:
    right = bool(wanted) and wanted in offered
    totals.update(
        {
            f"{prefix}gold": bool(wanted),
            f"{prefix}hit": right,
            f"{prefix}predicted": any(offered),
            f"{prefix}right": right,
        }
    )
