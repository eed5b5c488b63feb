"""Which of a page's titles is its headline: pages give several, to readers, to search engines and to social networks.

What else a page says of itself is in `page.py`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipeline.ingest.records import one_line

_WEIGHTS = {"linked": 2.2, "heading": 1.2, "shared": 1.0, "title": 1.0, "tweeted": 0.5}
"""How far each place is trusted alone. What several places say wins over what one says: of the pages of Fundus' tests, the
description for search engines held the headline in 84 of 100, the first heading in 74, the title for networks in 88."""
_SEPARATOR = r"\s*[|–—:：·»›•-]\s*"
_MARKS = str.maketrans('‘’‚“”„`´"', "'" * 9)
_LONGEST = 300
_LONGEST_NAME = 40
"""Characters of an outlet's name with what parts it from the headline."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A title that a page gives, and how far its place is trusted."""

    text: str
    weight: float


def headline(page: HtmlElement, linked: Iterable[str]) -> str:
    """The headline that most of the page's titles are, in its shortest form; empty where the page has none.

    `linked` are the headlines that its JSON-LD states.
    """
    found = list(_candidates(page, linked))
    if not found:
        return ""
    votes = [sum(other.weight for other in found if agree(each.text, other.text)) for each in found]
    best = found[votes.index(max(votes))]
    forms = [each.text for each in found if agree(best.text, each.text) and not each.text.endswith(("…", "..."))]
    return min(forms or [best.text], key=len)


def agree(one: str, other: str) -> bool:
    """Whether two titles are the same but for an outlet's or section's name before or behind one, and their marks."""
    longer, shorter = sorted((_plain(one), _plain(other)), key=len, reverse=True)
    if longer == shorter:
        return True
    if len(longer) - len(shorter) > max(_LONGEST_NAME, len(shorter)):
        return False
    edge = re.escape(shorter)
    return re.fullmatch(rf"{edge}{_SEPARATOR}.+|.+{_SEPARATOR}{edge}", longer) is not None


def _candidates(page: HtmlElement, linked: Iterable[str]) -> Iterable[Candidate]:
    shared = page.xpath("//meta[@property='og:title']/@content")
    tweeted = page.xpath("//meta[@name='twitter:title' or @property='twitter:title']/@content")
    headings = [heading.text_content() for heading in page.xpath("//h1")]
    placed: tuple[tuple[str, Sequence[str]], ...] = (
        ("linked", list(linked)),
        ("heading", headings),
        ("shared", shared),
        ("title", page.xpath("//head/title/text()")),
        ("tweeted", tweeted),
    )
    for place, texts in placed:
        first = next(filter(None, (one_line(str(text)) for text in texts)), "")
        if first:
            yield Candidate(first[:_LONGEST], _WEIGHTS[place])


def _plain(text: str) -> str:
    return " ".join(text.translate(_MARKS).replace("''", "'").split()).casefold()
