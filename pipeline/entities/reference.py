"""The linker's knowledge read from the project's reference files, once a process.

Only here are the columns of those files known; their sources and licences stand in the files.
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

from pipeline.entities.gazetteer import Gazetteer, read_gazetteer
from pipeline.entities.knowledge import Knowledge, RoleNoun, SeatWords, Sense, SenseKind, Term
from pipeline.entities.names import first_piece
from pipeline.entities.referent import Referent, entity_id
from pipeline.schema.vocabularies import EntityType, Sector
from pipeline.store.paths import REFERENCE
from pipeline.store.reference import ReferenceError, rows, split

K = TypeVar("K")

_SAME_OFFICE = {"chancellor": "prime minister", "secretary-general": "secretary general"}
"""Offices of leaders that role nouns know under another label."""

_COUNTRYLESS = {"non-governmental organisations": "NGO"}
"""Classes of nouns whose bearers belong to no country unless the text gives them one."""

_ENVOYS = frozenset({"diplomat", "negotiator"})
"""Classes of nouns that act for whoever sends them: "an army delegation", "a rebel envoy"."""

_CITY = 100_000
"""A seat of government is a city where a place of that name has so many people, else a palace or street."""

_TOKENS = re.compile(r"\w+|[^\w\s]")


@cache
def knowledge() -> Knowledge:
    """The knowledge of the project's own reference data."""
    return read_knowledge(REFERENCE)


def country_senses(folder: Path, places: Gazetteer) -> Iterator[tuple[str, Sense]]:
    """Names of countries, their nationalities, peoples, capitals and seats of government."""
    for _, row in rows(folder / "countries.csv"):
        code, referent = row["code"], _country(row)
        people = Referent(
            entity_id("population", code, Sector.CVL, "people"),
            EntityType.GROUP,
            f"{row['name']}: people",
            code,
            Sector.CVL,
        )
        until = _year_end(row["valid_to"])

        def sense(
            kind: SenseKind, of: Referent, sector: Sector, code: str = code, until: dt.date | None = until
        ) -> Sense:
            return Sense(kind, of, code, sector, None, until)

        for name in _undetermined((row["name"], *split(row["aliases"]))):
            yield name, sense(SenseKind.COUNTRY, referent, Sector.GOV)
        for name in split(row["demonyms_adjective"]):
            yield name, sense(SenseKind.DEMONYM, referent, Sector.GOV)
        for name in split(row["demonyms_noun"]):
            yield name, sense(SenseKind.PEOPLE, people, Sector.CVL)
        for name in split(row["capital"]):
            yield name, sense(SenseKind.SEAT, referent, Sector.GOV)
        for name in _undetermined(split(row["government_seats"])):
            is_city = places.largest(name) >= _CITY
            yield name, sense(SenseKind.SEAT if is_city else SenseKind.HOUSE, referent, Sector.GOV)


def _country(row: dict[str, str]) -> Referent:
    return Referent(
        entity_id("country", row["code"]),
        EntityType.COUNTRY,
        row["name"],
        row["code"],
        Sector.GOV,
        row["wikidata_id"] or None,
        None,
        _number(row["latitude"]),
        _number(row["longitude"]),
    )


def _undetermined(names: Iterable[str]) -> Iterator[str]:
    """Names without those that repeat another with "the"."""
    return (name for name in names if not name.startswith("the "))


def _number(text: str) -> float | None:
    return float(text) if text else None


def _month_start(text: str) -> dt.date:
    year, _, month = text.partition("-")
    return dt.date(int(year), int(month or 1), 1)


def _month_end(text: str) -> dt.date:
    year, _, month = text.partition("-")
    return dt.date(int(year), int(month or 12), calendar.monthrange(int(year), int(month or 12))[1])


def _year_end(text: str) -> dt.date | None:
    return dt.date(int(text), 12, 31) if text else None


def group_senses(folder: Path) -> Iterator[tuple[str, Sense]]:
    """Names of peoples and communities that are no state, and their adjectives but for common words."""
    for _, row in rows(folder / "groups.csv"):
        code, sector = row["country"] or None, Sector(row["sector"])
        kind = EntityType.REGION if row["type"] == "regional" else EntityType.GROUP
        referent = Referent(entity_id("group", row["name"]), kind, row["name"], code, sector)
        for name in split(row["nouns"]):
            yield name, Sense(SenseKind.PEOPLE, referent, code, sector)
        for name in split(row["adjectives"]):
            if not name.islower():
                yield name, Sense(SenseKind.GROUP, referent, code, sector)


def organisation_senses(folder: Path) -> Iterator[tuple[str, Sense]]:
    """Names of organisations and of the press."""
    for _, row in rows(folder / "organisations.csv"):
        code = row["country"] or None
        sector = Sector(row["sector"]) if row["sector"] else None
        referent = Referent(
            entity_id("organisation", row["name"].casefold(), code or ""),
            EntityType.IGO if row["kind"] == "igo" else EntityType.ORGANISATION,
            row["name"],
            code,
            sector,
            row["wikidata_id"] or None,
        )
        kind = SenseKind.MEDIA if row["kind"] == "media" else SenseKind.ORGANISATION
        doubtful = frozenset(split(row["ambiguous"]))
        for name in _undetermined((row["name"], *split(row["aliases"]))):
            yield name, Sense(kind, referent, code, sector, is_doubtful=name in doubtful)


def body_seat_senses(folder: Path, bodies: Iterable[tuple[str, Sense]]) -> Iterator[tuple[str, Sense]]:
    """Seats of bodies that are no country; ReferenceError where a body is not among the organisations."""
    known = {sense.referent.name: sense for _, sense in bodies}
    for line, row in rows(folder / "body_seats.csv"):
        if row["body"] not in known:
            raise ReferenceError(f"body_seats.csv:{line}: {row['body']} is no name in organisations.csv")
        sense = known[row["body"]]
        yield row["seat"], Sense(SenseKind.SEAT, sense.referent, sense.code, sense.sector)


def region_senses(folder: Path) -> Iterator[tuple[str, Sense]]:
    """Names of regions, continents and seas."""
    for _, row in rows(folder / "regions.csv"):
        code = row["country"] or None
        referent = Referent(
            entity_id("region", row["name"]),
            EntityType.REGION,
            row["name"],
            code,
            None,
            row["wikidata_id"] or None,
            int(row["geonames_id"]) if row["geonames_id"] else None,
            _number(row["latitude"]),
            _number(row["longitude"]),
        )
        for name in _undetermined((row["name"], *split(row["aliases"]))):
            yield name, Sense(SenseKind.REGION, referent, code, None)


def agreement_senses(folder: Path) -> Iterator[tuple[str, Sense]]:
    """Names of accords, from the year in which they were made."""
    for _, row in rows(folder / "agreements.csv"):
        referent = Referent(
            entity_id("agreement", row["name"]),
            EntityType.AGREEMENT,
            row["name"],
            wikidata_id=row["wikidata_id"] or None,
        )
        since = _month_start(row["year"]) if row["year"] else None
        for name in _undetermined((row["name"], *split(row["aliases"]))):
            yield name, Sense(SenseKind.AGREEMENT, referent, None, None, since)


def leader_terms(folder: Path) -> Iterator[tuple[tuple[str, ...], Term]]:
    """Terms of office of known leaders, each with the names under which its holder is known."""
    persons: dict[str, Referent] = {}
    for _, row in rows(folder / "leaders.csv"):
        name, sector = row["name"], Sector(row["sector"]) if row["sector"] else None
        person = persons.setdefault(
            name,
            Referent(
                entity_id("leader", name), EntityType.PERSON, name, row["country"], sector, row["wikidata_id"] or None
            ),
        )
        office = _SAME_OFFICE.get(row["office"], row["office"])
        since, until = _month_start(row["start"]), _month_end(row["end"]) if row["end"] else None
        yield (name, *split(row["aliases"])), Term(person, row["surname"], row["country"], office, sector, since, until)


def role_nouns(folder: Path) -> Iterator[tuple[str, RoleNoun, bool]]:
    """Role nouns in singular and plural, in lower case, the plural ones marked."""
    for _, row in rows(folder / "role_nouns.csv"):
        noun = row["noun"].lower()
        is_office = row["kind"] == "office"
        sector = Sector(row["sector"])
        held = RoleNoun(
            noun=noun,
            sector=sector,
            label=row["label"],
            is_generic=row["generic"] == "true" or row["label"] in _ENVOYS,
            is_title=row["title"] == "true" or is_office,
            is_anonymous=sector in (Sector.UAF, Sector.UNK),
            is_population=row["kind"] in ("population", "group") and sector in (Sector.CVL, Sector.REF),
            is_group=row["kind"] in ("population", "group"),
            office=row["label"] if row["elite"] == "true" else None,
            is_telling=row["bare"] == "true",
            code=_COUNTRYLESS.get(row["label"]),
        )
        yield noun, held, row["plural"] == "-"
        if row["plural"] != "-":
            yield (row["plural"].lower() or plural(noun)), held, True


def modifiers(folder: Path) -> tuple[dict[str, Sector | None], frozenset[str]]:
    """Words before a role noun: those that bear a sector, and those that say that the office is held no longer."""
    effects = {row["modifier"].lower().strip("-"): row["effect"] for _, row in rows(folder / "role_modifiers.csv")}
    sectors = {word: Sector(effect) if effect in Sector.__members__ else None for word, effect in effects.items()}
    return sectors, frozenset(word for word, effect in effects.items() if effect == "former")


def aliases(pairs: Iterable[tuple[str, Sense]]) -> dict[str, tuple[str, ...]]:
    """The names by which each entity is known, by entity id; nationalities and seats are no names of a country."""
    held: dict[str, set[str]] = {}
    for name, sense in pairs:
        if sense.kind not in (SenseKind.DEMONYM, SenseKind.SEAT):
            held.setdefault(sense.referent.entity_id, set()).add(name)
    return {entity: tuple(sorted(names)) for entity, names in held.items()}


def seat_words(folder: Path) -> SeatWords:
    """The words that tell a seat of government from a place."""
    held = {row["relation"]: frozenset(split(row["words"])) for _, row in rows(folder / "seats.csv")}
    return SeatWords(**held)


def index_names(pairs: Iterable[tuple[str, Sense]]) -> tuple[dict[str, tuple[Sense, ...]], dict[str, int]]:
    """Names to their senses, and first pieces to the most tokens that a name so begun can have."""
    names: dict[str, list[Sense]] = {}
    longest: dict[str, int] = {}
    for name, sense in pairs:
        names.setdefault(name, []).append(sense)
        piece = first_piece(name)
        longest[piece] = max(longest.get(piece, 0), len(_TOKENS.findall(name)))
    return {name: tuple(senses) for name, senses in names.items()}, longest


def plural(noun: str) -> str:
    """The English plural of a noun phrase: of its head, which is the word before "of", "in" or "for", else the last."""
    words = noun.split()
    head = next((i for i, word in enumerate(words) if word in ("of", "in", "for", "to", "at")), len(words)) - 1
    words[head] = _plural_word(words[head])
    return " ".join(words)


def _plural_word(word: str) -> str:
    if word.endswith("man"):
        return f"{word[:-3]}men"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    if word.endswith(("s", "x", "ch", "sh")):
        return f"{word}es"
    return f"{word}s"


def _gathered(pairs: Iterable[tuple[K, Term]]) -> dict[K, tuple[Term, ...]]:
    """Terms by key, in order of their beginning."""
    held: dict[K, list[Term]] = {}
    for key, term in pairs:
        held.setdefault(key, []).append(term)
    return {key: tuple(sorted(terms, key=lambda term: term.since)) for key, terms in held.items()}


def read_knowledge(folder: Path) -> Knowledge:
    """The knowledge in the reference files of `folder`; ReferenceError where one cannot be read."""
    places = read_gazetteer(
        folder / "places.csv.gz", frozenset(row["name"] for _, row in rows(folder / "not_places.csv"))
    )
    leaders = list(leader_terms(folder))
    persons = [
        (name, Sense(SenseKind.PERSON, term.person, term.code, term.sector))
        for names, term in leaders
        for name in names
    ]
    bodies = list(organisation_senses(folder))
    seats = body_seat_senses(folder, bodies)
    pairs = [
        *seats,
        *country_senses(folder, places),
        *bodies,
        *region_senses(folder),
        *group_senses(folder),
        *agreement_senses(folder),
        *persons,
    ]
    names, longest = index_names(pairs)
    nouns: dict[str, tuple[RoleNoun, bool]] = {}
    for form, noun, is_plural in role_nouns(folder):
        nouns.setdefault(form, (noun, is_plural))
    sectors, former = modifiers(folder)
    return Knowledge(
        countries={sense.code: sense.referent for _, sense in pairs if sense.kind is SenseKind.COUNTRY and sense.code},
        names=names,
        longest=longest,
        role_nouns=nouns,
        role_starts=frozenset(first_piece(form) for form in nouns),
        modifiers=sectors,
        former=former,
        terms=_gathered((name, term) for names, term in leaders for name in names),
        offices=_gathered(((term.code, term.office), term) for _, term in leaders),
        surnames=_gathered((term.surname, term) for _, term in leaders),
        places=places,
        capitals=frozenset(
            int(row["capital_geonames_id"]) for _, row in rows(folder / "countries.csv") if row["capital_geonames_id"]
        ),
        seat_words=seat_words(folder),
        aliases=aliases(pairs),
    )
