"""Declared tables and their files as a Frictionless Data Package (Data Package v1, Table Schema).

The CSV files are its tabular resources, named for their tables: types, keys, references and closed lists of a release can be
checked with them by `frictionless validate datapackage.json`. The Parquet files are listed as files, with their digests and
schemas, but not as tables: frictionless 5.21 reads Parquet by pandas, which makes a number of a missing one and an object of a
list, and so finds fault with files that have none. What they mean for machine learners is in `croissant.py`.
"""

import json
import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from pipeline.schema import about
from pipeline.schema.model import Column, Kind, Reference, Table
from pipeline.schema.render.codebook import example_text
from pipeline.schema.render.files import TableFile

Json = dict[str, Any]

SEPARATOR = "; "
"""What stands between the items of a list in CSV."""

_TYPES: dict[Kind, str] = {
    Kind.TEXT: "string",
    Kind.INTEGER: "integer",
    Kind.REAL: "number",
    Kind.BOOLEAN: "boolean",
    Kind.DATE: "date",
    Kind.TIMESTAMP: "datetime",
}
_ITSELF = ""
"""How Data Package 1.0 names the resource that a foreign key stands in."""


def datapackage(csv: Sequence[TableFile], parquet: Sequence[TableFile], version: str) -> str:
    """The text of `datapackage.json` for release `version`; references of CSV files to tables that have none are left out."""
    package: Json = {
        "profile": "data-package",
        "name": about.NAME,
        "title": about.TITLE,
        "description": about.SUMMARY,
        "version": version,
        "keywords": list(about.KEYWORDS),
        "licenses": [{"name": about.LICENCE_ID, "path": about.LICENCE_URL, "title": about.LICENCE_TITLE}],
        "contributors": [{"title": about.PUBLISHER, "role": "publisher"}],
        "resources": [*_csv_resources(csv), *map(_parquet_resource, parquet)],
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def to_datapackage(table: Table[Any]) -> Json:
    """The Table Schema of a table as CSV holds it, with its primary key and all its foreign keys."""
    schema: Json = {
        "fields": [_csv_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.references:
        schema["foreignKeys"] = [_foreign_key(link, table) for link in table.references]
    return schema


def _csv_resources(files: Sequence[TableFile]) -> list[Json]:
    names = [PurePosixPath(file.path).stem for file in files]
    return [
        {
            "profile": "tabular-data-resource",
            **_file(file, name),
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": _within(to_datapackage(file.table), names),
        }
        for file, name in zip(files, names, strict=True)
    ]


def _within(schema: Json, names: Sequence[str]) -> Json:
    links = [link for link in schema.pop("foreignKeys", []) if link["reference"]["resource"] in (*names, _ITSELF)]
    return schema | ({"foreignKeys": links} if links else {})


def _parquet_resource(file: TableFile) -> Json:
    return {
        "type": "file",
        **_file(file, f"{file.table.name}.parquet"),
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": {
            "fields": [_parquet_field(column) for column in file.table.columns],
            "missingValues": [],
            "primaryKey": list(file.table.key),
        },
    }


def _file(file: TableFile, name: str) -> Json:
    return {
        "name": name,
        "title": file.table.name.replace("_", " ").capitalize(),
        "description": file.table.description,
        "path": file.path,
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
    }


def _csv_field(column: Column) -> Json:
    """A column in CSV: lists are texts, and an empty text of a column that is never missing is a value, not a missing one."""
    joined = f" Items are separated by '{SEPARATOR}'." if column.repeated else ""
    field: Json = {
        "name": column.name,
        "type": "string" if column.repeated else _TYPES[column.kind],
        "description": f"{column.comment}{joined}",
    }
    if column.example is not None:
        field["example"] = example_text(column.example, SEPARATOR)
    constraints = _items(column) if column.repeated else _limits(column)
    if not column.nullable and not column.repeated:
        constraints["required"] = True
        if column.kind is Kind.TEXT:
            field["missingValues"] = []
    return field | ({"constraints": constraints} if constraints else {})


def _items(column: Column) -> Json:
    """What Table Schema cannot say of a list, that its items are codes of a closed list, as a pattern of the text that holds it."""
    if not column.domain:
        return {}
    code = f"({'|'.join(map(re.escape, column.domain))})"
    return {"pattern": f"^{code}({SEPARATOR}{code})*$"}


def _parquet_field(column: Column) -> Json:
    field: Json = {
        "name": column.name,
        "type": "array" if column.repeated else _TYPES[column.kind],
        "description": column.comment,
    }
    if column.repeated:
        limits = {"constraints": _limits(column)} if _limits(column) else {}
        field["arrayItem"] = {"type": _TYPES[column.kind], **limits}
    constraints = {} if column.repeated else _limits(column)
    if not column.nullable:
        constraints["required"] = True
    return field | ({"constraints": constraints} if constraints else {})


def _limits(column: Column) -> Json:
    limits: Json = {
        "enum": list(column.domain) or None,
        "minimum": column.minimum,
        "maximum": column.maximum,
        "pattern": column.pattern,
    }
    return {name: value for name, value in limits.items() if value is not None}


def _foreign_key(link: Reference, table: Table[Any]) -> Json:
    resource = _ITSELF if link.table == table.name else link.table
    return {"fields": [link.column], "reference": {"resource": resource, "fields": [link.target]}}
