"""The words of time expressions, loaded from the reference data, and the code letter that stands for each set of classes.

A sentence becomes a string with one code letter a token, over which `patterns` runs regular expressions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.events.time.numerals import SHAPES
from pipeline.store.paths import REFERENCE
from pipeline.store.reference import ReferenceError, rows, split

UNKNOWN = CAPITALISED, LOWER, OTHER = "X", "O", "PUNCTUATION"
_MARKS = {",": "COMMA", ".": "PERIOD", "(": "BRACKET", "-": "HYPHEN", "–": "HYPHEN", "'s": "POSS", "’s": "POSS"}
_FIRST_CODE = 0x4E00


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the list: its code letter, its value and whether it counts only when capitalised."""

    code: str
    value: str
    is_capital: bool


@dataclass(frozen=True, slots=True)
class Words:
    """All words, the code of each set of classes (a set is written in order, joined by |) and the letters of each class."""

    words: Mapping[str, Word]
    codes: Mapping[str, str]
    letters: Mapping[str, str]


@cache
def load_words(folder: Path = REFERENCE) -> Words:
    """The words in `folder`; ReferenceError where a word is given twice or a row has no class."""
    path = folder / "time_words.csv"
    entries: dict[str, tuple[str, str, bool]] = {mark: (name, "", False) for mark, name in _MARKS.items()}
    for line, row in rows(path):
        if not row["classes"]:
            raise ReferenceError(f"{path.name}:{line}: a word needs a class")
        for word in split(row["words"]):
            if word in entries:
                raise ReferenceError(f"{path.name}:{line}: {word!r} is given twice; join its classes in one row")
            entries[word] = (row["classes"], row["value"], row["case"] == "capital")
    sets = [CAPITALISED, LOWER, OTHER, *(name for name, _ in SHAPES), *(entry[0] for entry in entries.values())]
    codes = {names: chr(_FIRST_CODE + number) for number, names in enumerate(dict.fromkeys(sets))}
    letters: dict[str, str] = {}
    for names, code in codes.items():
        for name in split(names):
            letters[name] = letters.get(name, "") + code
    words = {word: Word(codes[names], value, capital) for word, (names, value, capital) in entries.items()}
    return Words(words, codes, letters)
