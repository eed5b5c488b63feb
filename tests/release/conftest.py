"""Releases of the sample world, published into a temporary folder."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.release.index import INDEX, Index
from pipeline.release.publish import publish
from pipeline.store.paths import Output
from tests.object_store import empty_bucket, serving
from tests.samples import sample_tables

NOW = dt.datetime(2026, 11, 23, 5, 30, tzinfo=dt.UTC)


def publish_samples(output: Output, tables=None, *, version=None, now=NOW, key=None) -> Path:
    """Publish tables, by default the sample ones, as the next release of an output folder."""
    return publish(
        output,
        sample_tables() if tables is None else tables,
        version=version,
        today=now.date(),
        now=now,
        input_digest="ab" * 32,
        quality="# Quality\n",
        key=key,
    )


@pytest.fixture
def output(tmp_path: Path) -> Output:
    """An output folder without a release."""
    return Output(tmp_path / "out")


@pytest.fixture
def release_of(output: Output) -> Callable[..., Path]:
    """Publish tables, by default the sample ones, as the next release of the output folder."""

    def publish_next(tables=None, version=None, now=NOW, key=None) -> Path:
        return publish_samples(output, tables, version=version, now=now, key=key)

    return publish_next


@pytest.fixture(scope="session")
def chain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Output, list[bytes]]:
    """Four releases of one day, and the index as it was after each."""
    output, indexes = Output(tmp_path_factory.mktemp("chain")), []
    for _ in range(4):
        publish_samples(output)
        indexes.append((output.releases / INDEX).read_bytes())
    return output, indexes


@pytest.fixture
def standing(chain: tuple[Output, list[bytes]], output: Output) -> Callable[[int], Output]:
    """Put so many releases, up to four, into the output folder at once, without making them."""

    def stand(count: int) -> Output:
        made, indexes = chain
        output.releases.mkdir(parents=True)
        for entry in Index.model_validate_json(indexes[count - 1]).releases:
            shutil.copytree(made.releases / entry.version, output.releases / entry.version)
        (output.releases / INDEX).write_bytes(indexes[count - 1])
        return output

    return stand


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A store on this machine, for the tests of a module; its endpoint."""
    with serving() as endpoint:
        yield endpoint


@pytest.fixture
def url(server, request) -> str:
    """An empty bucket's prefix for each test."""
    return empty_bucket(request.node.nodeid)
