"""Bytes of a file as a stream: opened without waiting, decompressed in layers, metered against bombs.

What the bytes mean is for the readers; which files there are is in `files.py`.
"""

import bz2
import gzip
import io
import lzma
import os
import stat
import struct
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, TypeAlias, cast

import zstandard

from pipeline.ingest.files import File, filesystem
from pipeline.ingest.records import Refused
from pipeline.schema.vocabularies import RefusalReason

Stream: TypeAlias = "io.BufferedReader[Any]"
"""Bytes that can be looked at before they are read."""

_BUFFER = 1 << 16
_LAYERS = 3
_RATIO, _FLOOR = 200, 256 << 20
"""A file may unpack to 200 times its size and 256 MiB: news packs to a fifth, the most regular logs to a hundredth."""
_BOMBS = 3
"""Bombs in one archive behind which others of its files are still read."""
_IN_MEMORY = 64 << 20
_ZSTD = b"\x28\xb5\x2f\xfd"
_ZSTD_STEP = 256
"""Packed bytes taken at a time: a bomb unpacks to thousands of times as many before they are counted."""
_LARGEST_DICTIONARY = 10_000_000
_LARGEST_WINDOW = 1 << 27
"""Bytes of memory that a zstd frame may ask for: what `zstd -d` allows by default."""

BROKEN = (EOFError, struct.error, zlib.error, gzip.BadGzipFile, lzma.LZMAError, zstandard.ZstdError)
"""What decompression raises at damaged data, beside OSError of bzip2."""


@dataclass(slots=True)
class Meter:
    """Counts what a file unpacks to, over all of its layers and entries."""

    allowed: int
    used: int = 0
    bombs: int = 0

    def count(self, size: int) -> None:
        """Note bytes; raises Refused, too_large, where they are more than any honest file holds."""
        self.used += size
        if self.is_spent:
            found = f"it unpacks to more than {self.allowed:,} bytes, over {_RATIO} times its size"
            raise Refused(RefusalReason.TOO_LARGE, f"{found}: a decompression bomb, or pack it in smaller files")

    @property
    def is_spent(self) -> bool:
        """Whether the file has unpacked to more than it may."""
        return self.used > self.allowed

    def forgive(self, used: int) -> None:
        """Go back to what was `used` before an entry that was a bomb, so that those behind it are read, if bombs are few."""
        self.bombs += 1
        if self.bombs <= _BOMBS:
            self.used = used


class _Metered(io.RawIOBase):
    """A stream whose bytes are counted."""

    def __init__(self, stream: IO[bytes], meter: Meter) -> None:
        self._stream, self._meter = stream, meter

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        data = self._stream.read(len(view))
        self._meter.count(len(data))
        view[: len(data)] = data
        return len(data)


def metered(stream: IO[bytes], meter: Meter) -> Stream:
    """A buffered stream whose bytes count towards what its file may unpack to."""
    return io.BufferedReader(_Metered(stream, meter), _BUFFER)


class _Zstd(io.RawIOBase):
    """Frames of zstd one after another. The library's own stream ends without a word where a frame is cut short."""

    def __init__(self, stream: BinaryIO, dictionary: zstandard.ZstdCompressionDict | None = None) -> None:
        self._stream = stream
        self._unpacker = zstandard.ZstdDecompressor(dict_data=dictionary, max_window_size=_LARGEST_WINDOW)
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._packed = self._held = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        while not self._held and self._more():
            pass
        size = min(len(view), len(self._held))
        view[:size], self._held = self._held[:size], self._held[size:]
        return size

    def _more(self) -> bool:
        """Unpack a little more; false at the end of the stream, EOFError where that is inside a frame."""
        self._packed = self._packed or self._stream.read(_ZSTD_STEP)
        if not self._packed and self._frame:
            raise EOFError("a zstd frame is cut short")
        if not self._packed:
            return False
        self._frame = self._frame or self._unpacker.decompressobj()
        step, self._packed = self._packed[:_ZSTD_STEP], self._packed[_ZSTD_STEP:]
        self._held = self._frame.decompress(step)
        if self._frame.eof:
            self._packed, self._frame = self._frame.unused_data + self._packed, None
        return True


def _zstd(stream: BinaryIO) -> BinaryIO:
    return cast(BinaryIO, _Zstd(stream))


def _zstd_with_dictionary(stream: BinaryIO) -> BinaryIO:
    """A zstd stream that begins with the dictionary of its frames in a skippable one (IIPC, WARC files with zstd, 1.0)."""
    _, size = struct.unpack("<4sI", stream.read(8))
    if size > _LARGEST_DICTIONARY:
        raise Refused(RefusalReason.TOO_LARGE, f"a zstd dictionary of {size:,} bytes, over {_LARGEST_DICTIONARY:,}")
    held = stream.read(size)
    if held.startswith(_ZSTD):
        held = zstandard.ZstdDecompressor().decompress(held, max_output_size=_LARGEST_DICTIONARY)
    return cast(BinaryIO, _Zstd(stream, zstandard.ZstdCompressionDict(held)))


_UNPACKERS: tuple[tuple[bytes, str, Callable[[BinaryIO], BinaryIO]], ...] = (
    (b"\x1f\x8b", ".gz", lambda stream: cast(BinaryIO, gzip.GzipFile(fileobj=stream))),
    (b"BZh", ".bz2", lambda stream: cast(BinaryIO, bz2.BZ2File(stream))),
    (b"\xfd7zXZ\x00", ".xz", lambda stream: cast(BinaryIO, lzma.LZMAFile(stream))),  # noqa: SIM115
    (_ZSTD, ".zst", _zstd),
    (b"\x5d\x2a\x4d\x18", ".zst", _zstd_with_dictionary),
)
"""How compressed data begins, the suffix it goes by, and what undoes it."""


def unpacked(stream: Stream, name: str, meter: Meter) -> tuple[Stream, str]:
    """The stream without its layers of compression, and its name without their suffixes; Refused where there are too many."""
    for _ in range(_LAYERS + 1):
        head = stream.peek(_BUFFER)
        found = next(((suffix, undo) for sign, suffix, undo in _UNPACKERS if head.startswith(sign)), None)
        if found is None:
            return stream, name
        suffix, undo = found
        name = name.removesuffix(suffix) if name.lower().endswith(suffix) else name
        name = f"{name[:-4]}.tar" if name.lower().endswith(".tgz") else name
        stream = metered(undo(cast(BinaryIO, stream)), meter)
    raise Refused(RefusalReason.MALFORMED, f"compressed more than {_LAYERS} times over: unpack it first")


@contextmanager
def opened(file: File) -> Iterator[tuple[Stream, Meter]]:
    """The bytes of a file as they lie there, with the meter for what they unpack to.

    Raises OSError where it cannot be read, and Refused, unreadable, where it is no regular file or has changed by the end.
    """
    if file.fault:
        raise Refused(RefusalReason.UNREADABLE, file.fault)
    with _source(file) as (stream, size):
        meter = Meter(_FLOOR + _RATIO * size)
        yield io.BufferedReader(cast(Any, stream), _BUFFER), meter


@contextmanager
def _source(file: File) -> Iterator[tuple[IO[bytes], int]]:
    if file.path is None:
        system, path = filesystem(file.uri)
        with system.open(path, "rb") as stream:
            yield stream, int(system.size(path) or 0)
    else:
        with _regular(file.path) as stream:
            before = os.fstat(stream.fileno())
            yield stream, before.st_size
            _check_unchanged(before, os.fstat(stream.fileno()))


@contextmanager
def _regular(path: Path) -> Iterator[io.FileIO]:
    """A regular file; a pipe or a device is refused without waiting for whoever may write to it."""
    if path.is_dir():
        raise Refused(RefusalReason.UNREADABLE, "a folder that may not be listed: allow it to be read")
    if not path.exists():
        raise Refused(RefusalReason.UNREADABLE, "a link that leads nowhere, or a file that has gone")
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with io.FileIO(descriptor, closefd=True) as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise Refused(RefusalReason.UNREADABLE, "not a regular file: a pipe, socket or device is not read")
        yield stream


def _check_unchanged(before: os.stat_result, after: os.stat_result) -> None:
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise Refused(RefusalReason.UNREADABLE, "it changed while it was read: run again when it is written whole")


@contextmanager
def spooled(stream: IO[bytes] | Stream) -> Iterator[tuple[Stream, int]]:
    """A stream that can be gone back in, and its size: in memory while it is small, else in a temporary file."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as held:
        while block := stream.read(_BUFFER):
            held.write(block)
        size = held.tell()
        held.seek(0)
        yield io.BufferedReader(cast(Any, held), _BUFFER), size


def in_memory(data: bytes = b"") -> Stream:
    """Bytes at hand as a stream."""
    return io.BufferedReader(io.BytesIO(data))
