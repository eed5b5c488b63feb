"""What is remembered survives being killed at any moment, other processes and other versions."""

import datetime as dt
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pipeline.ingest.fetching.backlog import Backlog
from pipeline.ingest.fetching.links import Link
from pipeline.ingest.fetching.state import Document, Host, KeptRobots, State, StateError, open_state
from pipeline.store.paths import PROJECT
from tests.ingest.fetching.conftest import START

HOUR = dt.timedelta(hours=1)


def link(number: int, version: str = "1", at: dt.datetime | None = START) -> Link:
    return Link(f"https://a.example/{number}", at + number * HOUR if at else None, version)


def numbers(links: list[Link]) -> list[int]:
    return [int(each.url.rsplit("/", 1)[-1]) for each in links]


def test_what_is_kept_is_there_when_the_file_is_opened_again(tmp_path: Path):
    document = Document('"e"', "Mon, 23 Nov 2026 10:00:00 GMT", "ab", 200, START)
    rules = KeptRobots("User-agent: *", "", START, START + HOUR)
    with open_state(tmp_path / "s") as state:
        state.keep_document("a", "https://a.example/", "feed", document)
        state.keep_host("a.example", Host(3, START))
        state.keep_robots("https://a.example:443", rules)
        state.keep_failures("a", 7)
    with open_state(tmp_path / "s") as state:
        assert state.document("a", "https://a.example/", "feed") == document
        assert state.document("a", "https://a.example/", "feed followed") is None
        assert state.document("b", "https://a.example/", "feed") is None
        assert state.host("a.example") == Host(3, START)
        assert state.robots("https://a.example:443") == rules
        assert (state.failures("a"), state.failures("b")) == (7, 0)


def test_a_change_that_fails_half_way_is_undone(tmp_path: Path):
    with open_state(tmp_path / "s") as state:
        with pytest.raises(KeyError), state.transaction():
            state.keep_failures("a", 1)
            raise KeyError
        assert state.failures("a") == 0


def test_a_file_that_is_no_state_is_told_with_the_mend(tmp_path: Path):
    (tmp_path / "s").write_bytes(b"not a database, but long enough to be taken for one" * 100)
    with pytest.raises(StateError, match=r"move the file away") as caught, open_state(tmp_path / "s"):
        pass
    assert "\n" not in str(caught.value)


def test_a_state_of_another_version_is_told(tmp_path: Path):
    with sqlite3.connect(tmp_path / "s") as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(StateError, match=r"another version"), open_state(tmp_path / "s"):
        pass


WRITER = """
import datetime as dt, sys
from pathlib import Path
from pipeline.ingest.fetching.state import open_state
with open_state(Path(sys.argv[1])) as state:
    print("ready", flush=True)
    for number in range(1, 10**9):
        with state.transaction():
            state.keep_failures("first", number)
            state.keep_failures("second", number)
        print(number, flush=True)
"""


def start(script: str, *arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", script, *map(str, arguments)]
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def test_a_process_killed_while_it_writes_leaves_whole_changes_only(tmp_path: Path):
    path = tmp_path / "s"
    for _ in range(5):
        process = start(WRITER, path)
        assert process.stdout
        told = [int(process.stdout.readline()) for _ in range(5)]
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        with open_state(path) as state:
            assert state.failures("first") == state.failures("second") >= told[-1]


def test_processes_and_threads_that_write_at_once_lose_nothing(tmp_path: Path):
    count = """
from pathlib import Path; import sys
from pipeline.ingest.fetching.state import open_state
print("ready", flush=True)
with open_state(Path(sys.argv[1])) as state:
    for _ in range(50):
        with state.transaction():
            state.keep_failures("a", state.failures("a") + 1)
"""

    def work(state: State) -> None:
        for _ in range(50):
            with state.transaction():
                state.keep_failures("a", state.failures("a") + 1)

    with open_state(tmp_path / "s") as state:
        processes = [start(count, tmp_path / "s") for _ in range(2)]
        threads = [threading.Thread(target=work, args=(state,)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [process.wait() for process in processes] == [0, 0]
        assert state.failures("a") == 250


@pytest.fixture
def backlog(tmp_path: Path):
    with open_state(tmp_path / "s") as state:
        yield Backlog(state, "a")


def test_links_fall_due_newest_first_and_undated_last(backlog: Backlog):
    backlog.take({"f": [link(3), link(1), link(8, at=None), link(9, at=None)]}, START, 10)
    assert numbers(backlog.due(START, 10)) == [3, 1, 8, 9]
    assert numbers(backlog.due(START, 2)) == [3, 1]


def test_settled_links_fall_due_again_only_when_their_item_changes(backlog: Backlog):
    backlog.take({"f": [link(1), link(2)]}, START, 10)
    for each in backlog.due(START, 10):
        backlog.settle(each, START)
    backlog.take({"f": [link(1, "2"), link(2)]}, START, 10)
    assert backlog.due(START, 10) == []
    assert numbers(backlog.due(START + HOUR, 10)) == [1]


def test_the_history_of_a_source_that_is_seen_first_is_not_crawled_but_what_comes_later_is_never_lost(backlog: Backlog):
    backlog.take({"f": [link(number) for number in range(9, 0, -1)]}, START, 3)
    assert numbers(backlog.due(START, 99)) == [9, 8, 7]
    backlog.take({"f": [link(number) for number in range(16, 0, -1)]}, START, 3)
    assert numbers(backlog.due(START, 99)) == [16, 15, 14, 13, 12, 11, 10, 9, 8, 7]
    backlog.take({"f": [], "new archive": [link(number) for number in range(50, 20, -1)]}, START, 3)
    assert numbers(backlog.due(START, 3)) == [50, 49, 48]
    assert len(backlog.due(START, 99)) == 13
    backlog.take({"f": [link(number, "2") for number in range(16, 0, -1)]}, START, 3)
    assert len(backlog.due(START, 99)) == 13


def test_a_page_that_cannot_be_had_is_tried_at_later_runs_and_then_given_up(backlog: Backlog):
    backlog.take({"f": [link(1)]}, START, 10)
    now, tries = START, 0
    for _ in range(2000):
        for each in backlog.due(now, 10):
            backlog.postpone(each, now)
            tries += 1
        now += dt.timedelta(minutes=10)
    assert tries == 8
    backlog.take({"f": [link(1, "2")]}, now, 10)
    assert numbers(backlog.due(now, 10)) == [1]


def test_a_page_that_was_given_up_is_tried_again_when_its_item_changes(backlog: Backlog):
    backlog.take({"f": [link(1)]}, START, 10)
    backlog.give_up(link(1))
    backlog.take({"f": [link(1)]}, START, 10)
    assert backlog.due(START, 10) == []
    backlog.take({"f": [link(1, "2")]}, START, 10)
    assert numbers(backlog.due(START, 10)) == [1]


def test_links_that_are_listed_no_more_are_forgotten_and_those_still_listed_are_not(backlog: Backlog):
    backlog.take({"f": [link(1), link(2)], "g": [link(3)]}, START, 10)
    for each in backlog.due(START, 10):
        backlog.settle(each, START)
    later = START + dt.timedelta(days=200)
    backlog.take({"f": [link(1)]}, later, 10)
    backlog.take({"f": [link(1), link(2)], "g": [link(3)]}, later, 10)
    assert numbers(backlog.due(later, 10)) == [2]


def test_a_page_that_two_sitemaps_date_differently_is_fetched_once(backlog: Backlog):
    for hour in range(0, 9, 3):
        now = START + hour * HOUR
        backlog.take({"f": [link(1, "1")], "g": [link(1, "2")]}, now, 10)
        backlog.take({"g": [link(1, "2")]}, now, 10)
        assert len(backlog.due(now, 10)) == (hour == 0)
        backlog.settle(link(1), now)


def test_sources_have_backlogs_of_their_own(tmp_path: Path):
    with open_state(tmp_path / "s") as state:
        Backlog(state, "a").take({"f": [link(1)]}, START, 10)
        assert Backlog(state, "b").due(START, 10) == []
