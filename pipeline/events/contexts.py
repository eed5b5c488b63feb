"""What an event is about: PLOVER contexts told by the words of its sentence, by what is done, and by whom."""

from collections.abc import Iterable
from itertools import pairwise

from pipeline.events.candidate import Candidate
from pipeline.events.grammar import Sentence
from pipeline.events.lexicon import ActContext, Lexicon
from pipeline.events.party import Party
from pipeline.schema.vocabularies import BODY_CODES, Context, Sector

_SPEAKING = frozenset({Sector.GOV, Sector.LEG, Sector.MIL, Sector.REB, Sector.PTY, Sector.OPP, None, ""})
"""Sectors whose dealings with another state are diplomacy; "" and none are states and bodies by themselves."""


def contexts_of(sentence: Sentence, lexicon: Lexicon, found: Candidate) -> tuple[Context, ...]:
    """The contexts of the words, or pairs of words, of the sentence and of the act itself, in alphabetical order."""
    terms = {*sentence.lemmas, *map(str.lower, sentence.annotation.token_text)}
    terms.update(map(" ".join, pairwise(sentence.lemmas)))
    told = {Context(lexicon.contexts[term]) for term in terms if term in lexicon.contexts}
    acts = [act for act in lexicon.act_contexts[found.event_type, found.mode] if _suits(act, found)]
    told.update(act.context for act in acts if not act.is_rest)
    return tuple(sorted(told or {act.context for act in acts}))


def _suits(act: ActContext, found: Candidate) -> bool:
    parties = (*found.actors, *found.recipients)
    return (not act.sectors or any(party.sector in act.sectors for party in parties)) and (
        not act.is_between_states or _is_between_states(found)
    )


def _is_between_states(found: Candidate) -> bool:
    """Whether those who speak for several states, or for a state and a body, stand on the sides of the act."""
    if found.is_reciprocal:
        return len(_states(found.actors)) > 1
    actors, recipients = _states(found.actors), _states(found.recipients)
    return bool(actors and recipients) and len(actors | recipients) > 1


def _states(parties: Iterable[Party]) -> set[str]:
    return {
        party.country
        for party in parties
        if party.country and (party.sector in _SPEAKING or party.country in BODY_CODES)
    }
