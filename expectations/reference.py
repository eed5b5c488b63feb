"""Closed lists that checks take from the reference data, as SQL literals."""

from functools import cache

from pipeline.schema.vocabularies import MODES, EventType, score_of
from pipeline.store.paths import REFERENCE
from pipeline.store.reference import rows

_BODIES = ("IGO", "UNO", "EUR", "NGO", "MNC")


@cache
def country_codes() -> str:
    """The codes that a party may have, as a list for SQL's IN."""
    codes = sorted({row["code"] for _, row in rows(REFERENCE / "countries.csv")} | set(_BODIES))
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
