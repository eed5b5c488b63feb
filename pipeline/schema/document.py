"""The public schema as data: what `schema.json` of a release holds, so that a later release, or a program, can compare with it.

What a difference between two schemas means is in `compare.py`; what the columns mean is in `tables/`.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from pipeline.schema.closed_lists import CLOSED_LISTS, closed_list
from pipeline.schema.model import Column, Example, Table
from pipeline.schema.registry import PUBLIC_TABLES, SCHEMA_VERSION


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class ColumnSchema(_Frozen):
    """A column; `vocabulary` names the closed list that its values, or the items of its lists, are from."""

    name: str
    kind: str
    repeated: bool
    nullable: bool
    description: str
    unit: str | None = None
    null_means: str | None = None
    example: str | int | float | bool | tuple[str, ...] | None = None
    vocabulary: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None
    deprecated: str | None = None


class ReferenceSchema(_Frozen):
    """A foreign key: `column` of a table names a row of `table` by its `target`."""

    column: str
    table: str
    target: str


class TableSchema(_Frozen):
    """A table with its key, references and columns in order."""

    name: str
    description: str
    key: tuple[str, ...]
    references: tuple[ReferenceSchema, ...] = ()
    columns: tuple[ColumnSchema, ...]


class CodeSchema(_Frozen):
    """A code of a closed list and what it means."""

    code: str
    meaning: str


class VocabularySchema(_Frozen):
    """A closed list of codes."""

    name: str
    codes: tuple[CodeSchema, ...]


class Schema(_Frozen):
    """The public schema of a version."""

    format: Literal["entente-schema/1"] = "entente-schema/1"
    version: str
    tables: tuple[TableSchema, ...]
    vocabularies: tuple[VocabularySchema, ...]

    def text(self) -> str:
        """The schema as the text of `schema.json`; what a column does not have is left out."""
        return self.model_dump_json(indent=2, exclude_none=True) + "\n"


def public_schema(tables: Iterable[Table[Any]] = PUBLIC_TABLES, version: str = SCHEMA_VERSION) -> Schema:
    """The schema of the given tables, with the closed lists that their columns draw on."""
    held = tuple(map(_table, tables))
    used = {column.vocabulary for table in held for column in table.columns}
    vocabularies = (
        VocabularySchema(
            name=each.name,
            codes=tuple(CodeSchema(code=code.value, meaning=each.meanings[code]) for code in each.codes),
        )
        for each in CLOSED_LISTS
        if each.name in used
    )
    return Schema(version=version, tables=held, vocabularies=tuple(vocabularies))


def _table(table: Table[Any]) -> TableSchema:
    return TableSchema(
        name=table.name,
        description=table.description,
        key=table.key,
        references=tuple(
            ReferenceSchema(column=link.column, table=link.table, target=link.target) for link in table.references
        ),
        columns=tuple(map(_column, table.columns)),
    )


def _column(column: Column) -> ColumnSchema:
    listed = closed_list(column.python_type)
    return ColumnSchema(
        name=column.name,
        kind=column.kind.value,
        repeated=column.repeated,
        nullable=column.nullable,
        description=column.description,
        unit=column.unit,
        null_means=column.null_means,
        example=_plain(column.example),
        vocabulary=listed.name if listed else None,
        minimum=column.minimum,
        maximum=column.maximum,
        pattern=column.pattern,
        deprecated=column.deprecated,
    )


def _plain(example: Example | None) -> str | int | float | bool | tuple[str, ...] | None:
    return example.isoformat().replace("+00:00", "Z") if isinstance(example, dt.date) else example
