"""The page on quality counts what came in and shows every check that ran."""

from pipeline.release.quality import CheckResult, Figure, Severity, quality_page
from pipeline.schema.render.arrow import rows_to_arrow
from pipeline.schema.tables.inputs import INPUTS, Input
from pipeline.schema.tables.quarantine import QUARANTINE, Refusal
from pipeline.schema.vocabularies import Outcome, RefusalReason
from tests.samples import sample_tables

OUTCOMES = [Outcome.ARTICLE, Outcome.ARTICLE, Outcome.DUPLICATE, Outcome.QUARANTINED]


def _page(**more) -> str:
    inputs = [
        Input(f"inp_{number:016x}", f"{number}.txt", None, "0" * 64, 1, outcome, None, "b" * 64, None)
        for number, outcome in enumerate(OUTCOMES)
    ]
    refusals = [Refusal("inp_0000000000000003", "3.txt", RefusalReason.EMPTY, "no text", None, None, "3.txt", None)]
    checks = [
        CheckResult("key is unique", "events", Severity.ERROR, True, 0),
        CheckResult("places are known", "events", Severity.WARNING, False, 3),
    ]
    data = {"inputs": rows_to_arrow(INPUTS, inputs), "quarantine": rows_to_arrow(QUARANTINE, refusals)}
    return quality_page(sample_tables(), data["inputs"], data["quarantine"], checks, **more)


def test_the_page_is_as_the_golden_file_shows(golden):
    golden("quality.md", _page(figures=[Figure("typed dyads, F1", "0.71", "double-coded newswire")]))


def test_checks_that_failed_come_first():
    page = _page()
    assert page.index("places are known") < page.index("key is unique")


def test_there_is_no_section_on_benchmarks_without_any():
    assert "Benchmarks" not in _page()
