"""What the tests of ingest share: a run at a fixed time over files written for the test."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.ingest.ingest import Ingested, ingest

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
LEAD = (
    "The foreign ministers of Ghana and Togo met in Accra on Friday and agreed to reopen the border crossing at Aflao, "
    "officials of both countries said."
)
REST = (
    "The crossing had been closed since a dispute over fishing rights, and traders on both sides had asked for talks."
)


class Desk:
    """A folder of files and what ingest makes of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, content: bytes | str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def ingest(self, known: dict[str, str] | None = None) -> Ingested:
        return ingest([self.folder], known, now=NOW)

    def article(self, name: str, content: bytes | str) -> dict[str, Any]:
        """The only article of a folder with one file; its refusal fails the test."""
        self.put(name, content)
        taken = self.ingest()
        assert taken.quarantine.to_pylist() == []
        (row,) = taken.article_text.to_pylist()
        return row

    def refusal(self, name: str, content: bytes | str) -> dict[str, Any]:
        """The only refusal of a folder with one file that holds no article."""
        self.put(name, content)
        taken = self.ingest()
        assert taken.article_text.num_rows == 0
        (row,) = taken.quarantine.to_pylist()
        return row


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = tmp_path / "articles"
    folder.mkdir()
    return Desk(folder)


@pytest.fixture
def outcomes() -> Callable[[Ingested], dict[str, str]]:
    """The outcome of each input by the last part of its uri."""

    def found(taken: Ingested) -> dict[str, str]:
        rows = taken.inputs.select(["uri", "outcome"]).to_pylist()
        return {Path(row["uri"]).name: row["outcome"] for row in rows}

    return found
