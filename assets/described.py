"""What a person sees of an asset in Dagster: its table's description and columns, rows and a preview after each run."""

from collections.abc import Iterator
from typing import Any

import dagster as dg
import pyarrow as pa

from pipeline.schema.model import Column, Table
from pipeline.store.lake import Lake

OWNERS = ["team:entente"]
_SHOWN = 5
_WIDTH = 60


def asset_out(table: Table[Any]) -> dg.AssetOut:
    """The declaration of a table as one output of a stage that makes several."""
    return dg.AssetOut(**described(table), is_required=False)


def described(table: Table[Any]) -> dict[str, Any]:
    """Key, group, description, kinds, owners and columns of a table's asset."""
    return {
        "key": table.name,
        "group_name": table.group,
        "description": table.description,
        "kinds": {"python", "parquet"},
        "owners": OWNERS,
        "metadata": {"dagster/column_schema": dg.TableSchema([_column(column) for column in table.columns])},
    }


def shown(table: Table[Any], data: pa.Table, **more: dg.MetadataValue[Any] | int | str) -> dict[str, Any]:
    """The metadata of a materialisation: rows, a preview, and whatever else a person wants of this table."""
    columns = [column.name for column in table.columns if not column.repeated][:8]
    preview = data.select(columns).slice(0, _SHOWN).to_pylist()
    return {
        "dagster/row_count": data.num_rows,
        "preview": dg.MetadataValue.md("\n".join(_markdown(columns, preview))),
        **more,
    }


def unchanged(table: Table[Any], lake: Lake) -> dict[str, Any]:
    """The metadata of a materialisation that left a table as it was."""
    return {"dagster/row_count": lake.count(table), "unchanged": True}


def _markdown(columns: list[str], rows: list[dict[str, Any]]) -> Iterator[str]:
    yield "| " + " | ".join(columns) + " |"
    yield "|" + "---|" * len(columns)
    for row in rows:
        yield "| " + " | ".join(_cell(value) for value in row.values()) + " |"


def _cell(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split()).replace("|", "\\|")
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"


def _column(column: Column) -> dg.TableColumn:
    kind = f"list<{column.kind}>" if column.repeated else str(column.kind)
    return dg.TableColumn(
        column.name, kind, column.description, constraints=dg.TableColumnConstraints(nullable=column.nullable)
    )
