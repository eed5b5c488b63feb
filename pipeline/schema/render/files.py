"""A table's file as metadata documents cite it; rendering of the documents is in the modules beside it."""

from dataclasses import dataclass
from typing import Any

from pipeline.schema.model import Table


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file that holds a table, as Parquet or CSV: its path inside the release, size in bytes and SHA-256."""

    table: Table[Any]
    path: str
    bytes: int
    sha256: str
