"""JSON documents: an object that is an article, a list of such, or an object with a list of them, as news APIs answer.

JSON lines are in `json_lines.py`, JSON Feed in `feed.py`. Lists are read as a stream, so that a long one needs little memory.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import ijson

from pipeline.ingest.decoding import decode
from pipeline.ingest.fields import parse_object, to_bytes, to_record
from pipeline.ingest.readers.model import HEAD, LARGEST, Claim, Head, Piece, Reader, numbered
from pipeline.ingest.records import Origin, Record, Refused
from pipeline.ingest.streams import Stream
from pipeline.schema.vocabularies import Form, RefusalReason

_LISTS = ("articles", "items", "data", "results", "docs", "records", "response")
"""The keys under which news APIs and archives give their list."""
_ARRAY = re.compile(r"\ufeff?\s*\[\s*\{")


def claim(head: Head) -> Claim:
    """Known by its suffix and a first sign that opens a list or an object, or by a list of objects."""
    begins = head.text.lstrip("\ufeff \t\r\n")[:1]
    if head.name.endswith(".json") and begins in ("{", "["):
        return Claim.BY_SIGNATURE
    return Claim.BY_CONTENT if _ARRAY.match(head.text) else Claim.NONE


def pieces(stream: Stream, _: Origin) -> Iterator[Piece]:
    """Each article of a list, or the object that is one; Refused where the rest is no JSON."""
    if stream.peek(HEAD)[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"[":
        yield from numbered(map(to_bytes, _streamed(stream)))
        return
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Refused(RefusalReason.TOO_LARGE, f"an object of over {LARGEST:,} bytes: give a list, or JSON lines")
    yield from numbered(map(to_bytes, _listed(decode(data))))


def _streamed(stream: Stream) -> Iterator[Any]:
    if stream.peek(3).startswith(b"\xef\xbb\xbf"):
        stream.read(3)
    try:
        yield from ijson.items(stream, "item", use_float=True)
    except (ijson.JSONError, UnicodeDecodeError) as fault:
        detail = f"not JSON from here on: {' '.join(str(fault).split())[:120]}"
        raise Refused(RefusalReason.MALFORMED, detail) from fault


def _listed(text: str) -> list[Any]:
    """The articles that an object holds: those of its list, else itself; several objects one after another are each one."""
    try:
        found = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > 1 and all(line.lstrip().startswith("{") for line in lines):
            return [parse_object(line) for line in lines]
        return [parse_object(text)]
    lists = (found.get(key) for key in _LISTS) if isinstance(found, dict) else ()
    nested = (each.get("docs") if isinstance(each, dict) else each for each in lists)
    return next((each for each in nested if isinstance(each, list)), [found])


def read(data: bytes, origin: Origin) -> Record:
    """The article of an object; Refused where it is none, or a field has no use."""
    return to_record(parse_object(data.decode("utf-8", "surrogatepass")), origin)


FORM = Reader(Form.JSON, claim, read, pieces)
