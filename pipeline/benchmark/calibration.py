"""Whether a stated confidence is true: of events at 0.8, about 80 % should be right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.benchmark.gold import CodedEvent, GoldSet
from pipeline.benchmark.scores import dyads_of

_BANDS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 1.01)


@dataclass(frozen=True, slots=True)
class Band:
    """Events whose confidence lies in a band: how many, their mean confidence, and the share that the gold confirms."""

    low: float
    high: float
    events: int
    stated: float
    right: float


def calibrate(gold: GoldSet, predicted: Mapping[str, Sequence[CodedEvent]]) -> list[Band]:
    """The bands that hold events; an event is right when all its typed dyads stand in the gold, core or optional."""
    judged: list[tuple[float, bool]] = []
    for document, events in gold.documents.items():
        known = {dyad for event in events for dyad in dyads_of(event)}
        for found in predicted.get(document, ()):
            right = all(any(dyad.matches(other) for other in known) for dyad in dyads_of(found))
            judged.append((found.confidence, right))
    bands = []
    for low, high in pairwise(_BANDS):
        inside = [(stated, right) for stated, right in judged if low <= stated < high]
        if inside:
            count = len(inside)
            stated = sum(value for value, _ in inside) / count
            bands.append(Band(low, min(high, 1.0), count, stated, sum(right for _, right in inside) / count))
    return bands
