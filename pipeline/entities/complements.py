"""Whose a role noun is by what stands after it: "the army of Chad", "troops from Eritrea", "forces loyal to the Front".

What stands before the noun is read in `composition.py`, which puts both together.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.entities.knowledge import Sense, SenseKind
from pipeline.entities.names import Name, model_names
from pipeline.entities.sentence import Sentence
from pipeline.schema.vocabularies import EntityType

_STATE_AND_BODY = {SenseKind.COUNTRY, SenseKind.ORGANISATION}
_OWNING = frozenset({"of", "for", "from"})
_ATTACHED = frozenset({("loyal", "to"), ("faithful", "to"), ("belonging", "to"), ("led", "by"), ("commanded", "by")})
"""Words after a noun that say whose it is: "forces loyal to the Front"."""

_SERVED = "to"
_SERVING = "adviser"
"""The class of nouns for those who serve another: "an aide to the president"."""

_HOLDING = frozenset({"in", "at", "inside", "within"})


@dataclass(frozen=True, slots=True)
class Complement:
    """What a complement says of a noun's owner: names, end of the span, position of an owning role phrase, whether it
    only says where the noun is."""

    owners: tuple[Name, ...]
    end: int
    chained: int | None = None
    is_weak: bool = False


def complement(
    sentence: Sentence, noun: range, starts: Mapping[int, Name], begun: Mapping[int, int], label: str
) -> Complement:
    """What follows a noun of the class `label`; `starts` are the sentence's names and `begun` its role phrases, by first
    token."""
    start, end = noun.start, noun.stop
    none = Complement((), end)
    preposition = end
    is_loyal = sentence.lower[end : end + 2] in _ATTACHED
    if preposition + 1 + is_loyal >= len(sentence):
        return none
    preposition += is_loyal
    word = "of" if is_loyal else sentence.lower[preposition]
    word = "for" if word == _SERVED and label == _SERVING else word
    is_attached = word == "of" or start <= sentence.heads[preposition] < end
    if not is_attached or (word not in _OWNING and word not in _HOLDING):
        return none
    token = preposition + 1
    while (
        token < len(sentence)
        and sentence.parts[token] in ("DET", "ADJ", "NUM")
        and token not in starts
        and token not in begun
    ):
        token += 1
    name = starts.get(token)
    if name is not None and name.owner is not None and is_of_region(name.owner):
        name = None
    if name is not None and (inner := starts.get(name.end)) is not None and inner.owner is not None:
        name = inner
    followed = name is not None and name.end < len(sentence) and sentence.tags[name.end] in ("POS", "NN", "NNS", "HYPH")
    if name is not None and name.owner is not None and not (followed and token not in begun):
        if token in begun:
            return Complement((), end, begun[token], word in _HOLDING)
        is_weak = word in _HOLDING
        return Complement(_coordinated(sentence, name, starts), end if is_weak else name.end, None, is_weak)
    if token in begun and word in _OWNING:
        return Complement((), end, begun[token])
    if name is not None and name.owner is not None and word in _OWNING and _owns_a_name(sentence, name.end):
        return Complement((name,), end)
    return none


def _owns_a_name(sentence: Sentence, token: int) -> bool:
    """Whether a body with a name of its own follows a possessive: "the secretary of Iran's Supreme Council"."""
    is_possessive = token + 1 < len(sentence) and sentence.tags[token] == "POS"
    return is_possessive and sentence.is_capitalised(token + 1) and sentence.parts[token + 1] == "PROPN"


def is_of_body(sentence: Sentence, start: int, end: int, starts: Mapping[int, Name]) -> bool:
    """Whether the noun from `start` to `end` is that of a body by a name which is not known: "UBA president", "president of
    the Confederation of Clubs"."""
    names = model_names(sentence)
    bodies = {token for first, last, label in names if label == "ORG" for token in range(first, last)}
    if start and start - 1 in bodies and sentence.parts[start - 1] == "PROPN":
        return True
    if end >= len(sentence) or sentence.lower[end] != "of":
        return False
    token = end + 1
    while token < len(sentence) and sentence.parts[token] in ("DET", "ADJ", "NUM") and token not in starts:
        token += 1
    places = {token for first, last, label in names if label == "GPE" for token in range(first, last)}
    is_name = token < len(sentence) and sentence.parts[token] == "PROPN" and sentence.is_capitalised(token)
    return is_name and token not in starts and (token not in places - bodies or token + 1 in starts)


def is_of_region(owner: Sense) -> bool:
    """Whether the owner is a part of the world and no state's: "European", "African"."""
    return owner.referent.entity_type is EntityType.REGION and owner.code is None


def _coordinated(sentence: Sentence, first: Name, starts: Mapping[int, Name]) -> tuple[Name, ...]:
    """The name and those joined to it: "the leaders of France, Germany and Italy"."""
    names, end = [first], first.end
    while end + 1 < len(sentence) and sentence.lower[end] in (",", "and", "or"):
        follower = starts.get(end + 1)
        if follower is None and sentence.lower[end + 1] in ("and", "the") and end + 2 < len(sentence):
            follower = starts.get(end + 2)
        if follower is None or follower.owner is None or first.owner is None:
            break
        if follower.owner.kind is not first.owner.kind and {follower.owner.kind, first.owner.kind} != _STATE_AND_BODY:
            break
        names.append(follower)
        end = follower.end
    return tuple(names)
