"""The list of all releases, `releases/index.json`: newest first, with `latest`; it is written last and read first.

What one release holds is in its manifest.
"""

import datetime as dt
import os
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from pipeline.release.errors import ReleaseError
from pipeline.release.manifest import MANIFEST, SIDECAR, Manifest, Sha256
from pipeline.store.atomic import replacing
from pipeline.store.hashing import sha256_of_file

INDEX = "index.json"


class IndexEntry(BaseModel):
    """A release as the index lists it; `events` counts the rows of its table of events.

    `sums_sha256` is the digest of its `manifest.sha256`, and so pins every byte; `published_at` is when it was listed.
    """

    model_config = ConfigDict(frozen=True)

    version: str
    date: dt.date
    manifest_sha256: Sha256
    sums_sha256: Sha256 | None = None
    content_digest: Sha256
    events: int
    published_at: AwareDatetime | None = None

    @classmethod
    def of(cls, release: Path, manifest: Manifest, published_at: dt.datetime) -> "IndexEntry":
        """The entry of the release in a folder, which has that manifest."""
        return cls(
            version=manifest.version,
            date=manifest.created_at.date(),
            manifest_sha256=sha256_of_file(release / MANIFEST),
            sums_sha256=sha256_of_file(release / SIDECAR),
            published_at=published_at.astimezone(dt.UTC).replace(microsecond=0),
            content_digest=manifest.content_digest,
            events=manifest.rows("events"),
        )


class Index(BaseModel):
    """Every release in order of publication, newest first."""

    model_config = ConfigDict(frozen=True)

    latest: str | None = None
    releases: tuple[IndexEntry, ...] = ()

    def entry(self, version: str) -> IndexEntry | None:
        """The entry of a version, where it is listed."""
        return next((entry for entry in self.releases if entry.version == version), None)

    def with_release(self, entry: IndexEntry) -> "Index":
        """The index after `entry` was published."""
        return Index(latest=entry.version, releases=(entry, *self.releases))


def read_index(releases: Path) -> Index:
    """The index of a folder of releases, without entries where there is none yet; ReleaseError where it is malformed."""
    path = releases / INDEX
    if not path.exists():
        return Index()
    try:
        return Index.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise ReleaseError(f"{path}: not an index of releases: restore it from a copy") from error


def write_index(releases: Path, index: Index) -> None:
    """Write the index durably and atomically."""
    with replacing(releases / INDEX) as temporary:
        temporary.write_text(index.model_dump_json(indent=2) + "\n", encoding="utf-8")
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
