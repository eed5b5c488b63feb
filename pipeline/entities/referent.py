"""What a mention can stand for: canonical entities with deterministic ids, before they are counted into tables.

How a text's words lead to one of them is not decided here.
"""

from dataclasses import dataclass
from functools import lru_cache

from pipeline.schema.vocabularies import EntityType, Sector
from pipeline.store.hashing import make_id

_KEPT = 1 << 14
"""Institutions and the like that are kept once they were made: the same ones are named over and over."""


@dataclass(frozen=True, slots=True)
class Referent:
    """A canonical entity; `country_code` and `sector` are those that it has by itself."""

    entity_id: str
    entity_type: EntityType
    name: str
    country_code: str | None = None
    sector: Sector | None = None
    wikidata_id: str | None = None
    geonames_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    is_guessed: bool = False
    """Whether the country is not stated, but the likeliest by the context."""


def entity_id(kind: str, *parts: object) -> str:
    """The id of an entity of `kind` that `parts` single out."""
    return make_id("ent", kind, *parts)


@lru_cache(_KEPT)
def institution(code: str, country: str, sector: Sector, noun: str) -> Referent:
    """The institution of a country that a role noun of one class names, such as `Morocco: military`."""
    return Referent(
        entity_id("institution", code, sector, noun), EntityType.ORGANISATION, f"{country}: {noun}", code, sector
    )


@lru_cache(_KEPT)
def body(owner: Referent, sector: Sector | None, noun: str) -> Referent:
    """A part of an organisation, such as `United Nations: troops`."""
    return Referent(
        entity_id("body", owner.entity_id, sector or "", noun),
        EntityType.ORGANISATION,
        f"{owner.name}: {noun}",
        owner.country_code,
        sector,
    )


@lru_cache(_KEPT)
def population(code: str, country: str, sector: Sector, noun: str) -> Referent:
    """People of a country in one capacity, such as `Turkey: civilians`."""
    return Referent(entity_id("population", code, sector, noun), EntityType.GROUP, f"{country}: {noun}", code, sector)


def unknown_person(name: str, code: str | None, sector: Sector | None, *, is_guessed: bool = False) -> Referent:
    """A person whom the reference data does not hold: an entity of the corpus, one for a name and country."""
    held = entity_id("person", name.casefold(), code or "")
    return Referent(held, EntityType.PERSON, name, code, sector, is_guessed=is_guessed)


def unknown_organisation(name: str, code: str | None, sector: Sector | None) -> Referent:
    """An organisation that the reference data does not hold."""
    return Referent(entity_id("organisation", name.casefold(), code or ""), EntityType.ORGANISATION, name, code, sector)
