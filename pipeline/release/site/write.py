"""The files of a site, and their making in a folder: extracts first, then counts, then pages, then what is copied as it is.

What a page holds is in `pages.py`; what an extract holds in `extracts.py`.
"""

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import duckdb
import pyarrow as pa

from pipeline.release.database import reading
from pipeline.release.errors import ReleaseError
from pipeline.release.manifest import DATABASE, SIDECAR, Manifest, ReleaseFile, read_manifest, table_path
from pipeline.release.site.extracts import EXTRACTS, extract_path, prepare, write_extract
from pipeline.release.site.pages import DOCUMENTS, PAGES, Download, Facts, render
from pipeline.release.site.survey import Survey, survey
from pipeline.release.views import VIEWS
from pipeline.schema.model import Table
from pipeline.schema.registry import PUBLIC_TABLES
from pipeline.schema.render.arrow import to_arrow
from pipeline.schema.render.duckdb import identifier, literal
from pipeline.store.atomic import write_text

SITE = "site"
_STATIC = Path(__file__).parent / "static"
_LIBRARIES = _STATIC / "vendor"
_COUNTS = "data/counts.json"
_PLACES = "data/places.json"
_SCHEMA = "data/schema.json"

_MEANINGS = {
    DATABASE: "One file for DuckDB, with views",
    "csv/events.csv": "Events as CSV",
    "tables/events/part.parquet": "Events as Parquet",
    "plover.jsonl.gz": "Events for PLOVER tools",
    "CODEBOOK.md": "What every column means",
    "QUALITY.md": "Counts, checks, benchmarks",
    "CHANGES.md": "What this release changes",
    "CITATION.cff": "Citation",
    "LICENSE": "Licence",
    "datapackage.json": "Data Package",
    "croissant.json": "Croissant",
    "schema.json": "The schema as data",
    "sbom.cdx.json": "Bill of materials",
}


@dataclass(frozen=True, slots=True)
class Release:
    """A release to make a site for: its folder, version, day, the version before, and those of its files that the site names."""

    folder: Path
    version: str
    day: str
    parent: str | None
    files: Sequence[ReleaseFile]

    @classmethod
    def of(cls, folder: Path, manifest: Manifest) -> "Release":
        """The release in a folder, which has that manifest."""
        files = [file for file in manifest.files if not file.path.startswith(f"{SITE}/")]
        parent = manifest.parent.version if manifest.parent else None
        return cls(folder, manifest.version, manifest.created_at.date().isoformat(), parent, files)


def site_paths() -> tuple[str, ...]:
    """Every file of a site by its path inside it. Raises ReleaseError where the browser libraries were not made."""
    if not (_LIBRARIES / "plot.js").is_file():
        raise ReleaseError(f"{_LIBRARIES}: the browser libraries of the site are not there: run `make env`")
    copied = (path.relative_to(_STATIC).as_posix() for path in _STATIC.rglob("*") if path.is_file())
    static = sorted(f"static/{path}" for path in copied if not PurePosixPath(path).name.startswith("."))
    pages = [page.path for page in PAGES]
    return (*map(extract_path, EXTRACTS), _COUNTS, _PLACES, _SCHEMA, *pages, *static)


def write_site(release: Release, out: Path) -> None:
    """Write the site of a release into a folder, from which it finds the release by the path between the two.

    Raises ReleaseError where the release cannot be read.
    """
    write_pages(release, out, write_extracts(_opened(release.folder / DATABASE), out))


def write_extracts(opened: AbstractContextManager[duckdb.DuckDBPyConnection], out: Path) -> Survey:
    """Write what the pages of a site read of a release, from a connection that finds its tables and whose times are in UTC, and give back
    what they tell of it."""
    for name in EXTRACTS:
        (out / extract_path(name)).parent.mkdir(parents=True, exist_ok=True)
    with opened as connection:
        prepare(connection)
        for name in EXTRACTS:
            write_extract(connection, name, out / extract_path(name))
        return survey(connection)


def write_pages(release: Release, out: Path, surveyed: Survey) -> None:
    """Write all of a site but its extracts, which are there."""
    for name in site_paths():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
    write_text(out / _COUNTS, _json({"months": surveyed.months, "undated": surveyed.undated}))
    write_text(out / _PLACES, _json(surveyed.places))
    write_text(out / _SCHEMA, _json(_statements()))
    facts = _facts(release, out, surveyed)
    for page in PAGES:
        write_text(out / page.path, render(page, facts))
    for name in site_paths():
        if name.startswith("static/"):
            shutil.copyfile(_STATIC.parent / name, out / name)


def site_of(folder: Path, out: Path | None = None) -> Path:
    """The folder of a release's site: its own, or where it has none or another place is asked for, one written outside of it.

    A file more would make a release other than its manifest says, so that one made without a site gets it beside, as
    `VERSION-site`. Raises ReleaseError where the site cannot be written.
    """
    release = folder.resolve()
    own = release / SITE
    if out is None and (own / "index.html").is_file():
        return folder / SITE
    target = out.resolve() if out is not None else release.with_name(f"{release.name}-{SITE}")
    if target == release or release in target.parents:
        raise ReleaseError(
            f"{target}: is inside the release, which nothing may be added to: choose a folder outside of it"
        )
    try:
        write_site(Release.of(release, read_manifest(folder)), target)
    except OSError as fault:
        raise ReleaseError(f"{target}: the site cannot be written: {fault.strerror or fault}") from fault
    return target


@contextmanager
def _opened(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    try:
        with reading(database) as connection:
            yield connection
    except duckdb.Error as fault:
        raise ReleaseError(f"{database}: cannot be read for the site ({str(fault).splitlines()[0]})") from fault


def _facts(release: Release, out: Path, surveyed: Survey) -> Facts:
    return Facts(
        version=release.version,
        day=release.day,
        parent=release.parent,
        survey=surveyed,
        downloads=tuple(_downloads(release.files)),
        documents={name: _text(release.folder / name) for name in DOCUMENTS.values()},
        base=f"{Path(os.path.relpath(release.folder, out)).as_posix()}/",
        sizes=dict(_sizes(release.files, out)),
    )


def _downloads(files: Sequence[ReleaseFile]) -> Iterator[Download]:
    """The files in the order in which they are looked for: the database, then whole tables, then what explains them, then the rest."""
    held = {file.path: file for file in files}
    first = [path for path in _MEANINGS if path in held or path == DATABASE]
    for path in (*first, *sorted(held.keys() - {*first}), SIDECAR):
        file = held.get(path)
        yield Download(path, _meaning(path), file.bytes if file else None, file.sha256 if file else None)


def _meaning(path: str) -> str:
    if path == SIDECAR:
        return "Digests of every file"
    if path.startswith("tables/"):
        return _MEANINGS.get(path, f"Table {path.split('/')[1]} as Parquet")
    return _MEANINGS.get(path, f"{PurePosixPath(path).stem.capitalize()} as CSV" if path.startswith("csv/") else "")


def _sizes(files: Sequence[ReleaseFile], out: Path) -> Iterator[tuple[str, int]]:
    """Bytes of each Parquet file that a script reads: extracts by their name, tables of the release by their path."""
    for name in EXTRACTS:
        yield extract_path(name), (out / extract_path(name)).stat().st_size
    yield from ((file.path, file.bytes) for file in files if file.path.startswith("tables/"))


def _statements() -> dict[str, object]:
    """What the SQL page sets up: the file of each table, then the statements that make tables, views and macros of them."""
    tables = {table.name: table_path(table.name) for table in PUBLIC_TABLES}
    return {
        "tables": tables,
        "statements": [*map(_view_of_file, PUBLIC_TABLES), *(next(view.statements()) for view in VIEWS)],
    }


def _view_of_file(table: Table[Any]) -> str:
    # The database of the browser knows no time zones, and could not cast such a time to a day; all times here are UTC.
    times = [identifier(field.name) for field in to_arrow(table) if pa.types.is_timestamp(field.type)]
    replaced = f" REPLACE ({', '.join(f'{time}::TIMESTAMP AS {time}' for time in times)})" if times else ""
    file = literal(f"{table.name}.parquet")
    return f"CREATE VIEW {identifier(table.name)} AS SELECT *{replaced} FROM read_parquet({file})"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"
