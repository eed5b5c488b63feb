"""Who may change a folder of releases, one at a time, and what a change that was stopped left to be tidied.

Everything that writes under `releases/` does so inside `only_publisher`: publishing, promoting, pinning and withdrawing.
"""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.release.errors import ReleaseError
from pipeline.release.index import INDEX, Index, read_index, write_index
from pipeline.release.manifest import PROOF
from pipeline.release.seal import Seal, sealed
from pipeline.store.atomic import sync

STAGING = ".staging-"
PATIENCE = 10.0
"""Seconds to wait for another publisher: a promotion takes less, so that no long build is lost to one."""
_AT_ONCE = 8
"""Files that are waited for at once until the disk has them."""
_ASIDE = ".withdrawn-"
_LOCK = ".publishing.lock"


@contextmanager
def only_publisher(releases: Path) -> Iterator[None]:
    """Hold a folder of releases alone, tidied of what others left who were killed. ReleaseError where another holds it."""
    releases.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(releases / _LOCK, timeout=PATIENCE):
            # Whatever is staged now was left by a publisher that was killed: none but the holder of the lock stages.
            for left in [*releases.glob(f"{STAGING}*"), *releases.glob(f"{_ASIDE}*")]:
                shutil.rmtree(left)
            remove_withdrawn(releases)
            yield
    except Timeout as error:
        raise ReleaseError(f"{releases}: another publisher is at work: try again when it is done") from error


def remove_withdrawn(releases: Path) -> None:
    """Remove the data of every release that the index lists as withdrawn."""
    for entry in read_index(releases).withdrawn:
        release, aside = releases / entry.version, releases / f"{_ASIDE}{entry.version}"
        if not release.is_dir() or not (data := [path for path in release.iterdir() if path.name not in PROOF]):
            continue
        aside.mkdir()
        for path in data:
            path.rename(aside / path.name)
        shutil.rmtree(aside)


def write_durably(releases: Path, index: Index, seal: Seal | None = None) -> None:
    """Write the index so that it is there after a power cut, signed where there is a seal. ReleaseError where `sealed` refuses."""
    path = releases / INDEX
    write_index(releases, sealed(index, path.read_bytes() if path.exists() else None, seal))
    sync(releases)


def make_durable(folder: Path) -> None:
    """See to it that a folder and all in it are there after a power cut."""
    # A disk does much of the work of many files at once.
    with ThreadPoolExecutor(_AT_ONCE) as beside:
        list(beside.map(sync, [*folder.rglob("*"), folder]))
