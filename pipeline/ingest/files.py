"""The files that a run takes in: sources named by path, pattern or URL, walked in a fixed order.

What their bytes are is for `streams.py` and the readers.
"""

import glob
import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import fsspec
from obstore.fsspec import register

from pipeline.ingest.records import NOTHING_GIVEN, Given, printable
from pipeline.schema.vocabularies import Form

STDIN = "-"
_FETCHED = ("http", "https", "ftp", "ftps", "sftp", "git", "github", "data")
"""Protocols that fsspec knows and that reach into the web: pages come in by fetching, which asks robots.txt and keeps a pace."""
_STORES = ("s3", "gs", "gcs", "az", "abfs")
_MAGIC = "*?["


class SourceNotFound(Exception):
    """A source that was asked for is not there; the message is one line."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where articles come from: a path, a pattern, an fsspec URL or `-` for standard input, and what is known of them."""

    location: str
    given: Given = NOTHING_GIVEN


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a refused input of which the bytes were kept: the form that it was read as, its number in its file."""

    form: Form | None
    record: int | None


@dataclass(frozen=True, slots=True)
class File:
    """A file to take in: its uri (the path or URL as given), its path below the source given, and how to open it.

    `path` is none for a URL. `fault` is set for what is found but is nothing that may be read, `kept` where the path is
    that of bytes kept of a refused input.
    """

    uri: str
    place: str
    path: Path | None
    given: Given = NOTHING_GIVEN
    fault: str | None = None
    kept: Kept | None = None


def find_files(sources: Sequence[str | Path | Source]) -> list[File]:
    """The files of all sources, each uri once, in order of uri; hidden files and folders inside a source are
    passed over, links to folders not followed, links to files not beyond the source.

    A folder that cannot be listed stands for itself, so that it is reported. Raises SourceNotFound.
    """
    named = (source if isinstance(source, Source) else Source(str(source)) for source in sources)
    files = [file for source in named for file in _files(source)]
    # Of a file named twice the longer place is kept, whichever source came first.
    found = {file.uri: file for file in sorted(files, key=lambda file: (file.uri, len(file.place)))}
    return list(found.values())


def stamp_of(files: Iterable[File]) -> str | None:
    """A digest of names, sizes and times of files, and of what is known of them; none where one is not in a folder here, whose times
    tell of any change.

    Times are those of the last change of content or attributes, which nobody can set.
    """
    digest = hashlib.sha256()
    for file in files:
        if file.path is None:
            return None
        try:
            stat = file.path.stat()
        except OSError:
            return None
        told = (file.uri, file.given, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
        digest.update(repr(told).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def filesystem(url: str) -> tuple[fsspec.AbstractFileSystem, str]:
    """The file system of an fsspec URL, with the path in it; ValueError or ImportError where there is none."""
    register(list(_STORES))
    system, path = fsspec.url_to_fs(url)
    return system, str(path)


def _files(source: Source) -> Iterator[File]:
    location = source.location
    if location == STDIN:
        yield File(STDIN, STDIN, None, source.given)
    elif "://" in location:
        yield from _remote(source)
    elif os.path.lexists(location):
        yield from _local(source, Path(location))
    else:
        found = sorted(glob.glob(location, recursive=True)) if any(sign in location for sign in _MAGIC) else []  # noqa: PTH207
        if not found:
            raise SourceNotFound(f"{location}: there is no such file or folder of articles")
        for name in found:
            yield from _local(Source(name, source.given), Path(name))


def _local(source: Source, root: Path) -> Iterator[File]:
    if not root.is_dir():
        yield File(_printable(source.location), _printable(root.name), root, source.given)
        return
    unlisted: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=unlisted.append):
        linked = [name for name in folders if not name.startswith(".") and (Path(folder) / name).is_symlink()]
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (_below(source, root, Path(folder) / name) for name in names if not name.startswith("."))
        yield from (_below(source, root, Path(folder) / name) for name in linked)
    yield from (_below(source, root, Path(fault.filename)) for fault in unlisted)


def _below(source: Source, root: Path, path: Path) -> File:
    place = path.relative_to(root).as_posix()
    uri = source.location if place == "." else f"{source.location.rstrip('/')}/{place}"
    return File(_printable(uri), _printable(place), path, source.given, _link_fault(root, path))


def _link_fault(root: Path, path: Path) -> str | None:
    """Why a link is not followed: whoever may write into a folder of articles must not choose what else is read."""
    if not path.is_symlink():
        return None
    if path.is_dir():
        return "a link to a folder: name that folder as a source of its own"
    # Path.resolve raises at a link to itself, which is left to whoever opens it.
    is_inside = Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))
    return None if is_inside or not path.exists() else "a link that leads out of the source: put the file itself there"


def _remote(source: Source) -> Iterator[File]:
    location = source.location
    protocols = {part.partition("://")[0] for part in location.split("::")}
    if web := sorted(protocols.intersection(_FETCHED)):
        raise SourceNotFound(
            f"{location}: {web[0]} is not read directly: list it in sources.toml, by which pages are fetched"
        )
    try:
        system, path = filesystem(location)
        names = sorted(_listed(system, path))
    except (ImportError, ValueError) as fault:
        raise SourceNotFound(f"{location}: {' '.join(str(fault).split())}") from fault
    except Exception as fault:  # What a store raises is its own affair: each has other errors.
        detail = " ".join(str(fault).split())[:200]
        raise SourceNotFound(f"{location}: cannot be listed: {type(fault).__name__}: {detail}") from fault
    if not names:
        raise SourceNotFound(f"{location}: there is no such file or folder of articles")
    prefix = location.partition("://")[0]
    base = path.rstrip("/") if not any(sign in path for sign in _MAGIC) else ""
    for name in names:
        place = name.removeprefix(base).lstrip("/") or name.rpartition("/")[2]
        yield File(f"{prefix}://{name.lstrip('/') if prefix != 'file' else name}", place, None, source.given)


def _listed(system: fsspec.AbstractFileSystem, path: str) -> Iterable[str]:
    if any(sign in path for sign in _MAGIC):
        return [str(name) for name in system.glob(path) if system.isfile(name)]
    return [str(name) for name in system.find(path) if not _is_hidden(str(name).removeprefix(path))]


def _is_hidden(place: str) -> bool:
    return any(part.startswith(".") for part in place.split("/"))


def _printable(name: str) -> str:
    """File names are bytes: those that are not UTF-8 get `\\x..` for the stray bytes."""
    return printable(os.fsencode(name).decode("utf-8", "backslashreplace"))
