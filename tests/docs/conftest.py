"""What the tests of the pages share: a folder as a reader has it after `make release`."""

import shutil
from pathlib import Path

import pytest

from pipeline.store.paths import PROJECT, Output


@pytest.fixture(scope="session")
def folder(seeds: Output, tmp_path_factory) -> Path:
    """A folder with the release of the seeds in `data/`, and `seeds/` and `docs/` as in the checkout."""
    folder = tmp_path_factory.mktemp("reader")
    shutil.copytree(seeds.root, folder / "data")
    for name in ("seeds", "docs"):
        (folder / name).symlink_to(PROJECT / name)
    return folder
