"""The command `entente checks`: the last verdict on every table as a table, as JSON, or as Great Expectations' Data Docs.

Exit codes: 0 nothing stands in the way of a release, 1 a check failed that stops it, 2 bad usage.
"""

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.table import Table
from rich.text import Text

from assets import verdicts
from assets.gate import overrides_of, results_of
from pipeline.commands.common import DONE, FAILED, MISUSED
from pipeline.display import print_table, to_json
from pipeline.release.checked import Checked
from pipeline.release.overrides import OverridesError
from pipeline.release.published import parent_tables
from pipeline.release.quality_data import check_document, outcome_of
from pipeline.schema.registry import TABLES
from pipeline.store.paths import Output


def run_checks(out: Path, as_json: bool, with_docs: bool) -> int:
    """Show the last verdicts on the tables in `out`: what failed, or as JSON all; with docs also write pages on every check."""
    output = Output(out)
    try:
        overrides = overrides_of(output, dt.datetime.now(dt.UTC).date())
    except OverridesError as fault:
        print(f"entente checks: {fault}", file=sys.stderr)
        return MISUSED
    results = tuple(results_of(output))
    if not results:
        print(f"entente checks: {out}: nothing was checked yet: run `entente build --out {out}`", file=sys.stderr)
        return MISUSED
    checked = Checked(results, overrides.needed(results))
    print(to_json([check_document(checked, each) for each in results])) if as_json else _print(checked)
    for note in (*_stale(output), *overrides.notes(results)):
        print(f"note: {note}", file=sys.stderr)
    if with_docs:
        from expectations.pages import write_pages

        print(write_pages(output.lake, output.root / "checks" / "docs", parent_tables(output)), file=sys.stderr)
    return FAILED if overrides.stopping(results) else DONE


def _print(checked: Checked) -> None:
    table = Table("check", "level", "outcome", "failing", "first row")
    failed = [each for each in checked.results if not each.passed]
    for each in failed:
        cells = (each.check, each.severity.value, outcome_of(checked, each), str(each.failing), each.first_row)
        table.add_row(*map(Text, cells))
    if failed:
        print_table(table)
    print(f"{len(checked.results) - len(failed)} of {len(checked.results)} checks hold")


def _stale(output: Output) -> Iterator[str]:
    """Tables that were made since they were checked."""
    for table in TABLES:
        if output.lake.holds(table) and verdicts.mark_of(output, table) != getattr(
            verdicts.read(output, table), "mark", None
        ):
            yield f"{table.name} was not checked since it was made"
