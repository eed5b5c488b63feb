"""Whether two names are spellings of one: transcriptions from other scripts, left-out articles, the order of the words.

Sounds are compared, not letters. Whether two persons are one is decided in `identities.py`, which knows their countries.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from itertools import combinations
from pathlib import Path

from pipeline.entities.genders import Gender
from pipeline.store.reference import rows, split

_SMALL = {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "a"}
_LETTERS = str.maketrans(
    _SMALL | {small.upper(): plain.title() for small, plain in _SMALL.items() if small not in "ßı"}
)
_SOUNDS = (
    (r"tsch|tch|sch|sh|ch", "x"),
    (r"dzh|dj|zh|j", "j"),
    (r"kh", "χ"),
    (r"gh|c(?=[aourltk])|c$|q|g", "k"),
    (r"c", "s"),
    (r"ph", "f"),
    (r"dh", "d"),
    (r"th", "t"),
    (r"w", "v"),
    (r"tz|cz", "z"),
    (r"oo|ou|ow|oe", "u"),
    (r"ee|ie|iy|ii|yy|yi|y", "i"),
    (r"(?<=[aeiou])h(?![aeiou])", ""),
)
"""Letters as coarse sounds, in this order: what one language's transcription writes so, another's writes otherwise."""

_INITIAL = re.compile(r"\b[A-Z]\b")
_SYLLABLE = re.compile(r"[aeiou]+")
_VOWELS = "aeiou"
_KIN = {("a", "e"): 0.5, ("a", "o"): 0.5, ("e", "i"): 0.25, ("o", "u"): 0.25, ("a", "u"): 0.75, ("i", "u"): 1.0}
_CONSONANTS = {("h", "χ"): 0.0, ("k", "χ"): 0.5, ("h", "k"): 0.5, ("k", "x"): 0.5, ("j", "k"): 0.75, ("h", "x"): 0.75}
_DROPPED = {**dict.fromkeys(_VOWELS, 0.5), "h": 0.5, "χ": 0.5}
_OTHER = 9.0
_STRICT = 0.3
"""Most that two words of one name may differ, a syllable. Hassan and Hussein differ by more."""

_CLASSES = str.maketrans({"x": "k", "j": "k", "h": None, **dict.fromkeys(_VOWELS)})


class Likeness(IntEnum):
    """How two names agree, the surest first."""

    SAME = 0
    ORDER = 1
    MIDDLE = 2
    LEADING = 3
    SECOND_SURNAME = 4


@dataclass(frozen=True)
class NameWords:
    """Words inside names by kind (article, joined, style, leading, suffix), forms of one name to the first of them, and
    customs of names by country."""

    kinds: Mapping[str, str]
    forms: Mapping[str, str]
    customs: frozenset[tuple[str, str]]
    given: Mapping[str, Gender]
    """Given names, folded, with their gender."""
    _held: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def is_common(self, name: str) -> bool:
        """Whether all words of a name are given names."""
        return all(word in self.given for word in _words(name, self.kinds))

    def words(self, name: str) -> tuple[str, ...]:
        """The words of a name that tell persons apart, folded: without articles, styles, initials and suffixes."""
        if name not in self._held:
            self._held[name] = tuple(self.forms.get(word, word) for word in _words(name, self.kinds))
        return self._held[name]

    def keys(self, name: str) -> Iterator[tuple[str, str]]:
        """Keys of which two spellings of a name share one: the sounds of two of its words, whatever their order."""
        for guttural in ("", "k"):
            sounds = [_coarse(word, guttural) for word in self.words(name)]
            yield ("".join(sounds), "")
            yield from (((a, b) if a <= b else (b, a)) for a, b in combinations(sounds, 2))

    def turned(self, name: str, code: str) -> tuple[str, ...]:
        """The name with its surname at the other end, where the country puts surnames first; none for short names, which may
        then be somebody else's."""
        first, _, given = name.partition(" ")
        is_long = min(len(first), len(given)) > 1 and max(map(len, given.split() or [""])) > 4 and " " not in given
        return (f"{given} {first}",) if is_long and (code, "surname first") in self.customs else ()

    def agree(self, name: str, other: str, codes: frozenset[str]) -> Likeness | None:
        """How two names of several words agree in a country of `codes`; none where they do not."""
        left, right = sorted((self.words(name), self.words(other)), key=lambda words: (len(words), words))
        if len(left) < 2 or self._is_another(name, other):
            return None
        if self._have(codes, "fixed spelling") and sorted("".join(left)) != sorted("".join(right)):
            return None
        if _alike(left, right) or (len(left) != len(right) and _same_run(left, right)):
            return Likeness.SAME
        if self._have(codes, "surname first") and _turned(left, right):
            return Likeness.ORDER
        if len(left) == len(right):
            return None
        if _alike((left[0], left[-1]), (right[0], right[-1])) and len(left) == 2:
            return Likeness.MIDDLE
        if self.kinds.get(right[0]) == "leading" and _alike(left, right[1:]):
            return Likeness.LEADING
        if self._have(codes, "second surname") and _alike(left, right[:-1]):
            return Likeness.SECOND_SURNAME
        return None

    def _have(self, codes: frozenset[str], custom: str) -> bool:
        return any((code, custom) in self.customs for code in codes)

    def _is_another(self, name: str, other: str) -> bool:
        """Whether initials, a "Jr" or gender tell two persons apart."""
        genders = {self.given[first] for each in (name, other) if (first := _fold(each).split()[0]) in self.given}
        initials = [_INITIAL.findall(each) for each in (name, other)]
        suffixes = [self.kinds.get(_fold(each).rsplit(" ", 1)[-1].strip(".")) == "suffix" for each in (name, other)]
        return len(genders) > 1 or suffixes[0] != suffixes[1] or (all(initials) and initials[0] != initials[1])


@lru_cache(maxsize=100_000)
def unaccented(text: str) -> str:
    """The text without accents, letters of their own among them."""
    if text.isascii():
        return text
    plain = text.translate(_LETTERS)
    return "".join(each for each in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(each))


@lru_cache(maxsize=100_000)
def _fold(text: str) -> str:
    return unaccented(text).lower()


def _words(name: str, kinds: Mapping[str, str]) -> tuple[str, ...]:
    words: list[str] = []
    opening = ""
    for word in re.findall(r"[^\W\d_]+\.?", re.sub(r"['’`ʿʾ]", "", _fold(name))):
        kind = kinds.get(word.strip("."))
        if kind == "joined":
            opening += "abd" if word.startswith("abd") else word
        elif not (word.endswith(".") or len(word) < 2 or kind in ("article", "style", "suffix")):
            words.append(opening + word)
            opening = ""
    return tuple(re.sub(r"^abd[aeou]l?(?=\w{4})", "abd", word) for word in words)


@lru_cache(maxsize=100_000)
def _sounds(word: str) -> str:
    """A word's sounds, doubled ones once."""
    for pattern, sound in _SOUNDS:
        word = re.sub(pattern, sound, word)
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(maxsize=100_000)
def _coarse(word: str, guttural: str) -> str:
    """The sounds that all spellings keep, "kh" heard as `guttural`."""
    return re.sub(r"(.)\1+", r"\1", _sounds(word).replace("χ", guttural).translate(_CLASSES))


def _alike(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    return len(left) == len(right) and all(map(alike, left, right))


@lru_cache(maxsize=100_000)
def alike(word: str, other: str) -> bool:
    """Whether two words of a name are spellings of one."""
    if word == other:
        return True
    a, b = _sounds(word), _sounds(other)
    if (a[-1:] in _VOWELS) != (b[-1:] in _VOWELS):
        return False
    syllables = max(len(_SYLLABLE.findall(each)) for each in (a, b))
    return _costs(a, b, _STRICT * max(syllables, 1))


def _same_run(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether names sound alike when written without spaces: "Bengdara" and "Ben Gdara"."""
    a, b = (_sounds("".join(words)) for words in (left, right))
    return _costs(a, b, _DROPPED["a"])


def _turned(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether one name is the other with its surname at the other end, spelt the same but for hyphens."""
    ends = (left[1:] + left[:1], left[-1:] + left[:-1])
    return any("".join(words) == "".join(right) for words in ends)


@lru_cache(maxsize=100_000)
def _costs(a: str, b: str, most: float) -> bool:
    """Whether it costs `most` at most to turn one string of sounds into another: vowels are cheap, other sounds dear."""
    row = [0.0]
    for letter in b:
        row.append(row[-1] + _DROPPED.get(letter, _OTHER))
    for first in a:
        above, row = row, [row[0] + _DROPPED.get(first, _OTHER)]
        for place, second in enumerate(b, 1):
            turned = above[place - 1] + _turn(first, second)
            left_out = above[place] + _DROPPED.get(first, _OTHER)
            put_in = row[place - 1] + _DROPPED.get(second, _OTHER)
            row.append(min(turned, left_out, put_in))
        # No way on becomes cheaper.
        if min(row) > most:
            return False
    return row[-1] <= most


def _turn(first: str, second: str) -> float:
    if first == second:
        return 0.0
    pair = (first, second) if first < second else (second, first)
    if first in _VOWELS and second in _VOWELS:
        return _KIN.get(pair, 1.0)
    return _CONSONANTS.get(pair, _OTHER)


def read_name_words(folder: Path, given_names: Mapping[str, Gender]) -> NameWords:
    """The words, forms and customs of persons' names in the reference files of `folder`, beside the given names known."""
    return NameWords(
        kinds={row["word"]: row["kind"] for _, row in rows(folder / "name_words.csv")},
        forms={form: row["name"] for _, row in rows(folder / "name_forms.csv") for form in split(row["forms"])},
        customs=frozenset((row["code"], row["custom"]) for _, row in rows(folder / "name_customs.csv")),
        given={_fold(name): gender for name, gender in given_names.items()},
    )
