"""What came of the last check of each table, kept beside the lake with a mark of the files that were checked.

A release takes only tables that were checked as they are now and hold no error. The checks are in `checks.py`.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pipeline.release.checked import CheckResult, Severity
from pipeline.release.index import read_index
from pipeline.release.overrides import Overrides
from pipeline.schema.model import Table
from pipeline.schema.registry import table_named
from pipeline.schema.tables.changes import CHANGES
from pipeline.store.atomic import write_text
from pipeline.store.fingerprint import fingerprint
from pipeline.store.paths import Output

BESIDE_PARENT = frozenset({CHANGES.name})
"""The tables whose suites look at the release before."""
_JUDGED_BY = (
    "expectations",
    "pipeline/release",
    "pipeline/schema",
    "pipeline/store",
    "seeds/reference",
    "requirements.lock",
)
UNSPOKEN = ("event_*.csv", "time_*.csv", "cameo.csv")
"""The reference data of which no suite speaks."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The results of a table's checks, the mark of its files when they were made, and the release that was the latest then.

    `reads` are the names of the tables that its suite speaks of, and `state` is what these were then; none of both where that
    was not told.
    """

    mark: str
    parent: str | None
    results: tuple[CheckResult, ...]
    reads: tuple[str, ...] = ()
    state: str = ""


def mark_of(output: Output, table: Table[Any]) -> str:
    """A digest of the paths, sizes and times of a table's files: it changes whenever one of them is written."""
    digest = hashlib.sha256()
    for path, size, time in output.lake.stamps(table):
        digest.update(f"{path}\x1f{size}\x1f{time}\n".encode())
    return digest.hexdigest()


def state_of(output: Output, table: Table[Any], reads: Iterable[str], marks: Mapping[str, str] | None = None) -> str:
    """A digest of all that the verdict on a table hangs on: the tables that its suite speaks of as they are, the release before
    where it speaks of that, and the checks themselves with what they know. `marks` are those of tables by name, where they are known already."""
    digest = hashlib.sha256(fingerprint(*_JUDGED_BY, without=UNSPOKEN).encode())
    for name in sorted(reads):
        mark = marks[name] if marks else mark_of(output, table_named(name))
        digest.update(f"{name} {mark}\n".encode())
    digest.update(str(parent_of(output) if table.name in BESIDE_PARENT else None).encode())
    return digest.hexdigest()


def standing(output: Output, table: Table[Any], marks: Mapping[str, str] | None = None) -> Verdict | None:
    """The last verdict on a table where a new one would say the same; none where it might not. For `marks` see `state_of`."""
    verdict = read(output, table)
    if verdict is None or not verdict.reads or verdict.state != state_of(output, table, verdict.reads, marks):
        return None
    return verdict


def parent_of(output: Output) -> str | None:
    """The release that the next one will follow, which drift is reckoned against; none before the first."""
    return read_index(output.releases).latest


def keep(output: Output, table: Table[Any], verdict: Verdict) -> None:
    """Keep a verdict in place of the last one of the table."""
    results = [asdict(each) for each in verdict.results]
    told = {"mark": verdict.mark, "parent": verdict.parent, "reads": verdict.reads, "state": verdict.state}
    document = {**told, "results": results}
    write_text(output.root / "checks" / f"{table.name}.json", json.dumps(document, indent=1))


def read(output: Output, table: Table[Any]) -> Verdict | None:
    """The last verdict on a table; none where it was never checked, or by a version of Entente that kept it otherwise."""
    path = output.root / "checks" / f"{table.name}.json"
    if not path.is_file():
        return None
    document = json.loads(path.read_text(encoding="utf-8"))
    if "results" not in document:
        return None
    results = tuple(_result(row) for row in document["results"])
    state = tuple(document.get("reads", ())), document.get("state", "")
    return Verdict(document["mark"], document["parent"], results, *state)


def is_current(output: Output, table: Table[Any], verdict: Verdict | None) -> bool:
    """Whether a verdict is of the table as it is, and where it speaks of the latest release, of the one that is the latest."""
    if verdict is None or verdict.mark != mark_of(output, table):
        return False
    return table.name not in BESIDE_PARENT or verdict.parent == parent_of(output)


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
