"""Closed lists and bounds that checks take from the reference data and the vocabularies, as SQL literals."""

from collections.abc import Mapping
from functools import cache

from pipeline.schema.vocabularies import BODY_CODES, MODES, EventType, score_of
from pipeline.store.paths import REFERENCE
from pipeline.store.reference import rows

_MARGIN = 3.0
"""Degrees by which a country reaches beyond its outermost towns: thinly peopled coasts, deserts, waters."""
_SIDES = ("south", "north", "west", "east")


@cache
def country_codes() -> str:
    """The codes that a party may have, as a list for SQL's IN."""
    codes = sorted({row["code"] for _, row in rows(REFERENCE / "countries.csv")} | BODY_CODES)
    return ", ".join(f"'{code}'" for code in codes)


@cache
def typed_scores() -> str:
    """Rows of type, mode, quad class and score, for SQL's VALUES; an empty mode is none."""
    pairs = [(event_type, None) for event_type in EventType] + [
        (event_type, mode) for event_type, modes in MODES.items() for mode in modes
    ]
    return ", ".join(
        f"('{event_type}', '{mode or ''}', '{event_type.quad_class}', {score_of(event_type, mode)})"
        for event_type, mode in pairs
    )


@cache
def typed_modes() -> str:
    """Pairs of a type and a mode that it admits, as a list for SQL's IN."""
    return ", ".join(f"('{event_type}', '{mode}')" for event_type, modes in MODES.items() for mode in modes)


@cache
def country_boxes() -> str:
    """Rows of country, south, north, west and east in degrees (WGS 84), for SQL's VALUES.

    A box holds every place of the reference data in the country, with a margin; countries without a place have none.
    """
    return ", ".join(map(_box, (row for _, row in rows(REFERENCE / "place_bounds.csv"))))


def _box(row: Mapping[str, str]) -> str:
    south, north, west, east = (float(row[side]) for side in _SIDES)
    return f"('{row['country']}', {south - _MARGIN}, {north + _MARGIN}, {west - _MARGIN}, {east + _MARGIN})"
