"""A lake that is copied many times over keeps every rule that its original keeps."""

from expectations.validate import validate
from pipeline.benchmark.multiplied import events_of, multiply
from pipeline.schema.registry import TABLES
from pipeline.store.paths import Output
from pipeline.store.warehouse import refresh
from tests.expectations.lake import sound_rows, write_lake


def test_copies_have_ids_of_their_own_and_break_nothing(tmp_path):
    source, target = Output(tmp_path / "source"), Output(tmp_path / "target")
    write_lake(source, sound_rows())
    target.root.mkdir()
    multiply(source.warehouse, target, 3)
    made = refresh(target)
    assert events_of(made) == 3 * events_of(source.warehouse)
    assert [str(each) for table in TABLES for each in validate(target.lake, table) if not each.passed] == []
