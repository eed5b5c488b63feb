"""The database of the release before as the beginning of the next one: tables that are the same bytes in both need not be written again.

It serves only where it is, byte for byte, the one that this code made: a note says so, which is kept outside of the releases.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.release.errors import ReleaseError
from pipeline.release.manifest import DATABASE, MANIFEST, ReleaseFile, read_manifest, table_path
from pipeline.schema.registry import PUBLIC_TABLES
from pipeline.store.atomic import write_text
from pipeline.store.fingerprint import fingerprint
from pipeline.store.hashing import sha256_of_file
from pipeline.store.threads import MANY_ROWS

_MADE_BY = ("pipeline/release", "pipeline/schema", "pipeline/store", "requirements.lock")


@dataclass(frozen=True, slots=True)
class Carried:
    """A database to begin with, and the names of the tables in it that stay."""

    database: Path
    tables: frozenset[str]


def carried(note: Path, before: Path, files: Iterable[ReleaseFile]) -> Carried | None:
    """What a release with such files of tables may begin with of the release in the folder `before`; none where the note does not vouch
    for it, or where it does not pay: less than half of the rows are as they were, or so many are there now that blocks have another size."""
    try:
        if note.read_text(encoding="utf-8") != _state(before):
            return None
        old = _by_table(read_manifest(before).files)
    except (OSError, UnicodeDecodeError, ReleaseError):
        return None
    new = _by_table(files)
    same = {name: file for name, file in new.items() if name in old and old[name].sha256 == file.sha256}
    is_most = 2 * _rows(same) >= _rows(new)
    is_as_large = (_rows(old) < MANY_ROWS) == (_rows(new) < MANY_ROWS)
    return Carried(before / DATABASE, frozenset(same)) if same and is_most and is_as_large else None


def _by_table(files: Iterable[ReleaseFile]) -> dict[str, ReleaseFile]:
    by_path = {file.path: file for file in files}
    paths = {table.name: table_path(table.name) for table in PUBLIC_TABLES}
    return {name: by_path[path] for name, path in paths.items() if path in by_path}


def _rows(files: Mapping[str, ReleaseFile]) -> int:
    return sum(file.rows or 0 for file in files.values())


def note_database(note: Path, release: Path) -> None:
    """Note the database of a release that was made just now; without a note the next one is made from nothing."""
    with suppress(OSError):
        write_text(note, _state(release))


def _state(release: Path) -> str:
    digests = (sha256_of_file(release / name) for name in (MANIFEST, DATABASE))
    return " ".join((*digests, duckdb.__version__, fingerprint(*_MADE_BY)))
