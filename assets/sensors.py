"""The inbox, and what was fetched: files that are new there are taken in, each once."""

import hashlib
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import dagster as dg

from assets.jobs import ingest_job
from assets.resources import Workspace
from pipeline.ingest.fetching.sources import FOLDER

_SETTLED_SECONDS = 5
_FILES_A_RUN = 1_000


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A file of the inbox, and a mark of its path, size and time: whoever changes it makes it new."""

    path: Path
    mark: str


@dg.sensor(job=ingest_job, minimum_interval_seconds=30, default_status=dg.DefaultSensorStatus.RUNNING)
def inbox(context: dg.SensorEvaluationContext, workspace: Workspace) -> dg.SensorResult | dg.SkipReason:
    """Ask for one run over the files that were not there at the last look, with the same size and time."""
    seen: set[str] = set(json.loads(context.cursor or "[]"))
    before = time.time() - _SETTLED_SECONDS
    folders = (workspace.inbox, workspace.output.root / FOLDER)
    present = [arrival for folder in folders for arrival in _arrivals(folder, before)]
    new = [each for each in present if each.mark not in seen][:_FILES_A_RUN]
    if not new:
        return dg.SkipReason(f"nothing new in {workspace.inbox}")
    marks = [each.mark for each in new]
    known = sorted(seen.intersection(each.mark for each in present).union(marks))
    return dg.SensorResult([_request(workspace, new)], cursor=json.dumps(known))


def _arrivals(folder: Path, before: float) -> Iterator[_Arrival]:
    """The files of a folder in order, but for hidden ones and those that may still be being written."""
    for path in sorted(folder.rglob("*")):
        is_hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not is_hidden and (stat := path.stat()).st_mtime <= before:
            told = f"{path}\x1f{stat.st_size}\x1f{stat.st_mtime_ns}"
            yield _Arrival(path, hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:16])


def _request(workspace: Workspace, new: list[_Arrival]) -> dg.RunRequest:
    given = {"home": workspace.home, "sources": [str(each.path) for each in new]}
    digest = hashlib.sha256("".join(each.mark for each in new).encode()).hexdigest()
    return dg.RunRequest(
        run_key=digest, run_config={"resources": {"workspace": {"config": given}}}, tags={"files": str(len(new))}
    )
