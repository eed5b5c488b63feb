"""How a build is shown: a line a stage, with count, rate, time and time left, a mark where it failed."""

import io
import sys

from rich.console import Console

from assets.display import Progress, Stage, shown


def _printed(work) -> list[list[str]]:
    console = Console(file=io.StringIO(), width=100)
    with shown(console) as progress:
        work(progress)
    return [line.split() for line in console.file.getvalue().splitlines()]


def test_each_stage_is_a_line_with_its_count():
    def work(progress: Progress) -> None:
        progress.stage("ingest", unit="inputs")(3)
        progress.stage("group", unit="stories")(2_000)

    first, second = _printed(work)
    assert first[:4] == ["✓", "ingest", "3", "inputs"]
    assert second[:4] == ["✓", "group", "2,000", "stories"]


def test_a_stage_that_is_taken_up_again_goes_on_in_its_line():
    def work(progress: Progress) -> None:
        progress.stage("check", unit="expectations")(10)
        progress.stage("read", unit="articles")(1)
        progress.stage("check", unit="expectations")(5)

    assert [line[:3] for line in _printed(work)] == [["✓", "check", "15"], ["✓", "read", "1"]]


def test_a_stage_that_failed_is_marked():
    def work(progress: Progress) -> None:
        progress.stage("read", unit="articles")(1)
        progress.stage("release")
        progress.fail()

    assert [line[0] for line in _printed(work)] == ["✓", "✗"]


def test_what_runs_shows_its_total_rate_and_time():
    stage = Stage("read", "articles", 66, done=40, since=100.0)
    assert stage.cells(110.0) == ("…", "read", "40 of 66 articles", "4/s", "10.0 s", "6.5 s left")


def test_long_times_are_told_in_minutes_and_hours():
    stage = Stage("read", "articles", 1_000_000, done=100_000, since=0.0)
    assert stage.cells(1_000.0)[-2:] == ("16m40s", "2h30m left")


def test_nothing_is_said_of_the_time_left_where_it_cannot_be_known():
    assert Stage("ingest", "inputs", None, done=5, since=0.0).left(10.0) is None
    assert Stage("read", "articles", 66, since=0.0).left(10.0) is None
    assert Stage("read", "articles", 66, done=66, spent=3.0).left(10.0) is None


def test_lines_fit_a_terminal_of_80_columns():
    progress = Progress()
    progress.stage("consolidate", unit="events")(12_345_678)
    progress.stage("read", 9_999_999, unit="articles")(1_234_567)
    progress._stages["read"].spent = 3_000.0
    console = Console(file=io.StringIO(), width=80)
    console.print(progress)
    read = console.file.getvalue().splitlines()[1]
    assert "1,234,567 of 9,999,999 articles" in read
    assert read.rstrip().endswith("5h55m left")


def test_what_others_print_does_not_come_between_the_lines_of_a_terminal():
    console = Console(file=io.StringIO(), width=80, force_terminal=True)
    with shown(console) as progress:
        progress.stage("read", unit="articles")(1)
        print("noise", file=sys.stderr)
    assert "noise" not in console.file.getvalue()
    assert "read" in console.file.getvalue()


def test_only_the_time_that_a_stage_runs_counts():
    assert Stage("check", "", None, spent=2.0).seconds(99.0) == 2.0
    assert Stage("check", "", None, spent=2.0, since=90.0).seconds(99.0) == 11.0
