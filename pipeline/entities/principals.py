"""The two parties that an article is about: whose names stand together in headline, lead and text.

Mediators, hosts and bystanders are named too, but seldom joined to both; intergovernmental bodies are no principals.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from pipeline.entities.draft import Draft
from pipeline.entities.salience import Salience
from pipeline.schema.vocabularies import BODY_CODES, MentionKind, Sector

Side = tuple[str, str]
"""A country and, for armed groups in it that are no part of the state, the group."""

_ARMED = frozenset({Sector.REB, Sector.PRM})
_BYSTANDERS = BODY_CODES - {"EUR"}
_NAMING = frozenset({MentionKind.NAME, MentionKind.METONYM})
_HEADLINE, _LEAD, _LATER = 3.0, 2.0, 1.0
_CLEAR = 1.5
_JOINED, _NEAR = 3.0, 1.0
"""What it weighs that a sentence joins two names, or only holds both."""


def side_of(draft: Draft) -> Side | None:
    """The side that a mention is of; none for bodies and for whom nothing is known of."""
    if not draft.code or draft.code in _BYSTANDERS:
        return None
    if draft.sector in _ARMED and draft.referent is not None:
        return draft.code, draft.referent.entity_id
    return draft.code, ""


@dataclass(frozen=True, slots=True)
class Principals:
    """The two sides in order of code; clear where no other two are named together nearly as often."""

    sides: tuple[Side, Side]
    are_clear: bool


def principals(salience: Salience, *, are_states: bool) -> Principals | None:
    """The two sides that the article names together most; `are_states` leaves armed groups out. None where no sentence
    names two, or others just as much."""
    held = weights(salience, are_states=are_states)
    ranked = sorted(held, key=lambda pair: (-held[pair], pair))
    if not ranked or (len(ranked) > 1 and held[ranked[0]] == held[ranked[1]]):
        return None
    return Principals(ranked[0], len(ranked) == 1 or held[ranked[0]] >= _CLEAR * held[ranked[1]])


def weights(salience: Salience, *, are_states: bool) -> dict[tuple[Side, Side], float]:
    """How much an article names each two sides together, by sentence and by how closely."""
    held: defaultdict[tuple[Side, Side], float] = defaultdict(float)
    lead = next((each.index for each in salience.sentences if not each.row.is_headline and "VERB" in each.parts), 0)
    for sentence in salience.sentences:
        share = _HEADLINE if sentence.row.is_headline else _LEAD if sentence.index == lead else _LATER
        joined = {pair for group in salience.joined(sentence.index, _NAMING) for pair in _pairs(group, are_states)}
        for pair in _pairs(salience.drafts[sentence.index], are_states):
            held[pair] += share * (_JOINED if pair in joined else _NEAR)
    return held


def _pairs(drafts: Iterable[Draft], are_states: bool) -> Iterator[tuple[Side, Side]]:
    """The pairs of different sides among the parties named in `drafts`, each in order of code."""
    named = (side_of(draft) for draft in drafts if draft.is_party and draft.kind in _NAMING)
    sides = {side for side in named if side is not None and not (are_states and side[1])}
    return combinations(sorted(sides), 2)
