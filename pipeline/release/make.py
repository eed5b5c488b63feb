"""The files of a planned release, made in a folder, some beside others; where the folder is and what becomes of it is in `publish.py`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb
import pyarrow as pa
from minisign import SecretKey

from pipeline.release.carried import carried
from pipeline.release.changes_page import changes_page
from pipeline.release.coverage import temporal_coverage
from pipeline.release.database import reading, rows_of, seeing, write_database
from pipeline.release.documents import citation, licence
from pipeline.release.exports import csv_table, write_csv
from pipeline.release.manifest import (
    DATABASE,
    MANIFEST,
    UNLISTED,
    Manifest,
    ReleaseFile,
    code_version,
    content_digest,
    csv_path,
    lock_digest,
    lock_file,
    table_path,
)
from pipeline.release.plan import CSV_TABLES, Maker, PlannedFile, ReleasePlan
from pipeline.release.plover import write_plover
from pipeline.release.sbom import bill_of_materials, kept_bill
from pipeline.release.signature import sign
from pipeline.release.site.write import SITE, Release, write_extracts, write_pages
from pipeline.release.sums import write_sums
from pipeline.release.views import views_page
from pipeline.schema.document import public_schema
from pipeline.schema.registry import PUBLIC_TABLES, SCHEMA_VERSION, table_named
from pipeline.schema.render.codebook import codebook
from pipeline.schema.render.croissant import croissant
from pipeline.schema.render.datapackage import datapackage
from pipeline.schema.render.files import TableFile
from pipeline.store import parquet
from pipeline.store.atomic import write_text
from pipeline.store.hashing import sha256_of_file
from pipeline.store.threads import MANY_ROWS


@dataclass(frozen=True, slots=True)
class Content:
    """What goes into a release: every public table by name, and the texts of QUALITY.md and quality.json."""

    tables: Mapping[str, pa.Table]
    quality: str
    quality_data: str


def make_release(
    plan: ReleasePlan, content: Content, folder: Path, key: SecretKey | None = None, note: Path | None = None
) -> Manifest:
    """Make every file of the plan in an empty folder, then manifest, signature where there is a key, and digests; give back the manifest.

    Where the release before lies beside the folder and a `note` vouches for its database, that of this one begins as a copy.
    """
    tables = [*_tables(plan, content, folder)]
    before = carried(note, folder.parent / plan.parent.version, tables) if note and plan.parent else None
    # DuckDB works on other cores while files are made that do not need its database.
    with ThreadPoolExecutor(2) as beside:
        database = beside.submit(write_database, content.tables, folder / DATABASE, before)
        asked = partial(_asked, content, folder / DATABASE, database)
        surveyed = beside.submit(write_extracts, asked(), folder / SITE)
        files = [*tables, *_own_files(plan, content, folder, tables, asked)]
        database.result()
        # The site tells of all the others, and its files are made together.
        write_pages(_site_subject(plan, folder, files), folder / SITE, surveyed.result())
    files += [_described(planned, folder / planned.path) for planned in plan.files if planned.maker is Maker.SITE]
    manifest = Manifest(
        version=plan.version,
        created_at=plan.created_at,
        schema_version=SCHEMA_VERSION,
        code_version=code_version(),
        lock_sha256=lock_digest(),
        input_digest=plan.input_digest,
        content_digest=content_digest(files),
        parent=plan.parent,
        files=tuple(sorted(files, key=lambda file: file.path)),
    )
    write_text(folder / MANIFEST, manifest.text())
    if key is not None:
        sign(folder, manifest, key)
    write_sums(folder, manifest)
    return manifest


@contextmanager
def _asked(content: Content, path: Path, database: Future[None]) -> Iterator[duckdb.DuckDBPyConnection]:
    """What makers ask for the rows of a release: memory, or where they are many its database, once it is there, so that DuckDB holds
    them but once."""
    if rows_of(content.tables) < MANY_ROWS:
        with seeing(content.tables) as connection:
            yield connection
    else:
        database.result()
        with reading(path) as connection:
            yield connection


def _tables(plan: ReleasePlan, content: Content, folder: Path) -> Iterator[ReleaseFile]:
    for planned in plan.files:
        if planned.maker is Maker.TABLE:
            name, path = planned.table or "", folder / planned.path
            parquet.write(table_named(name), content.tables[name], path)
            yield _described(planned, path)


def _own_files(
    plan: ReleasePlan,
    content: Content,
    folder: Path,
    tables: Sequence[ReleaseFile],
    asked: Callable[[], AbstractContextManager[duckdb.DuckDBPyConnection]],
) -> list[ReleaseFile]:
    """Make the files of a plan that are not the site's, but for tables and database, and describe those that the manifest lists."""
    files: list[ReleaseFile] = []
    with ExitStack() as stack:
        for planned in (each for each in plan.files if each.maker not in (Maker.TABLE, Maker.SITE)):
            path = folder / planned.path
            path.parent.mkdir(parents=True, exist_ok=True)
            match planned.maker:
                case Maker.DATABASE:
                    # What follows asks for rows.
                    connection = stack.enter_context(asked())
                case Maker.CSV:
                    write_csv(connection, planned.table or "", path)
                case Maker.PLOVER:
                    write_plover(connection, plan.version, path)
                case Maker.QUALITY_DATA:
                    write_text(path, content.quality_data)
                case _:
                    write_text(path, _page(planned.maker, plan, content, [*tables, *files]))
            if planned.path not in UNLISTED:
                files.append(_described(planned, path))
    return files


def _site_subject(plan: ReleasePlan, folder: Path, files: Sequence[ReleaseFile]) -> Release:
    parent = plan.parent.version if plan.parent else None
    return Release(folder, plan.version, plan.created_at.date().isoformat(), parent, tuple(files))


def _described(planned: PlannedFile, path: Path) -> ReleaseFile:
    return ReleaseFile(
        path=planned.path,
        sha256=sha256_of_file(path),
        bytes=path.stat().st_size,
        rows=planned.rows,
    )


def _page(maker: Maker, plan: ReleasePlan, content: Content, made: Sequence[ReleaseFile]) -> str:
    day = plan.created_at.date()
    match maker:
        case Maker.DATAPACKAGE:
            return datapackage(_csv_files(made), _table_files(made), plan.version)
        case Maker.CROISSANT:
            return croissant(_table_files(made), plan.version, day, temporal_coverage(content.tables["articles"]))
        case Maker.CODEBOOK:
            return f"{codebook(PUBLIC_TABLES)}\n{views_page()}"
        case Maker.SCHEMA:
            return public_schema().text()
        case Maker.SBOM:
            return bill_of_materials(lock_file(), plan.created_at, kept_bill())
        case Maker.CHANGES:
            return changes_page(content.tables["changes"], plan.version, plan.parent.version if plan.parent else None)
        case Maker.QUALITY:
            return content.quality
        case Maker.CITATION:
            return citation(plan.version, day)
        case Maker.LICENCE:
            return licence(plan.version)
    raise ValueError(f"{maker} makes no page")


def _table_files(made: Sequence[ReleaseFile]) -> list[TableFile]:
    files = {file.path: file for file in made}
    held = [(table, files[table_path(table.name)]) for table in PUBLIC_TABLES]
    return [TableFile(table, file.path, file.bytes, file.sha256) for table, file in held]


def _csv_files(made: Sequence[ReleaseFile]) -> list[TableFile]:
    files = {file.path: file for file in made}
    held = [(csv_table(name), files[csv_path(name)]) for name in CSV_TABLES]
    return [TableFile(table, file.path, file.bytes, file.sha256) for table, file in held]
