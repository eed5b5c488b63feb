"""What stands between the tables and a release: the last verdict on each, and the overrides that count today.

What a verdict is, is in `verdicts.py`; who runs the checks, in `judges.py`.
"""

import datetime as dt
from collections.abc import Iterator

from assets import verdicts
from expectations.drift_query import drift_figures
from expectations.rules import levels
from pipeline.release.checked import Checked, CheckResult
from pipeline.release.overrides import Overrides, read_overrides
from pipeline.release.published import parent_tables
from pipeline.schema.registry import TABLES
from pipeline.store.paths import Output
from pipeline.store.warehouse import refresh


def overrides_of(output: Output, today: dt.date) -> Overrides:
    """The overrides of an output folder as they count on a day. Raises OverridesError."""
    return read_overrides(output.overrides, levels, today)


def results_of(output: Output) -> Iterator[CheckResult]:
    """The results of the last verdict on each table, in the order of the tables."""
    for table in TABLES:
        if verdict := verdicts.read(output, table):
            yield from verdict.results


def checked(output: Output, overrides: Overrides) -> Checked:
    """All that the checks say of the tables as they were judged last, and how they moved against the latest release."""
    results, parent = tuple(results_of(output)), verdicts.parent_of(output)
    figures = drift_figures(refresh(output, parent_tables(output))) if parent else []
    return Checked(results, overrides.needed(results), parent, tuple(figures))
