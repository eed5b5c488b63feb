"""A disk that fills up while a release is made leaves the last release as it was, and nothing in the way of the next."""

import multiprocessing
import resource
from pathlib import Path

import pytest

from pipeline.release.index import read_index
from pipeline.release.verify import verify
from pipeline.store.paths import Output
from tests.release.conftest import publish_samples

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.release.test_kills", __name__])
FAILED = 3


def publish_within(root: Path, limit: int) -> None:
    """Publish where no file can have more bytes than `limit`, as on a disk that is full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        publish_samples(Output(root))
    except Exception:
        raise SystemExit(FAILED) from None


@pytest.mark.parametrize("limit", [0, 500, 3_000, 10_000, 30_000, 200_000])
def test_a_write_that_fails_for_want_of_room_leaves_the_last_release_and_nothing_else(standing, limit):
    output = standing(1)
    before = sorted(output.releases.rglob("*"))
    index = (output.releases / "index.json").read_bytes()
    publisher = PROCESSES.Process(target=publish_within, args=(output.root, limit))
    publisher.start()
    publisher.join()
    assert publisher.exitcode == FAILED
    assert [path for path in sorted(output.releases.rglob("*")) if path.name != ".publishing.lock"] == [
        path for path in before if path.name != ".publishing.lock"
    ]
    assert (output.releases / "index.json").read_bytes() == index


def test_the_next_release_is_published_when_there_is_room_again(standing, release_of):
    output = standing(1)
    publisher = PROCESSES.Process(target=publish_within, args=(output.root, 30_000))
    publisher.start()
    publisher.join()
    assert publisher.exitcode == FAILED
    assert verify(release_of()) == []
    assert len(read_index(output.releases).releases) == 2
