"""What the linker knows beforehand: senses of names, role nouns, offices and their holders, places.

Pure values with look-ups; `reference.py` reads them from the project's reference files.
"""

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache

from pipeline.entities.anaphors import Anaphor
from pipeline.entities.gazetteer import Gazetteer, Place
from pipeline.entities.genders import Gender
from pipeline.entities.referent import Referent
from pipeline.entities.spellings import NameWords, unaccented
from pipeline.schema.vocabularies import Sector

_WORDS = 1 << 16
"""Words whose reach is kept."""

_FIRST_PIECE = re.compile(r"[\w.]+")


class SenseKind(StrEnum):
    """The way in which a name refers."""

    COUNTRY = "country"
    DEMONYM = "demonym"
    PEOPLE = "people"
    SEAT = "seat"
    HOUSE = "house"
    ORGANISATION = "organisation"
    MEDIA = "media"
    GROUP = "group"
    PERSON = "person"
    AGREEMENT = "agreement"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a name, with the days between which it holds; a doubtful one is also a common word or another's name."""

    kind: SenseKind
    referent: Referent
    code: str | None
    sector: Sector | None
    since: dt.date | None = None
    until: dt.date | None = None
    is_doubtful: bool = False

    def holds_on(self, day: dt.date) -> bool:
        """Whether the name has this meaning on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """A noun for people or bodies that act: its sector, and how it takes country and sector from its owner; `code` stands
    for the country of those that belong to none. A collective one is for many people or a body."""

    noun: str
    sector: Sector | None
    label: str
    is_generic: bool
    is_title: bool
    is_anonymous: bool
    is_population: bool
    is_group: bool
    office: str | None
    is_telling: bool
    code: str | None
    is_collective: bool = False
    head: str = field(init=False)
    """The last word of the noun: "official" of "police official"."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "head", self.noun.rsplit(" ", 1)[-1])

    @property
    def is_individual(self) -> bool:
        """Whether the noun is for one human being: "minister", "cousin", "tycoon", but not "militia"."""
        return self.is_title or self.is_population or (self.is_group and not self.is_collective)


@dataclass(frozen=True, slots=True)
class Term:
    """A person's time in an office; open ends are none."""

    person: Referent
    surname: str
    code: str
    office: str
    sector: Sector | None
    since: dt.date
    until: dt.date | None

    def holds_on(self, day: dt.date) -> bool:
        """Whether the person held the office on `day`."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class SeatWords:
    """The words beside a seat of government that tell whether it acts, as lemmas."""

    subject_not: frozenset[str]
    object: frozenset[str]
    possession: frozenset[str]
    partner: frozenset[str]
    pressure: frozenset[str]


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The words beside a name that tell whether it is a place's, in lower case but for those of `party`."""

    locating: frozenset[str]
    standing: frozenset[str]
    noun: frozenset[str]
    unit: frozenset[str]
    done_to: frozenset[str]
    compass: frozenset[str]
    thoroughfare: frozenset[str]
    office: frozenset[str]
    party: frozenset[str]


def first_piece(name: str) -> str:
    """The part of a name by which its matches are begun: up to the first space, hyphen or apostrophe."""
    match = _FIRST_PIECE.match(name)
    return match.group() if match else name


class Reach(dict[str, int]):
    """The tokens of the longest known name that may begin with a word, found when a word is first asked for: every word of every
    article is."""

    def __init__(self, longest: Mapping[str, int]) -> None:
        """By the `longest` name of each first piece."""
        super().__init__()
        self._longest = longest

    def __missing__(self, word: str) -> int:
        if len(self) >= _WORDS:
            self.clear()
        pieces = {first_piece(each) for each in {word, unaccented(word)}}
        if word.isupper():
            # Only what is in capitals throughout is looked for as a title.
            pieces.add(word.title())
        self[word] = max(self._longest.get(piece, 0) for piece in pieces)
        return self[word]


@dataclass(frozen=True)
class Knowledge:
    """Everything known beforehand. Names are looked up in their own spelling, role nouns by lower-case lemma."""

    countries: Mapping[str, Referent]
    names: Mapping[str, tuple[Sense, ...]]
    longest: Mapping[str, int]
    role_nouns: Mapping[str, tuple[RoleNoun, bool]]
    role_reach: Mapping[str, int]
    modifiers: Mapping[str, Sector | None]
    former: frozenset[str]
    terms: Mapping[str, tuple[Term, ...]]
    offices: Mapping[tuple[str, str], tuple[Term, ...]]
    surnames: Mapping[str, tuple[Term, ...]]
    places: Gazetteer
    capitals: frozenset[int]
    seats: Mapping[str, Place]
    seat_words: SeatWords
    place_words: PlaceWords
    anaphors: Mapping[str, Anaphor]
    given_names: Mapping[str, Gender]
    aliases: Mapping[str, tuple[str, ...]]
    name_words: NameWords
    spellings: Mapping[tuple[str, str], tuple[str, ...]]

    @property
    def leaders(self) -> Mapping[str, frozenset[str]]:
        """The countries and bodies of the offices of each leader, by entity id."""
        held: dict[str, set[str]] = {}
        for term in (term for terms in self.surnames.values() for term in terms):
            held.setdefault(term.person.entity_id, set()).add(term.code)
        return {entity: frozenset(codes) for entity, codes in held.items()}

    def leaders_like(self, name: str, codes: frozenset[str]) -> tuple[Term, ...]:
        """The terms of the one leader of an office in `codes` whose full name agrees with `name`; none where several do."""
        agreeing = [held for held in self._near(name) if self.name_words.agree(name, held, codes) is not None]
        terms = sorted(
            {term for held in agreeing for term in self.terms[held] if term.code in codes},
            key=lambda term: (term.since, term.person.entity_id, term.office),
        )
        return tuple(terms) if len({term.person for term in terms}) == 1 else ()

    @cached_property
    def _near(self) -> Callable[[str], tuple[str, ...]]:
        """The full names of leaders that may be spellings of a name."""

        @lru_cache(maxsize=1 << 14)
        def near(name: str) -> tuple[str, ...]:
            return tuple(sorted({held for key in self.name_words.keys(name) for held in self.spellings.get(key, ())}))

        return near

    @cached_property
    def reach(self) -> "Reach":
        """The tokens of the longest known name that may begin with a word, by word."""
        return Reach(self.longest)

    @cached_property
    def may_begin(self) -> Callable[[str], bool]:
        """Whether any known name begins with some words, written as they are, without accents, or in capitals throughout."""
        names = sorted(self.names)

        def begins(words: str) -> bool:
            place = bisect_left(names, words)
            return place < len(names) and names[place].startswith(words)

        @lru_cache(maxsize=1 << 16)
        def may_begin(words: str) -> bool:
            return any(map(begins, {words, unaccented(words)})) or (words.isupper() and begins(words.title()))

        return may_begin

    def senses(self, name: str, day: dt.date) -> tuple[Sense, ...]:
        """The meanings that `name` has on `day`; where it has none then, those that it had before: "the Soviet invasion"."""
        held = self.names.get(name, ())
        if not held:
            return held
        current = tuple(sense for sense in held if sense.holds_on(day))
        return current or tuple(sense for sense in held if sense.since is None or sense.since <= day)

    def sector_of_modifier(self, word: str) -> Sector | None:
        """The sector that a word before a role noun bears, in lower case: "military", "rebel"."""
        if word in self.modifiers:
            return self.modifiers[word]
        held = self.role_nouns.get(word)
        return held[0].sector if held is not None else None
