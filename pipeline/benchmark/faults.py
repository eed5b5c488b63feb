"""What went wrong where coding and gold differ: the type, the parties, an event missed, or one that nobody coded.

Judged on typed dyads, document by document; the counts behind precision and recall are in `scores`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.benchmark.gold import CodedEvent, GoldSet
from pipeline.benchmark.scores import Dyad, dyads_of


class Kind(StrEnum):
    """How a dyad of the gold and one of the coder differ."""

    TYPE = "wrong type"
    PARTIES = "wrong parties"
    MISSED = "missed"
    INVENTED = "invented"


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault in a document: what the gold has and what was coded in its stead, either of which may be none."""

    kind: Kind
    document: str
    wanted: Dyad | None
    coded: Dyad | None


def faults_of(gold: GoldSet, predicted: Mapping[str, Sequence[CodedEvent]]) -> list[Fault]:
    """Every core dyad that was not found and every coded dyad that the gold does not hold, paired where they are one fault."""
    return [
        fault
        for document in sorted(gold.documents)
        for fault in _in_document(document, gold.documents[document], predicted.get(document, ()))
    ]


def confusions(faults: Sequence[Fault]) -> list[tuple[str, str, int]]:
    """The types taken for one another, gold first, with how often; the most frequent first."""
    pairs = Counter(
        (fault.wanted.event_type, fault.coded.event_type)
        for fault in faults
        if fault.kind is Kind.TYPE and fault.wanted is not None and fault.coded is not None
    )
    return [
        (wanted, coded, count) for (wanted, coded), count in sorted(pairs.items(), key=lambda each: (-each[1], each[0]))
    ]


def _in_document(document: str, events: Sequence[CodedEvent], found: Sequence[CodedEvent]) -> Iterator[Fault]:
    core = _spread(event for event in events if event.is_core)
    known, coded = _spread(iter(events)), _spread(iter(found))
    wanted = [dyad for dyad in core if not any(dyad.matches(other) for other in coded)]
    extra = [dyad for dyad in coded if not any(dyad.matches(other) for other in known)]
    for kind, is_akin in ((Kind.TYPE, _share_parties), (Kind.PARTIES, _share_type)):
        for dyad in list(wanted):
            partner = next((other for other in extra if is_akin(dyad, other)), None)
            if partner is not None:
                wanted.remove(dyad)
                extra.remove(partner)
                yield Fault(kind, document, dyad, partner)
    yield from (Fault(Kind.MISSED, document, dyad, None) for dyad in wanted)
    yield from (Fault(Kind.INVENTED, document, None, dyad) for dyad in extra)


def _spread(events: Iterator[CodedEvent]) -> list[Dyad]:
    held = {dyad for event in events for dyad in dyads_of(event)}
    return sorted(held, key=lambda dyad: (dyad.event_type, dyad.first, dyad.second, dyad.is_directed))


def _share_parties(one: Dyad, other: Dyad) -> bool:
    return {one.first, one.second} == {other.first, other.second}


def _share_type(one: Dyad, other: Dyad) -> bool:
    return one.event_type == other.event_type
