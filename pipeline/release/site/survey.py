"""What the first view of a site shows, counted once when the release is made: totals, months, countries, places, latest events.

How it is shown is in `pages.py` and `static/js`.
"""

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from pipeline.schema.vocabularies import EntityType, QuadClass
from pipeline.store import reference
from pipeline.store.paths import REFERENCE

_PLACES = 3000
_LATEST = 6
_PAIRS = 12

_BODIES: Mapping[str, str] = {
    "EUR": "European Union",
    "IGO": "other intergovernmental bodies",
    "MNC": "multinational companies",
    "NGO": "non-governmental organisations",
    "UNO": "United Nations",
}
"""Names of the codes that stand in the place of a country's."""

_PER_QUAD = ", ".join(f"count(*) FILTER (quad_class = '{quad}')::INTEGER AS {quad}" for quad in QuadClass)


@dataclass(frozen=True, slots=True)
class Country:
    """A country or body that takes part in events, and in how many."""

    code: str
    name: str
    events: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two countries, by code and name, and how many events are between them."""

    first: Country
    second: Country
    events: int


@dataclass(frozen=True, slots=True)
class Latest:
    """An event for the list of the latest."""

    event_id: str
    event_type: str
    quad_class: str
    date: dt.date
    summary: str
    article_count: int


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entity: how many there are, and the row at which they begin in `data/directory.parquet`."""

    type: EntityType
    start: int
    count: int


@dataclass(frozen=True, slots=True)
class Survey:
    """The figures of a release: rows of its tables, first and last day of events, countries by events, and the rest as named."""

    rows: Mapping[str, int]
    sources: int
    first: dt.date | None
    last: dt.date | None
    countries: tuple[Country, ...]
    pairs: tuple[Pair, ...]
    latest: tuple[Latest, ...]
    kinds: tuple[Kind, ...]
    types: Mapping[str, int]
    months: tuple[tuple[str, int, int, int, int], ...]
    undated: tuple[int, int, int, int]
    places: tuple[tuple[Any, ...], ...]

    def country(self, code: str) -> Country | None:
        """The country of a code, where it takes part in events."""
        return next((country for country in self.countries if country.code == code), None)


def survey(connection: duckdb.DuckDBPyConnection) -> Survey:
    """The figures of the release whose tables the connection sees, and that `extracts.prepare` has seen."""
    months = _rows(
        connection,
        f"SELECT date_trunc('month', date_start)::DATE AS month, {_PER_QUAD} FROM events GROUP BY 1 ORDER BY 1",
    )
    countries = _countries(connection)
    first, last = _rows(connection, "SELECT min(date_start), max(date_start) FROM events")[0]
    return Survey(
        rows=_row_counts(connection),
        sources=_rows(connection, "SELECT count(DISTINCT source) FROM articles")[0][0],
        first=first,
        last=last,
        countries=countries,
        pairs=_pairs(connection, {country.code: country for country in countries}),
        latest=_latest(connection),
        kinds=_kinds(connection),
        types=dict(_rows(connection, "SELECT event_type, count(*) FROM events GROUP BY 1 ORDER BY 2 DESC, 1")),
        months=tuple((month.isoformat(), *counts) for month, *counts in months if month),
        undated=next(((a, b, c, d) for month, a, b, c, d in months if not month), (0, 0, 0, 0)),
        places=_places(connection),
    )


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[Any]:
    return connection.execute(query).fetchall()


def _row_counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    wanted = ("events", "articles", "stories", "entities", "evidence")
    return {table: _rows(connection, f"SELECT count(*) FROM {table}")[0][0] for table in wanted}


def _countries(connection: duckdb.DuckDBPyConnection) -> tuple[Country, ...]:
    names = _names(connection)
    counted = _rows(
        connection,
        """
        SELECT subject, count(*) AS events FROM subjects WHERE other = '' AND length(subject) = 3
        GROUP BY 1 ORDER BY events DESC, subject
        """,
    )
    return tuple(Country(code, names.get(code, code), events) for code, events in counted)


def _names(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """A name for each code: as the release has it, else as the reference data have it."""
    known = {row["code"]: row["name"] for _, row in reference.rows(REFERENCE / "countries.csv")}
    held: Iterable[tuple[str, str]] = _rows(
        connection,
        "SELECT country_code, min(name) FROM entities WHERE entity_type = 'country' AND country_code IS NOT NULL GROUP BY 1",
    )
    return {**_BODIES, **known, **dict(held)}


def _pairs(connection: duckdb.DuckDBPyConnection, countries: Mapping[str, Country]) -> tuple[Pair, ...]:
    query = f"""
        SELECT subject, other, count(*) AS events FROM subjects WHERE other <> ''
        GROUP BY ALL ORDER BY events DESC, subject, other LIMIT {_PAIRS}
    """
    return tuple(Pair(countries[one], countries[other], events) for one, other, events in _rows(connection, query))


def _latest(connection: duckdb.DuckDBPyConnection) -> tuple[Latest, ...]:
    query = f"""
        SELECT event_id, event_type, quad_class, date_start, summary, article_count FROM events
        WHERE date_start IS NOT NULL AND status IN ('occurred', 'ongoing')
        ORDER BY date_start DESC, article_count DESC, event_id LIMIT {_LATEST}
    """
    return tuple(Latest(*row) for row in _rows(connection, query))


def _kinds(connection: duckdb.DuckDBPyConnection) -> tuple[Kind, ...]:
    counted = _rows(connection, "SELECT entity_type, count(*) FROM entities GROUP BY 1 ORDER BY 1")
    starts = itertools.accumulate((count for _, count in counted), initial=0)
    return tuple(Kind(EntityType(name), start, count) for (name, count), start in zip(counted, starts, strict=False))


def _places(connection: duckdb.DuckDBPyConnection) -> tuple[tuple[Any, ...], ...]:
    """The places with most events: GeoNames id, name, country code, latitude, longitude, events of each quad class."""
    query = f"""
        SELECT geonames_id, min(place_name), min(country_code), round(min(latitude), 4), round(min(longitude), 4), {_PER_QUAD}
        FROM events
        WHERE geonames_id IS NOT NULL AND latitude IS NOT NULL AND longitude IS NOT NULL
        GROUP BY geonames_id ORDER BY count(*) DESC, geonames_id LIMIT {_PLACES}
    """
    return tuple(_rows(connection, query))
