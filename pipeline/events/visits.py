"""A guest received at the host's seat is a visit, also where the report says no more than that the two met.

Whether parties met at all is coded in `candidates`; where they did is asked of `whereabouts`.
"""

import dataclasses

from pipeline.events.candidate import Candidate
from pipeline.events.parties import Cast
from pipeline.events.party import Party
from pipeline.events.whereabouts import place_of
from pipeline.schema.vocabularies import EventType, Mode

_TOLD_OTHERWISE = frozenset({Mode.PHONE, Mode.THIRD_PARTY, Mode.MULTILATERAL})


def as_visit(cast: Cast, found: Candidate) -> Candidate:
    """The meeting as a visit where it took place in the country of one of two parties; else as it is."""
    if found.event_type is not EventType.CONSULT or not found.is_reciprocal or found.mode in _TOLD_OTHERWISE:
        return found
    where = place_of(cast.sentence, cast, found)
    if where is None or len({_seat(party) for party in found.actors}) != 2:
        return found
    hosts = tuple(party for party in found.actors if party.country == where.country)
    guests = tuple(party for party in found.actors if party.country != where.country)
    if not hosts or not guests:
        return found
    return dataclasses.replace(found, mode=Mode.VISIT, actors=guests, recipients=hosts, is_reciprocal=False)


def _seat(party: Party) -> str:
    return party.country or party.name
