"""The inbox: files that are new there are taken in, each once."""

import hashlib

import dagster as dg

from assets.jobs import ingest_job
from assets.resources import Workspace


@dg.sensor(job=ingest_job, minimum_interval_seconds=30, default_status=dg.DefaultSensorStatus.RUNNING)
def inbox(context: dg.SensorEvaluationContext, workspace: Workspace) -> dg.SensorResult | dg.SkipReason:
    """Ask for a run when the inbox holds files with a name, size or time that were not there at the last look."""
    seen = _listing(workspace)
    digest = hashlib.sha256("\n".join(seen).encode()).hexdigest()
    if not seen:
        return dg.SkipReason(f"{workspace.inbox} is empty")
    if digest == context.cursor:
        return dg.SkipReason("nothing new in the inbox")
    return dg.SensorResult([dg.RunRequest(run_key=digest)], cursor=digest)


def _listing(workspace: Workspace) -> list[str]:
    if not workspace.inbox.is_dir():
        return []
    files = sorted(path for path in workspace.inbox.rglob("*") if path.is_file() and not path.name.startswith("."))
    return [f"{path} {(stat := path.stat()).st_size} {stat.st_mtime_ns}" for path in files]
