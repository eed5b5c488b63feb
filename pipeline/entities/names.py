"""Names that the reference data knows, found in a sentence: countries, nationalities, seats, bodies, accords, leaders.

Longest match first; the model's own names only tell which matches stand inside a person's name.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.entities.knowledge import Knowledge, Sense, SenseKind
from pipeline.entities.sentence import Sentence
from pipeline.entities.spellings import unaccented

_SHOUTED = 4
"""An all-capitals word longer than this is tried in title case: datelines and headlines shout."""

_TOWN = 50_000
_WORDS_AROUND = 2
_GEOGRAPHIC = frozenset({SenseKind.COUNTRY, SenseKind.DEMONYM, SenseKind.SEAT, SenseKind.GROUP, SenseKind.REGION})
_LEGAL_FORMS = frozenset({"co", "co.", "corp", "corp.", "inc", "inc.", "ltd", "ltd.", "plc"})
_STANCES = frozenset({"anti", "pro", "non", "un", "ex", "post"})
_NATIONAL = frozenset({"National", "Supreme", "Federal"})
_BEFORE_NOUNS = frozenset({"DT", "JJ", "JJR", "JJS", "CD", "PRP$"})
_PREFIXES = frozenset({"Franco", "Anglo", "Sino", "Russo", "Indo", "Greco"})
_INSIDE_PERSONS = frozenset({SenseKind.PERSON, SenseKind.DEMONYM, SenseKind.PEOPLE})


@dataclass(frozen=True)
class Name:
    """A known name in a sentence: token span and meanings on the day of publication."""

    start: int
    end: int
    senses: tuple[Sense, ...]

    def sense(self, *kinds: SenseKind) -> Sense | None:
        """The first meaning of one of `kinds`; none where it has no such meaning."""
        for sense in self.senses:
            if sense.kind in kinds:
                return sense
        return None

    @cached_property
    def owner(self) -> Sense | None:
        """The meaning in which the name can own an institution: a country, its seat or people, a body or group."""
        held = {sense.kind: sense for sense in reversed(self.senses)}
        for kind in OWNERS:
            if kind in held and not _is_stateless_region(held[kind]):
                return held[kind]
        return None


OWNERS = (
    SenseKind.COUNTRY,
    SenseKind.DEMONYM,
    SenseKind.ORGANISATION,
    SenseKind.REGION,
    SenseKind.GROUP,
    SenseKind.HOUSE,
    SenseKind.SEAT,
    SenseKind.PEOPLE,
)


def containers_of(names: Iterable[Name]) -> dict[int, tuple[int, str]]:
    """The names of countries and regions that can contain a place: token after the last and code, by first token."""
    held = ((name, name.owner) for name in names if name.senses[0].kind is not SenseKind.SEAT)
    return {name.start: (name.end, owner.code) for name, owner in held if owner is not None and owner.code}


def _is_stateless_region(sense: Sense) -> bool:
    return sense.kind is SenseKind.REGION and sense.code is None


def find_names(
    sentence: Sentence, knowledge: Knowledge, day: dt.date, local: Mapping[str, tuple[Sense, ...]]
) -> tuple[Name, ...]:
    """The known names of a sentence in order, none overlapping; `local` are abbreviations that the article itself explains."""
    persons = [(start, end) for start, end, label in model_names(sentence) if label == "PERSON"]
    found: list[Name] = []
    end = 0
    for token, reach in _openings(sentence, knowledge, local):
        name = _longest_at(sentence, token, reach, knowledge, day, local) if token >= end else None
        if name is None or _is_something_else(sentence, name, persons, knowledge):
            continue
        found.append(name)
        end = name.end
    return tuple(found)


def _openings(
    sentence: Sentence, knowledge: Knowledge, local: Mapping[str, tuple[Sense, ...]]
) -> Iterator[tuple[int, int]]:
    """The tokens at which a name may begin, each with the most tokens that it can have."""
    last, reaches = len(sentence) - 1, [*map(knowledge.reach.__getitem__, sentence.words)]
    begun = [token for token, reach in enumerate(reaches) if reach]
    if local:
        begun = sorted({*begun, *(token for token, word in enumerate(sentence.words) if word in local)})
    for token in begun:
        reach, word = reaches[token], sentence.words[token]
        if reach > 1 and token < last:
            two = sentence.phrase(token, token + 2)
            if knowledge.may_begin(two) or any(short.startswith(two) for short in local):
                yield token, min(reach, last + 1 - token)
                continue
        if word in knowledge.names or word in local or word.isupper() or not word.isascii():
            yield token, 1


def _is_something_else(sentence: Sentence, name: Name, persons: list[tuple[int, int]], knowledge: Knowledge) -> bool:
    """Whether the words of a known name are part of another name here, or no name."""
    return (
        _is_in_person(name, persons)
        or is_stance(sentence, name)
        or _is_bare_prefix(sentence, name)
        or _is_doubtful(sentence, name)
        or _is_given_name(sentence, name, knowledge)
        or _is_of_a_nation(sentence, name)
        or _is_in_firm(sentence, name)
        or _is_in_place(sentence, name, knowledge)
    )


def model_names(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """The model's names: first token, token after the last, label."""
    row = sentence.row
    return zip(row.name_start, row.name_end, row.name_label, strict=True)


def explained_abbreviations(sentence: Sentence, names: tuple[Name, ...]) -> Iterator[tuple[str, tuple[Sense, ...]]]:
    """Abbreviations in brackets after a known body: "African Union (AU)"."""
    for name in names:
        if name.end + 2 < len(sentence) and sentence.words[name.end] == "(" and sentence.words[name.end + 2] == ")":
            short = sentence.words[name.end + 1]
            bodies = tuple(sense for sense in name.senses if sense.kind in (SenseKind.ORGANISATION, SenseKind.MEDIA))
            if short.isupper() and bodies:
                yield short, bodies


def _longest_at(
    sentence: Sentence,
    token: int,
    reach: int,
    knowledge: Knowledge,
    day: dt.date,
    local: Mapping[str, tuple[Sense, ...]],
) -> Name | None:
    for end in range(token + reach, token, -1):
        phrase = sentence.phrase(token, end)
        senses = local.get(phrase) or knowledge.senses(phrase, day)
        if not senses and not phrase.isascii():
            senses = knowledge.senses(unaccented(phrase), day)
        if not senses and phrase.isupper() and len(phrase) > _SHOUTED:
            senses = knowledge.senses(phrase.title(), day)
        if senses:
            return Name(token, end, senses)
    return None


def _is_doubtful(sentence: Sentence, name: Name) -> bool:
    """Whether a body's name that is also a common word is one here: the model sees no name in it."""
    if not all(sense.is_doubtful for sense in name.senses):
        return False
    return not any(
        start <= name.start and name.end <= end and label in ("ORG", "GPE", "NORP")
        for start, end, label in model_names(sentence)
    )


def _is_in_place(sentence: Sentence, name: Name, knowledge: Knowledge) -> bool:
    """Whether the name of a country or region is only a word of a province's or town's: "New Mexico", "West Virginia"."""
    if name.senses[0].kind not in _GEOGRAPHIC:
        return False
    before = range(max(0, name.start - _WORDS_AROUND), name.start)
    ends = range(name.end, min(len(sentence), name.end + _WORDS_AROUND) + 1)
    spans = [(start, end) for start in before if sentence.is_capitalised(start) for end in ends]
    spans += [(name.start, end) for end in ends[1:]]
    return any(knowledge.places.largest(sentence.phrase(start, end)) >= _TOWN for start, end in spans)


def _is_of_a_nation(sentence: Sentence, name: Name) -> bool:
    """Whether a body's name is the end of that of a state's: "Kenya's National Security Council" is not the United Nations'."""
    is_body = name.senses[0].kind is SenseKind.ORGANISATION
    return is_body and name.start > 0 and sentence.words[name.start - 1] in _NATIONAL


def _is_given_name(sentence: Sentence, name: Name, knowledge: Knowledge) -> bool:
    """Whether a noun for one of a people is a first name here: "Finn" without "a" or "the"."""
    is_shared = name.sense(SenseKind.PEOPLE) is not None and sentence.words[name.start] in knowledge.given_names
    return is_shared and (name.start == 0 or sentence.tags[name.start - 1] not in _BEFORE_NOUNS)


def _is_in_firm(sentence: Sentence, name: Name) -> bool:
    """Whether a country's name follows a firm's own and only tells where the firm works: "Harcourt Canada Ltd". One that
    begins the firm's name tells whose it is: "Korea Electric Power Corp"."""
    if name.senses[0].kind is not SenseKind.COUNTRY or name.sense(SenseKind.DEMONYM) is not None:
        return False
    if name.start == 0 or sentence.parts[name.start - 1] != "PROPN":
        return False
    end = name.end
    while end < len(sentence) and sentence.words[end][0].isupper():
        if sentence.lower[end] in _LEGAL_FORMS:
            return True
        end += 1
    return False


def is_stance(sentence: Sentence, name: Name) -> bool:
    """Whether the name only tells for or against whom something is: "anti-Syrian"."""
    return name.start >= 2 and sentence.words[name.start - 1] == "-" and sentence.lower[name.start - 2] in _STANCES


def _is_bare_prefix(sentence: Sentence, name: Name) -> bool:
    """Whether a prefix for a nationality stands by itself, and so is somebody's name: "Franco" without "Franco-German"."""
    is_prefix = sentence.words[name.end - 1] in _PREFIXES
    return is_prefix and (name.end >= len(sentence) or sentence.words[name.end] != "-")


def _is_in_person(name: Name, persons: list[tuple[int, int]]) -> bool:
    """Whether the name is a proper part of what the model takes for a person, and not its nationality."""
    if any(sense.kind in _INSIDE_PERSONS for sense in name.senses):
        return False
    return any(
        start <= name.start and name.end <= end and (start, end) != (name.start, name.end) for start, end in persons
    )
