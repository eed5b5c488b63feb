"""How a build is shown: a line a stage, with count, rate and time, a mark where it failed."""

import io

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
    assert stage.cells(110.0) == ("…", "read", "40 of 66 articles", "4/s", "10.0 s")


def test_only_the_time_that_a_stage_runs_counts():
    assert Stage("check", "", None, spent=2.0).seconds(99.0) == 2.0
    assert Stage("check", "", None, spent=2.0, since=90.0).seconds(99.0) == 11.0
