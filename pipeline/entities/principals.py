"""The two parties that an article is about: whose names stand together in headline, lead and text.

Mediators, hosts and bystanders are named too, but seldom joined to both; intergovernmental bodies are no principals.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from pipeline.entities.draft import Draft
from pipeline.entities.referent import Referent
from pipeline.entities.salience import Salience
from pipeline.entities.sentence import Sentence
from pipeline.schema.vocabularies import MentionKind, Sector

Side = tuple[str, str]
"""A country and, for armed groups in it that are no part of the state, the group."""

_ARMED = frozenset({Sector.REB, Sector.PRM})
_BODIES = frozenset({"IGO", "UNO", "NGO", "MNC"})
_HEADLINE, _LEAD, _LATER = 3.0, 2.0, 1.0
_JOINED, _NEAR = 3.0, 1.0
"""What it weighs that a sentence joins two names, or only holds both."""


def side_of(draft: Draft) -> Side | None:
    """The side that a mention is of; none for bodies and for whom nothing is known of."""
    if not draft.code or draft.code in _BODIES:
        return None
    if draft.sector in _ARMED and draft.referent is not None:
        return draft.code, draft.referent.entity_id
    return draft.code, ""


def principals(salience: Salience, *, are_states: bool) -> tuple[Side, Side] | None:
    """The two sides that the article names together most; `are_states` leaves armed groups out. None where no sentence
    names two."""
    weights: Counter[tuple[Side, Side]] = Counter()
    lead = next((each.index for each in salience.sentences if not each.row.is_headline and "VERB" in each.parts), 0)
    for sentence in salience.sentences:
        share = _HEADLINE if sentence.row.is_headline else _LEAD if sentence.index == lead else _LATER
        joined = {pair for group in salience.joined(sentence.index) for pair in _pairs(group, are_states)}
        for pair in _pairs([each for each in salience.drafts[sentence.index] if each.is_party], are_states):
            weights[pair] += share * (_JOINED if pair in joined else _NEAR)
    best = min(weights, key=lambda pair: (-weights[pair], pair), default=None)
    return best
