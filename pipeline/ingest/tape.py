"""Records of an archive told apart by their header lines and stated lengths, also where some are damaged.

What is kept of the web (WARC, ARC) is written by crawlers that are stopped, and stored for decades: a length that is wrong
must cost the record that states it and no other. What a record means is for its form's module.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.ingest.streams import Stream

_LINE = 1 << 16
"""Bytes of the longest header line."""
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of an archive, from `offset` on: a record (header and block), or where `fault` says why it is none, lost bytes.

    `data` holds no more than was asked for at most; `size` counts all.
    """

    offset: int
    data: bytes
    size: int
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """How records begin: whether a line is a header's first, and how long the block behind a header is.

    `length` gives none where the header does not state it; `header_ends` tells whether a header goes on to a blank line.
    """

    is_first: Callable[[bytes], bool]
    length: Callable[[bytes], int | None]
    is_long: bool


@dataclass(slots=True)
class _Tape:
    """A stream into which what was read too far can be put back; `at` is how far that is read again."""

    stream: Stream
    back: bytes = b""
    at: int = 0
    offset: int = 0

    def line(self) -> bytes:
        end = self.back.find(b"\n", self.at, self.at + _LINE) + 1
        if end:
            found = self._taken(end - self.at)
        else:
            found = self._taken(_LINE)
            if len(found) < _LINE:
                found += self.stream.readline(_LINE - len(found))
        self.offset += len(found)
        return found

    def read(self, size: int) -> bytes:
        found = self._taken(size)
        if len(found) < size:
            found += self.stream.read(size - len(found))
        self.offset += len(found)
        return found

    def put_back(self, data: bytes) -> None:
        self.back, self.at = data + self.back[self.at :], 0
        self.offset -= len(data)

    def _taken(self, size: int) -> bytes:
        found = self.back[self.at : self.at + size]
        self.at += len(found)
        if self.at == len(self.back):
            self.back, self.at = b"", 0
        return found


def records(stream: Stream, layout: Layout, largest: int) -> Iterator[Cut]:
    """The records of an archive in order, each in full where it has at most `largest` bytes, and what lies between them."""
    tape = _Tape(stream)
    while True:
        start = tape.offset
        line = tape.line()
        if not line:
            return
        if layout.is_first(line):
            yield _record(tape, line, start, layout, largest)
        elif line.strip():
            tape.put_back(line)
            yield _lost(tape, layout, largest, start, "no record begins here")


def _record(tape: _Tape, line: bytes, start: int, layout: Layout, largest: int) -> Cut:
    header = line
    while layout.is_long and line.strip() and len(header) < _LINE:
        line = tape.line()
        header += line
    length = layout.length(header)
    if length is None or length < 0:
        return _lost(tape, layout, largest, start, "its header states no length", header)
    block, size = _block(tape, length, largest)
    if size < length:
        return _recovered(tape, layout, start, header, block, f"it is cut short: {size:,} of {length:,} bytes")
    after = _next_line(tape)
    if after and not layout.is_first(after):
        return _recovered(tape, layout, start, header, block, "its length is wrong: no record follows it")
    return Cut(start, header + block, len(header) + size)


def _block(tape: _Tape, length: int, largest: int) -> tuple[bytes, int]:
    """The block, or no more of it than `largest` bytes, and its size."""
    held, size = bytearray(), 0
    while size < length and (data := tape.read(min(_BLOCK, length - size))):
        size += len(data)
        if size <= largest:
            held += data
    return bytes(held), size


def _next_line(tape: _Tape) -> bytes:
    """The next line that is not blank, which stays to be read; blank ones are passed."""
    while line := tape.line():
        if line.strip():
            tape.put_back(line)
            return line
    return b""


def _recovered(tape: _Tape, layout: Layout, start: int, header: bytes, block: bytes, fault: str) -> Cut:
    """A record whose length is wrong: what begins inside its block is put back, and what follows up to the next is its own."""
    position = 0
    while (end := block.find(b"\n", position)) >= 0:
        position = end + 1
        if layout.is_first(block[position : position + _LINE].split(b"\n", 1)[0] + b"\n"):
            tape.put_back(block[position:])
            return Cut(start, header + block[:position], len(header) + position, fault)
    return _lost(tape, layout, len(header) + len(block) + _BLOCK, start, fault, header + block)


def _lost(tape: _Tape, layout: Layout, largest: int, start: int, fault: str, begun: bytes = b"") -> Cut:
    """What lies before the next record, together with what was `begun`."""
    held, size = bytearray(begun), len(begun)
    while line := tape.line():
        if layout.is_first(line):
            tape.put_back(line)
            break
        size += len(line)
        if size <= largest:
            held += line
    return Cut(start, bytes(held), size, fault)
