"""The values that pass between the steps of ingest: where an input lies, what a reader found in it, why it was refused.

How bytes are read is in `readers/`; the tables that come out are declared in the schema.
"""

import datetime as dt
import re
from dataclasses import dataclass

from pipeline.schema.vocabularies import DateOrigin, PublicationPrecision, RefusalReason

_LINE_END = re.compile(r"\r\n?")
_NOT_SPACE = re.compile(r"\S")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls of terminals and of the direction of writing, and halves of characters: they can make a name look like another."""


class Refused(Exception):
    """An input cannot be an article; `detail` says in one line what was found and how to mend it, `offset` at which byte."""

    def __init__(self, reason: RefusalReason, detail: str, offset: int | None = None) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = printable(" ".join(detail.split()))
        self.offset = offset

    def __reduce__(self) -> tuple[type["Refused"], tuple[RefusalReason, str, int | None]]:
        """Exceptions are pickled by their message alone, which is too little here."""
        return Refused, (self.reason, self.detail, self.offset)


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of a file from outside of its bytes: by what fetched or archived it, or by who configured its source.

    `published` is when a feed or sitemap that names it says it was.
    `fields` pairs our names of a record's fields with those that the source uses.
    """

    url: str | None = None
    charset: str | None = None
    source: str | None = None
    published: str | None = None
    fields: tuple[tuple[str, str], ...] = ()


NOTHING_GIVEN = Given()


@dataclass(frozen=True, slots=True)
class Origin:
    """What a reader may know of an input besides its bytes: its uri, its path below the source given, and the time of the run."""

    uri: str
    place: str
    now: dt.datetime
    given: Given = NOTHING_GIVEN


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of publication in UTC and how exactly it is known."""

    at: dt.datetime
    precision: PublicationPrecision


@dataclass(frozen=True, slots=True)
class Record:
    """An article as a reader found it; `text_start` is the character of `body` where its own text begins, `published_from`
    what dates it."""

    title: str
    body: str
    text_start: int
    title_in_body: bool
    published: Moment
    url: str | None = None
    source: str | None = None
    language: str | None = None
    published_from: DateOrigin = DateOrigin.STATED
    authors: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The body without header and headline."""
        return self.body[self.text_start :]


@dataclass(frozen=True, slots=True)
class Admitted:
    """A record that is an article, with outlet, web address and language settled."""

    record: Record
    source: str
    url: str | None
    language: str


def printable(text: str) -> str:
    """The text with what no terminal or table should be given written as `\\x..` or `\\u....`."""
    return _UNPRINTABLE.sub(lambda found: found.group().encode("unicode_escape").decode(), text)


def own_start(title: str, body: str) -> int:
    """The character at which a body's own text begins: after its first line where that is the title, else 0."""
    lead = start_of_text(body, 0)
    if not title or not body.startswith(f"{title}\n", lead):
        return 0
    return start_of_text(body, lead + len(title))


def start_of_text(body: str, begin: int) -> int:
    """The first character from `begin` on that is not white space; the body's length where there is none."""
    found = _NOT_SPACE.search(body, begin)
    return found.start() if found else len(body)


def line_feeds(text: str) -> str:
    """The text with every CRLF and CR as LF, and nothing else changed."""
    return _LINE_END.sub("\n", text)


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())
