"""What came of the last check of each table, kept beside the lake with a mark of the files that were checked.

A release takes only tables that were checked as they are now and hold no error. The checks are in `checks.py`.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from pipeline.release.checked import CheckResult, Severity
from pipeline.release.index import read_index
from pipeline.release.overrides import Overrides
from pipeline.schema.model import Table
from pipeline.schema.tables.changes import CHANGES
from pipeline.store.atomic import write_text
from pipeline.store.paths import Output

_BESIDE_PARENT = frozenset({CHANGES.name})
"""The tables whose suites look at the release before."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The results of a table's checks, the mark of its files when they were made, and the release that was the latest then."""

    mark: str
    parent: str | None
    results: tuple[CheckResult, ...]


def mark_of(output: Output, table: Table[Any]) -> str:
    """A digest of the paths, sizes and times of a table's files: it changes whenever one of them is written."""
    digest = hashlib.sha256()
    for path in output.lake.files(table):
        stat = path.stat()
        digest.update(f"{path.relative_to(output.lake.root)}\x1f{stat.st_size}\x1f{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def parent_of(output: Output) -> str | None:
    """The release that the next one will follow, which drift is reckoned against; none before the first."""
    return read_index(output.releases).latest


def keep(output: Output, table: Table[Any], verdict: Verdict) -> None:
    """Keep a verdict in place of the last one of the table."""
    results = [asdict(each) for each in verdict.results]
    document = {"mark": verdict.mark, "parent": verdict.parent, "results": results}
    write_text(output.root / "checks" / f"{table.name}.json", json.dumps(document, indent=1))


def read(output: Output, table: Table[Any]) -> Verdict | None:
    """The last verdict on a table; none where it was never checked, or by a version of Entente that kept it otherwise."""
    path = output.root / "checks" / f"{table.name}.json"
    if not path.is_file():
        return None
    document = json.loads(path.read_text(encoding="utf-8"))
    if "results" not in document:
        return None
    return Verdict(document["mark"], document["parent"], tuple(_result(row) for row in document["results"]))


def is_current(output: Output, table: Table[Any], verdict: Verdict | None) -> bool:
    """Whether a verdict is of the table as it is, and where it speaks of the latest release, of the one that is the latest."""
    if verdict is None or verdict.mark != mark_of(output, table):
        return False
    return table.name not in _BESIDE_PARENT or verdict.parent == parent_of(output)


def objections(output: Output, tables: tuple[Table[Any], ...], overrides: Overrides) -> Iterator[str]:
    """Why the tables may not be released, one line each; nothing where they may."""
    for table in tables:
        verdict = read(output, table)
        if verdict is None or not is_current(output, table, verdict):
            yield f"{table.name}: not checked since it was made; run the job `release`"
        else:
            yield from map(str, overrides.stopping(verdict.results))


def _result(row: dict[str, Any]) -> CheckResult:
    return CheckResult(**{**row, "severity": Severity(row["severity"]), "rows": tuple(row["rows"])})
