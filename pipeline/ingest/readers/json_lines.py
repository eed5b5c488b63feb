r"""JSON lines: one article a line, with `url`, `title`, `text`, `published_at`, `source`, `language`; other fields are passed over.

A record's number counts the lines that are not blank, from 1. A line that is at fault is refused alone.
"""

import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from pipeline.ingest.dates import parse_moment
from pipeline.ingest.decoding import decode, encoding_of
from pipeline.ingest.readers.model import BLOCK, Claim, Piece, Reader, assembled
from pipeline.ingest.records import Origin, Record, Refused, line_feeds, one_line, own_start
from pipeline.schema.vocabularies import Form, RefusalReason

_SUFFIXES = (".jsonl", ".ndjson", ".jsonlines")
_HEAD = 4096


def claim(name: str, head: str) -> Claim:
    """Known by its suffix, or by a first line that begins an object with a first key."""
    if head.lstrip("\ufeff \t\r\n").startswith('{"'):
        return Claim.BY_CONTENT
    return Claim.BY_NAME if name.endswith(_SUFFIXES) else Claim.NONE


def pieces(stream: BinaryIO) -> Iterator[Piece]:
    """Each line that is not blank; a file in UTF-16 or 32 is first turned into UTF-8 whole."""
    is_wide = not encoding_of(stream.read(_HEAD)).startswith("utf-8")
    stream.seek(0)
    lines = io.BytesIO(decode(stream.read()).encode()) if is_wide else stream
    number = 0
    while first := lines.readline(BLOCK):
        piece = assembled(number + 1, _line(first, lines))
        if piece.data is None or piece.data.strip():
            number += 1
            yield piece


def _line(block: bytes, lines: BinaryIO) -> Iterator[bytes]:
    while block and not block.endswith(b"\n"):
        yield block
        block = lines.readline(BLOCK)
    yield block.rstrip(b"\r\n")


def read(data: bytes, _: Origin) -> Record:
    """The article of a line; Refused where the line is not an object, or a field has no use."""
    fields = _object(decode(data))
    title = one_line(_text(fields, "title"))
    body = line_feeds(_text(fields, "text"))
    if not body.strip():
        raise Refused(RefusalReason.EMPTY, "the record has no text: give `text`")
    stated = _text(fields, "published_at")
    published = parse_moment(stated)
    if published is None:
        found = f"`published_at` is `{stated}`" if stated else "the record has no `published_at`"
        raise Refused(RefusalReason.UNDATED, f"{found}: give a date such as 2022-03-26 or 2022-03-26T10:05:00Z")
    start = own_start(title, body)
    return Record(
        title=title,
        body=body,
        text_start=start,
        title_in_body=start > 0,
        published=published,
        url=_text(fields, "url") or None,
        source=one_line(_text(fields, "source")) or None,
        language=_text(fields, "language") or None,
    )


def _object(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except json.JSONDecodeError as fault:
        detail = f"not JSON: {fault.msg} at column {fault.colno}; put one whole object on each line"
        raise Refused(RefusalReason.MALFORMED, detail, len(line[: fault.pos].encode())) from fault
    except (RecursionError, ValueError) as fault:
        raise Refused(RefusalReason.MALFORMED, f"not a record: {fault}") from fault
    if not isinstance(found, dict):
        raise Refused(RefusalReason.MALFORMED, 'the line is not an object: write {"title": …, "text": …}', 0)
    return found


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Refused(RefusalReason.MALFORMED, f"`{name}` is not a string: put it in quotes")
    return value.strip() if name != "text" else value


READER = Reader(Form.JSON_LINES, claim, read, pieces)
