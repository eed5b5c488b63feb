"""The people who signed an article, out of a byline such as "By Ama Mensah and Kofi Boateng in Accra, Harbour Post".

Agencies and desks are no authors; what an outlet is called stands in `source`.
"""

import re
from collections.abc import Iterator

_LEAD = re.compile(r"^\s*(?:(?:written|reported|reporting|story|text|words)\s+)?by:?\s+", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:[,;/|&•·]|\band\b|\bwith\b)\s*", re.IGNORECASE)
_AWAY = re.compile(r"\s+(?:in|at|for|from)\s+.*$|\s*[<(].*$|\S+@\S+")
_NAME = re.compile(r"[^\W\d_][\w.'’\-]*(?:\s+[\w.'’\-]+){1,4}")
_NOBODY = re.compile(
    r"\b(?:staff|desk|agenc\w+|news\w*|press|reuters|afp|ap|bbc|cnn|team|editors?|correspondents?|reporters?|writers?|bureau|"
    r"service|office|media|online|redaktion|editorial|group|ltd|inc|company|contributors?|admin|guest|https?)\b",
    re.IGNORECASE,
)


def names_in(byline: str) -> tuple[str, ...]:
    """The names of people in a byline, in order, each once."""
    return tuple(dict.fromkeys(_names(byline[:500])))


def _names(byline: str) -> Iterator[str]:
    for part in _SPLIT.split(_LEAD.sub("", " ".join(byline.split()))):
        name = _AWAY.sub("", part).strip(" .-–—:")
        if _NAME.fullmatch(name) and any(map(str.isupper, name)) and not _NOBODY.search(name):
            yield name
