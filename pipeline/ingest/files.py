"""The files that a run takes in: sources walked in a fixed order and opened as streams of bytes, gzip undone.

What the bytes mean is for the readers.
"""

import gzip
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

_GZIP = b"\x1f\x8b"


class SourceNotFound(Exception):
    """A source that was asked for is not there; the message is one line."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to take in: its uri (the path as given), its path below the source given, and where it lies."""

    uri: str
    place: str
    path: Path


def find_files(sources: Sequence[str | Path]) -> list[File]:
    """The files of all sources, each uri once, in order of uri; hidden files and folders inside a source are
    passed over, links to folders not followed.

    A folder that cannot be listed stands for itself, so that it is reported. Raises SourceNotFound.
    """
    files = [file for source in sources for file in _files(str(source))]
    # Of a file named twice the longer place is kept, whichever source came first.
    found = {file.uri: file for file in sorted(files, key=lambda file: (file.uri, len(file.place)))}
    return list(found.values())


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The bytes of a regular file, decompressed where they are gzip; OSError (EOFError, zlib.error on reading) on faults."""
    if not path.is_file():
        raise OSError(None, _fault(path))
    with path.open("rb") as file:
        is_gzip = file.read(len(_GZIP)) == _GZIP
        file.seek(0)
        if is_gzip:
            with gzip.GzipFile(fileobj=file) as unpacked:
                yield cast(BinaryIO, unpacked)
        else:
            yield file


def _fault(path: Path) -> str:
    if path.is_dir():
        return "a folder that may not be listed"
    return "not a regular file" if path.exists() else "a link that leads nowhere"


def _files(source: str) -> Iterator[File]:
    if "://" in source:
        raise SourceNotFound(f"{source}: ingest reads files and folders; fetch the page to a file first")
    root = Path(source)
    if not os.path.lexists(root):
        raise SourceNotFound(f"{source}: there is no such file or folder of articles")
    if not root.is_dir():
        yield File(_printable(source), _printable(root.name), root)
        return
    unlisted: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=unlisted.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (_below(source, Path(folder) / name) for name in names if not name.startswith("."))
    yield from (_below(source, Path(fault.filename)) for fault in unlisted)


def _below(source: str, path: Path) -> File:
    place = path.relative_to(source).as_posix()
    uri = source if place == "." else f"{source.rstrip('/')}/{place}"
    return File(_printable(uri), _printable(place), path)


def _printable(name: str) -> str:
    """File names are bytes: those that are not UTF-8 get `\\x..` for the stray bytes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
