"""What a reader is: a form, how it is known, how a file of it splits into pieces, how a piece becomes a record.

The registry that chooses among readers is in the package's `__init__`.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import BinaryIO

from pipeline.ingest.records import Origin, Record
from pipeline.schema.vocabularies import Form

LARGEST = 20_000_000
"""Bytes of the largest file or record that is read; nothing of this size is one article."""
BLOCK = 1 << 20


class Claim(IntEnum):
    """How surely a file is of a reader's form; the surest reader takes it."""

    NONE = 0
    FALLBACK = 1
    BY_NAME = 2
    BY_CONTENT = 3


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


def whole(stream: BinaryIO) -> Iterator[Piece]:
    """A file as one piece."""
    yield assembled(None, iter(lambda: stream.read(BLOCK), b""))


def assembled(number: int | None, blocks: Iterable[bytes]) -> Piece:
    """The piece that `blocks` make up; of one that is too large the bytes are only counted and hashed."""
    digest, held, size = hashlib.sha256(), bytearray(), 0
    for block in blocks:
        digest.update(block)
        size += len(block)
        if size <= LARGEST:
            held += block
    return Piece(number, bytes(held) if size <= LARGEST else None, size, digest.hexdigest())


@dataclass(frozen=True, slots=True)
class Reader:
    """A form of article and how to read it.

    `claim` judges a file by its name (lower case) and the text of its first 4,096 bytes. `read` makes a piece's bytes a
    record, or raises Refused. `pieces` gives at least one piece unless the file holds none.
    """

    form: Form
    claim: Callable[[str, str], Claim]
    read: Callable[[bytes, Origin], Record]
    pieces: Callable[[BinaryIO], Iterator[Piece]] = whole
