"""The manifest of a release: the typed contract that says what the release holds and where it comes from.

Who checks it is in `verify.py`; the list of all releases is in `index.py`.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from pipeline.release.errors import ReleaseError
from pipeline.release.version import parse_version
from pipeline.store.hashing import sha256_of_file
from pipeline.store.paths import PROJECT

MANIFEST = "manifest.json"
SIDECAR = "manifest.sha256"
DATABASE = "entente.duckdb"
SIGNATURE = "manifest.json.minisig"
UNLISTED = frozenset({MANIFEST, SIDECAR, SIGNATURE, DATABASE})
"""The files that the manifest does not list: those that depend on it, and the database, whose bytes no rebuild can give again."""

PROOF = frozenset({MANIFEST, SIDECAR, SIGNATURE})
"""What stays of a release that was withdrawn: enough to prove what it was, who signed it, and which release it followed."""

FORMAT: Literal["entente-release/2"] = "entente-release/2"
"""The form of releases made now. Those of form 1 listed their database in the manifest, and no other file beside it."""

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class ReleaseFile(_Frozen):
    """A file of a release: path inside it, digest, size in bytes, and rows where it has any."""

    path: str
    sha256: Sha256
    bytes: Annotated[int, Field(ge=0)]
    rows: Annotated[int, Field(ge=0)] | None


class Parent(_Frozen):
    """The release before, with the digest of its manifest: releases form a chain."""

    version: str
    manifest_sha256: Sha256


class Manifest(_Frozen):
    """What a release holds and where it comes from: the same bytes whenever and wherever it is made from the same inputs.

    `created_at` is the time that was set for the release, see `creation_time`, not that at which its publisher ran.
    """

    format: Literal["entente-release/1", "entente-release/2"] = FORMAT
    version: str
    created_at: AwareDatetime
    schema_version: str
    code_version: str
    lock_sha256: Sha256 | None
    input_digest: str
    content_digest: Sha256
    parent: Parent | None
    files: tuple[ReleaseFile, ...]

    def rows(self, table: str) -> int:
        """How many rows the release has of a table; KeyError where it does not have the table."""
        rows = self.file_of(table).rows
        if rows is None:
            raise KeyError(table)
        return rows

    def has(self, table: str) -> bool:
        """Whether the release has a table."""
        return any(file.path == table_path(table) for file in self.files)

    def file_of(self, table: str) -> ReleaseFile:
        """The file of a table; KeyError where the release does not have the table."""
        for file in self.files:
            if file.path == table_path(table):
                return file
        raise KeyError(table)

    def text(self) -> str:
        """The manifest as the text of `manifest.json`."""
        return self.model_dump_json(indent=2) + "\n"


def table_path(table: str) -> str:
    """The path inside a release of a table's Parquet file."""
    return f"tables/{table}/part.parquet"


def csv_path(table: str) -> str:
    """The path inside a release of a table's CSV file, where it has one."""
    return f"csv/{table}.csv"


def read_manifest(release: Path) -> Manifest:
    """The manifest of a release folder; ReleaseError where it is missing or malformed."""
    path = release / MANIFEST
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ReleaseError(f"{path}: cannot be read ({error.strerror}): is this a release folder?") from error
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        place = ".".join(map(str, fault["loc"])) or "the file"
        raise ReleaseError(f"{path}: not a manifest: {place}: {fault['msg']}") from error


def content_digest(files: Iterable[ReleaseFile]) -> str:
    """SHA-256 over the digests of the tables, `changes` left out: equal for equal content, whatever the parent, day or machine."""
    tables = (file for file in files if file.path.startswith("tables/") and file.path != table_path("changes"))
    lines = sorted(f"{file.path}  {file.sha256}\n" for file in tables)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def creation_time(version: str, environment: Mapping[str, str]) -> dt.datetime:
    """The time of creation to state: `SOURCE_DATE_EPOCH` where it is set, else the start of the version's day, in UTC.

    Raises ReleaseError where either is malformed.
    """
    epoch = environment.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return dt.datetime.combine(parse_version(version).day, dt.time(), dt.UTC)
    if not epoch.isascii() or not epoch.isdigit():
        raise ReleaseError(f"SOURCE_DATE_EPOCH is '{epoch}': set it to whole seconds since 1970, or unset it")
    return dt.datetime.fromtimestamp(int(epoch), dt.UTC)


def code_version() -> str:
    """The version of the installed package."""
    return metadata.version("entente")


def lock_digest() -> str | None:
    """SHA-256 of the lock file of the checkout; none where there is no lock."""
    lock = lock_file()
    return sha256_of_file(lock) if lock else None


def lock_file() -> Path | None:
    """The lock file of the checkout; none where there is no lock."""
    lock = PROJECT / "requirements.lock"
    return lock if lock.is_file() else None
