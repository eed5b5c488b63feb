"""Releases of the sample world, published into a temporary folder."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.release.publish import publish
from pipeline.store.paths import Output
from tests.samples import sample_tables

NOW = dt.datetime(2026, 11, 23, 5, 30, tzinfo=dt.UTC)


@pytest.fixture
def output(tmp_path: Path) -> Output:
    """An output folder without a release."""
    return Output(tmp_path / "out")


@pytest.fixture
def release_of(output: Output) -> Callable[..., Path]:
    """Publish tables, by default the sample ones, as the next release of the output folder."""

    def publish_next(tables=None, version=None, now=NOW, key=None) -> Path:
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

    return publish_next
