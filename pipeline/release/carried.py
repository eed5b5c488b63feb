"""The database of the release before as the beginning of the next one: tables that are the same bytes in both need not be written again.

It serves only where it is, byte for byte, the one that this code made: a note says so, which is kept outside of the releases.
"""

from collections.abc import Iterable
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

_MADE_BY = ("pipeline/release", "pipeline/schema", "pipeline/store", "requirements.lock")


@dataclass(frozen=True, slots=True)
class Carried:
    """A database to begin with, and the names of the tables in it that stay."""

    database: Path
    tables: frozenset[str]


def carried(note: Path, before: Path, files: Iterable[ReleaseFile]) -> Carried | None:
    """What a release with such files may begin with of the release in the folder `before`; none where the note does not vouch for it,
    or no table is as it was."""
    try:
        if note.read_text(encoding="utf-8") != _state(before):
            return None
        held = {file.path: file.sha256 for file in read_manifest(before).files}
    except (OSError, UnicodeDecodeError, ReleaseError):
        return None
    digests = {file.path: file.sha256 for file in files}
    paths = {table.name: table_path(table.name) for table in PUBLIC_TABLES}
    same = frozenset(name for name, path in paths.items() if path in held and held[path] == digests.get(path))
    return Carried(before / DATABASE, same) if same else None


def note_database(note: Path, release: Path) -> None:
    """Note the database of a release that was made just now; without a note the next one is made from nothing."""
    with suppress(OSError):
        write_text(note, _state(release))


def _state(release: Path) -> str:
    digests = (sha256_of_file(release / name) for name in (MANIFEST, DATABASE))
    return " ".join((*digests, duckdb.__version__, fingerprint(*_MADE_BY)))
