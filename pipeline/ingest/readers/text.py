"""Plain text: perhaps a headline, fields such as `Date:` and a date line, then paragraphs; what no other form claims.

The whole file is the body. The date comes from the text or the file's name; where neither has one the text is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import PurePosixPath

from pipeline.ingest.bylines import names_in
from pipeline.ingest.dates import date_line, dateline, day_in_name, parse_moment
from pipeline.ingest.decoding import decode
from pipeline.ingest.readers.model import Claim, Head, Reader
from pipeline.ingest.records import Moment, Origin, Record, Refused, line_feeds, start_of_text
from pipeline.schema.vocabularies import DateOrigin, Form, RefusalReason

_NOT_PROSE = frozenset(
    {".csv", ".tsv", ".json", ".xml", ".rss", ".atom", ".js", ".css", ".py", ".toml", ".yaml", ".yml"}
)
_FIELD = re.compile(r"(title|headline|date|published|source|url|language|author|byline)\s*:\s*(\S.*)", re.IGNORECASE)
_LONGEST_HEADLINE = 160
_LONGEST_DATELINE = 120
_SENTENCE_END = re.compile(r"[a-z]{2,}[.;,:][\"'”’)\]]*$")
_MEND = "put the date in the file's name (2022-03-26-title.txt) or in a first line `Date: 2022-03-26`"


@dataclass(slots=True)
class _Front:
    """What stands above the text: headline, fields and the date of a line of its own; `start` is where the text begins."""

    headline: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    dated: Moment | None = None
    start: int = 0


def claim(head: Head) -> Claim:
    """Anything that may be prose, but surer when its name says so."""
    suffix = PurePosixPath(head.name).suffix
    if suffix in _NOT_PROSE or head.text.lstrip("\ufeff \t\r\n").startswith("<?xml"):
        return Claim.NONE
    return Claim.BY_NAME if suffix in (".txt", ".text") else Claim.FALLBACK


def read(data: bytes, origin: Origin) -> Record:
    """The article; Refused where it is undated.

    The date is that of a `Date:` field, else of the file's name or folders, else of a line of its own, else of a dateline.
    """
    body = line_feeds(decode(data))
    front = _front(body)
    published, published_from = _published(body, front, origin)
    title = front.fields.get("title", front.fields.get("headline", front.headline))
    return Record(
        title=title,
        body=body,
        text_start=front.start,
        title_in_body=bool(title),
        published=published,
        published_from=published_from,
        authors=names_in(front.fields.get("byline", front.fields.get("author", ""))),
        url=front.fields.get("url"),
        source=front.fields.get("source"),
        language=front.fields.get("language"),
    )


def _published(body: str, front: _Front, origin: Origin) -> tuple[Moment, DateOrigin]:
    stated = front.fields.get("date", front.fields.get("published", ""))
    places = (
        (parse_moment(stated), DateOrigin.STATED),
        (day_in_name(origin.place), DateOrigin.FILE_NAME),
        (front.dated, DateOrigin.LINE),
        (dateline(body[front.start : front.start + _LONGEST_DATELINE]), DateOrigin.DATELINE),
    )
    for moment, place in places:
        if moment is not None:
            return moment, place
    if not body.strip():
        raise Refused(RefusalReason.EMPTY, "the file holds no text")
    found = f"`{stated}` is no full date" if stated else "no date in the file's name or first lines"
    raise Refused(RefusalReason.UNDATED, f"{found}: {_MEND}")


def _front(body: str) -> _Front:
    front = _Front(start=len(body))
    for (start, line), (_, after) in pairwise([*_first_lines(body), (len(body), "")]):
        if not line:
            continue
        if found := _FIELD.fullmatch(line):
            front.fields.setdefault(found.group(1).lower(), found.group(2))
        elif moment := date_line(line):
            front.dated = front.dated or moment
        elif not (front.headline or front.fields.keys() & {"title", "headline"}) and _is_headline(line, after):
            front.headline = line
        else:
            front.start = start
            return front
    return front


def _is_headline(line: str, after: str) -> bool:
    stands_apart = not after or bool(_FIELD.fullmatch(after) or date_line(after))
    return stands_apart and len(line) <= _LONGEST_HEADLINE and not _SENTENCE_END.search(line)


def _first_lines(body: str) -> Iterator[tuple[int, str]]:
    """The first lines, stripped, each with the character at which it begins; no more than a front can have."""
    position = 0
    for _ in range(24):
        if position >= len(body):
            return
        end = body.find("\n", position)
        end = len(body) if end < 0 else end
        yield start_of_text(body, position), body[position:end].strip()
        position = end + 1


FORM = Reader(Form.TEXT, claim, read)
