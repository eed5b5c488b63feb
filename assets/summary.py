"""What `entente build --json` prints: what was published, or why nothing was. The words for people are in `build.py`."""

from collections.abc import Iterable, Mapping
from typing import Any

from assets.gate import results_of
from pipeline.release.checked import CheckResult
from pipeline.release.index import read_index
from pipeline.release.manifest import read_manifest
from pipeline.release.published import set_aside
from pipeline.schema.registry import PUBLIC_TABLES
from pipeline.store.paths import Output


def published(output: Output, seconds: float, stages: Mapping[str, Any]) -> dict[str, Any]:
    """Of the latest release of an output folder: where it is, how many articles were set aside, rows of each table, checks that
    warn, and how long it took, in all and by stage."""
    release = output.releases / str(read_index(output.releases).latest)
    manifest = read_manifest(release)
    return {
        "is_new": True,
        "release": str(release),
        "set_aside": set_aside(release),
        "rows": {table.name: manifest.rows(table.name) for table in PUBLIC_TABLES},
        "warnings": [_check(each) for each in results_of(output) if not each.passed],
        "seconds": round(seconds, 1),
        "stages": stages,
    }


def refused(output: Output, fault: str, failed: Iterable[CheckResult] = ()) -> dict[str, Any]:
    """Why nothing was published, the checks that failed, and the release that stays the latest."""
    latest = read_index(output.releases).latest
    return {
        "is_new": False,
        "release": str(output.releases / latest) if latest else None,
        "fault": fault,
        "failed": [_check(each) for each in failed],
    }


def _check(result: CheckResult) -> dict[str, Any]:
    return {
        "table": result.table,
        "check": result.name,
        "rule": result.description,
        "failing": result.failing,
        "rows": [dict(row) for row in result.rows],
    }
