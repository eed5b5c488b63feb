"""What checks said is told in the release: failures first for people, everything for programs."""

import datetime as dt
import json

from pipeline.release.checked import Checked, CheckResult, DriftFigure, Override, Part, Severity
from pipeline.release.quality import Figure, quality_page
from pipeline.release.quality_data import quality_data, read_overridden
from pipeline.schema.render.arrow import rows_to_arrow
from pipeline.schema.tables.inputs import INPUTS, Input
from pipeline.schema.tables.quarantine import QUARANTINE, Refusal
from pipeline.schema.vocabularies import Outcome, RefusalReason
from tests.samples import sample_tables

OUTCOMES = [Outcome.ARTICLE, Outcome.ARTICLE, Outcome.DUPLICATE, Outcome.QUARANTINED]
OVERRIDE = Override("changes.types_kept", "protests are coded more narrowly", "A. Idrissi", dt.date(2026, 12, 15))
CHECKED = Checked(
    results=(
        CheckResult("quarantine", "no_spike", "few are refused", Severity.WARNING, 1, ({"uri": "secret.txt"},)),
        CheckResult("events", "key_unique", "event_id names one row", Severity.FATAL, 0),
        CheckResult("events", "in_country", "points are in place", Severity.WARNING, 9, ({"event_id": "evt_1"},) * 9),
        CheckResult("changes", "types_kept", "no type is lost", Severity.ERROR, 1, ({"group": "PROTEST"},)),
    ),
    overrides=(OVERRIDE,),
    parent="2026.11.22",
    figures=(
        DriftFigure("events", "rows", "events", Part.KEPT, 300, 300.0, 260, 17.3),
        DriftFigure("events", "event_type", "PROTEST", Part.KEPT, 50, 50.0, 10, 7.1),
        DriftFigure("events", "event_type", "AID", Part.KEPT, 50, 50.0, 49, 7.1),
        *(DriftFigure("participants", "country_code", f"A{n:02}", Part.NEW, n, n, n, 1.0) for n in range(60)),
    ),
)


def _page(checked: Checked = CHECKED, **more) -> str:
    inputs = [
        Input(f"inp_{number:016x}", f"{number}.txt", None, "0" * 64, 1, outcome, None, "b" * 64, None)
        for number, outcome in enumerate(OUTCOMES)
    ]
    refusals = [Refusal("inp_0000000000000003", "3.txt", RefusalReason.EMPTY, "no text", None, None, "3.txt", None)]
    data = {"inputs": rows_to_arrow(INPUTS, inputs), "quarantine": rows_to_arrow(QUARANTINE, refusals)}
    return quality_page(sample_tables(), data["inputs"], data["quarantine"], checked, **more)


def test_the_page_is_as_the_golden_file_shows(golden):
    golden("quality.md", _page(figures=[Figure("typed dyads, F1", "0.71", "double-coded newswire")]))


def test_checks_that_passed_are_counted_and_not_listed():
    page = _page()
    assert "key_unique" not in page
    assert "| `events` | 2 | 1 |" in page


def test_of_a_first_release_no_drift_is_told():
    assert "Drift" not in _page(Checked(CHECKED.results))


def test_there_is_no_section_on_benchmarks_without_any():
    assert "Benchmarks" not in _page()


def test_the_data_are_as_the_golden_file_shows(golden):
    golden("quality.json", quality_data(CHECKED))


def test_rows_of_tables_that_a_release_does_not_hold_are_counted_only():
    assert "secret.txt" not in quality_data(CHECKED)
    checks = {each["check"]: each for each in json.loads(quality_data(CHECKED))["checks"]}
    assert checks["no_spike"]["failing"] == 1
    assert len(checks["in_country"]["rows"]) == 5


def test_of_many_groups_those_that_moved_most_are_told():
    drift = json.loads(quality_data(CHECKED))["drift"]
    assert len([each for each in drift if each["measure"] == "country_code"]) == 50


def test_the_overrides_of_a_release_can_be_read_again():
    assert read_overridden(quality_data(CHECKED)) == [OVERRIDE]
    assert read_overridden("{}") == []
