"""What the tests of the pages share: a folder as a reader has it after `make release`, built once."""

import subprocess
from pathlib import Path

import pytest

from pipeline.store.paths import PROJECT
from tests.docs.running import SCRIPTS

VERSION = "2026.11.23"


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """A folder with the release of the seeds in `data/`, and `seeds/` and `docs/` as in the checkout."""
    folder = tmp_path_factory.mktemp("reader")
    build = [
        SCRIPTS / "entente",
        "build",
        "--articles",
        "seeds/articles",
        "--out",
        folder / "data",
        "--release",
        VERSION,
    ]
    done = subprocess.run(build, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for name in ("seeds", "docs"):
        (folder / name).symlink_to(PROJECT / name)
    return folder
