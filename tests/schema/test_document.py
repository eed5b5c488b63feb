"""The public schema as data, and the promise that its version changes with it."""

import json

from pipeline.release.compatibility import require_raised
from pipeline.schema.document import Schema, public_schema
from pipeline.schema.registry import PUBLIC_TABLES, SCHEMA_VERSION
from tests.conftest import GOLDEN


def test_the_schema_changes_only_with_its_version(golden):
    committed = GOLDEN / "schema.json"
    if committed.exists():
        require_raised(Schema.model_validate_json(committed.read_bytes()), public_schema(), "the golden file")
    golden("schema.json", public_schema().text())


def test_the_schema_reads_back_as_it_was_written():
    assert Schema.model_validate_json(public_schema().text()) == public_schema()


def test_the_schema_holds_every_public_column_and_code_and_no_internal_table():
    document = json.loads(public_schema().text())
    assert document["version"] == SCHEMA_VERSION
    held = {table["name"]: [column["name"] for column in table["columns"]] for table in document["tables"]}
    assert held == {table.name: [column.name for column in table.columns] for table in PUBLIC_TABLES}
    codes = {each["name"]: [code["code"] for code in each["codes"]] for each in document["vocabularies"]}
    for table, declared in zip(document["tables"], PUBLIC_TABLES, strict=True):
        for column, known in zip(table["columns"], declared.columns, strict=True):
            assert codes.get(column.get("vocabulary"), []) == list(known.domain)
