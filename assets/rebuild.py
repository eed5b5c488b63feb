"""The command `entente rebuild`: every stage again over the articles of a release, and the tables compared with it.

Exit codes: 0 the same tables, 1 others or no release came of it, 2 bad usage.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from rich.console import Console

from assets.judges import Jury
from pipeline.commands.common import DONE, FAILED, MISUSED
from pipeline.display import to_json
from pipeline.ingest.files import SourceNotFound, find_files
from pipeline.release.errors import ReleaseError
from pipeline.release.index import read_index
from pipeline.release.manifest import Manifest, read_manifest
from pipeline.release.published import set_aside
from pipeline.release.rebuild import compare, other_makers, set_up
from pipeline.store.paths import Output

_EPOCH = "SOURCE_DATE_EPOCH"


def run_rebuild(release: Path, sources: list[str], as_json: bool = False) -> int:
    """Make a release again from `sources`, in a folder that goes afterwards, and print how each table compares, to programs as
    JSON."""
    jury = Jury()
    console = Console(file=sys.stderr, highlight=False, markup=False, soft_wrap=True)
    try:
        manifest = read_manifest(release)
        find_files(sources)
        for reason in other_makers(manifest):
            console.print(f"note: {reason}")
        with tempfile.TemporaryDirectory(prefix="entente-rebuild-") as scratch, _at(manifest):
            output = Output(Path(scratch) / "out")
            set_up(release, output)
            return _rebuild(release, manifest, output, sources, jury, console, as_json)
    except (ReleaseError, SourceNotFound) as fault:
        console.print(f"entente rebuild: {fault}")
        return MISUSED


def _rebuild(
    release: Path, manifest: Manifest, output: Output, sources: list[str], jury: Jury, console: Console, as_json: bool
) -> int:
    from assets.line import line
    from assets.resources import Workspace

    workspace = Workspace(home=str(output.root), sources=sources, affairs_only=set_aside(release) > 0)
    with line(workspace, jury, console, output.root / "logs" / "rebuild.log") as stages:
        ending = stages.build()
    latest = str(read_index(output.releases).latest)
    if ending.fault or latest == manifest.version:
        console.print(ending.fault or "no article came in")
        console.print(f"{release}: could not be rebuilt from these articles")
        return FAILED
    rebuilt = output.releases / latest
    if read_manifest(rebuilt).input_digest != manifest.input_digest:
        console.print(
            "note: these are not the inputs that the release was made from: its manifest has another input_digest"
        )
    compared = compare(release, rebuilt)
    faults = sum(each.is_fault for each in compared)
    if as_json:
        print(to_json({"release": str(release), "is_same": not faults, "tables": [asdict(each) for each in compared]}))
        return FAILED if faults else DONE
    for each in compared:
        print(each)
    if faults:
        console.print(f"{release}: {faults} of {len(compared)} tables differ from the rebuild")
        return FAILED
    print(f"{release}: rebuilt: {len(compared)} tables, {manifest.rows('events'):,} events under the same ids")
    return DONE


@contextmanager
def _at(manifest: Manifest) -> Iterator[None]:
    """Tell the stages the time at which a release was made."""
    held = os.environ.get(_EPOCH)
    os.environ[_EPOCH] = str(int(manifest.created_at.timestamp()))
    try:
        yield
    finally:
        if held is None:
            del os.environ[_EPOCH]
        else:
            os.environ[_EPOCH] = held
