"""Declared tables and their files as a Frictionless Data Package (Data Package v1, Table Schema).

Which files there are is the release's matter; what they mean for machine learners is in `croissant.py`.
"""

import json
from collections.abc import Sequence
from typing import Any

from pipeline.schema import about
from pipeline.schema.model import Column, Kind, Reference, Table
from pipeline.schema.render.files import TableFile

Json = dict[str, Any]

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


def datapackage(files: Sequence[TableFile], version: str) -> str:
    """The text of `datapackage.json` for release `version`; references to tables that are not among `files` are left out."""
    held = frozenset(file.table.name for file in files)
    package: Json = {
        "profile": "data-package",
        "name": about.NAME,
        "title": about.TITLE,
        "description": about.SUMMARY,
        "version": version,
        "keywords": list(about.KEYWORDS),
        "licenses": [{"name": about.LICENCE_ID, "path": about.LICENCE_URL, "title": about.LICENCE_TITLE}],
        "contributors": [{"title": about.PUBLISHER, "role": "publisher"}],
        "resources": [_resource(file, held) for file in files],
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def to_datapackage(table: Table[Any]) -> Json:
    """The Table Schema of a table, with its primary key and all its foreign keys."""
    schema: Json = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [],
        "primaryKey": list(table.key),
    }
    if table.references:
        schema["foreignKeys"] = [_foreign_key(link, table) for link in table.references]
    return schema


def _resource(file: TableFile, held: frozenset[str]) -> Json:
    schema = to_datapackage(file.table)
    links = [link for link in schema.pop("foreignKeys", []) if link["reference"]["resource"] in (*held, _ITSELF)]
    return {
        "name": file.table.name,
        "title": file.table.name.replace("_", " ").capitalize(),
        "description": file.table.description,
        "path": file.path,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "schema": schema | ({"foreignKeys": links} if links else {}),
    }


def _field(column: Column) -> Json:
    field: Json = {
        "name": column.name,
        "type": "array" if column.repeated else _TYPES[column.kind],
        "description": column.description,
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
