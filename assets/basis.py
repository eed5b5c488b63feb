"""The release after which events were consolidated, kept beside the lake: they have their ids from its ledger.

The tables can be published after that one alone. Who refuses them after another is in `pipeline/release/publish.py`.
"""

from pathlib import Path

from pipeline.release.index import read_index
from pipeline.release.publish import Basis
from pipeline.store.atomic import write_text
from pipeline.store.paths import Output


def note_basis(output: Output) -> None:
    """Note the latest release, before anything is read of it: where another comes in between, it is not taken for that one."""
    write_text(_file(output), read_index(output.releases).latest or "")


def read_basis(output: Output) -> Basis | None:
    """The release that was noted, or that there was none; nothing where events were never consolidated here."""
    return Basis(_file(output).read_text(encoding="utf-8") or None) if _file(output).is_file() else None


def _file(output: Output) -> Path:
    return output.lake.root / ".basis"
