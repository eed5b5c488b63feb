"""Whether an output folder is up to date: its last release was made from these very files by this very code.

A build that would change nothing is told by names, sizes and times, as `make` does, without opening an article.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.ingest.files import File, Source, find_files, stamp_of
from pipeline.ingest.standing import may_pass
from pipeline.release.index import read_index
from pipeline.schema.tables.inputs import INPUTS
from pipeline.schema.tables.quarantine import QUARANTINE
from pipeline.store.atomic import write_text
from pipeline.store.fingerprint import fingerprint
from pipeline.store.paths import Output

RECORD = "current.json"
"""The file in an output folder that notes of which state its latest release is."""

_MADE_BY = ("pipeline", "assets", "expectations", "seeds/reference", "seeds/corrections", "requirements.lock")


def current_release(output: Output, sources: Sequence[str | Path | Source], affairs_only: bool = True) -> str | None:
    """The version of the release that a build of these sources would make again; none where there may be news.

    Raises SourceNotFound.
    """
    record = output.root / RECORD
    if not record.is_file():
        return None
    try:
        held = json.loads(record.read_text(encoding="utf-8"))
    except ValueError:
        return None
    is_there = (output.releases / held["release"] / "manifest.json").is_file()
    is_latest = is_there and read_index(output.releases).latest == held["release"]
    is_same = held["state"] is not None and held["state"] == _state(output, find_files(sources), affairs_only)
    return str(held["release"]) if is_latest and is_same else None


def note_release(output: Output, files: Iterable[File], affairs_only: bool = True) -> None:
    """Note of which state the latest release is; `files` as they were found before they were read."""
    state = _state(output, files, affairs_only)
    release = read_index(output.releases).latest
    write_text(output.root / RECORD, json.dumps({"state": state, "release": release}, indent=1))


def _state(output: Output, files: Iterable[File], affairs_only: bool) -> str | None:
    """A digest of code, sources and lake; none where something can change that no time tells, such as what the clock says."""
    stamp = stamp_of(files)
    if stamp is None or may_pass(output.lake.read(QUARANTINE, columns=["reason"])):
        return None
    digest = hashlib.sha256(f"{fingerprint(*_MADE_BY)} {affairs_only} {stamp}".encode())
    for path in output.lake.files(INPUTS):
        digest.update(path.read_bytes())
    return digest.hexdigest()
