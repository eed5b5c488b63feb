"""The accord that a clause makes or names: its kind, its name, the bodies it sets up.

How reports of one accord become a row of `agreements` is decided in `agreements`.
"""

import re
from dataclasses import dataclass

from pipeline.events.candidate import Candidate
from pipeline.events.grammar import Sentence
from pipeline.events.parties import Cast
from pipeline.events.party import Party
from pipeline.events.token import Token
from pipeline.schema.vocabularies import AgreementKind, EntityType, EventType

_KINDS: dict[str, AgreementKind] = {
    "treaty": AgreementKind.TREATY,
    "pact": AgreementKind.TREATY,
    "convention": AgreementKind.TREATY,
    "memorandum": AgreementKind.MEMORANDUM,
    "mou": AgreementKind.MEMORANDUM,
    "understanding": AgreementKind.MEMORANDUM,
    "accord": AgreementKind.ACCORD,
    "agreement": AgreementKind.ACCORD,
    "deal": AgreementKind.ACCORD,
    "communique": AgreementKind.COMMUNIQUE,
    "communiqué": AgreementKind.COMMUNIQUE,
    "declaration": AgreementKind.COMMUNIQUE,
    "protocol": AgreementKind.PROTOCOL,
    "ceasefire": AgreementKind.CEASEFIRE,
    "cease-fire": AgreementKind.CEASEFIRE,
    "truce": AgreementKind.CEASEFIRE,
    "armistice": AgreementKind.CEASEFIRE,
}
_TYPES = (
    EventType.SUPPORT,
    EventType.AGREE,
    EventType.CONCEDE,
    EventType.RETREAT,
    EventType.SANCTION,
    EventType.REJECT,
)
_BODIES = ("commission", "committee", "council", "centre", "center", "secretariat", "fund", "court", "agency", "group")
_SET_UP = ("set", "establish", "create", "form", "found")
_TRADE = re.compile(r"\b(?:free[- ])?trade\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Accord:
    """An accord as one clause names it; `entity_id` where it is a named one."""

    name: str
    kind: AgreementKind
    entity_id: str | None
    bodies: tuple[str, ...]


def carries_accord(event_type: EventType) -> bool:
    """Whether events of the type make, keep or break accords."""
    return event_type in _TYPES


def accord_of(sentence: Sentence, cast: Cast, found: Candidate) -> Accord | None:
    """The accord among the words under the trigger, or none."""
    is_praise = found.event_type is EventType.SUPPORT and not found.frame.pattern.is_reciprocal
    if not carries_accord(found.event_type) or is_praise:
        return None
    noun = _accord_noun(sentence, found.trigger)
    entity_id = _named(sentence, cast, found.trigger)
    if noun is None and entity_id is None:
        return None
    name = cast.entities[entity_id].name if entity_id else _phrase(sentence, noun or found.trigger)
    kind = _kind(sentence, noun) if noun is not None else AgreementKind.ACCORD
    return Accord(name, kind, entity_id, _bodies(sentence))


def brokers_of(sentence: Sentence, cast: Cast) -> tuple[Party, ...]:
    """Who brokered the accord of which a sentence tells: "the US-brokered accords", "a deal brokered by Qatar"."""
    found: list[Party] = []
    for token in sentence.tokens:
        if token.lemma == "broker" and token.tag == "VBN" and token.dep in ("amod", "acl"):
            hyphened = sentence.tokens[token.index - 2 : token.index - 1] if token.index >= 2 else ()
            for each in (*sentence.doers(token), *hyphened):
                found.extend(cast.at(each))
    return tuple(dict.fromkeys(found))


def _accord_noun(sentence: Sentence, trigger: Token) -> Token | None:
    if trigger.lemma in _KINDS:
        return trigger
    for token in sentence.objects(trigger):
        for member in (*sentence.conjuncts(token), *sentence.preposition_objects(token, "of", "on")):
            if member.lemma in _KINDS:
                return member
    return None


def _named(sentence: Sentence, cast: Cast, trigger: Token) -> str | None:
    """The named accord that the act made, or under which it was done: "normalised ties through the Abraham Accords"."""
    for token in sentence.subtree(trigger, lambda child: child.dep in ("relcl", "ccomp", "parataxis")):
        for mention in cast.by_root.get(token.index, ()):
            if cast.entity_type(mention) is EntityType.AGREEMENT:
                return mention.entity_id
    return None


def _phrase(sentence: Sentence, noun: Token) -> str:
    """The noun with what stands before it, articles and possessors left out."""
    parts = [
        child
        for child in sentence.children(noun, "amod", "compound", "nmod")
        if child.index < noun.index and child.tag != "PRP$"
    ]
    following = sentence.preposition_objects(noun, "of")
    tail = f" of {following[0].text}" if following else ""
    return " ".join(token.text for token in (*parts, noun)) + tail


def _kind(sentence: Sentence, noun: Token) -> AgreementKind:
    if any(child.lemma == "understanding" for child in sentence.preposition_objects(noun, "of")):
        return AgreementKind.MEMORANDUM
    is_trade = any(_TRADE.search(child.text) for child in sentence.children(noun, "compound", "amod", "nmod"))
    return AgreementKind.TRADE if is_trade else _KINDS[noun.lemma]


def _bodies(sentence: Sentence) -> tuple[str, ...]:
    """Bodies that the sentence says are set up: "setting up a joint commission"."""
    found: list[str] = []
    for token in sentence.tokens:
        if token.lemma in _SET_UP and token.pos == "VERB":
            found.extend(_phrase(sentence, each) for each in sentence.objects(token) if each.lemma in _BODIES)
    return tuple(dict.fromkeys(found))
