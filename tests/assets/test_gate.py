"""Nothing bad is published: a broken row stops the release, and the last one stays as it was."""

import dataclasses
import datetime as dt
import json
import re
import shutil
import time
from collections.abc import Callable
from typing import Any

import dagster as dg
import pyarrow.compute as pc
import pytest
from rich.console import Console

import assets.events
from assets import verdicts
from assets.gate import checked, overrides_of
from assets.judges import Judge, Jury
from assets.line import line
from assets.resources import Workspace
from assets.verdicts import Verdict
from expectations.rules import all_rules
from pipeline.release.checked import CheckResult, Severity
from pipeline.release.index import read_index
from pipeline.release.overrides import Overrides
from pipeline.release.quality_data import quality_data
from pipeline.release.rebuild import set_up
from pipeline.schema.registry import TABLES, table_named
from pipeline.schema.render.arrow import arrow_to_rows, rows_to_arrow
from pipeline.schema.tables.changes import CHANGES
from pipeline.schema.tables.events import EVENTS
from pipeline.schema.tables.evidence import EVIDENCE
from pipeline.schema.tables.ledger import LEDGER
from pipeline.schema.tables.mentions import MENTIONS
from pipeline.schema.tables.quarantine import QUARANTINE
from pipeline.schema.tables.stories import STORIES
from pipeline.schema.vocabularies import Mode, PlacePrecision, Status
from pipeline.store.paths import Output

STAGE = ["events", "participants", "evidence", "agreements", "dyads", "ledger", "corrections", "changes", "releases"]
NEXT_YEAR = dt.date(2027, 1, 1)
STRANGER = "ent_00000000000000ff"
NOBODY = Overrides({})
"""No check is answered for."""

Change = Callable[[Any], dict[str, Any]]


def _occurred_later(_row: Any) -> dict[str, Any]:
    return {"status": Status.OCCURRED, "date_start": NEXT_YEAR, "date_end": NEXT_YEAR, "date_precision": "day"}


AT_SEA = {"place_name": "Paris", "place_precision": PlacePrecision.CITY, "country_code": "FRA", "geonames_id": None}


def _far_away(_row: Any) -> dict[str, Any]:
    return {**AT_SEA, "latitude": -60.0, "longitude": 0.0}


BROKEN: dict[str, tuple[str, Change, str]] = {
    "a country that is none": ("participants", lambda _: {"country_code": "QQQ"}, "country_code_exists"),
    "an entity that is not there": ("participants", lambda _: {"entity_id": STRANGER}, "entity_id_known"),
    "a date after publication": ("events", _occurred_later, "past_is_past"),
    "a trigger past the text": ("evidence", lambda _: {"end_char": 99_999, "sentence_end": 99_999}, "inside_text"),
    "a place in another part of the world": ("events", _far_away, "near_country"),
    "a mode of another type": ("events", lambda _: {"mode": Mode.UNCONVENTIONAL}, "type_mode_score"),
    "a count that is wrong": ("events", lambda row: {"report_count": row.report_count + 1}, "counts_its_evidence"),
    "an agreement that is not there": (
        "events",
        lambda _: {"agreement_id": "agr_00000000000000ff"},
        "agreement_id_known",
    ),
    "a snippet that is not in the article": ("evidence", lambda _: {"snippet": "never said"}, "snippet_is_text"),
}


@pytest.fixture
def broken(monkeypatch) -> Callable[[str, Change], None]:
    """Make the stage that consolidates spoil the first row of a table."""

    def spoil(name: str, change: Change) -> None:
        consolidate = assets.events.consolidate

        def consolidate_wrongly(*tables: Any) -> Any:
            made = consolidate(*tables)
            first, *rest = arrow_to_rows(table_named(name), getattr(made, name))
            wrong = dataclasses.replace(first, **change(first))
            return dataclasses.replace(made, **{name: rows_to_arrow(table_named(name), [wrong, *rest])})

        monkeypatch.setattr(assets.events, "consolidate", consolidate_wrongly)

    return spoil


def _contents(output) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(output.releases.rglob("*")) if path.is_file()}


def _failed(result: dg.ExecuteInProcessResult) -> dict[str, dg.AssetCheckEvaluation]:
    return {each.asset_key.to_user_string(): each for each in result.get_asset_check_evaluations() if not each.passed}


@pytest.mark.parametrize(("table", "change", "rule"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_row_stops_the_release_and_is_shown(run, output, broken, table, change, rule):
    before = _contents(output)
    broken(table, change)
    result = run("release", STAGE)
    assert not result.success
    check = _failed(result)[table]
    assert check.blocking
    assert check.metadata[rule].data["failing"] == len(check.metadata[rule].data["rows"]) == 1
    assert not any(event.asset_key.path == ["releases"] for event in result.get_asset_materialization_events())
    assert _contents(output) == before


def test_sound_tables_are_published(run, output):
    assert run("release", STAGE).success
    assert len(read_index(output.releases).releases) == 2


def test_a_warning_is_listed_in_quality_and_stops_nothing(run, output, broken):
    broken("events", lambda _: {**AT_SEA, "latitude": 36.0, "longitude": 2.0})
    result = run("release", STAGE)
    assert result.success
    assert _failed(result)["events"].severity is dg.AssetCheckSeverity.WARN
    page = (output.releases / str(read_index(output.releases).latest) / "QUALITY.md").read_text()
    assert "| `events.in_country` | the point lies among the places of its country | warning | failed | 1 |" in page


OVERRIDE = """[[override]]
check = "events.near_country"
reason = "the ship lay off the ice"
who = "A. Idrissi"
until = 2999-12-31
"""


def test_what_a_person_answers_for_is_published_with_the_reason(run, output, broken):
    broken("events", _far_away)
    output.overrides.write_text(OVERRIDE)
    result = run("release", STAGE)
    assert result.success
    check = _failed(result)["events"]
    assert check.severity is dg.AssetCheckSeverity.WARN
    assert "the ship lay off the ice" in str(check.metadata["override of events.near_country"])
    (made,) = [each for each in result.get_asset_materialization_events() if each.asset_key.path == ["releases"]]
    assert "override of events.near_country" in made.materialization.metadata
    release = output.releases / str(read_index(output.releases).latest)
    assert "the ship lay off the ice | A. Idrissi | 2999-12-31 |" in (release / "QUALITY.md").read_text()
    told = json.loads((release / "quality.json").read_text())
    assert [each["check"] for each in told["overrides"]] == ["events.near_country"]
    (row,) = [each for each in told["checks"] if each["outcome"] == "overridden"]
    assert (row["check"], row["level"], len(row["rows"])) == ("near_country", "error", 1)
    set_up(release, again := Output(output.root / "again"))
    assert list(overrides_of(again, NEXT_YEAR).counting) == ["events.near_country"]


def test_an_override_of_one_check_lets_no_other_pass(run, output, broken):
    broken("participants", lambda _: {"country_code": "QQQ"})
    output.overrides.write_text(OVERRIDE)
    before = _contents(output)
    assert not run("release", STAGE).success
    assert _contents(output) == before


def test_an_override_that_expired_lets_nothing_pass(run, output, broken):
    broken("events", _far_away)
    output.overrides.write_text(OVERRIDE.replace("2999", "2020"))
    assert not run("release", STAGE).success


def test_overrides_that_cannot_be_read_stop_the_release_in_a_line(run, output):
    output.overrides.write_text(OVERRIDE.replace("near_country", "nearcountry"))
    result = run("release", STAGE)
    assert not result.success
    told = [str(each.event_specific_data) for each in result.all_events if each.is_step_failure]
    assert any("there is no check events.nearcountry: did you mean events.near_country?" in each for each in told)


def test_what_the_last_release_had_and_this_one_lacks_stops_it(run, output):
    output.lake.write(MENTIONS, output.lake.read(MENTIONS).slice(0, 0))
    for day in output.lake.days(MENTIONS):
        output.lake.drop(MENTIONS, day)
    before = _contents(output)
    check = _failed(run("release", STAGE))["changes"]
    assert [row["group"] for row in check.metadata["rows_kept"].data["rows"]] == ["mentions"]
    assert _contents(output) == before


def test_what_a_release_says_of_its_checks_hangs_on_no_place_and_no_time(run, output, tmp_path):
    assert run("release", STAGE).success
    moved = Output(shutil.copytree(output.root, tmp_path / "elsewhere" / "out", copy_function=shutil.copy))
    texts = [quality_data(checked(each, Overrides({}))) for each in (output, moved)]
    assert texts[0] == texts[1]
    assert str(tmp_path) not in texts[0]


def test_a_fault_in_what_was_taken_in_earlier_stops_the_release_job(run, output):
    output.lake.write(QUARANTINE, output.lake.read(QUARANTINE).slice(0, 0))
    before = _contents(output)
    result = run("release")
    assert "inputs" in _failed(result)
    assert _contents(output) == before


def test_a_table_that_was_not_checked_as_it_is_now_is_not_published(run, output):
    events = output.lake.read(EVENTS)
    output.lake.write(EVENTS, events.filter(pc.not_equal(events["event_id"], events["event_id"][0])))
    before = _contents(output)
    result = run("release", ["releases"])
    assert not result.success
    assert "events: not checked since it was made" in str(result.failure_data_for_node("releases").user_failure_data)
    assert _contents(output) == before


def test_a_jury_takes_back_what_it_said_of_a_table_when_another_has_changed(output):
    jury = Jury()
    assert NOBODY.stopping(jury.verdict(output, EVENTS).results) == []
    evidence = output.lake.read(EVIDENCE)
    output.lake.write(EVIDENCE, evidence.slice(1))
    assert "counts_its_evidence" in [fault.name for fault in NOBODY.stopping(jury.verdict(output, EVENTS).results)]
    output.lake.write(EVIDENCE, evidence)
    assert NOBODY.stopping(jury.verdict(output, EVENTS).results) == []


def test_a_verdict_stands_until_what_its_suite_speaks_of_is_another(output, monkeypatch):
    for judged in (verdicts.standing(output, EVENTS), verdicts.standing(output, STORIES)):
        assert judged is not None and judged.results
    evidence = output.lake.read(EVIDENCE)
    output.lake.write(EVIDENCE, evidence)
    assert verdicts.standing(output, EVENTS) is not None
    output.lake.write(EVIDENCE, evidence.slice(1))
    assert verdicts.standing(output, EVENTS) is None
    assert verdicts.standing(output, STORIES) is not None
    monkeypatch.setattr(verdicts, "fingerprint", lambda *_parts, **_without: "other checks")
    assert verdicts.standing(output, STORIES) is None


def test_a_verdict_on_changes_does_not_stand_after_another_release(output):
    # It was made before the first release was there.
    assert verdicts.standing(output, EVENTS) is not None
    assert verdicts.standing(output, CHANGES) is None
    speaking = {table.name for table in TABLES if re.search(r"parent\.|DriftRule", repr(all_rules(table)))}
    assert speaking == verdicts.BESIDE_PARENT


def test_what_stands_against_a_table_is_heard_when_it_is_made_again(output):
    fault = CheckResult("ledger", "keys", "no key twice", Severity.FATAL, 1, ())
    kept = verdicts.read(output, LEDGER)
    verdicts.keep(output, LEDGER, dataclasses.replace(kept, results=(fault,)))
    jury = Jury()
    assert "ledger" not in jury.heard()
    jury.begin(output, set(kept.reads))
    assert jury.heard()["ledger"].results == (fault,)
    assert jury.verdict(output, LEDGER).results == (fault,)


def test_a_jury_begins_with_a_table_once_all_was_made_that_its_suite_speaks_of(output):
    shutil.rmtree(output.root / "checks")
    jury = Jury()
    jury.verdict(output, QUARANTINE)
    jury.begin(output, {"events"})
    assert "events" not in jury.heard()
    jury.begin(output, {"participants", "evidence", "agreements", "articles", "stories", "reports"})
    while "events" not in (heard := jury.heard()):
        time.sleep(0.05)
    assert NOBODY.stopping(heard["events"].results) == []
    assert jury.verdict(output, EVENTS) is heard["events"]


class Objecting(Judge):
    """Has found fault with a table by now."""

    def heard(self):
        fault = CheckResult("articles", "keys", "no key twice", Severity.FATAL, 1, ({"article_id": "art_1"},))
        return {"articles": Verdict("", None, (fault,))}


def test_no_stage_begins_over_a_table_that_cannot_be_released(output):
    before = output.lake.files(EVENTS)[0].stat()
    with line(Workspace(home=str(output.root)), Objecting(), Console(quiet=True), output.root / "log") as stages:
        ending = stages.build()
    assert ending.failed_tables == {"articles"}
    assert ending.fault.endswith("failed: a check of articles failed")
    assert output.lake.files(EVENTS)[0].stat() == before
