"""A text as stable hashes of its runs of words: all of them to compare by, a few to be found by.

Which texts are compared, and what follows from it, is in `likeness.py` and `stories.py`.

Source of the sample: winnowing (Schleimer, Wilkerson, Aiken 2003, "Winnowing: local algorithms for document
fingerprinting"): the least hash of every few in a row, so that texts that share a long enough run share a fingerprint.
"""

import re
import zlib
from dataclasses import dataclass
from functools import lru_cache

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
_CODE, _CAPITAL, _DAY, _TITLE = (1 << 32) - 1, 1 << 32, 1 << 33, 1 << 34
"""The bits of what is known of a word: its hash, whether it has a capital, names a day of the week, is a courtesy title."""
_VOCABULARY = 1 << 17
"""Words of which that is kept: about 20 MB."""
_PRIMES = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
"""Odd constants of xxHash and of the golden ratio, one for each word of a shingle."""


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """An article's own text by its words, case, punctuation and courtesy titles aside.

    `shingles` stand in the order of the text, one for each word but the last two; `distinct` are the same, sorted and
    without doubles; `fingerprints` those that the index knows. `figures` are the numbers, `headline` the words of the
    headline; by their hashes, `days` are the days of the week, `names` the words with a capital, `lead_names` those of the lead.
    """

    words: int
    shingles: Hashes
    distinct: Hashes
    fingerprints: tuple[int, ...]
    figures: frozenset[str]
    days: frozenset[int]
    names: frozenset[int]
    lead_names: frozenset[int]
    headline: frozenset[str]

    @property
    def lead(self) -> Hashes:
        """The shingles of the lead."""
        return self.shingles[: LEAD - SHINGLE + 1]


def read_text(headline: str, text: str) -> Text:
    """A headline and a text as `Text`. One of fewer than three words is one shingle."""
    words = np.fromiter(map(_word, _WORD.findall(text)), dtype=np.uint64)
    words = words[(words & _TITLE) == 0]
    shingles = _shingles(words & _CODE)
    return Text(
        words=len(words),
        shingles=shingles,
        distinct=_distinct(shingles),
        fingerprints=tuple(_winnow(shingles).tolist()),
        figures=frozenset(_FIGURE.findall(text)),
        days=_marked(words, _DAY),
        names=_marked(words, _CAPITAL),
        lead_names=_marked(words[:LEAD], _CAPITAL),
        headline=frozenset(word.casefold() for word in _WORD.findall(headline) if word not in _TITLES),
    )


@lru_cache(_VOCABULARY)
def _word(written: str) -> int:
    """What is known of a word, in bits."""
    word = written.casefold()
    marks = _CAPITAL * written[0].isupper() | _DAY * (word in _DAYS) | _TITLE * (written in _TITLES)
    return zlib.crc32(word.encode()) | marks


def _marked(words: Hashes, mark: int) -> frozenset[int]:
    """The hashes of the words that bear a mark."""
    return frozenset((words[(words & mark) != 0] & _CODE).tolist())


def _shingles(codes: Hashes) -> Hashes:
    padded = np.append(codes, np.zeros(max(0, SHINGLE - len(codes)), dtype=np.uint64))
    runs = len(padded) - SHINGLE + 1
    mixed = _mix(padded * _PRIMES[:, np.newaxis])
    total: Hashes = np.add.reduce([mixed[place, place : place + runs] for place in range(SHINGLE)])
    return _mix(total)


def _mix(hashes: Hashes) -> Hashes:
    """Every bit of the input bears on every bit of the output (the finaliser of MurmurHash3)."""
    hashes = (hashes ^ (hashes >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    hashes = (hashes ^ (hashes >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return hashes ^ (hashes >> np.uint64(33))


def _winnow(shingles: Hashes) -> Hashes:
    """The least of every WINNOW in a row, or all where there are no more; by the least of ever longer runs, each made of two."""
    least, run = shingles, 1
    while len(shingles) > WINNOW and run < WINNOW:
        step = min(run, WINNOW - run)
        least, run = np.minimum(least[:-step], least[step:]), run + step
    return _distinct(least)


def _distinct(hashes: Hashes) -> Hashes:
    """The hashes sorted and without doubles; `np.unique` takes several times as long for an article's."""
    ordered = np.sort(hashes)
    is_first = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    return ordered[is_first]
