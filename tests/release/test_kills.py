"""Publishers are killed at any moment; a reader who looks all the while sees releases whole or not at all.

`ENTENTE_KILLS` sets how many publishers are killed: few in the suite, a hundred before a release of the code.
"""

import json
import os
import random
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from pipeline.release.index import INDEX, read_index
from pipeline.release.manifest import SIDECAR
from pipeline.release.sums import parse_sums
from pipeline.release.verify import verify
from pipeline.store.hashing import sha256_of_bytes
from pipeline.store.paths import Output

KILLS = int(os.environ.get("ENTENTE_KILLS", "4"))

PUBLISHER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from pipeline.release.publish import publish
    from pipeline.store.paths import Output
    from tests.release.conftest import NOW
    from tests.samples import sample_tables

    tables = sample_tables()
    print("ready", flush=True)
    publish(
        Output(Path(sys.argv[1])), tables, version=None, today=NOW.date(), now=NOW, input_digest="ab" * 32, quality="# Quality\\n"
    )
    print("published", flush=True)
    """
)


class Reader(threading.Thread):
    """Reads every listed release over and over, as a downloader does: index, list of digests, files; keeps what was broken."""

    def __init__(self, releases: Path) -> None:
        super().__init__(daemon=True)
        self.releases = releases
        self.faults: list[str] = []
        self.rounds = 0
        self.is_done = threading.Event()

    def run(self) -> None:
        known: set[str] = set()
        while not self.is_done.is_set():
            if not (self.releases / INDEX).exists():
                continue
            listed = json.loads((self.releases / INDEX).read_bytes())
            for entry in listed["releases"]:
                self._read(entry)
            versions = {entry["version"] for entry in listed["releases"]}
            if known - versions:
                self.faults.append(f"lost {known - versions}")
            known = versions
            self.rounds += 1

    def _read(self, entry: dict[str, str]) -> None:
        folder = self.releases / entry["version"]
        try:
            sums = (folder / SIDECAR).read_bytes()
            if sha256_of_bytes(sums) != entry["sums_sha256"]:
                self.faults.append(f"{folder.name}: other digests than the index says")
            for path, digest in parse_sums(sums.decode(), SIDECAR).items():
                if sha256_of_bytes((folder / path).read_bytes()) != digest:
                    self.faults.append(f"{folder.name}/{path}: broken")
        except OSError as error:
            self.faults.append(f"{folder.name}: {error}")


@pytest.fixture
def reader(output: Output):
    found = Reader(output.releases)
    found.start()
    yield found
    found.is_done.set()
    found.join()


def _publisher(output: Output) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", PUBLISHER, str(output.root)]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"
    return started


def test_a_reader_never_sees_a_broken_release_while_publishers_are_killed(output, reader):
    chance = random.Random(KILLS)
    began = time.monotonic()
    assert _publisher(output).wait() == 0
    lasts = time.monotonic() - began
    killed = 0
    while killed < KILLS:
        publisher = _publisher(output)
        time.sleep(chance.uniform(0, lasts))
        publisher.send_signal(signal.SIGKILL)
        killed += publisher.wait() == -signal.SIGKILL
    assert _publisher(output).wait() == 0
    reader.is_done.set()
    reader.join()
    assert reader.faults == []
    assert reader.rounds > KILLS
    index = read_index(output.releases)
    assert not list(output.releases.glob(".staging-*"))
    assert {path.name for path in output.releases.iterdir() if path.is_dir()} == {
        each.version for each in index.releases
    }
    assert [verify(output.releases / each.version) for each in index.releases] == [[]] * len(index.releases)
