"""The ingest stage: files and folders to inputs, quarantine and article texts.

Every input ends as exactly one of article, duplicate and refusal. Files are read one at a time and their bytes not kept.
How a form is read is in `readers/`; which articles tell one story is in `stories.py`.
"""

import datetime as dt
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from pipeline.ingest.admission import admit
from pipeline.ingest.batch import Batch, Ingested, Taken, Turned
from pipeline.ingest.decoding import encoding_of
from pipeline.ingest.files import File, SourceNotFound, find_files, opened
from pipeline.ingest.readers import foreign_form, reader_for
from pipeline.ingest.readers.model import LARGEST, Piece, Reader, whole
from pipeline.ingest.records import Origin, Refused
from pipeline.schema.vocabularies import RefusalReason
from pipeline.store.hashing import sha256_of_bytes

__all__ = ["Ingested", "SourceNotFound", "ingest"]

_HEAD = 4096
_UNREAD = Piece(None, None, 0, sha256_of_bytes(b""))
"""Stands for the bytes of a file that cannot be read."""


def ingest(
    sources: Sequence[str | Path],
    known: Mapping[str, str] | None = None,
    *,
    now: dt.datetime,
    progress: Callable[[int], None] | None = None,
) -> Ingested:
    """Take in files and folders, walked in order of uri, hidden files passed over.

    `known` maps the sha256 of title and body to the id of an article that is held already: such an input is a duplicate,
    as is one whose title and body came earlier in this batch. The same text under another headline or in another form
    is an article of its own, of the same story. `now`, with its time zone, bounds the dates of publication. `progress`
    is called with the number of inputs done since its last call. Raises SourceNotFound.
    """
    batch = Batch(dict(known or {}))
    for file in find_files(sources):
        for found in _inputs(file, now):
            batch.add(found)
            if progress:
                progress(1)
    return batch.tables()


def _inputs(file: File, now: dt.datetime) -> Iterator[Taken | Turned]:
    """The inputs of a file. Where reading breaks off, what was read stands and the file itself is refused once."""
    form = None
    try:
        with opened(file.path) as stream:
            reader = _reader(file, stream)
            form = reader.form if isinstance(reader, Reader) else None
            if isinstance(reader, Refused):
                yield Turned(file.uri, next(whole(stream)), None, reader)
            else:
                yield from _records(file, reader, stream, now)
    except Refused as fault:
        yield Turned(file.uri, _UNREAD, form, fault)
    except OSError as fault:
        detail = f"cannot be read: {fault.strerror or fault}"
        yield Turned(file.uri, _UNREAD, form, Refused(RefusalReason.UNREADABLE, detail))
    except (EOFError, zlib.error) as fault:
        detail = f"the gzip data is damaged or cut short ({fault}): fetch or pack it again"
        yield Turned(file.uri, _UNREAD, form, Refused(RefusalReason.MALFORMED, detail))


def _reader(file: File, stream: BinaryIO) -> Reader | Refused:
    data = stream.read(_HEAD)
    stream.seek(0)
    if not data.strip():
        return Refused(RefusalReason.EMPTY, "the file holds no text")
    head = data.decode(encoding_of(data), "replace")
    if name := foreign_form(data):
        return Refused(RefusalReason.UNKNOWN_FORM, f"{name}: no reader takes it; extract its text first")
    reader = reader_for(file.place.removesuffix(".gz"), head)
    if reader is None:
        detail = "no reader takes it: give wire or plain text, HTML, or JSON lines (one object on each line)"
        return Refused(RefusalReason.UNKNOWN_FORM, detail)
    return reader


def _records(file: File, reader: Reader, stream: BinaryIO, now: dt.datetime) -> Iterator[Taken | Turned]:
    is_empty = True
    for piece in reader.pieces(stream):
        is_empty = False
        yield _read(reader, piece, Origin(piece.uri(file.uri), file.place, now))
    if is_empty:
        yield Turned(file.uri, _UNREAD, reader.form, Refused(RefusalReason.EMPTY, "the file holds no record"))


def _read(reader: Reader, piece: Piece, origin: Origin) -> Taken | Turned:
    try:
        if piece.data is None:
            raise Refused(RefusalReason.TOO_LARGE, f"{piece.size:,} bytes, over {LARGEST:,}: split it into articles")
        return Taken(origin.uri, piece, reader.form, admit(reader.read(piece.data, origin), origin.now))
    except Refused as fault:
        return Turned(origin.uri, piece, reader.form, fault)
