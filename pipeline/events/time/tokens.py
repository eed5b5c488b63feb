"""A text as tokens with code letters: what the patterns of time expressions are matched against.

The tokens serve this package alone; those of the reader keep other borders.
"""

import re
from dataclasses import dataclass

from pipeline.events.time.numerals import classes_of
from pipeline.events.time.words import CAPITALISED, LOWER, OTHER, Words

_TOKEN = re.compile(
    r"""[$€£¥]\s?[0-9][0-9.,]*
    | [0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+Z?)?(?![0-9-])
    | ['’]?[0-9]+(?:[.,:/][0-9]+)*(?:(?<=0)['’]?s|st|nd|rd|th|[ap]m)?(?![^\W_])
    | [ap]\.m\b\.?
    | (?:[A-Za-z]\.){2,}
    | [^\W_]+
    | ['’]s\b
    | \S""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel in order: character span, value (empty where the word has none) and code letter of each token."""

    spans: list[tuple[int, int]]
    values: list[str]
    codes: str


def tokenise(text: str, words: Words) -> Tokens:
    """The tokens of `text`; offsets count its characters."""
    known, codes = words.words, words.codes
    spans: list[tuple[int, int]] = []
    values: list[str] = []
    letters: list[str] = []
    for match in _TOKEN.finditer(text):
        token = match.group()
        lowered = token.lower()
        entry = known.get(lowered)
        if entry is not None and (not entry.is_capital or token[0].isupper()):
            letter, value = entry.code, entry.value
        elif token[0].isalpha():
            letter, value = codes[CAPITALISED if token[0].isupper() else LOWER], ""
        else:
            classes = classes_of(lowered)
            letter, value = codes[classes or OTHER], lowered if classes else ""
        spans.append(match.span())
        values.append(value)
        letters.append(letter)
    return Tokens(spans, values, "".join(letters))
