"""The senses of names, read from the reference files of countries, bodies, peoples, regions, accords and leaders.

Only here are the columns of those files known; their sources and licences stand in the files.
"""

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.entities.gazetteer import Gazetteer
from pipeline.entities.knowledge import Sense, SenseKind, Term
from pipeline.entities.referent import Referent, entity_id
from pipeline.schema.vocabularies import EntityType, Sector
from pipeline.store.reference import ReferenceError, rows, split

_SAME_OFFICE = {"chancellor": "prime minister", "secretary-general": "secretary general"}
"""Offices of leaders that role nouns know under another label."""

_CITY = 100_000
"""A seat of government is a city where a place of that name has so many people, else a palace or street."""


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
        int(row["geonames_id"]) if row["geonames_id"] else None,
        _number(row["latitude"]),
        _number(row["longitude"]),
    )


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
