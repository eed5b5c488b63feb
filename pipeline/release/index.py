"""The list of all releases, `releases/index.json`: newest first, with `latest` and channels; it is written last and read first.

What one release holds is in its manifest. Who moves a channel is in `channels.py`, who withdraws a release in `retention.py`.
"""

import datetime as dt
import os
from enum import StrEnum
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from pipeline.release.errors import ReleaseError
from pipeline.release.manifest import MANIFEST, SIDECAR, Manifest, Sha256
from pipeline.store.atomic import replacing
from pipeline.store.hashing import sha256_of_file

INDEX = "index.json"
LATEST = "latest"


class Channel(StrEnum):
    """What readers follow: `nightly` is what builds publish, `stable` what a person promoted."""

    NIGHTLY = "nightly"
    STABLE = "stable"


class Act(StrEnum):
    """What a person decided about a release."""

    PROMOTED = "promoted"
    PINNED = "pinned"
    UNPINNED = "unpinned"


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
            published_at=to_the_second(published_at),
            content_digest=manifest.content_digest,
            events=manifest.rows("events"),
        )


class Withdrawn(IndexEntry):
    """A release whose data was removed, when and why; its manifest, signature and digests stay where they were."""

    withdrawn_at: AwareDatetime
    reason: str


class Decision(BaseModel):
    """What was decided about a release and when; of a promotion the channel and where it pointed before, of a pin the reason."""

    model_config = ConfigDict(frozen=True)

    at: AwareDatetime
    act: Act
    version: str
    channel: str | None = None
    before: str | None = None
    reason: str | None = None

    def __str__(self) -> str:
        if self.channel is None:
            return f"{self.version} {self.act}"
        return f"{self.channel} from {self.before or 'none'} to {self.version}"


class Index(BaseModel):
    """Every release in order of publication, newest first, and what was decided about them.

    `latest` is the newest release that was published, whatever the channels say. `channels` and `pins` are where all
    `decisions`, newest first, and the releases since have led; `pins` are releases that are never withdrawn, with the reason.
    An index that was written before there were channels has none of these. `signature` is of the text as it was read, see `seal.py`.
    """

    model_config = ConfigDict(frozen=True)

    latest: str | None = None
    channels: dict[str, str] = {}
    releases: tuple[IndexEntry, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    pins: dict[str, str | None] = {}
    decisions: tuple[Decision, ...] = ()
    signature: str | None = None

    @property
    def versions(self) -> frozenset[str]:
        """Every version that was ever published: none is used again."""
        return frozenset(entry.version for entry in (*self.releases, *self.withdrawn))

    def entry(self, version: str) -> IndexEntry | None:
        """The entry of a version whose data is here."""
        return next((entry for entry in self.releases if entry.version == version), None)

    def withdrawal(self, version: str) -> Withdrawn | None:
        """The entry of a version whose data was withdrawn."""
        return next((entry for entry in self.withdrawn if entry.version == version), None)

    def pointed(self, channel: str) -> str | None:
        """The version that a channel points at; none where nothing was promoted to it yet."""
        return self.channels.get(channel, self.latest if channel in (LATEST, Channel.NIGHTLY) else None)

    def resolve(self, name: str) -> IndexEntry:
        """The release that a version, a channel or `latest` names; ReleaseError where there is none, or its data was withdrawn."""
        version = self.pointed(name) if name in (LATEST, *Channel) else name
        if version is None:
            is_promoted = name == Channel.STABLE and self.latest
            raise ReleaseError("no release was promoted to stable yet" if is_promoted else "there is no release yet")
        if entry := self.entry(version):
            return entry
        listed = ", ".join(each.version for each in self.releases[:5]) or "none"
        if gone := self.withdrawal(version):
            raise ReleaseError(f"{gone_since(gone)}: the newest releases are {listed}")
        raise ReleaseError(f"there is no release {version}: the newest are {listed}")

    def with_release(self, entry: IndexEntry) -> "Index":
        """The index after `entry` was published."""
        return self.model_copy(
            update={
                "latest": entry.version,
                "channels": self.channels | {Channel.NIGHTLY.value: entry.version},
                "releases": (entry, *self.releases),
            }
        )

    def text(self) -> str:
        """The index as the text of `index.json`."""
        return self.model_dump_json(indent=2, exclude={"signature"} if self.signature is None else None) + "\n"


def to_the_second(now: dt.datetime) -> dt.datetime:
    """A time as the index keeps it: UTC, in whole seconds."""
    return now.astimezone(dt.UTC).replace(microsecond=0)


def gone_since(gone: Withdrawn) -> str:
    """In words that a release was withdrawn, and why."""
    return f"release {gone.version} was withdrawn on {gone.withdrawn_at:%Y-%m-%d} ({gone.reason})"


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
        temporary.write_text(index.text(), encoding="utf-8")
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
