"""The wire form: a line `date YYYY-MM-DD 'headline'`, a blank line, paragraphs.

The whole file is the body, header included, so that offsets count from the file's first character.
"""

import datetime as dt
import re

from pipeline.ingest.decoding import decode
from pipeline.ingest.readers.model import Claim, Head, Reader
from pipeline.ingest.records import Moment, Origin, Record, Refused, line_feeds, start_of_text
from pipeline.schema.vocabularies import Form, PublicationPrecision, RefusalReason

_HEADER = re.compile(r"\ufeff?\s*date[^\S\n]+(\d{4}-\d{2}-\d{2})(?![\d:])(.*)", re.IGNORECASE)
_QUOTES = "'\"‘’“”`"


def claim(head: Head) -> Claim:
    """A wire article is known by its header alone: its name may be anything."""
    return Claim.BY_CONTENT if _HEADER.match(head.text) else Claim.NONE


def read(data: bytes, _: Origin) -> Record:
    """The article, dated by its header; Refused where the header's date does not exist or there is no text below."""
    body = line_feeds(decode(data))
    header = _HEADER.match(body)
    if header is None:
        raise Refused(RefusalReason.MALFORMED, "the first line is not `date YYYY-MM-DD 'headline'`", 0)
    try:
        at = dt.datetime.fromisoformat(header.group(1)).replace(tzinfo=dt.UTC)
    except ValueError as fault:
        detail = f"there is no day {header.group(1)}: correct the date of the first line"
        raise Refused(RefusalReason.UNDATED, detail, len(body[: header.start(1)].encode())) from fault
    title = _unquoted(header.group(2).strip())
    return Record(
        title=title,
        body=body,
        text_start=start_of_text(body, header.end()),
        title_in_body=bool(title),
        published=Moment(at, PublicationPrecision.DAY),
    )


def _unquoted(headline: str) -> str:
    """The headline within its outermost quotes: those within it are its own."""
    begin = headline[:1] in _QUOTES
    end = len(headline) > 1 and headline[-1:] in _QUOTES
    return headline[begin : len(headline) - end].strip()


FORM = Reader(Form.WIRE, claim, read)
