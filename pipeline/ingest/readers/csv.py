"""CSV and TSV: a line of column names, then an article a row; columns are named as the fields of JSON lines.

A record's number counts the rows below the names, from 1. Columns of other names are mapped by the source.
"""

import csv
from collections.abc import Iterator

from pipeline.ingest.decoding import decode, encoding_of
from pipeline.ingest.fields import NAMES, check_has_text, parse_object, to_bytes, to_record
from pipeline.ingest.readers.model import HEAD, LARGEST, Claim, Head, Piece, Reader, assembled
from pipeline.ingest.records import Origin, Record, Refused
from pipeline.ingest.streams import Stream
from pipeline.schema.vocabularies import Form, RefusalReason

_SUFFIXES = (".csv", ".tsv", ".tab")
_DELIMITERS = "\t,;|"
_KNOWN = frozenset(alias for names in NAMES.values() for alias in names)


def claim(head: Head) -> Claim:
    """Known by its suffix, or by a first line that names at least two fields of an article."""
    first = head.text.lstrip("\ufeff").partition("\n")[0]
    names = {name.strip(' "') for name in first.rstrip("\r").split(_delimiter(first))}
    if len(names & _KNOWN) >= 2 and names & {*NAMES["text"]}:
        return Claim.BY_CONTENT
    return Claim.BY_NAME if head.name.endswith(_SUFFIXES) else Claim.NONE


def pieces(stream: Stream, origin: Origin) -> Iterator[Piece]:
    """Each row under its column names, as JSON; Refused where the table breaks off."""
    csv.field_size_limit(LARGEST)
    lines = _lines(stream)
    first = next(lines, "").lstrip("\ufeff")
    rows = csv.reader(_chained(first, lines), delimiter=_delimiter(first), strict=False)
    number = 0
    try:
        names = [name.strip() for name in next(rows, [])]
        check_has_text(names, origin)
        for row in rows:
            if any(map(str.strip, row)):
                number += 1
                yield assembled(number, [to_bytes(dict(zip(names, row, strict=False)))])
    except csv.Error as fault:
        detail = f"the table breaks off after row {number}: {fault}; look for a quotation mark that is not closed"
        raise Refused(RefusalReason.MALFORMED, detail) from fault


def _chained(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines


def _lines(stream: Stream) -> Iterator[str]:
    """The lines as text; bytes that are not UTF-8 are kept as they are, to be decoded field by field."""
    encoding = encoding_of(stream.peek(HEAD)[:HEAD])
    if not encoding.startswith("utf-8"):
        yield from decode(stream.read(LARGEST)).splitlines(keepends=True)
        return
    while line := stream.readline(LARGEST):
        if len(line) >= LARGEST:
            raise Refused(RefusalReason.TOO_LARGE, f"a line of over {LARGEST:,} bytes")
        yield line.decode("utf-8", "surrogateescape")


def _delimiter(line: str) -> str:
    return max(_DELIMITERS, key=line.count)


def read(data: bytes, origin: Origin) -> Record:
    """The article of a row; Refused where no column holds its text, or a field has no use."""
    fields = parse_object(data.decode("utf-8", "surrogatepass"))
    return to_record({name: _decoded(value) or None for name, value in fields.items()}, origin)


def _decoded(field: str) -> str:
    return field if field.isascii() else decode(field.encode("utf-8", "surrogateescape"))


FORM = Reader(Form.CSV, claim, read, pieces)
