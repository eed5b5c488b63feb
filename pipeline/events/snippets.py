"""The few words of an article that an event or quote shows as its evidence."""

import re

_WORD = re.compile(r"\S+")
MAX_WORDS = 25
"""A release quotes facts' evidence, not articles: no snippet is longer."""


def snippet(text: str, start: int, end: int, focus: int) -> str:
    """At most 25 words of `text[start:end]`, chosen around the character `focus`, white space folded."""
    words = [(match.start(), match.group()) for match in _WORD.finditer(text, start, end)]
    if len(words) <= MAX_WORDS:
        return " ".join(word for _, word in words)
    centre = max((i for i, (place, _) in enumerate(words) if place <= focus), default=0)
    first = min(max(0, centre - MAX_WORDS // 2), len(words) - MAX_WORDS)
    return " ".join(word for _, word in words[first : first + MAX_WORDS])
