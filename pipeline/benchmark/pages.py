"""Real pages of many publishers with their headline, day and text: how the reader of pages fares, beside trafilatura alone.

The pages are those of the tests of Fundus and of newspaper4k, where they lie beside the checkout; nothing of them is kept here.
"""

import datetime as dt
import gzip
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import trafilatura
from trafilatura.settings import Document

from pipeline.ingest.readers import html
from pipeline.ingest.records import NOTHING_GIVEN, Given, Origin, Refused

_WORD = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")
"""A word, or a character of a script that is written without spaces."""
_NO_DAY = dt.date(1900, 1, 1)
"""Given as a feed's date to a page that states none."""
_NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Page:
    """A page, and what people found in it; none where the set does not say."""

    name: str
    data: bytes
    title: str | None
    day: dt.date | None
    body: str | None


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader found in a page; a page that it refuses gives nothing."""

    title: str = ""
    day: dt.date | None = None
    body: str = ""


@dataclass(frozen=True, slots=True)
class PageScores:
    """Shares of pages with the right title and day, and the mean F1 of words of the body."""

    pages: int
    title: float
    day: float
    body: float


Reader = Callable[[bytes], Read]


def read_pages(folder: Path) -> list[Page]:
    """The pages below `folder` (fundus/, newspaper4k/), in order of name."""
    return sorted([*_fundus(folder / "fundus"), *_newspaper(folder / "newspaper4k")], key=lambda page: page.name)


def by_entente(data: bytes) -> Read:
    """What the reader of pages makes of one; a page that states no date is judged by its title and text."""
    for given in (NOTHING_GIVEN, Given(published=_NO_DAY.isoformat())):
        try:
            found = html.read(data, Origin("page.html", "page.html", _NOW, given))
        except Refused:
            continue
        day = found.published.at.date()
        return Read(found.title, None if day == _NO_DAY else day, found.text)
    return Read()


def by_trafilatura(data: bytes) -> Read:
    """What trafilatura makes of a page by itself."""
    found = trafilatura.bare_extraction(data, with_metadata=True)
    if not isinstance(found, Document):
        return Read()
    stated = str(found.date or "")
    return Read(found.title or "", dt.date.fromisoformat(stated) if stated else None, found.text or "")


def score_pages(pages: Iterable[Page], reader: Reader) -> PageScores:
    """How a reader fares on pages."""
    found = [(page, reader(page.data)) for page in pages]
    titles = [is_title(page.title, read.title) for page, read in found if page.title]
    days = [page.day == read.day for page, read in found if page.day]
    bodies = [word_f1(page.body, read.body) for page, read in found if page.body]
    return PageScores(len(found), _mean(titles), _mean(days), _mean(bodies))


def is_title(gold: str, found: str) -> bool:
    """Whether a title is the gold one, white space, quotation marks, case and an outlet's name behind either aside."""
    one, other = _plain(gold), _plain(found)
    longer, shorter = max(one, other, key=len), min(one, other, key=len)
    rest = longer.removeprefix(shorter)
    return bool(shorter) and (
        one == other or (rest != longer and re.match(r"\s*[|–—:·»-]\s*\S.{0,40}$", rest) is not None)
    )


def word_f1(gold: str, found: str) -> float:
    """The F1 of words, counted as often as they stand."""
    one, other = (Counter(_WORD.findall(_plain(text))) for text in (gold, found))
    common = (one & other).total()
    return 2 * common / (one.total() + other.total()) if common else 0.0


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).translate(str.maketrans("‘’‚“”„«»`´", "'''\"\"\"\"\"''"))
    return " ".join(text.replace('"', "'").split()).casefold()


def _mean(values: list[Any]) -> float:
    return sum(values) / len(values) if values else 0.0


def _fundus(folder: Path) -> Iterator[Page]:
    """Each publisher's versions of its expectation stand in the order of its pages' dates."""
    for expected in sorted(folder.glob("*/*.json")):
        versions = json.loads(expected.read_text(encoding="utf-8"))
        files = sorted(expected.parent.glob(f"{expected.stem}_[0-9]*.html.gz"))
        for file, version in zip(files, sorted(versions), strict=True):
            gold = versions[version]
            sections = (text for part in gold["body"]["sections"] for text in (*part["headline"], *part["paragraphs"]))
            body = "\n".join([*gold["body"]["summary"], *sections])
            yield Page(
                file.name, gzip.decompress(file.read_bytes()), gold["title"], _day(gold["publishing_date"]), body
            )


def _newspaper(folder: Path) -> Iterator[Page]:
    for file in sorted(folder.glob("html/*.html.gz")):
        stem = file.name.removesuffix(".html.gz")
        about, text = folder / "metadata" / f"{stem}.json", folder / "txt" / f"{stem}.txt"
        if about.exists() or text.exists():
            gold = json.loads(about.read_text(encoding="utf-8")) if about.exists() else {}
            body = text.read_text(encoding="utf-8") if text.exists() else gold.get("text")
            yield Page(
                file.name, gzip.decompress(file.read_bytes()), gold.get("title"), _day(gold.get("publish_date")), body
            )


def _day(stated: str | None) -> dt.date | None:
    try:
        return dt.datetime.fromisoformat(stated or "").date()
    except ValueError:
        return None
