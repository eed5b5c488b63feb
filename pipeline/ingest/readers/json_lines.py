r"""JSON lines: one article a line, with `url`, `title`, `text`, `published_at`, `source`, `language`; other fields are passed over.

A record's number counts the lines that are not blank, from 1. A line that is at fault is refused alone.
"""

import io
from collections.abc import Iterator
from typing import BinaryIO

from pipeline.ingest.decoding import decode, encoding_of
from pipeline.ingest.fields import parse_object, to_record
from pipeline.ingest.readers.model import BLOCK, HEAD, Claim, Head, Piece, Reader, assembled
from pipeline.ingest.records import Origin, Record
from pipeline.ingest.streams import Stream
from pipeline.schema.vocabularies import Form

_SUFFIXES = (".jsonl", ".ndjson", ".jsonlines")


def claim(head: Head) -> Claim:
    """Known by its suffix, or by a first line that begins an object with a first key."""
    is_object = head.text.lstrip("\ufeff \t\r\n").startswith('{"')
    if head.name.endswith(_SUFFIXES):
        return Claim.BY_SIGNATURE if is_object else Claim.BY_NAME
    return Claim.BY_CONTENT if is_object else Claim.NONE


def pieces(stream: Stream, _: Origin) -> Iterator[Piece]:
    """Each line that is not blank; a file in UTF-16 or 32 is first turned into UTF-8 whole."""
    is_wide = not encoding_of(stream.peek(HEAD)[:HEAD]).startswith("utf-8")
    lines: BinaryIO = io.BytesIO(decode(stream.read()).encode()) if is_wide else stream
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


def read(data: bytes, origin: Origin) -> Record:
    """The article of a line; Refused where the line is not an object, or a field has no use."""
    return to_record(parse_object(decode(data)), origin)


FORM = Reader(Form.JSON_LINES, claim, read, pieces)
