"""A text as stable hashes of its runs of words: all of them to compare by, a few to be found by.

Which texts are compared, and what follows from it, is in `likeness.py` and `stories.py`.

Source of the sample: winnowing (Schleimer, Wilkerson, Aiken 2003, "Winnowing: local algorithms for document
fingerprinting"): the least hash of every few in a row, so that texts that share a long enough run share a fingerprint.
"""

import re
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SHINGLE = 3
"""Words of a shingle: an edit of a word costs three, so that short leads survive one."""
WINNOW = 8
"""Shingles in a row of which one is a fingerprint: a shared run of 10 words is always met, with about a quarter of all hashes kept."""
LEAD = 30
"""Words of the lead: one sentence of a wire story, seldom two."""

Hashes = NDArray[np.uint64]

_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_TITLES = frozenset({"Mr", "Mrs", "Ms", "MR", "MRS", "MS"})
"""Courtesy titles, which one house writes and another drops."""
_DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
_PRIMES = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
"""Odd constants of xxHash and of the golden ratio, one for each word of a shingle."""


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """An article's own text by its words, case, punctuation and courtesy titles aside.

    `shingles` stand in the order of the text, one for each word but the last two; `distinct` are the same, sorted and
    without doubles; `fingerprints` those that the index knows. `figures` are the numbers, `days` the days of the week,
    `names` the words with a capital, `lead_names` those of the lead, `headline` the words of the headline.
    """

    words: int
    shingles: Hashes
    distinct: Hashes
    fingerprints: tuple[int, ...]
    figures: frozenset[str]
    days: frozenset[str]
    names: frozenset[int]
    lead_names: frozenset[int]
    headline: frozenset[str]

    @property
    def lead(self) -> Hashes:
        """The shingles of the lead."""
        return self.shingles[: LEAD - SHINGLE + 1]


def read_text(headline: str, text: str) -> Text:
    """A headline and a text as `Text`. One of fewer than three words is one shingle."""
    written = _words(text)
    words = [word.casefold() for word in written]
    codes = [zlib.crc32(word.encode()) for word in words]
    names = [code for code, word in zip(codes, written, strict=True) if word[0].isupper()]
    lead_names = (code for code, word in zip(codes[:LEAD], written[:LEAD], strict=True) if word[0].isupper())
    shingles = _shingles(codes)
    return Text(
        words=len(words),
        shingles=shingles,
        distinct=np.unique(shingles),
        fingerprints=tuple(_winnow(shingles).tolist()),
        figures=frozenset(_FIGURE.findall(text)),
        days=_DAYS.intersection(words),
        names=frozenset(names),
        lead_names=frozenset(lead_names),
        headline=frozenset(word.casefold() for word in _words(headline)),
    )


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if word not in _TITLES]


def _shingles(codes: list[int]) -> Hashes:
    padded = np.array(codes + [0] * (SHINGLE - len(codes)), dtype=np.uint64)
    runs = len(padded) - SHINGLE + 1
    total = np.zeros(runs, dtype=np.uint64)
    for place, prime in enumerate(_PRIMES):
        total += _mix(padded[place : place + runs] * prime)
    return _mix(total)


def _mix(hashes: Hashes) -> Hashes:
    """Every bit of the input bears on every bit of the output (the finaliser of MurmurHash3)."""
    hashes = (hashes ^ (hashes >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    hashes = (hashes ^ (hashes >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return hashes ^ (hashes >> np.uint64(33))


def _winnow(shingles: Hashes) -> Hashes:
    if len(shingles) <= WINNOW:
        return np.unique(shingles)
    return np.unique(np.lib.stride_tricks.sliding_window_view(shingles, WINNOW).min(axis=1))
