"""What a form is: how it is known, how bytes of it split, and how a piece becomes a record.

A reader's pieces are articles; a container's entries are again files of any form. The registry that chooses among them
is in the package's `__init__`, and how entries are opened in turn is in `walk.py`.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from pipeline.ingest.records import NOTHING_GIVEN, Given, Origin, Record, Refused
from pipeline.ingest.streams import Stream
from pipeline.schema.vocabularies import Form

LARGEST = 20_000_000
"""Bytes of the largest file or record that is read; nothing of this size is one article."""
BLOCK = 1 << 20
HEAD = 4096
"""Bytes by which a file's form is told."""


class Claim(IntEnum):
    """How surely a file is of a form; the surest form takes it."""

    NONE = 0
    FALLBACK = 1
    BY_NAME = 2
    BY_CONTENT = 3
    BY_SIGNATURE = 4


@dataclass(frozen=True, slots=True)
class Head:
    """How a file begins: its name (lower case, without what compression adds), its first HEAD bytes, and these as text."""

    name: str
    data: bytes
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """The raw bytes of one input: a file, or the record with that `number` (from 1) inside one.

    `data` is none where there are more than LARGEST of them; size and digest are those of all.
    """

    number: int | None
    data: bytes | None
    size: int
    sha256: str

    def uri(self, file_uri: str) -> str:
        """The uri of the input, given that of its file."""
        return file_uri if self.number is None else f"{file_uri}#{self.number}"


def whole(stream: Stream) -> Piece:
    """A file as one piece."""
    return assembled(None, iter(lambda: stream.read(BLOCK), b""))


def whole_file(stream: Stream, _: Origin) -> Iterator[Piece]:
    """A file as one piece, whatever is known of it."""
    yield whole(stream)


def assembled(number: int | None, blocks: Iterable[bytes]) -> Piece:
    """The piece that `blocks` make up; of one that is too large the bytes are only counted and hashed."""
    digest, held, size = hashlib.sha256(), bytearray(), 0
    for block in blocks:
        digest.update(block)
        size += len(block)
        if size <= LARGEST:
            held += block
    return Piece(number, bytes(held) if size <= LARGEST else None, size, digest.hexdigest())


def numbered(pieces: Iterable[bytes]) -> Iterator[Piece]:
    """Records as pieces, counted from 1."""
    return (assembled(number, [data]) for number, data in enumerate(pieces, 1))


@dataclass(frozen=True, slots=True)
class Reader:
    """A form of article and how to read it.

    `read` makes a piece's bytes a record, or raises Refused. `pieces` gives at least one piece unless the file holds
    none; it may raise Refused where the rest of the file cannot be read.
    """

    form: Form
    claim: Callable[[Head], Claim]
    read: Callable[[bytes, Origin], Record]
    pieces: Callable[[Stream, Origin], Iterator[Piece]] = whole_file


@dataclass(frozen=True, slots=True)
class Entry:
    """A file inside a container: `mark` follows the container's uri, `place` is its path or address for its reader.

    Where the entry holds no article, or is damaged, `fault` says so and `stream` gives what can be kept of it.
    """

    mark: str
    place: str
    stream: Stream
    given: Given = NOTHING_GIVEN
    fault: Refused | None = None


@dataclass(frozen=True, slots=True)
class Container:
    """A form that holds files of other forms.

    Each entry must be read before the next is asked for. `entries` may raise Refused where the rest cannot be read.
    `is_seeking` tells that it must jump about in the file.
    """

    form: Form
    claim: Callable[[Head], Claim]
    entries: Callable[[Stream], Iterator[Entry]]
    is_seeking: bool = False
