"""A file taken apart: the inputs that it holds, through compression and archives, and what each of them is.

Which files there are is in `files.py`; what a batch makes of their inputs is in `batch.py`.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.ingest.admission import admit
from pipeline.ingest.batch import Taken, Turned, input_id
from pipeline.ingest.decoding import encoding_of
from pipeline.ingest.files import File, Kept
from pipeline.ingest.readers import foreign_form, form_for, form_named
from pipeline.ingest.readers.model import HEAD, LARGEST, Container, Entry, Head, Piece, Reader, whole
from pipeline.ingest.records import Origin, Refused, printable
from pipeline.ingest.streams import BROKEN, Meter, Stream, metered, opened, spooled, unpacked
from pipeline.schema.vocabularies import RefusalReason
from pipeline.store.hashing import sha256_of_bytes

_DEPTH = 3
UNREAD = Piece(None, None, 0, sha256_of_bytes(b""))
"""Stands for the bytes of a file that cannot be read."""


@dataclass(frozen=True, slots=True)
class Pending:
    """An input whose bytes are at hand, to be read."""

    piece: Piece
    reader: Reader
    origin: Origin

    @property
    def input_id(self) -> str:
        """The id of the input."""
        return input_id(self.origin.uri, self.piece)

    def read(self) -> Taken | Turned:
        """What the input is: an article as admitted, or refused with its reason."""
        form, origin, piece = self.reader.form, self.origin, self.piece
        try:
            if piece.data is None:
                raise Refused(
                    RefusalReason.TOO_LARGE, f"{piece.size:,} bytes, over {LARGEST:,}: split it into articles"
                )
            return Taken(origin.uri, piece, form, admit(self.reader.read(piece.data, origin), origin.now))
        except Refused as fault:
            return Turned(origin, piece, form, fault)
        except MemoryError:
            return self.refused(Refused(RefusalReason.TOO_COSTLY, "reading it takes more memory than an input may"))
        except Exception as fault:  # Whatever hostile bytes do to a library, the run of all others goes on.
            detail = f"it breaks the reader of {form} ({type(fault).__name__}): save its text as plain text"
            return self.refused(Refused(RefusalReason.MALFORMED, detail))

    def refused(self, fault: Refused) -> Turned:
        """The input as refused."""
        return Turned(self.origin, self.piece, self.reader.form, fault)


def walk(file: File, now: dt.datetime) -> Iterator[Pending | Turned]:
    """The inputs of a file, in order. Where reading breaks off, what was read stands and the file itself is refused once."""
    origin = Origin(file.uri, file.place, now, file.given)
    try:
        with opened(file) as (stream, meter):
            inside = _kept(file.kept, stream, meter, origin) if file.kept else _Walk(meter).inside(stream, origin, 0)
            yield from _guarded(inside, origin)
    except Refused as fault:
        yield Turned(origin, UNREAD, None, fault)
    except OSError as fault:
        detail = f"cannot be read: {fault.strerror or ' '.join(str(fault).split())}"
        yield Turned(origin, UNREAD, None, Refused(RefusalReason.UNREADABLE, detail))
    except Exception as fault:  # The errors of a store behind a URL are its own.
        detail = f"cannot be read: {type(fault).__name__}: {' '.join(str(fault).split())[:200]}"
        yield Turned(origin, UNREAD, None, Refused(RefusalReason.UNREADABLE, detail))


def _kept(kept: Kept, stream: Stream, meter: Meter, origin: Origin) -> Iterator[Pending | Turned]:
    """The inputs in bytes that were kept: one of the form that it was read as, or a file of whatever form is found now."""
    stream, _ = unpacked(stream, "", meter)
    form = form_named(kept.form) if kept.form else None
    if isinstance(form, Reader):
        data = stream.read()
        yield Pending(Piece(kept.record, data, len(data), sha256_of_bytes(data)), form, origin)
    else:
        yield from _Walk(meter).inside(stream, origin, 0)


def _guarded(inputs: Iterator[Pending | Turned], origin: Origin) -> Iterator[Pending | Turned]:
    """The inputs of a file or entry, and where taking it apart breaks off, the refusal of the rest."""
    try:
        yield from inputs
    except Refused as fault:
        yield Turned(origin, UNREAD, None, fault)
    except BROKEN as fault:
        detail = f"the compressed data is damaged or cut short ({' '.join(str(fault).split())}): fetch or pack it again"
        yield Turned(origin, UNREAD, None, Refused(RefusalReason.MALFORMED, detail))
    except MemoryError:
        detail = "taking it apart needs more memory than a file may"
        yield Turned(origin, UNREAD, None, Refused(RefusalReason.TOO_COSTLY, detail))
    except Exception as fault:  # Whatever hostile bytes do to a library, the run of all others goes on.
        detail = f"damaged: {type(fault).__name__}: {' '.join(str(fault).split())[:200]}"
        yield Turned(origin, UNREAD, None, Refused(RefusalReason.MALFORMED, detail))


@dataclass(frozen=True, slots=True)
class _Walk:
    """The way down into one file; the meter counts what all of it unpacks to."""

    meter: Meter

    def inside(self, stream: Stream, origin: Origin, depth: int) -> Iterator[Pending | Turned]:
        """The inputs of a file or of an entry."""
        stream, name = unpacked(stream, origin.place, self.meter)
        form = _form(stream, name)
        if isinstance(form, Refused):
            yield Turned(origin, whole(stream), None, form)
        elif isinstance(form, Reader):
            yield from _pieces(form, stream, origin)
        elif depth >= _DEPTH:
            fault = Refused(RefusalReason.MALFORMED, f"archives nested more than {_DEPTH} deep: unpack it first")
            yield Turned(origin, whole(stream), form.form, fault)
        elif form.is_seeking and not _can_seek(stream):
            with spooled(stream) as (held, _):
                yield from self._entries(form, held, origin, depth)
        else:
            yield from self._entries(form, stream, origin, depth)

    def _entries(self, form: Container, stream: Stream, origin: Origin, depth: int) -> Iterator[Pending | Turned]:
        seen: dict[str, int] = {}
        for entry in form.entries(stream):
            again = seen[entry.mark] = seen.get(entry.mark, 0) + 1
            mark = entry.mark if again == 1 else f"{entry.mark}~{again}"
            given = replace(entry.given, source=entry.given.source or origin.given.source, fields=origin.given.fields)
            inner = Origin(f"{origin.uri}{printable(mark)}", printable(entry.place), origin.now, given)
            used = self.meter.used
            yield from _guarded(self._entry(form, entry, inner, depth), inner)
            if self.meter.is_spent:
                self.meter.forgive(used)
        if not seen:
            raise Refused(RefusalReason.EMPTY, "the archive holds no file")

    def _entry(self, form: Container, entry: Entry, origin: Origin, depth: int) -> Iterator[Pending | Turned]:
        stream = metered(entry.stream, self.meter)
        if entry.fault is not None:
            yield Turned(origin, whole(stream), form.form, entry.fault)
        else:
            yield from self.inside(stream, origin, depth + 1)


def _can_seek(stream: Stream) -> bool:
    """Whether going back costs nothing: in a decompressed stream it means to begin anew."""
    return stream.seekable() and isinstance(getattr(stream.raw, "name", None), int | str)


def _pieces(reader: Reader, stream: Stream, origin: Origin) -> Iterator[Pending | Turned]:
    is_empty = True
    try:
        for piece in reader.pieces(stream, origin):
            is_empty = False
            yield Pending(piece, reader, replace(origin, uri=piece.uri(origin.uri)))
    except Refused as fault:
        yield Turned(origin, UNREAD, reader.form, fault)
        return
    if is_empty:
        yield Turned(origin, UNREAD, reader.form, Refused(RefusalReason.EMPTY, "the file holds no record"))


def _form(stream: Stream, name: str) -> Reader | Container | Refused:
    data = stream.peek(HEAD)[:HEAD]
    if not data.strip():
        return Refused(RefusalReason.EMPTY, "the file holds no text")
    if found := foreign_form(data):
        return Refused(RefusalReason.UNKNOWN_FORM, f"{found}: no reader takes it; extract its text first")
    form = form_for(Head(name.lower(), data, data.decode(encoding_of(data), "replace")))
    if form is None:
        return Refused(
            RefusalReason.UNKNOWN_FORM, "no reader takes it: give text, HTML, a feed, JSON, CSV or an archive"
        )
    return form
