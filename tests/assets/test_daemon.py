"""The real daemon, for a few ticks: files dropped into the inbox, and what is fetched, end in the tables, exactly once."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.tables.inputs import INPUTS
from pipeline.store.paths import PROJECT, Output
from tests.assets.conftest import BLAME, LATER, VISIT

PATIENCE = 240
"""Seconds until the daemon must have done what it is waited for; it looks every thirty, and runs take their time to start."""


@pytest.fixture
def output(tmp_path: Path) -> Output:
    return Output(tmp_path / "home")


@pytest.fixture
def drop(output: Output) -> Callable[[str, str], None]:
    """Put a file into the inbox as one that has lain there for a while."""

    def put(name: str, text: str) -> None:
        path = output.root / "inbox" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        os.utime(path, (time.time() - 60, time.time() - 60))

    return put


@pytest.fixture
def daemon(output: Output, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Dagster's daemon at work on a home of its own."""
    home = tmp_path / "dagster"
    home.mkdir()
    settings = (PROJECT / "dagster.yaml").read_text().replace("data/dagster", str(home))
    (home / "dagster.yaml").write_text(settings)
    command = [str(Path(sys.executable).with_name("dagster-daemon")), "run", "-w", str(PROJECT / "workspace.yaml")]
    environment = {**os.environ, "DAGSTER_HOME": str(home), "ENTENTE_HOME": str(output.root)}
    with (tmp_path / "daemon.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=PROJECT, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        yield process
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def wait_for(output: Output, articles: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if output.lake.read(ARTICLE_TEXT).num_rows >= articles:
            return
        time.sleep(1)
    held = output.lake.read(INPUTS).select(["uri", "outcome"]).to_pylist()
    pytest.fail(f"the daemon has not taken in {articles} articles: {held}")


def test_what_is_dropped_into_the_inbox_is_taken_in_exactly_once(output: Output, drop, daemon) -> None:
    drop("visit.txt", VISIT)
    drop("blame.txt", BLAME)
    wait_for(output, 2)
    drop("again/visit.txt", VISIT)
    drop("later.txt", LATER)
    wait_for(output, 3)
    rows = output.lake.read(INPUTS).to_pylist()
    assert sorted((Path(row["uri"]).name, row["outcome"]) for row in rows) == [
        ("blame.txt", "article"),
        ("later.txt", "article"),
        ("visit.txt", "article"),
        ("visit.txt", "duplicate"),
    ]
    assert daemon.poll() is None
    shutil.rmtree(output.root / "inbox")
