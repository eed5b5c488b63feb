"""Publishers are killed at any moment; a reader who looks all the while sees releases whole or not at all.

`ENTENTE_KILLS` sets how many publishers are killed: few in the suite, a hundred before a release of the code.
"""

import json
import multiprocessing
import os
import random
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import obstore
import pytest
from obstore.exceptions import BaseError

from pipeline.release.index import INDEX, read_index
from pipeline.release.manifest import PROOF, SIDECAR
from pipeline.release.mirror import missing, settle
from pipeline.release.remote import objects, open_store
from pipeline.release.retention import Rule, prune, prune_store
from pipeline.release.sums import parse_sums
from pipeline.release.verify import verify
from pipeline.store.hashing import sha256_of_bytes
from pipeline.store.paths import Output
from tests.release.conftest import NOW, publish_samples
from tests.release.store import index_of, read, send_all

KILLS = int(os.environ.get("ENTENTE_KILLS", "4"))
KEPT = 3
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([__name__])


def publish_and_prune(root: Path) -> None:
    """What a publisher of a folder does."""
    output = Output(root)
    publish_samples(output)
    prune(output.releases, Rule(KEPT), NOW)


def send_and_prune(root: Path, url: str, settings: dict[str, str]) -> None:
    """What a publisher to a store does, by the settings that lead to it."""
    os.environ.update(settings)
    store = open_store(url)
    send_all(Output(root), store)
    settle(Output(root).releases, store)
    prune_store(store, Rule(KEPT), NOW)


class Reader(threading.Thread):
    """Reads listed releases over and over, as a downloader does: index, list of digests, files; keeps what was broken.

    What is missing of a release is a fault, unless the index has it withdrawn by then.
    """

    def __init__(self, fetch: Callable[[str], bytes]) -> None:
        super().__init__(daemon=True)
        self.fetch = fetch
        self.faults: list[str] = []
        self.rounds = 0
        self.is_done = threading.Event()

    def run(self) -> None:
        known: set[str] = set()
        while not self.is_done.is_set():
            try:
                index = json.loads(self.fetch(INDEX))
            except (OSError, BaseError):
                if known:
                    self.faults.append("the index is gone")
                continue
            listed, withdrawn = ({each["version"] for each in index[kind]} for kind in ("releases", "withdrawn"))
            if known - listed - withdrawn:
                self.faults.append(f"lost {known - listed - withdrawn}")
            known |= listed
            for entry in index["releases"]:
                self._read(entry)
            self.rounds += 1

    def _read(self, entry: dict[str, str]) -> None:
        version = entry["version"]
        try:
            sums = self.fetch(f"{version}/{SIDECAR}")
            if sha256_of_bytes(sums) != entry["sums_sha256"]:
                self.faults.append(f"{version}: other digests than the index says")
            for path, digest in parse_sums(sums.decode(), SIDECAR).items():
                if sha256_of_bytes(self.fetch(f"{version}/{path}")) != digest:
                    self.faults.append(f"{version}/{path}: broken")
        except (OSError, BaseError) as error:
            if version in {each["version"] for each in json.loads(self.fetch(INDEX))["releases"]}:
                self.faults.append(f"{version}: {error}")


@pytest.fixture
def reading():
    """Start a reader; it ends with the test."""
    started: list[Reader] = []

    def start(fetch: Callable[[str], bytes]) -> Reader:
        started.append(Reader(fetch))
        started[-1].start()
        return started[-1]

    yield start
    for reader in started:
        reader.is_done.set()
        reader.join()


def _run(work: Callable[..., None], *given: object) -> float:
    """Let a publisher do its work to the end; the seconds that it took."""
    publisher = PROCESSES.Process(target=work, args=given)
    began = time.monotonic()
    publisher.start()
    publisher.join()
    assert publisher.exitcode == 0
    return time.monotonic() - began


def _kill(chance: random.Random, lasts: float, work: Callable[..., None], *given: object) -> bool:
    """Kill a publisher at a random moment of its work; whether it had not come to the end."""
    publisher = PROCESSES.Process(target=work, args=given)
    publisher.start()
    # Some come to the end, so that the last moments are met too.
    time.sleep(chance.uniform(0, 1.5 * lasts))
    publisher.kill()
    publisher.join()
    assert publisher.exitcode in (0, -signal.SIGKILL)
    return publisher.exitcode != 0


def _told(reader: Reader, what: str, killed: int, listed: int) -> None:
    reader.is_done.set()
    reader.join()
    print(f"{what}: {killed} publishers killed, {listed} releases published, {reader.rounds} rounds of reading")
    assert reader.faults == []
    assert reader.rounds > 0


def test_a_reader_never_sees_a_broken_release_while_publishers_are_killed(standing, reading):
    output, chance, killed = standing(4), random.Random(KILLS), 0
    reader = reading(lambda path: (output.releases / path).read_bytes())
    _run(publish_and_prune, output.root)
    lasts = _run(publish_and_prune, output.root)
    while killed < KILLS:
        killed += _kill(chance, lasts, publish_and_prune, output.root)
    _run(publish_and_prune, output.root)
    index = read_index(output.releases)
    _told(reader, "folder", killed, len(index.versions))
    assert not [path for path in output.releases.iterdir() if path.name.startswith((".staging-", ".withdrawn-"))]
    assert {path.name for path in output.releases.iterdir() if path.is_dir()} == index.versions
    assert [verify(output.releases / each.version) for each in index.releases] == [[]] * KEPT
    for gone in index.withdrawn:
        assert {path.name for path in (output.releases / gone.version).iterdir()} <= PROOF


def test_a_reader_of_a_store_never_sees_a_broken_release_while_publishers_are_killed(
    standing, release_of, url, reading
):
    output, store = standing(4), open_store(url)
    given = output.root, url, {name: value for name, value in os.environ.items() if name.startswith("AWS_")}
    chance, killed = random.Random(KILLS), 0
    reader = reading(lambda path: bytes(obstore.get(store, path).bytes()))
    _run(send_and_prune, *given)
    release_of()
    lasts = _run(send_and_prune, *given)
    while killed < KILLS:
        if not missing(output.releases, store):
            release_of()
        killed += _kill(chance, lasts, send_and_prune, *given)
    _run(send_and_prune, *given)
    index = index_of(store)
    _told(reader, "store", killed, len(index.versions))
    assert index.versions == read_index(output.releases).versions
    assert len(read(store)) == KEPT
    for gone in index.withdrawn:
        assert {path for path, _ in objects(store, gone.version)} <= PROOF
