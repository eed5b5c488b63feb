"""Where things lie in an output folder and where the reference data of the project is."""

import os
from dataclasses import dataclass
from pathlib import Path

from pipeline.store.lake import Lake
from pipeline.store.shelf import Shelf

PROJECT = Path(__file__).resolve().parents[2]
"""The checkout: the package is installed in place, with its reference data beside it."""

REFERENCE = PROJECT / "seeds" / "reference"
"""The reference data, as kept in the repository."""

ENTITY_CORRECTIONS = PROJECT / "seeds" / "corrections" / "entities.csv"
"""What people corrected of links, as kept in the repository."""

EVENT_CORRECTIONS = PROJECT / "seeds" / "corrections" / "events.csv"
"""What people corrected of events, as kept in the repository."""


@dataclass(frozen=True, slots=True)
class Output:
    """An output folder: `lake/`, `quarantine/`, `warehouse.duckdb`, `releases/`."""

    root: Path

    @property
    def lake(self) -> Lake:
        """Every table as Parquet."""
        return Lake(self.root / "lake")

    @property
    def made(self) -> Path:
        """Notes on what was made of the lake's tables, and what is kept of it."""
        return self.lake.root / ".made"

    @property
    def shelf(self) -> Shelf:
        """The raw bytes of what was refused."""
        return Shelf(self.root / "quarantine")

    @property
    def warehouse(self) -> Path:
        """The DuckDB file with views over the lake."""
        return self.root / "warehouse.duckdb"

    @property
    def overrides(self) -> Path:
        """The file in which people answer for checks that fail; there need not be one."""
        return self.root / "overrides.toml"

    @property
    def releases(self) -> Path:
        """The published releases and their index."""
        return self.root / "releases"


def default_output() -> Output:
    """The folder that Dagster writes to: `ENTENTE_HOME`, or `data/` of the checkout."""
    return Output(Path(os.environ.get("ENTENTE_HOME", PROJECT / "data")))
