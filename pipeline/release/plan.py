"""What publishing a release will do, decided before anything is done: a value that one can print and test.

It is carried out by `publish.py`.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pipeline.release.compatibility import SCHEMA
from pipeline.release.index import Index
from pipeline.release.manifest import DATABASE, Parent, csv_path, table_path
from pipeline.release.site.write import SITE, site_paths
from pipeline.schema.registry import PUBLIC_TABLES

CSV_TABLES = ("events", "participants", "evidence", "articles", "entities", "agreements", "dyads")
"""The tables that a release also holds for spreadsheets."""


QUALITY_DATA = "quality.json"
"""The file with every check and figure of drift; releases made before there was one lack it."""


class Maker(StrEnum):
    """What makes a file of a release."""

    TABLE = "table"
    DATABASE = "database"
    CSV = "csv"
    PLOVER = "plover"
    DATAPACKAGE = "datapackage"
    CROISSANT = "croissant"
    CODEBOOK = "codebook"
    CHANGES = "changes"
    QUALITY = "quality"
    QUALITY_DATA = "quality data"
    CITATION = "citation"
    SCHEMA = "schema"
    SBOM = "sbom"
    LICENCE = "licence"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file to be made: its path inside the release, its maker, the table that it holds, and rows."""

    path: str
    maker: Maker
    table: str | None = None
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class ReleasePlan:
    """A release to be published: its version, time, origin, parent, and files in the order in which they are made."""

    version: str
    created_at: dt.datetime
    input_digest: str
    parent: Parent | None
    files: tuple[PlannedFile, ...]

    def __str__(self) -> str:
        after = f"after {self.parent.version}" if self.parent else "the first"
        lines = [f"release {self.version}, {after}, from inputs {self.input_digest[:12]}"]
        lines += [f"  {file.path}" + ("" if file.rows is None else f"  {file.rows} rows") for file in self.files]
        return "\n".join(lines)


def plan_release(
    *,
    version: str,
    created_at: dt.datetime,
    index: Index,
    rows: Mapping[str, int],
    input_digest: str,
) -> ReleasePlan:
    """The plan for a release of tables with the given numbers of `rows`."""
    latest = index.entry(index.latest) if index.latest else None
    return ReleasePlan(
        version=version,
        created_at=created_at,
        input_digest=input_digest,
        parent=Parent(version=latest.version, manifest_sha256=latest.manifest_sha256) if latest else None,
        files=tuple(_files(rows)),
    )


def _files(rows: Mapping[str, int]) -> Iterator[PlannedFile]:
    for table in PUBLIC_TABLES:
        yield PlannedFile(table_path(table.name), Maker.TABLE, table.name, rows[table.name])
    yield PlannedFile("CODEBOOK.md", Maker.CODEBOOK)
    yield PlannedFile(SCHEMA, Maker.SCHEMA)
    yield PlannedFile("sbom.cdx.json", Maker.SBOM)
    yield PlannedFile("CHANGES.md", Maker.CHANGES)
    yield PlannedFile("QUALITY.md", Maker.QUALITY)
    yield PlannedFile(QUALITY_DATA, Maker.QUALITY_DATA)
    yield PlannedFile("CITATION.cff", Maker.CITATION)
    yield PlannedFile("LICENSE", Maker.LICENCE)
    # What follows reads the database, or tells of files made before.
    yield PlannedFile(DATABASE, Maker.DATABASE)
    for name in CSV_TABLES:
        yield PlannedFile(csv_path(name), Maker.CSV, name, rows[name])
    yield PlannedFile("plover.jsonl.gz", Maker.PLOVER, "events", rows["events"])
    yield PlannedFile("datapackage.json", Maker.DATAPACKAGE)
    yield PlannedFile("croissant.json", Maker.CROISSANT)
    for path in site_paths():
        yield PlannedFile(f"{SITE}/{path}", Maker.SITE)
