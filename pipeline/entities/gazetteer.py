"""Places by name: populated places and administrative units of GeoNames, made into values when they are asked for.

Which of the places of one name is meant is decided in `places.py`.
"""

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv

from pipeline.entities.referent import Referent, entity_id
from pipeline.schema.vocabularies import EntityType

_SHORTEST_ALIAS = 4
"""Alternate names of fewer characters are too often something else."""


_SHOUTED = 3
"""A word in capitals of no more characters than this is an abbreviation."""


@dataclass(frozen=True, slots=True)
class Place:
    """A populated place or an administrative unit; `is_alias` where it was found by an alternate name."""

    referent: Referent
    code: str
    admin1: str
    population: int
    is_unit: bool
    is_alias: bool


class Gazetteer:
    """The places of a file by their names."""

    def __init__(self, columns: Mapping[str, Sequence[Any]], barred: frozenset[str]) -> None:
        """Index the rows of `columns`, whose names in `barred` are no places."""
        self._columns = columns
        self._rows: dict[str, list[int]] = {}
        named = zip(columns["name"], columns["ascii"], columns["alternate_names"], strict=True)
        for row, (name, plain, others) in enumerate(named):
            aliases = (alias for alias in others.split("|") if len(alias) >= _SHORTEST_ALIAS)
            for each in dict.fromkeys((name, plain, *aliases)):
                if each not in barred:
                    self._rows.setdefault(each, []).append(row)

    def __contains__(self, name: str) -> bool:
        """Whether any place has that name."""
        return name in self._rows

    def spelling(self, name: str) -> str | None:
        """The known spelling of a name, which may be written in capitals throughout; none where no place has it."""
        if name in self._rows:
            return name
        title = name.title()
        return title if name.isupper() and len(name) > _SHOUTED and title in self._rows else None

    def named(self, name: str) -> tuple[Place, ...]:
        """The places that have the name, in the file's order."""
        return tuple(self._place(row, name) for row in self._rows.get(name, ()))

    def largest(self, name: str) -> int:
        """The population of the largest place of that name; 0 where there is none."""
        return max((self._columns["population"][row] for row in self._rows.get(name, ())), default=0)

    def _place(self, row: int, name: str) -> Place:
        held = {column: values[row] for column, values in self._columns.items()}
        referent = Referent(
            entity_id("place", held["geonames_id"]),
            EntityType.PLACE,
            held["name"],
            held["country"],
            None,
            None,
            held["geonames_id"],
            held["latitude"],
            held["longitude"],
        )
        is_alias = name not in (held["name"], held["ascii"])
        return Place(
            referent, held["country"], held["admin1"], held["population"], held["feature"] == "admin1", is_alias
        )


def read_gazetteer(path: Path, barred: frozenset[str]) -> Gazetteer:
    """The places of a compressed reference file; a file of this size is read column by column."""
    data = gzip.decompress(path.read_bytes())
    comments = sum(1 for line in data[:4096].splitlines() if line.startswith(b"#"))
    options = pa.csv.ReadOptions(skip_rows=comments)
    types = {"name": pa.string(), "ascii": pa.string(), "alternate_names": pa.string(), "admin1": pa.string()}
    convert = pa.csv.ConvertOptions(column_types=types, strings_can_be_null=False)
    table = pa.csv.read_csv(pa.py_buffer(data), read_options=options, convert_options=convert)
    return Gazetteer(table.to_pydict(), barred)
