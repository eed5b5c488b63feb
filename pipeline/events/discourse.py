"""What a clause leaves to the sentences before it: whom "condemned the takeover" condemns.

An act that must be aimed at someone, and says at whom in no words of its own, answers the event told last.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence

from pipeline.events.candidates import Candidate
from pipeline.events.parties import Cast, Party
from pipeline.schema.vocabularies import EventType, Sector

_NEEDS_RECIPIENT = frozenset(
    {EventType.AID, EventType.COERCE, EventType.ASSAULT, EventType.ACCUSE, EventType.SANCTION, EventType.REQUEST}
)
"""Types that say nothing without a recipient."""

_ANSWERS = frozenset(
    {EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.SANCTION, EventType.AID}
    | {EventType.SUPPORT, EventType.CONSULT}
)
"""Types that commonly answer an earlier event; the victim of violence is never taken from another sentence."""

_LIKE = {EventType.SUPPORT: EventType.AGREE, EventType.REQUEST: EventType.AGREE, EventType.RETREAT: EventType.CONCEDE}
"""Types that share nouns: an "agreement" may be signed or promised, a "withdrawal" carried out or conceded."""

_REACH = 4
"""How many events back an answer may reach."""


@dataclasses.dataclass
class Discourse:
    """The events of one article told so far."""

    told: list[Candidate] = dataclasses.field(default_factory=list)

    def settle(self, cast: Cast, found: Iterable[Candidate]) -> Iterator[Candidate]:
        """The candidates of the next sentence, open ones aimed or, where nothing is there to aim at, left out if they must be."""
        for each in found:
            settled = self._aimed(cast, each) if each.is_open and each.event_type in _ANSWERS else each
            if not settled.recipients and not settled.is_reciprocal and settled.event_type in _NEEDS_RECIPIENT:
                continue
            if settled.status.is_published:
                self.told.append(settled)
            yield settled

    def _aimed(self, cast: Cast, each: Candidate) -> Candidate:
        own = {party.country for party in each.actors}
        for earlier in self._answered(each):
            for side in _sides(each, earlier):
                aimed = _foreign(side, own)
                if aimed:
                    return dataclasses.replace(each, recipients=_as_recipients(cast, each, aimed))
        return each

    def _answered(self, each: Candidate) -> Iterator[Candidate]:
        """The events that the act may answer, the likeliest first: of the type that its object names, then the last told."""
        if each.object_types:
            wanted = each.object_types | {_LIKE[kind] for kind in each.object_types if kind in _LIKE}
            yield from (earlier for earlier in reversed(self.told) if earlier.event_type in wanted)
        yield from reversed(self.told[-_REACH:])


def _sides(each: Candidate, earlier: Candidate) -> tuple[tuple[Party, ...], ...]:
    """The sides of the earlier event in the order in which the act is aimed: help at victims, praise and mediation at all."""
    if each.event_type is EventType.AID:
        return earlier.recipients, earlier.actors
    if each.event_type in (EventType.SUPPORT, EventType.CONSULT):
        return ((*earlier.actors, *earlier.recipients),)
    return earlier.actors, earlier.recipients


def _foreign(side: Sequence[Party], own: set[str]) -> tuple[Party, ...]:
    return tuple(party for party in side if party.country and party.country not in own)


def _as_recipients(cast: Cast, each: Candidate, aimed: tuple[Party, ...]) -> tuple[Party, ...]:
    """Help goes to a people where the text does not say to whom."""
    if each.event_type is not EventType.AID:
        return aimed
    countries = {party.country: party for party in aimed}
    return tuple(cast.state(code, Sector.CVL, held.score) for code, held in countries.items())
