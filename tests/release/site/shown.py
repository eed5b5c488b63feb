"""The release whose site the tests open, and what can be asked of it: whichever release it is, the questions are drawn from it."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from pipeline.release.index import read_index

_PAIR = """
WITH pairs AS (
    SELECT DISTINCT one.country_code AS first, other.country_code AS second, event_id
    FROM participants AS one
    JOIN participants AS other USING (event_id)
    WHERE one.country_code < other.country_code
        AND 'actor' IN (one.role, other.role) AND 'other' NOT IN (one.role, other.role)
), countries AS (
    SELECT country_code, min(name) AS name FROM entities WHERE entity_type = 'country' GROUP BY 1
)
SELECT first, second, any_value(one.name), any_value(other.name)
FROM pairs
JOIN events USING (event_id)
JOIN countries AS one ON one.country_code = first
JOIN countries AS other ON other.country_code = second
GROUP BY first, second
HAVING count(DISTINCT right(quad_class, 8)) > 1 AND count(DISTINCT event_type) > 2
ORDER BY count(*) DESC, first, second LIMIT 1
"""
_CONSULTING = """
SELECT participants.country_code, any_value(entities.name)
FROM participants
JOIN events USING (event_id)
JOIN entities ON entities.country_code = participants.country_code
WHERE event_type = 'CONSULT' AND entity_type = 'country'
GROUP BY 1 ORDER BY count(DISTINCT event_id) DESC, 1 LIMIT 1
"""
_PLACE = """
SELECT min(place_name) FROM events WHERE latitude IS NOT NULL AND geonames_id IS NOT NULL
GROUP BY geonames_id ORDER BY count(*) DESC, geonames_id LIMIT 1
"""
_MONTH = """
SELECT strftime(date_start, '%Y-%m') FROM events WHERE date_start IS NOT NULL
GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1
"""
_EVENT = "SELECT event_id FROM evidence JOIN events USING (event_id) GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
_PERSON = """
SELECT entity_id, any_value(entities.name)
FROM participants
JOIN entities USING (entity_id)
WHERE entity_type = 'person'
GROUP BY 1 ORDER BY count(DISTINCT event_id) DESC, 1 LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two countries by code and name, in alphabetical order of the codes."""

    first: str
    second: str
    first_name: str
    second_name: str


@dataclass(frozen=True, slots=True)
class Named:
    """A country or entity by code or id, and name."""

    id: str
    name: str


@dataclass(frozen=True)
class Shown:
    """A release that is looked at, in the folder of releases that is served."""

    releases: Path
    version: str

    @classmethod
    def latest(cls, releases: Path) -> "Shown":
        """The latest of a folder of releases."""
        return cls(releases, str(read_index(releases).latest))

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.releases / self.version

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What its database answers."""
        with duckdb.connect(self.folder / "entente.duckdb", read_only=True) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            return connection.execute(query).fetchall()

    @cached_property
    def pair(self) -> Pair:
        """Of the pairs of countries with events of cooperation and of conflict, in several types, the one with most."""
        return Pair(*self.rows(_PAIR)[0])

    @cached_property
    def consulting(self) -> Named:
        """The country with most meetings, visits and talks."""
        return Named(*self.rows(_CONSULTING)[0])

    @cached_property
    def place(self) -> str:
        """The name of the place with most events."""
        return str(self.rows(_PLACE)[0][0])

    @cached_property
    def month(self) -> str:
        """The month in which most events began, as 2022-03."""
        return str(self.rows(_MONTH)[0][0])

    @cached_property
    def event(self) -> str:
        """The id of the event with most evidence."""
        return str(self.rows(_EVENT)[0][0])

    @cached_property
    def person(self) -> Named:
        """The person with most events."""
        return Named(*self.rows(_PERSON)[0])
