"""Reading a release that was published: its manifest and its tables as they were declared then.

Whether it is whole is for `verify.py` to say.
"""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.release.errors import ReleaseError
from pipeline.release.index import read_index
from pipeline.release.manifest import Manifest, read_manifest, table_path
from pipeline.schema.registry import PUBLIC_TABLES
from pipeline.schema.render.arrow import to_arrow
from pipeline.schema.tables.redirects import REDIRECTS
from pipeline.store.paths import Output


@dataclass(frozen=True, slots=True)
class ParentRelease:
    """What changes are reckoned against: version, events, participants, ledger and redirects of a release."""

    version: str
    events: pa.Table
    participants: pa.Table
    ledger: pa.Table
    redirects: pa.Table


def load_parent(output: Output) -> ParentRelease | None:
    """The latest release of an output folder; none where there is no release yet. ReleaseError where it cannot be read."""
    latest = read_index(output.releases).latest
    return read_parent(output.releases / latest) if latest else None


def parent_tables(output: Output) -> dict[str, Path]:
    """The files of the latest release of an output folder by table; none where there is no release yet."""
    latest = read_index(output.releases).latest
    release = output.releases / str(latest)
    files = {table.name: release / table_path(table.name) for table in PUBLIC_TABLES} if latest else {}
    return {name: file for name, file in files.items() if file.is_file()}


def read_parent(release: Path) -> ParentRelease:
    """A release folder as one to reckon changes against; ReleaseError where it cannot be read."""
    manifest: Manifest = read_manifest(release)
    return ParentRelease(
        version=manifest.version,
        events=read_table(release, "events"),
        participants=read_table(release, "participants"),
        ledger=read_table(release, "ledger"),
        redirects=read_table(release, "redirects") if manifest.has("redirects") else to_arrow(REDIRECTS).empty_table(),
    )


def read_table(release: Path, name: str) -> pa.Table:
    """A table of a release, with the columns that it had then; ReleaseError where it cannot be read."""
    path = release / table_path(name)
    try:
        return pq.read_table(path, partitioning=None)
    except (OSError, pa.ArrowException) as error:
        raise ReleaseError(f"{path}: cannot be read: run `entente verify {release}`") from error
