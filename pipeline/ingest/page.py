"""What a web page says of itself in its markup: when it was published and under which headline.

The text of its article is trafilatura's matter, in `readers/html.py`.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml.html import HtmlElement

from pipeline.ingest.dates import parse_moment
from pipeline.ingest.records import Moment, one_line
from pipeline.schema.vocabularies import PublicationPrecision

_SITE = re.compile(r"\s*[|–—:：·»-]\s*\S")
"""How the name of an outlet follows a headline in a page's title."""
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


def stated_moment(page: HtmlElement) -> Moment | None:
    """The time of publication that the page's metadata states, the most exact of the most reliable."""
    stated = [*_linked_times(page), *(str(value) for path in _TIMES for value in page.xpath(path))]
    moments = [moment for moment in map(parse_moment, stated) if moment]
    exact = [moment for moment in moments if moment.precision is not PublicationPrecision.DAY]
    if not moments:
        return None
    return next((moment for moment in exact if moment.at.date() == moments[0].at.date()), moments[0])


def _linked_times(page: HtmlElement) -> Iterator[str]:
    """`datePublished` of the articles that the page's JSON-LD describes; a broken block is passed over, as browsers do."""
    for script in page.xpath("//script[@type='application/ld+json']/text()"):
        try:
            yield from _times_in(json.loads(script, strict=False))
        except (ValueError, RecursionError):
            continue


def _times_in(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _times_in(item)
    elif isinstance(node, dict):
        is_article = re.search(r"Article|Posting|Report", str(node.get("@type")))
        if is_article and isinstance(node.get("datePublished"), str):
            yield node["datePublished"]
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _times_in(node.get(key))


def stated_headlines(page: HtmlElement) -> list[str]:
    """The page's main headings and the headline that it gives to others, in order."""
    shared = page.xpath("//meta[@property='og:title' or @name='twitter:title']/@content")
    headings = (heading.text_content() for heading in page.xpath("//h1"))
    return [text for text in map(one_line, [*headings, *map(str, shared)]) if text]


def without_site(title: str, headlines: Sequence[str]) -> str:
    """The title without the outlet's name behind it: a stated headline of which it is a longer form, else the title."""
    for text in headlines:
        rest = title.removeprefix(text)
        if len(text) > len(rest) and rest != title and _SITE.match(rest):
            return text
    return title
