"""Releases of the sample world, published into a temporary folder."""

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.release.index import INDEX, Index, read_index
from pipeline.release.publish import publish
from pipeline.store.paths import Output
from tests.object_store import empty_bucket, serving
from tests.samples import sample_tables

NOW = dt.datetime(2026, 11, 23, 5, 30, tzinfo=dt.UTC)


def publish_samples(output: Output, tables=None, *, version=None, now=NOW, key=None, reckoned=None) -> Path:
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
        reckoned=reckoned,
    )


@pytest.fixture
def output(tmp_path: Path) -> Output:
    """An output folder without a release."""
    return Output(tmp_path / "out")


@pytest.fixture
def publish_next(output: Output) -> Callable[..., Path]:
    """Publish tables, by default the sample ones, as the next release of the output folder."""

    def publish_one(tables=None, version=None, now=NOW, key=None, reckoned=None) -> Path:
        return publish_samples(output, tables, version=version, now=now, key=key, reckoned=reckoned)

    return publish_one


@pytest.fixture
def release_of(
    publish_next: Callable[..., Path], standing: Callable[[int], Output], output: Output
) -> Callable[..., Path]:
    """As `publish_next`, but the first release of the sample tables is copied from one that was made before.

    Where publishing itself is looked at, a module takes `publish_next` in its place.
    """

    def stand_or_publish(*tables, **given) -> Path:
        if tables or given or output.releases.exists() or "SOURCE_DATE_EPOCH" in os.environ:
            return publish_next(*tables, **given)
        return standing(1).releases / str(read_index(output.releases).latest)

    return stand_or_publish


@pytest.fixture(scope="session")
def chain(once) -> Output:
    """Four releases of one day, and by its number the index as it was after each; not to be changed."""
    return Output(once("chain", _publish_four))


def _publish_four(root: Path) -> None:
    for number in range(1, 5):
        publish_samples(Output(root))
        shutil.copy(Output(root).releases / INDEX, root / f"{number}.json")


@pytest.fixture
def standing(chain: Output, output: Output) -> Callable[[int], Output]:
    """Put so many releases, up to four, into the output folder at once, without making them."""

    def stand(count: int) -> Output:
        index = (chain.root / f"{count}.json").read_bytes()
        output.releases.mkdir(parents=True)
        for entry in Index.model_validate_json(index).releases:
            shutil.copytree(chain.releases / entry.version, output.releases / entry.version)
        (output.releases / INDEX).write_bytes(index)
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
