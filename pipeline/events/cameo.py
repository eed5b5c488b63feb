"""The CAMEO code nearest to a PLOVER type and mode, for users who join to older event data."""

from functools import cache

from pipeline.schema.vocabularies import EventType, Mode
from pipeline.store.paths import REFERENCE
from pipeline.store.reference import rows


def cameo_code(event_type: EventType, mode: Mode | None) -> str:
    """A code of two to four digits; the type's own where the mode has none."""
    codes = _codes()
    return codes.get((event_type, mode or "")) or codes[(event_type, "")]


@cache
def _codes() -> dict[tuple[str, str], str]:
    return {(row["event_type"], row["mode"]): row["cameo_code"] for _, row in rows(REFERENCE / "cameo.csv")}
