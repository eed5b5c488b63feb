"""What an upload of a release to a service will do, decided before anything is sent: a value that one can print and test."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipeline.release.errors import ReleaseError
from pipeline.release.manifest import SIDECAR
from pipeline.release.sums import read_sums
from pipeline.release.verify import verify
from pipeline.schema.about import TITLE

Sent = Callable[[int], None]
"""Told how many bytes more were sent."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where an upload goes: what the URL names at the service, none for something new there, and the place in words."""

    name: str | None
    place: str


@dataclass(frozen=True, slots=True)
class Upload:
    """A release folder to be uploaded: where it goes, and its files with sizes in bytes."""

    release: Path
    destination: Destination
    files: tuple[tuple[str, int], ...]

    @property
    def bytes(self) -> int:
        """The size of all files."""
        return sum(size for _, size in self.files)

    @property
    def message(self) -> str:
        """What is said of it there."""
        return f"{TITLE}, release {self.release.name}"

    def __str__(self) -> str:
        lines = [f"{size:>15,}  {path}" for path, size in self.files]
        total = f"{self.bytes:>15,}  bytes in {len(self.files)} files"
        return "\n".join([f"{self.message}: to {self.destination.place}", *lines, total])


class Target(Protocol):
    """A service, as the modules beside this one are."""

    SCHEME: str
    """How its URLs begin."""

    def destination(self, url: str) -> Destination:
        """Where a URL leads; ReleaseError where it is malformed."""

    def upload(self, planned: Upload, sent: Sent) -> str:
        """Carry out an upload, and give back its address. ReleaseError where it fails."""


def plan_upload(release: Path, destination: Destination) -> Upload:
    """The upload of a release folder; ReleaseError where it is not whole."""
    if problems := verify(release):
        raise ReleaseError(f"{release}: not uploaded, since it is not whole: {problems[0]}")
    paths = sorted([*read_sums(release), SIDECAR])
    return Upload(release, destination, tuple((path, (release / path).stat().st_size) for path in paths))
