"""The bill of materials of a release, `sbom.cdx.json`: which packages, in which versions, made it (CycloneDX 1.6).

It depends on the environment alone, but for its time, and is the dearest of a release's small files: the environment keeps it from
one build to the next. How it is made is in `bill.py`, which packages there are in `packages.py` and `libraries.py`.
"""

import datetime as dt
import hashlib
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import Any

from pipeline.release.manifest import code_version
from pipeline.store.atomic import write_text
from pipeline.store.fingerprint import fingerprint
from pipeline.store.hashing import sha256_of_file
from pipeline.store.paths import PROJECT

_SITE = PROJECT / "pipeline" / "release" / "site"
_LIBRARIES, _SHIPPED = _SITE / "libraries" / "package-lock.json", _SITE / "static" / "vendor" / "LICENCES.txt"
"""The lock of the site's browser libraries, and the licences of those that are in its bundles."""

_MADE_BY = tuple(f"pipeline/release/{name}.py" for name in ("sbom", "bill", "packages", "libraries"))


def bill_of_materials(lock: Path | None, created_at: dt.datetime, kept: Path | None = None) -> str:
    """The text of `sbom.cdx.json` for a release created at a time, from the lock, or without one from what is installed.

    Packages that no reader of a release meets have the scope `excluded`. The serial number follows from the locks. `kept` is a
    file from which the bill is taken where it was made of the same, and else written to.
    """
    document = _document(lock) if kept is None else _kept_document(lock, kept)
    metadata = {**document["metadata"], "timestamp": created_at.isoformat()}
    return json.dumps({**document, "metadata": metadata}, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def kept_bill() -> Path | None:
    """Where an environment of its own keeps its bill; none where Python is that of the system."""
    return Path(sys.prefix) / "var" / "entente" / "sbom.json" if sys.prefix != sys.base_prefix else None


def _kept_document(lock: Path | None, kept: Path) -> dict[str, Any]:
    made_of = _made_of(lock)
    with suppress(OSError, ValueError, KeyError, TypeError):
        held = json.loads(kept.read_text(encoding="utf-8"))
        if held["made_of"] == made_of:
            document: dict[str, Any] = held["bill"]
            return document
    document = _document(lock)
    # An environment that cannot be written to makes its bill anew each time.
    with suppress(OSError):
        write_text(kept, json.dumps({"made_of": made_of, "bill": document}, ensure_ascii=False))
    return document


def _document(lock: Path | None) -> dict[str, Any]:
    """The bill without a time. What makes it is loaded only where none is kept."""
    from pipeline.release.bill import bill
    from pipeline.release.libraries import known_libraries
    from pipeline.release.packages import known_packages

    return bill([*known_packages(lock), *known_libraries(_LIBRARIES, _SHIPPED)])


def _made_of(lock: Path | None) -> str:
    """A digest of all that a bill depends on: locks, code, and what is installed, which says what needs what and the licences."""
    own = metadata.distribution("entente").read_text("METADATA") or ""
    parts = [code_version(), fingerprint(*_MADE_BY), *_installed(), own]
    parts += [sha256_of_file(path) if path and path.is_file() else "none" for path in (lock, _LIBRARIES, _SHIPPED)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _installed() -> Iterator[str]:
    """Names and versions of what is installed, as the folders of their metadata are called."""
    yield from sorted(path.name for place in map(Path, sys.path) for path in place.glob("*.dist-info"))
