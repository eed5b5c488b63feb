"""The text of a page made plain: Unicode in one form, nothing invisible, and no line that is not the article's.

Whole lines go, never parts of them; which do is listed in `seeds/reference/boilerplate.csv`.
"""

import csv
import re
import unicodedata
from functools import cache

from pipeline.store.paths import REFERENCE

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_SPACE = re.compile(r"[^\S\n]+")
_LONGEST = 200
"""Characters of the longest line that may be boilerplate: what is longer says something."""


def plain(text: str) -> str:
    """The text in Unicode's composed form, without signs that do not show; every run of blanks is one space."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip()


def without_boilerplate(lines: list[str]) -> list[str]:
    """The lines that are the article's; all of them where none would be left."""
    kept = [line for line in lines if not is_boilerplate(line)]
    return kept or lines


def is_boilerplate(line: str) -> bool:
    """Whether a line invites, credits or points elsewhere, as a whole."""
    return len(line) <= _LONGEST and any(pattern.fullmatch(line) for pattern in _patterns())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    with (REFERENCE / "boilerplate.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return tuple(re.compile(row["line"], re.IGNORECASE) for row in rows)
