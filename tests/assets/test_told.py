"""The command `entente checks`: what failed, of what level, and whether it stands in the way of a release."""

import dataclasses
import json
import re

from assets import verdicts
from assets.told import run_checks
from pipeline.schema.tables.events import EVENTS
from pipeline.schema.tables.evidence import EVIDENCE

FAILING = {"past_is_past": "error", "in_country": "warning"}


def _fail(output, name: str) -> None:
    """Let a check of events have failed by one row."""
    verdict = verdicts.read(output, EVENTS)
    results = tuple(
        dataclasses.replace(each, failing=1, rows=({"event_id": "evt_1"},)) if each.name == name else each
        for each in verdict.results
    )
    verdicts.keep(output, EVENTS, dataclasses.replace(verdict, results=results))


def test_where_all_checks_hold_nothing_is_listed(built, capsys):
    assert run_checks(built.root, as_json=False, with_docs=False) == 0
    assert re.fullmatch(r"(\d+) of \1 checks hold\n", capsys.readouterr().out)


def test_a_failed_error_is_shown_with_its_first_row_and_fails(output, capsys):
    _fail(output, "past_is_past")
    assert run_checks(output.root, as_json=False, with_docs=False) == 1
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "past_is_past" in line]
    assert [cell.strip() for cell in line.split("│")[1:6]] == [
        "events.past_is_past",
        "error",
        "failed",
        "1",
        "event_id=evt_1",
    ]


def test_a_warning_and_what_is_overridden_do_not_fail(output, capsys):
    _fail(output, "in_country")
    assert run_checks(output.root, as_json=False, with_docs=False) == 0
    _fail(output, "past_is_past")
    output.overrides.write_text(
        "[[override]]\ncheck = 'events.past_is_past'\nreason = 'r'\nwho = 'w'\nuntil = 2999-01-01\n"
    )
    assert run_checks(output.root, as_json=True, with_docs=False) == 0
    outcomes = {each["check"]: each["outcome"] for each in json.loads(capsys.readouterr().out.split("hold\n")[1])}
    assert (outcomes["past_is_past"], outcomes["in_country"]) == ("overridden", "failed")


def test_a_table_that_was_made_since_is_noted(output, capsys):
    output.lake.write(EVIDENCE, output.lake.read(EVIDENCE).slice(1))
    run_checks(output.root, as_json=False, with_docs=False)
    assert "note: evidence was not checked since it was made" in capsys.readouterr().err


def test_where_nothing_was_checked_and_where_overrides_are_wrong_it_is_bad_usage(tmp_path, output, capsys):
    assert run_checks(tmp_path, as_json=False, with_docs=False) == 2
    output.overrides.write_text("overrides = 1")
    assert run_checks(output.root, as_json=False, with_docs=False) == 2
    assert capsys.readouterr().err.count("\n") == 2
