"""What a stage reckons on its way is reckoned once, and again as soon as it could come out otherwise."""

import dataclasses

import pyarrow as pa
import pytest

from assets.kept import Kept
from pipeline.schema.registry import table_named
from pipeline.store.paths import Output
from tests.expectations.lake import sound_rows, write_lake

TAKEN = table_named("events")


class Reckoner:
    """Makes a table, and counts how often it was asked to."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> pa.Table:
        self.times += 1
        return pa.table({"article_id": ["a", "b"], "affair": ["a", "a"]})


@pytest.fixture
def kept(tmp_path):
    output = Output(tmp_path)
    write_lake(output, sound_rows())
    return Kept(output, "affairs", (TAKEN,), "this code")


@pytest.fixture
def make():
    return Reckoner()


def _file(kept):
    (path,) = (kept.output.lake.root / ".made").glob("*.parquet")
    return path


def test_it_is_reckoned_once_while_the_tables_it_was_made_of_stay(kept, make):
    first, second = kept.table(make), kept.table(make)
    assert make.times == 1
    assert first.equals(second)


def test_it_is_reckoned_again_when_a_table_that_it_takes_is_another(kept, make):
    kept.table(make)
    lake = kept.output.lake
    lake.write(TAKEN, lake.read(TAKEN).slice(1))
    kept.table(make)
    assert make.times == 2


def test_it_is_reckoned_again_by_other_code(kept, make):
    kept.table(make)
    dataclasses.replace(kept, by="other code").table(make)
    assert make.times == 2


def test_it_says_nothing_of_another_table(kept, make):
    kept.table(make)
    dataclasses.replace(kept, name="digests").table(make)
    assert make.times == 2


@pytest.mark.parametrize("spoil", [lambda data: data[: len(data) // 2], lambda _: b""], ids=["half", "nothing"])
def test_a_file_of_which_a_power_cut_left_a_part_is_made_again(kept, make, spoil):
    kept.table(make)
    path = _file(kept)
    path.write_bytes(spoil(path.read_bytes()))
    assert kept.table(make).num_rows == 2
    assert make.times == 2


def test_a_file_in_which_bytes_were_lost_is_made_again(kept, make):
    kept.table(make)
    path = _file(kept)
    data = bytearray(path.read_bytes())
    data[40:60] = bytes(20)
    path.write_bytes(data)
    assert kept.table(make).equals(make())
    assert make.times == 3
