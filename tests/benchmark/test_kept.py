"""What was measured outlives a run that is stopped."""

import pytest

from pipeline.benchmark.kept import Kept
from pipeline.benchmark.usage import Usage

COST = Usage(2.0, 3.5, 100.0, "{}")


def never() -> Usage:
    raise AssertionError("measured again")


def test_a_run_that_goes_on_measures_nothing_again(tmp_path):
    Kept(tmp_path / "new" / "speed.jsonl", resume=False).usage("build", 1_000, lambda: COST)
    again = Kept(tmp_path / "new" / "speed.jsonl", resume=True)
    assert again.usage("build", 1_000, never) == COST
    assert again.usage("build", 3_000, lambda: Usage(9.0, 9.0, 9.0, "")).seconds == 9.0


def test_what_stops_a_run_leaves_what_was_measured_before(tmp_path):
    kept = Kept(tmp_path / "speed.jsonl", resume=False)
    kept.usage("build", 1_000, lambda: COST)
    with pytest.raises(AssertionError):
        kept.usage("build", 3_000, never)
    assert Kept(tmp_path / "speed.jsonl", resume=True).usage("build", 1_000, never) == COST


def test_a_run_of_its_own_begins_anew(tmp_path):
    Kept(tmp_path / "speed.jsonl", resume=False).usage("build", 1_000, lambda: COST)
    other = Usage(1.0, 1.0, 1.0, "")
    assert Kept(tmp_path / "speed.jsonl", resume=False).usage("build", 1_000, lambda: other) == other


def test_a_file_of_something_else_is_named_with_its_line(tmp_path):
    (tmp_path / "speed.jsonl").write_text('{"measure": 1}\n')
    with pytest.raises(ValueError, match=r"speed\.jsonl:1: is no measurement"):
        Kept(tmp_path / "speed.jsonl", resume=True)
