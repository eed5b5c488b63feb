"""Whether a lake holds the tables as they are declared now: one of an older version cannot be read or added to.

The lake itself, which knows no declaration but those it is given, is in `lake.py`.
"""

import hashlib
from pathlib import Path
from typing import Any

from pipeline.schema.model import Table
from pipeline.schema.registry import TABLES
from pipeline.schema.render.arrow import to_arrow
from pipeline.store.atomic import write_text
from pipeline.store.lake import Lake

_MARK = ".tables"


class LakeOutdated(Exception):
    """A lake was made under other declarations; the message is one line with the mend."""


def check_generation(lake: Lake) -> None:
    """Mark a new lake with a digest of all declarations; LakeOutdated where it bears another one."""
    path, digest = lake.root / _MARK, _digest()
    if path.is_file():
        if path.read_text(encoding="utf-8").strip() != digest:
            raise LakeOutdated(_message(lake.root))
    elif any(map(lake.holds, TABLES)):
        raise LakeOutdated(_message(lake.root))
    else:
        write_text(path, f"{digest}\n")


def _message(root: Path) -> str:
    mend = "build into another folder, or move it away and take its articles in again; releases stay as they are"
    return f"{root}: holds tables of another version of Entente: {mend}"


def _digest() -> str:
    declared = "".join(f"{table.name} {table.key} {_columns(table)}\n" for table in TABLES)
    return hashlib.sha256(declared.encode()).hexdigest()


def _columns(table: Table[Any]) -> str:
    # Not the schema's own text, which holds descriptions too: other words for a column leave a lake as good as it was.
    return ", ".join(f"{field.name} {field.type} {field.nullable}" for field in to_arrow(table))
