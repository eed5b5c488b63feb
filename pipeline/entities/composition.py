"""Role nouns with their owners: "Moroccan officers", "Chief of Morocco's army", "US-led forces", "the police".

An owner is named beside the noun, or is itself a role phrase or a possessive pronoun. What an unowned noun belongs to
is decided from the context of the article, elsewhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.entities.complements import complement, is_of_body, is_of_region
from pipeline.entities.knowledge import Knowledge, RoleNoun, SenseKind
from pipeline.entities.names import Name
from pipeline.entities.sentence import NOMINAL_PARTS, Sentence
from pipeline.schema.vocabularies import Sector

_PREMODIFIERS = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})
_PREMODIFIER_TAGS = frozenset({"VBN", "VBG", "JJ", "JJR", "JJS", "NNP", "HYPH", "AFX"})
_PARTICIPLES = frozenset({"VBN", "VBD", "VBG", "JJ"})
_MIDDLES = frozenset({"centre", "center"})
_REACH = 12
_LEADING = frozenset({"led", "commanded", "headed", "run", "controlled", "dominated"})
"""Participles after which the country before the hyphen owns the noun where nothing else does: "US-led forces"."""

_FORMERLY = frozenset({"formerly", "previously", "once"})
_ABROAD = frozenset({"embassy", "diplomat", "peacekeepers"})
"""Classes of nouns whose bearers belong to another country than the one they are said to be in."""

_JOINING = frozenset({"and", "or", ",", "/", "-"})

_NEVER_OWNED_BY_PLACE = frozenset({SenseKind.PERSON, SenseKind.AGREEMENT, SenseKind.MEDIA})


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """A role noun in a sentence: `start` to `end` is the span from first premodifier to noun or owning complement.

    `owners` are names beside it; `chained` is the position (in the sentence's role phrases) of an owner that is a role
    phrase; `possessor` the token of a possessive pronoun. `modifiers` are nouns and adjectives that bear a sector.
    """

    start: int
    end: int
    noun_start: int
    noun_end: int
    noun: RoleNoun
    is_plural: bool
    is_definite: bool
    is_former: bool
    owners: tuple[Name, ...]
    is_weak: bool
    is_abroad: bool
    modifiers: tuple[str, ...]
    chained: int | None
    possessor: int | None

    @property
    def is_owned(self) -> bool:
        """Whether the text says beside the noun whose it is."""
        return bool(self.owners) or self.chained is not None or self.possessor is not None

    @property
    def is_of_region(self) -> bool:
        """Whether all that owns the noun is a part of the world: "European leaders"."""
        owners = [name.owner for name in self.owners if name.owner is not None]
        return bool(owners) and all(map(is_of_region, owners))


@dataclass(frozen=True, slots=True)
class _Noun:
    start: int
    end: int
    noun: RoleNoun
    is_plural: bool


@dataclass
class _Left:
    """What the walk from a noun to the left has gathered."""

    noun: int
    start: int
    owners: list[Name]
    weak: list[Name]
    modifiers: list[str]
    is_former: bool = False
    is_definite: bool = False
    possessor: int | None = None
    chain_end: int | None = None
    is_joining: bool = False

    def take(self, name: Name) -> None:
        """Let a name own the noun: beside those that "and" joins to it, else before any nearer one ("Rwandan Hutu refugees")."""
        self.owners = [name, *(self.owners if self.is_joining else self.owners[1:])]
        self.is_joining = False
        self.start = name.start


def find_roles(sentence: Sentence, names: Sequence[Name], knowledge: Knowledge) -> tuple[RolePhrase, ...]:
    """The role phrases of a sentence in order of their nouns."""
    nouns = _nouns(sentence, names, knowledge)
    if not nouns:
        return ()
    ends = {name.end: name for name in names}
    starts = {name.start: name for name in names}
    walks = [_walk_left(sentence, noun, ends, knowledge) for noun in nouns]
    begun = {walk.start: position for position, walk in reversed(list(enumerate(walks)))}
    closed = {noun.end: position for position, noun in enumerate(nouns)}
    kept: list[RolePhrase] = []
    for noun, walk in zip(nouns, walks, strict=True):
        kept.append(_phrase(sentence, noun, walk, starts, begun, closed, knowledge))
    return tuple(kept)


def _nouns(sentence: Sentence, names: Sequence[Name], knowledge: Knowledge) -> list[_Noun]:
    taken = {token for name in names for token in range(name.start, name.end)}
    found: list[_Noun] = []
    end = 0
    for token in [token for token, word in enumerate(sentence.lower) if word in knowledge.role_reach]:
        noun = _longest_noun(sentence, token, taken, knowledge) if token >= end and token not in taken else None
        if noun is not None:
            found.append(noun)
            end = noun.end
    return [
        noun
        for noun in found
        if not (_is_premodifier(sentence, noun, found) or _is_hyphened(sentence, noun) or _is_middle(sentence, noun))
    ]


def _longest_noun(sentence: Sentence, token: int, taken: set[int], knowledge: Knowledge) -> _Noun | None:
    reach = knowledge.role_reach[sentence.lower[token]]
    for end in range(min(len(sentence), token + reach), token, -1):
        if sentence.parts[end - 1] not in NOMINAL_PARTS or not taken.isdisjoint(range(token, end)):
            continue
        held = knowledge.role_nouns.get(sentence.phrase(token, end).lower())
        if held is not None:
            return _Noun(token, end, held[0], held[1])
    return None


def _is_premodifier(sentence: Sentence, noun: _Noun, others: Sequence[_Noun]) -> bool:
    """Whether the noun only modifies the next one: "army" in "army chief"."""
    return any(
        other.start == noun.end
        and not noun.is_plural
        and sentence.dependencies[noun.end - 1] in ("compound", "amod", "nmod")
        for other in others
    )


def _is_hyphened(sentence: Sentence, noun: _Noun) -> bool:
    """Whether the noun only begins a compound adjective or a name: "rebel" in "rebel-held", "Son" in "Choi Son-hui"."""
    after = noun.end + 1
    if after >= len(sentence) or sentence.words[noun.end] != "-":
        return False
    is_name = sentence.parts[noun.start] == "PROPN" and noun.start > 0 and sentence.parts[noun.start - 1] == "PROPN"
    return sentence.tags[after] in _PARTICIPLES or (is_name and sentence.words[after].islower())


def _is_middle(sentence: Sentence, noun: _Noun) -> bool:
    """Whether "centre" is the middle of something and no body: "the centre of the town"."""
    is_of = noun.end < len(sentence) and sentence.lower[noun.end] == "of"
    return noun.noun.noun in _MIDDLES and is_of and not sentence.is_capitalised(noun.start)


def _walk_left(sentence: Sentence, noun: _Noun, ends: Mapping[int, Name], knowledge: Knowledge) -> _Left:
    left = _Left(noun.end - 1, noun.start, [], [], [])
    position = noun.start
    while position > 0 and noun.start - position < _REACH:
        name = ends.get(position)
        if name is not None and name.owner is not None:
            left.take(name)
            position = name.start
            continue
        step = _step_left(sentence, position - 1, left, ends, knowledge)
        if step is None:
            break
        position = step
    _note_determiner(sentence, left)
    return left


def _step_left(
    sentence: Sentence, token: int, left: _Left, ends: Mapping[int, Name], knowledge: Knowledge
) -> int | None:
    """Take `token` into the phrase and give the position before it; none where the phrase begins after it."""
    word = sentence.lower[token]
    if sentence.tags[token] == "POS" or word in ("'s", "'"):
        return _step_over_possessive(token, left, ends)
    if word in _JOINING and _joins_owners(sentence, token, left, ends):
        left.is_joining = True
        return token
    if word == "-" or word in knowledge.former or _is_premodifying(sentence, token, left.noun):
        if word in knowledge.former:
            left.is_former = True
        if knowledge.sector_of_modifier(word) is not None:
            left.modifiers.append(word)
        left.start = token
        return _step_over_participle(sentence, token, left, ends)
    return None


def _joins_owners(sentence: Sentence, token: int, left: _Left, ends: Mapping[int, Name]) -> bool:
    """Whether the word joins two nationalities of the noun: "Israeli and Palestinian negotiators", "15 Saudi and four
    Sudanese soldiers"."""
    name = ends.get(token)
    return (
        name is not None
        and name.sense(SenseKind.DEMONYM, SenseKind.GROUP) is not None
        and bool(left.owners)
        and left.start == token + 1
        and all(sentence.parts[between] == "NUM" for between in range(token + 1, left.owners[0].start))
    )


def _is_premodifying(sentence: Sentence, token: int, noun: int) -> bool:
    """Whether the token stands before the noun in its phrase: by part of speech, and by the parse where that is unsure."""
    if sentence.parts[token] in _PREMODIFIERS and sentence.tags[token] not in ("NNS", "NNPS"):
        return True
    is_below = token < sentence.heads[token] <= noun
    return is_below and (sentence.tags[token] in _PREMODIFIER_TAGS or sentence.parts[token] in _PREMODIFIERS)


def _step_over_participle(sentence: Sentence, token: int, left: _Left, ends: Mapping[int, Name]) -> int:
    """Pass "Turkish-backed" by, whole; keep the country of "US-led" as a weak owner."""
    if token >= 2 and sentence.words[token - 1] == "-" and (name := ends.get(token - 1)) is not None:
        if sentence.lower[token] in _LEADING:
            left.weak.append(name)
        if sentence.tags[token] in ("VBN", "VBD", "VBG", "JJ", "NN", "NNP") and sentence.lower[token] != "based":
            left.start = name.start
            return name.start
    return token


def _step_over_possessive(token: int, left: _Left, ends: Mapping[int, Name]) -> int | None:
    name = ends.get(token)
    if name is not None:
        left.start = name.start
        if name.owner is not None:
            left.take(name)
        return None
    left.chain_end = token
    return None


def _note_determiner(sentence: Sentence, left: _Left) -> None:
    before = left.start - 1
    if before < 0:
        return
    if sentence.tags[before] in ("PRP$", "WP$"):
        left.possessor = before
    adverb = before - 1 if sentence.parts[before] == "DET" else before
    left.is_former = left.is_former or (adverb >= 0 and sentence.lower[adverb] in _FORMERLY)
    left.is_definite = sentence.lower[before] in ("the", "this", "that", "these", "those") or left.possessor is not None


def _of_body(sentence: Sentence, noun: _Noun, starts: Mapping[int, Name], is_owned: bool) -> RoleNoun:
    """The noun; where it presides over a body that nobody knows, a president of such: "the president of the VDMA"."""
    if (
        noun.noun.label != "president"
        or noun.is_plural
        or is_owned
        or not is_of_body(sentence, noun.start, noun.end, starts)
    ):
        return noun.noun
    return replace(noun.noun, sector=Sector.SOC, label="civil society", office=None)


def _phrase(
    sentence: Sentence,
    noun: _Noun,
    left: _Left,
    starts: Mapping[int, Name],
    begun: Mapping[int, int],
    closed: Mapping[int, int],
    knowledge: Knowledge,
) -> RolePhrase:
    owners, end, chained = list(left.owners), noun.end, None
    is_weak = False
    if left.chain_end is not None:
        chained = closed.get(left.chain_end)
    if not owners and chained is None:
        after = complement(sentence, range(noun.start, noun.end), starts, begun, noun.noun.label)
        if not (after.is_weak and left.possessor is not None):
            owners, end, chained, is_weak = list(after.owners), after.end, after.chained, after.is_weak
    if not owners and chained is None and left.weak:
        owners, is_weak = list(left.weak), True
    return RolePhrase(
        start=left.start,
        end=end,
        noun_start=noun.start,
        noun_end=noun.end,
        noun=_of_body(sentence, noun, starts, bool(owners) or chained is not None),
        is_plural=noun.is_plural or any(sentence.parts[t] == "NUM" for t in range(left.start, noun.start)),
        is_definite=left.is_definite,
        is_former=left.is_former or sentence.lower[noun.start] in knowledge.former,
        owners=tuple(owners),
        is_weak=is_weak,
        is_abroad=is_weak and noun.noun.label in _ABROAD and not left.weak,
        modifiers=tuple(left.modifiers),
        chained=chained,
        possessor=left.possessor if not owners and chained is None else None,
    )
