"""The linker's knowledge put together from the project's reference files, once a process.

What a file's columns mean is in `senses.py`, `role_words.py` and `gazetteer.py`.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

from pipeline.entities.anaphors import read_anaphors
from pipeline.entities.gazetteer import Gazetteer, Place, read_gazetteer
from pipeline.entities.genders import read_given_names
from pipeline.entities.knowledge import Knowledge, RoleNoun, Sense, SenseKind, Term, first_piece
from pipeline.entities.role_words import modifiers, place_words, role_nouns, seat_words
from pipeline.entities.senses import (
    agreement_senses,
    body_seat_senses,
    country_senses,
    group_senses,
    leader_terms,
    organisation_senses,
    region_senses,
)
from pipeline.entities.spellings import NameWords, read_name_words
from pipeline.store.paths import REFERENCE
from pipeline.store.reference import rows

K = TypeVar("K")

_TOKENS = re.compile(r"\w+|[^\w\s]")


@cache
def knowledge() -> Knowledge:
    """The knowledge of the project's own reference data."""
    return read_knowledge(REFERENCE)


def read_knowledge(folder: Path) -> Knowledge:
    """The knowledge in the reference files of `folder`; ReferenceError where one cannot be read."""
    not_places = frozenset(row["name"] for _, row in rows(folder / "not_places.csv"))
    capitals = _capitals(folder)
    places = read_gazetteer(folder / "places.csv.gz", not_places, capitals)
    given_names = read_given_names(folder)
    words = read_name_words(folder, given_names)
    leaders = [
        ((*names, *(turned for name in names for turned in words.turned(name, term.code))), term)
        for names, term in leader_terms(folder)
    ]
    pairs = _name_senses(folder, places, leaders)
    names = index_names(pairs)
    nouns: dict[str, tuple[RoleNoun, bool]] = {}
    for form, noun, is_plural in role_nouns(folder):
        nouns.setdefault(form, (noun, is_plural))
    sectors, former = modifiers(folder)
    return Knowledge(
        countries={sense.code: sense.referent for _, sense in pairs if sense.kind is SenseKind.COUNTRY and sense.code},
        names=names,
        longest=reaches(names),
        role_nouns=nouns,
        role_reach=reaches(nouns),
        modifiers=sectors,
        former=former,
        terms=_gathered((name, term) for names, term in leaders for name in names),
        offices=_gathered(((term.code, term.office), term) for _, term in leaders),
        surnames=_gathered((term.surname, term) for _, term in leaders),
        places=places,
        capitals=frozenset(capitals),
        seats=_seats(folder, places),
        seat_words=seat_words(folder),
        place_words=place_words(folder),
        anaphors=read_anaphors(folder),
        given_names=given_names,
        aliases=aliases(pairs),
        name_words=words,
        spellings=_spellings(leaders, words),
    )


def _spellings(
    leaders: Iterable[tuple[tuple[str, ...], Term]], words: NameWords
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Full names of leaders by the keys under which their spellings meet."""
    held: dict[tuple[str, str], set[str]] = {}
    for name in (name for names, _ in leaders for name in names if " " in name):
        for key in words.keys(name):
            held.setdefault(key, set()).add(name)
    return {key: tuple(sorted(names)) for key, names in held.items()}


def _name_senses(
    folder: Path, places: Gazetteer, leaders: Iterable[tuple[tuple[str, ...], Term]]
) -> list[tuple[str, Sense]]:
    """Every name with its senses; of one name the sense that comes first is the likeliest."""
    bodies = list(organisation_senses(folder))
    return [
        *body_seat_senses(folder, bodies),
        *country_senses(folder, places),
        *bodies,
        *region_senses(folder),
        *group_senses(folder),
        *agreement_senses(folder),
        *(
            (name, Sense(SenseKind.PERSON, term.person, term.code, term.sector))
            for names, term in leaders
            for name in names
        ),
    ]


def _capitals(folder: Path) -> dict[int, str]:
    """The Wikidata ids of the capitals by their GeoNames ids; empty text where none is verified."""
    held = (row for _, row in rows(folder / "countries.csv") if row["capital_geonames_id"])
    return {int(row["capital_geonames_id"]): row["capital_wikidata_id"] for row in held}


def _seats(folder: Path, places: Gazetteer) -> dict[str, Place]:
    """The capital of each country that has one in the gazetteer."""
    return {
        row["code"]: place
        for _, row in rows(folder / "countries.csv")
        for place in places.named(row["capital"])
        if str(place.referent.geonames_id) == row["capital_geonames_id"]
    }


def index_names(pairs: Iterable[tuple[str, Sense]]) -> dict[str, tuple[Sense, ...]]:
    """Names to their senses."""
    names: dict[str, list[Sense]] = {}
    for name, sense in pairs:
        names.setdefault(name, []).append(sense)
    return {name: tuple(senses) for name, senses in names.items()}


def reaches(names: Iterable[str]) -> dict[str, int]:
    """First pieces of names to the most tokens that a name so begun can have."""
    longest: dict[str, int] = {}
    for name in names:
        piece = first_piece(name)
        longest[piece] = max(longest.get(piece, 0), len(_TOKENS.findall(name)))
    return longest


def aliases(pairs: Iterable[tuple[str, Sense]]) -> dict[str, tuple[str, ...]]:
    """The names by which each entity is known, by entity id; nationalities and seats are no names of a country."""
    held: dict[str, set[str]] = {}
    for name, sense in pairs:
        if sense.kind not in (SenseKind.DEMONYM, SenseKind.SEAT):
            held.setdefault(sense.referent.entity_id, set()).add(name)
    return {entity: tuple(sorted(names)) for entity, names in held.items()}


def _gathered(pairs: Iterable[tuple[K, Term]]) -> dict[K, tuple[Term, ...]]:
    """Terms by key, in order of their beginning."""
    held: dict[K, list[Term]] = {}
    for key, term in pairs:
        held.setdefault(key, []).append(term)
    return {key: tuple(sorted(terms, key=lambda term: term.since)) for key, terms in held.items()}
