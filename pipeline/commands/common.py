"""What commands share: exit codes, the error of bad usage, answers to programs, and the folders that arguments name."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DONE, FAILED, MISUSED = 0, 1, 2


class UsageError(Exception):
    """What was asked for cannot be done as asked; the message is one line."""


@contextmanager
def misuse() -> Iterator[None]:
    """Take what is wrong with a release in the block for bad usage: what was named is not there."""
    from pipeline.release.errors import ReleaseError

    try:
        yield
    except ReleaseError as error:
        raise UsageError(str(error)) from error


def print_json(document: object) -> None:
    """Print what a command tells programs: one document."""
    from pipeline.display import to_json

    print(to_json(document), flush=True)


def folder(path: Path, what: str) -> Path:
    """The path, where it is a folder; UsageError where it is none."""
    if not path.is_dir():
        raise UsageError(f"{path}: there is no such {what} folder")
    return path


def release_folder(path: Path) -> Path:
    """The folder of a release: the path itself, the latest of an output folder, or for `OUT/releases/stable` where that points.

    Raises UsageError where there is none.
    """
    from pipeline.release.index import INDEX, LATEST, Channel, read_index
    from pipeline.store.paths import Output

    with misuse():
        if path.name in (LATEST, *Channel) and (path.parent / INDEX).is_file() and not path.exists():
            return path.parent / read_index(path.parent).resolve(path.name).version
        releases = Output(folder(path, "release")).releases
        latest = read_index(releases).latest if releases.is_dir() else None
    return releases / latest if latest else path
