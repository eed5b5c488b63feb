"""What came of the last check of each table, kept beside the lake with a mark of the files that were checked.

A release takes only tables that were checked as they are now and hold no error. The checks are in `checks.py`.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from expectations.model import Outcome, Severity
from pipeline.schema.model import Table
from pipeline.store.atomic import write_text
from pipeline.store.paths import Output


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcomes of a table's checks, and the mark of its files when they were made."""

    mark: str
    outcomes: tuple[Outcome, ...]

    @property
    def faults(self) -> list[Outcome]:
        """The error-level checks that failed."""
        return [each for each in self.outcomes if not each.passed and each.severity is Severity.ERROR]


def mark_of(output: Output, table: Table[Any]) -> str:
    """A digest of the paths, sizes and times of a table's files: it changes whenever one of them is written."""
    digest = hashlib.sha256()
    for path in output.lake.files(table):
        stat = path.stat()
        digest.update(f"{path.relative_to(output.lake.root)}\x1f{stat.st_size}\x1f{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def keep(output: Output, table: Table[Any], verdict: Verdict) -> None:
    """Keep a verdict in place of the last one of the table."""
    document = {"mark": verdict.mark, "outcomes": [asdict(each) for each in verdict.outcomes]}
    write_text(output.root / "checks" / f"{table.name}.json", json.dumps(document, indent=1))


def read(output: Output, table: Table[Any]) -> Verdict | None:
    """The last verdict on a table; none where it was never checked."""
    path = output.root / "checks" / f"{table.name}.json"
    if not path.is_file():
        return None
    document = json.loads(path.read_text(encoding="utf-8"))
    return Verdict(document["mark"], tuple(_outcome(row) for row in document["outcomes"]))


def objections(output: Output, tables: tuple[Table[Any], ...]) -> Iterator[str]:
    """Why the tables may not be released, one line each; nothing where they may."""
    for table in tables:
        verdict = read(output, table)
        if verdict is None or verdict.mark != mark_of(output, table):
            yield f"{table.name}: not checked since it was made; run the job `release`"
        else:
            yield from map(str, verdict.faults)


def _outcome(row: dict[str, Any]) -> Outcome:
    return Outcome(**{**row, "severity": Severity(row["severity"]), "rows": tuple(row["rows"])})
