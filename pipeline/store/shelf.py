"""Bytes kept under their own SHA-256: the raw inputs that were refused, so that they can be tried again.

    quarantine/ab/ab12….zst     zstd, written once

What became of them is in the table `quarantine`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import zstandard

from pipeline.store.atomic import replacing


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of bytes by their digest."""

    root: Path

    def put(self, sha256: str, data: bytes) -> None:
        """Keep bytes; those that are kept already stay as they are."""
        path = self.path(sha256)
        if not path.exists():
            with replacing(path) as temporary:
                temporary.write_bytes(zstandard.compress(data))

    def keep_only(self, digests: Iterable[str]) -> None:
        """Drop all bytes but those of the given digests."""
        wanted = {self.path(sha256) for sha256 in digests}
        for path in self.root.glob("??/*.zst"):
            if path not in wanted:
                path.unlink(missing_ok=True)

    def path(self, sha256: str) -> Path:
        """Where the bytes of that digest lie, if they are kept."""
        return self.root / sha256[:2] / f"{sha256}.zst"
