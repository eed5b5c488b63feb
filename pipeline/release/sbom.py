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

from pipeline.release.manifest import code_version
from pipeline.store.atomic import write_text
from pipeline.store.fingerprint import fingerprint
from pipeline.store.hashing import sha256_of_file
from pipeline.store.paths import PROJECT

_SITE = PROJECT / "pipeline" / "release" / "site"
_LIBRARIES, _SHIPPED = _SITE / "libraries" / "package-lock.json", _SITE / "static" / "vendor" / "LICENCES.txt"
"""The lock of the site's browser libraries, and the licences of those that are in its bundles."""

_MADE_BY = tuple(f"pipeline/release/{name}.py" for name in ("sbom", "bill", "packages", "libraries"))

_TIME = "{created_at}"
"""What stands for the time of a release in the text that all releases share."""


def bill_of_materials(lock: Path | None, created_at: dt.datetime, kept: Path | None = None) -> str:
    """The text of `sbom.cdx.json` for a release created at a time, from the lock, or without one from what is installed.

    What neither the pipeline nor the site of a release runs with has the scope `excluded`. The serial number follows from the locks. `kept` is a
    file from which the bill is taken where it was made of the same, and else written to.
    """
    text = _without_time(lock) if kept is None else _kept_text(lock, kept)
    return text.replace(_TIME, created_at.isoformat(), 1)


def kept_bill() -> Path | None:
    """Where an environment of its own keeps its bill; none where Python is that of the system."""
    return Path(sys.prefix) / "var" / "entente" / "sbom.json" if sys.prefix != sys.base_prefix else None


def _kept_text(lock: Path | None, kept: Path) -> str:
    made_of = _made_of(lock)
    with suppress(OSError, ValueError, KeyError, TypeError):
        held = json.loads(kept.read_text(encoding="utf-8"))
        if held["made_of"] == made_of:
            return str(held["bill"])
    text = _without_time(lock)
    # An environment that cannot be written to makes its bill anew each time.
    with suppress(OSError):
        write_text(kept, json.dumps({"made_of": made_of, "bill": text}, ensure_ascii=False))
    return text


def _without_time(lock: Path | None) -> str:
    """The text with a mark where the time stands. What makes it is loaded only where none is kept."""
    from pipeline.release.bill import bill
    from pipeline.release.libraries import known_libraries
    from pipeline.release.packages import known_packages

    document = bill([*known_packages(lock), *known_libraries(_LIBRARIES, _SHIPPED)])
    document["metadata"]["timestamp"] = _TIME
    return json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _made_of(lock: Path | None) -> str:
    """A digest of all that a bill depends on: locks, code, and what is installed, which says what needs what and the licences."""
    own = metadata.distribution("entente").read_text("METADATA") or ""
    parts = [code_version(), fingerprint(*_MADE_BY), *_installed(), own]
    parts += [sha256_of_file(path) if path and path.is_file() else "none" for path in (lock, _LIBRARIES, _SHIPPED)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _installed() -> Iterator[str]:
    """Names and versions of what is installed, as the folders of their metadata are called."""
    yield from sorted(path.name for place in map(Path, sys.path) for path in place.glob("*.dist-info"))
