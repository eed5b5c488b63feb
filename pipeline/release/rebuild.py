"""Whether a release can be made again from its articles: the release set up as the parent of the one that is made, and the
two compared table by table.

Under the ledger of the release itself a rebuild gives every event the id that it had, also where earlier releases gave it.
Who runs the stages is in `assets/rebuild.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pipeline.release.index import Index, IndexEntry, write_index
from pipeline.release.manifest import Manifest, code_version, lock_digest, read_manifest
from pipeline.release.overrides import overrides_text
from pipeline.release.plan import QUALITY_DATA
from pipeline.release.published import read_table
from pipeline.release.quality_data import read_overridden
from pipeline.schema.registry import PUBLIC_TABLES
from pipeline.schema.tables.changes import CHANGES
from pipeline.store.atomic import write_text
from pipeline.store.paths import Output

_OF_THE_RUN = frozenset({"ingest_batch"})
"""Columns that say in which runs articles came in: a release that grew over many is rebuilt in one."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A table of a release beside the same of its rebuild: what was found in a line, and whether it speaks against the release."""

    table: str
    finding: str
    is_fault: bool

    def __str__(self) -> str:
        return f"{self.table}: {self.finding}"


def set_up(release: Path, output: Output) -> None:
    """Make a release the latest of an empty output folder, without copying it, with the overrides that let it pass.

    Raises ReleaseError where it cannot be read.
    """
    manifest = read_manifest(release)
    output.releases.mkdir(parents=True)
    (output.releases / manifest.version).symlink_to(release.resolve(), target_is_directory=True)
    entry = IndexEntry.of(release, manifest, manifest.created_at)
    write_index(output.releases, Index().with_release(entry))
    if (release / QUALITY_DATA).is_file():
        overridden = read_overridden((release / QUALITY_DATA).read_text(encoding="utf-8"))
        write_text(output.overrides, overrides_text(overridden))


def other_makers(manifest: Manifest) -> Iterator[str]:
    """In what the code at hand is not the one that made a release: reasons for a rebuild to differ."""
    if manifest.code_version != code_version():
        yield f"the release was made by Entente {manifest.code_version}, this is {code_version()}"
    if manifest.lock_sha256 != lock_digest():
        yield "the release was made with other versions of libraries (requirements.lock)"


def compare(release: Path, rebuilt: Path) -> list[Compared]:
    """Every public table of a release beside that of its rebuild, but for `changes`, which tells of the release before.

    `redirects` is compared: it carries on from that of the release, and nothing is given up on the way."""
    first, second = read_manifest(release), read_manifest(rebuilt)
    return [_compared(release, rebuilt, first, second, table.name) for table in PUBLIC_TABLES if table is not CHANGES]


def _compared(release: Path, rebuilt: Path, first: Manifest, second: Manifest, table: str) -> Compared:
    if not first.has(table):
        return Compared(table, "the release does not have it: it was made to an earlier schema", is_fault=True)
    if first.file_of(table).sha256 == second.file_of(table).sha256:
        return Compared(table, f"{first.rows(table):,} rows, the same bytes", is_fault=False)
    one, other = read_table(release, table), read_table(rebuilt, table)
    if one.num_rows != other.num_rows:
        return Compared(table, f"{one.num_rows:,} rows, {other.num_rows:,} in the rebuild", is_fault=True)
    differing = list(_differing(one, other))
    finding = f"{one.num_rows:,} rows, other values of {', '.join(differing) or 'no column, but other bytes'}"
    return Compared(table, finding, is_fault=not differing or not _OF_THE_RUN.issuperset(differing))


def _differing(one: pa.Table, other: pa.Table) -> Iterator[str]:
    """The columns that only one has, or whose values differ; rows of both stand in the table's order."""
    for name in dict.fromkeys([*one.column_names, *other.column_names]):
        has_both = name in one.column_names and name in other.column_names
        if not has_both or not one[name].equals(other[name]):
            yield name
