"""What a web page says of itself in its markup: when it was published, by whom, under which headline.

Which of its titles is the headline is found in `headline.py`; the text of its article is trafilatura's matter, in `readers/html.py`.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml.html import HtmlElement

from pipeline.ingest.bylines import names_in
from pipeline.ingest.dates import parse_moment
from pipeline.ingest.records import Moment, one_line
from pipeline.schema.vocabularies import PublicationPrecision

_WRAPPING = re.compile(r"<!--|-->|//\s*<!\[CDATA\[|//\s*\]\]>|<!\[CDATA\[|\]\]>|/\*.*?\*/", re.DOTALL)
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_AUTHORS = (
    "//meta[@name='author' or @property='article:author' or @name='parsely-author' or @name='sailthru.author'"
    " or @name='dc.creator' or @name='DC.creator']/@content"
)
_TIMES = (
    "//meta[@property='article:published_time' or @name='article:published_time']/@content",
    "//meta[@property='article:published:time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='parsely-pub-date' or @name='sailthru.date' or @name='pubdate' or @name='publish-date']/@content",
    "//meta[@name='DC.date.issued' or @name='dc.date' or @name='DC.date' or @name='dcterms.created']/@content",
    "//time[@pubdate]/@datetime",
)
"""Where pages state when they were published, the most reliable first; JSON-LD comes before all."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What the JSON-LD of a page says of its article: headlines, times of publication, authors."""

    headlines: tuple[str, ...]
    times: tuple[str, ...]
    authors: tuple[str, ...]


def linked_data(page: HtmlElement) -> Linked:
    """What the page's JSON-LD says of its articles; a block that cannot be read is passed over, as search engines do."""
    found: list[dict[str, Any]] = []
    for script in page.xpath("//script[@type='application/ld+json']/text()"):
        try:
            found.extend(_articles_in(json.loads(_mended(script), strict=False)))
        except (ValueError, RecursionError):
            continue
    return Linked(
        tuple(one_line(unescape(text)) for text in _strings(found, "headline")),
        tuple(_strings(found, "datePublished")),
        tuple(name for each in found for name in _people(each.get("author"))),
    )


def stated_moment(page: HtmlElement, linked: Linked) -> Moment | None:
    """The time of publication that the page's metadata states, the most exact of the most reliable."""
    stated = [*linked.times, *(str(value) for path in _TIMES for value in page.xpath(path))]
    moments = [moment for moment in map(parse_moment, stated) if moment]
    exact = [moment for moment in moments if moment.precision is not PublicationPrecision.DAY]
    if not moments:
        return None
    return next((moment for moment in exact if moment.at.date() == moments[0].at.date()), moments[0])


def stated_authors(page: HtmlElement, linked: Linked) -> tuple[str, ...]:
    """The people whom the page names as its authors, in JSON-LD, else in its metadata."""
    named = linked.authors or tuple(map(str, page.xpath(_AUTHORS)))
    return tuple(dict.fromkeys(name for byline in named for name in names_in(byline)))


def _articles_in(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, list):
        for item in node:
            yield from _articles_in(item)
    elif isinstance(node, dict):
        if re.search(r"Article|Posting|Report", str(node.get("@type"))):
            yield node
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _articles_in(node.get(key))


def _mended(script: str) -> str:
    """A block without what publishers' systems leave around and in it: comments, CDATA marks, commas before a bracket."""
    return _TRAILING_COMMA.sub(r"\1", _WRAPPING.sub("", script))


def _strings(nodes: Iterable[dict[str, Any]], name: str) -> Iterator[str]:
    return (value for node in nodes if isinstance(value := node.get(name), str) and value.strip())


def _people(author: Any) -> Iterator[str]:
    for each in author if isinstance(author, list) else [author]:
        name = each.get("name") if isinstance(each, dict) else each
        for one in name if isinstance(name, list) else [name]:
            if isinstance(one, str):
                yield one
