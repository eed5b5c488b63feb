"""Places by name: populated places and administrative units, made into values when they are asked for.

Which of the places of one name is meant is decided in `geocoding.py`.
"""

import gzip
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from pipeline.entities.referent import Referent, entity_id
from pipeline.schema.vocabularies import EntityType

_SHORTEST_ALIAS = 4
"""Alternate names of fewer characters are too often something else, but for abbreviations: "Ky.", "DC"."""

_KEPT = 20_000
"""Names whose places are kept once they were made: news names the same ones over and over."""

_SHOUTED = 3
"""A word in capitals of no more characters than this is an abbreviation."""

EARTH_RADIUS_KM = 6371.0
_POOL = pa.system_memory_pool()
"""The allocator of the system gives back what is needed for reading only, some 80 MB."""


@dataclass(frozen=True, slots=True)
class Place:
    """A populated place or an administrative unit; `is_alias` where it was found by an alternate name."""

    referent: Referent
    code: str
    admin1: str
    population: int
    is_unit: bool
    is_alias: bool

    @property
    def is_county(self) -> bool:
        """Whether it is a second-level unit, whose name says so: "Kent County"."""
        return self.is_unit and self.referent.geonames_id is None

    @property
    def point(self) -> tuple[float, float]:
        """Degrees north and east."""
        return self.referent.latitude or 0.0, self.referent.longitude or 0.0


class Gazetteer:
    """The places of a table by their names."""

    def __init__(self, table: pa.Table, barred: frozenset[str], wikidata: Mapping[int, str]) -> None:
        """Index the rows of `table`; names in `barred` are no places unless asked for; `wikidata` has ids by GeoNames id."""
        self._barred, self._wikidata = barred, wikidata
        kept = [name for name in table.column_names if name != "alternate_names"]
        self._columns = {name: table[name].combine_chunks() for name in kept}
        names, rows = _names(table)
        encoded = pc.dictionary_encode(names, memory_pool=_POOL)
        codes = encoded.indices.to_numpy()
        order = np.lexsort((rows, codes))
        codes, rows = codes[order], rows[order]
        is_new = np.append(True, (codes[1:] != codes[:-1]) | (rows[1:] != rows[:-1]))
        self._rows: np.ndarray[tuple[int], np.dtype[np.int64]] = rows[is_new]
        self._starts = np.searchsorted(codes[is_new], np.arange(len(encoded.dictionary) + 1))
        self._names = {name: number for number, name in enumerate(encoded.dictionary.to_pylist())}
        self._largest = np.maximum.reduceat(table["population"].to_numpy()[self._rows], self._starts[:-1])
        self._places_named = lru_cache(maxsize=_KEPT)(self._made)

    def __contains__(self, name: str) -> bool:
        """Whether any place has that name."""
        return name in self._names and name not in self._barred

    def spelling(self, name: str) -> str | None:
        """The known spelling of a name, which may be written in capitals throughout; none where no place has it."""
        if name in self:
            return name
        if len(name) <= _SHOUTED or not name.isupper():
            return None
        title = name.title()
        return title if title in self else None

    def is_barred(self, name: str) -> bool:
        """Whether a place has the name, which is far more often something else."""
        return name in self._names and name in self._barred

    def named(self, name: str) -> tuple[Place, ...]:
        """The places that have the name, be it barred, in the table's order."""
        return self._places_named(name)

    def _made(self, name: str) -> tuple[Place, ...]:
        return tuple(self._place(int(row), name) for row in self._rows_of(name))

    def largest(self, name: str) -> int:
        """The population of the largest place of that name; 0 where there is none, or the name is barred."""
        number = self._names.get(name)
        return 0 if number is None or name in self._barred else int(self._largest[number])

    def _rows_of(self, name: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        number = self._names.get(name)
        return self._rows[:0] if number is None else self._rows[self._starts[number] : self._starts[number + 1]]

    def _place(self, row: int, name: str) -> Place:
        held = {name: values[row].as_py() for name, values in self._columns.items()}
        ids = (held["geonames_id"],) if held["geonames_id"] else (held["country"], held["admin1"], held["name"])
        referent = Referent(
            entity_id("place", *ids),
            EntityType.PLACE if held["feature"] == "city" else EntityType.REGION,
            held["name"],
            held["country"],
            None,
            self._wikidata.get(held["geonames_id"]) or None,
            held["geonames_id"],
            held["latitude"],
            held["longitude"],
        )
        return Place(
            referent,
            held["country"],
            held["admin1"],
            held["population"],
            held["feature"] != "city",
            name not in (held["name"], held["ascii"]),
        )


def _names(table: pa.Table) -> tuple[pa.Array, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Every name of every place with the number of its row."""
    rows = pa.array(np.arange(table.num_rows))
    is_accented = pc.not_equal(table["ascii"], table["name"]).combine_chunks()
    lists = pc.split_pattern(table["alternate_names"].combine_chunks(), "|")
    others, parents = pc.list_flatten(lists), pc.list_parent_indices(lists)
    is_long = pc.greater_equal(pc.utf8_length(others), _SHORTEST_ALIAS)
    kept = pc.or_(is_long, pc.or_(pc.match_substring(others, "."), pc.ascii_is_upper(others)))
    plain = table["ascii"].combine_chunks().filter(is_accented)
    names = pa.concat_arrays([table["name"].combine_chunks(), plain, others.filter(kept)], memory_pool=_POOL)
    return names, pa.concat_arrays([rows, rows.filter(is_accented), parents.filter(kept)]).to_numpy()


def read_gazetteer(path: Path, barred: frozenset[str], wikidata: Mapping[int, str]) -> Gazetteer:
    """The places of a compressed reference file; a file of this size is read column by column."""
    data = gzip.decompress(path.read_bytes())
    comments = sum(1 for line in data[:4096].splitlines() if line.startswith(b"#"))
    options = pa.csv.ReadOptions(skip_rows=comments)
    types = {"name": pa.string(), "ascii": pa.string(), "alternate_names": pa.string(), "admin1": pa.string()}
    convert = pa.csv.ConvertOptions(column_types=types, strings_can_be_null=False)
    table = pa.csv.read_csv(pa.py_buffer(data), options, convert_options=convert, memory_pool=_POOL)
    del data
    return Gazetteer(table, barred, wikidata)


def kilometres(first: tuple[float, float], second: tuple[float, float]) -> float:
    """The distance between two points (degrees north and east) on a sphere, by the haversine formula."""
    (north, east), (other_north, other_east) = ((math.radians(n), math.radians(e)) for n, e in (first, second))
    half = math.sin((other_north - north) / 2) ** 2
    half += math.cos(north) * math.cos(other_north) * math.sin((other_east - east) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half))
