"""Where in a snippet the word stands that an event is coded from.

The offsets of evidence count in the article, of which a release holds no more than snippets: a sentence that is longer was cut
around its trigger, so that the trigger is at its place from the start of the sentence, from its end, or in the middle.
"""

import re
from dataclasses import dataclass

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of a text, the end excluded."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """The offsets of one piece of evidence in its article: the trigger's and its sentence's."""

    start_char: int
    end_char: int
    sentence_start: int
    sentence_end: int


def trigger_in(snippet: str, clause: Clause) -> Span | None:
    """The characters of a snippet that are the trigger; none where the snippet does not tell."""
    length = clause.end_char - clause.start_char
    words = [word.span() for word in _WORD.finditer(snippet)]
    middle = len(words) // 2
    from_start = clause.start_char - clause.sentence_start
    from_end = len(snippet) - (clause.sentence_end - clause.start_char)
    if from_start == from_end:
        return _span(snippet, from_start, length)
    numbers = {start: number for number, (start, _) in enumerate(words)}
    if numbers.get(from_start, len(words)) < middle:
        return _span(snippet, from_start, length)
    if numbers.get(from_end, -1) > middle:
        return _span(snippet, from_end, length)
    return _span(snippet, words[middle][0], length) if words else None


def _span(snippet: str, start: int, length: int) -> Span | None:
    return Span(start, start + length) if 0 <= start < start + length <= len(snippet) else None
