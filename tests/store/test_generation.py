"""A lake is refused where its tables are declared otherwise now, and only there."""

import dataclasses
from typing import Annotated

import pytest

from pipeline.schema.model import Audience, Col, Table
from pipeline.store import generation
from pipeline.store.generation import LakeOutdated, check_generation
from pipeline.store.lake import Lake


def _declared(hint: type, description: str) -> Table:
    row = dataclasses.make_dataclass("Stone", [("stone_id", Annotated[hint, Col(description)])], frozen=True)
    return Table(row=row, name="stones", group="shore", audience=Audience.PUBLIC, key=("stone_id",))


@pytest.fixture
def check(tmp_path, monkeypatch):
    def check_under(hint: type, description: str = "Its id.") -> None:
        monkeypatch.setattr(generation, "TABLES", (_declared(hint, description),))
        (tmp_path / "lake").mkdir(exist_ok=True)
        check_generation(Lake(tmp_path / "lake"))

    return check_under


def test_a_lake_of_the_same_columns_is_good_however_they_are_described(check):
    check(str)
    check(str, "The id that it bears.")


@pytest.mark.parametrize("hint", [int, str | None, tuple[str, ...]], ids=str)
def test_a_lake_of_other_columns_is_refused_in_a_line_with_the_mend(check, hint):
    check(str)
    with pytest.raises(LakeOutdated, match="build into another folder"):
        check(hint)
