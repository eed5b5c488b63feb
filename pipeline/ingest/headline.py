"""Which of a page's titles is its headline: pages give several, to readers, to search engines and to social networks.

What else a page says of itself is in `page.py`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipeline.ingest.records import one_line

_SEPARATOR = r"\s*[|–—:：·»›•-]\s*"
_BAR = r"\s*[|｜]\s*"
"""What parts a section's name from the headline behind it; a colon or a dash may be part of the headline."""
_MARKS = str.maketrans('‘’‚“”„`´"', "'" * 9)
_CUT = ("…", "...")
_LONGEST = 300
_LONGEST_NAME = 40
"""Characters of an outlet's name with what parts it from the headline."""


@dataclass(frozen=True, slots=True)
class Titles:
    """The first title of each place of a page, empty where it has none.

    Of 145 pages of Fundus' and newspaper4k's tests, the gold headline is that for networks (`shared`, Open Graph) in 86 of
    100, names of outlets aside, the first heading's in 75, that of `<title>` in 74, that for search engines (`linked`,
    schema.org) in 72.
    """

    shared: str
    linked: str
    heading: str
    title: str
    tweeted: str

    def __iter__(self) -> Iterator[str]:
        return filter(None, (self.shared, self.linked, self.heading, self.title, self.tweeted))


def headline(page: HtmlElement, linked: Iterable[str]) -> str:
    """The headline of a page, without the names of outlet and section around it; empty where it has none.

    `linked` are the headlines that its JSON-LD states.
    """
    titles = titles_of(page, linked)
    best = _whole(_best(titles), titles)
    forms = [each for each in titles if _is_best_alone(each, best)]
    return min(forms or [best], key=len)


def titles_of(page: HtmlElement, linked: Iterable[str]) -> Titles:
    """The titles of a page by their places."""
    return Titles(
        shared=_first(page.xpath("//meta[@property='og:title']/@content")),
        linked=_first(linked),
        heading=_first(heading.text_content() for heading in page.xpath("//h1")),
        title=_first(page.xpath("//head/title/text()")),
        tweeted=_first(page.xpath("//meta[@name='twitter:title' or @property='twitter:title']/@content")),
    )


def agree(one: str, other: str) -> bool:
    """Whether two titles are the same but for an outlet's or section's name before or behind one, and their marks."""
    longer, shorter = sorted((_plain(one), _plain(other)), key=len, reverse=True)
    if longer == shorter:
        return bool(longer)
    if not shorter or len(longer) - len(shorter) > max(_LONGEST_NAME, len(shorter)):
        return False
    edge = re.escape(shorter)
    return re.fullmatch(rf"{edge}{_SEPARATOR}.+|.+{_SEPARATOR}{edge}", longer) is not None


def _best(titles: Titles) -> str:
    """What the page tells networks, unless what it tells search engines differs and has the better witness: the title of
    another network, or just one of heading and `<title>`. Where all three say it, they are the page's own form, and the
    title for networks was written apart, as publishers' editors do for the headline that is to stay."""
    if not titles.shared:
        return titles.linked or titles.tweeted or titles.heading or titles.title
    if not titles.linked or agree(titles.shared, titles.linked):
        return titles.shared
    is_heading, is_title = agree(titles.linked, titles.heading), agree(titles.linked, titles.title)
    return titles.linked if agree(titles.linked, titles.tweeted) or is_heading != is_title else titles.shared


def _whole(best: str, titles: Titles) -> str:
    """A title that was cut short, as another place has it."""
    if not best.endswith(_CUT):
        return best
    stem = _plain(best.rstrip("….").strip())
    longer = [each for each in titles if _plain(each).startswith(stem) and not each.endswith(_CUT)]
    return min(longer, key=len, default=best)


def _is_best_alone(form: str, best: str) -> bool:
    """Whether a title is the best one without an outlet's name behind it or a section's name before it."""
    if form.endswith(_CUT) or len(form) >= len(best) or not agree(form, best):
        return False
    edge, whole = _plain(form), _plain(best)
    return whole.startswith(edge) or re.fullmatch(rf".+{_BAR}{re.escape(edge)}", whole) is not None


def _first(texts: Iterable[object]) -> str:
    return next(filter(None, (one_line(str(text)) for text in texts)), "")[:_LONGEST]


def _plain(text: str) -> str:
    text = " ".join(text.translate(_MARKS).replace("''", "'").split()).casefold()
    return re.sub(r" [–—-] |: ", " - ", text)
