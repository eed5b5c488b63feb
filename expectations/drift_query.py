"""The query for the figures of drift, over the lake's tables and those of the parent release; what is measured is in `drift.py`.

The parent's tables stand in the schema `parent`, without rows where there is no parent.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from expectations.drift import FILLED, MEASURED, ROWS, Measured
from pipeline.release.checked import DriftFigure, Part
from pipeline.schema.model import Table
from pipeline.schema.render.duckdb import identifier

FIGURE = ('"table"', "measure", '"group"', "part", "before", "expected", "after", "spread")
"""The columns of the query, in the order of the fields of a `DriftFigure`."""
_MEMORY = "1500MB"
_GONE = "gone"
"""The part of the parent that only articles tell of which are no more."""


def drift_figures(warehouse: Path) -> list[DriftFigure]:
    """The figures of the tables of a DuckDB file beside their parent's, in order; none where the parent has no rows."""
    with duckdb.connect(warehouse, read_only=True, config={"memory_limit": _MEMORY}) as connection:
        rows = connection.execute(f"SELECT {', '.join(FIGURE)} FROM ({figures_query()}) WHERE before > 0").fetchall()
    figures = (
        DriftFigure(table, measure, group, Part(part), *numbers) for table, measure, group, part, *numbers in rows
    )
    order = [each.table.name for each in MEASURED]
    return sorted(figures, key=lambda each: (order.index(each.table), each.part, each.measure, each.group))


@cache
def figures_query() -> str:
    """SQL for the figures: a row for each table, measure, group and part.

    What is to be expected of kept articles is what the parent has of them; of new ones, what as many of its articles gave;
    of a column, the share of rows that had a value. The spread is that of a count by chance (Poisson), of both counts where
    what is new is set against what was.
    """
    counts = " UNION ALL ".join(count for each in MEASURED for count in _counts(each))
    return f"""
    WITH kept_articles AS MATERIALIZED (SELECT article_id FROM articles SEMI JOIN parent.articles p USING (article_id)),
    scale AS MATERIALIZED (
        SELECT ((SELECT count(*) FROM articles) - (SELECT count(*) FROM kept_articles))
               / nullif((SELECT count(*) FROM parent.articles), 0) AS scale),
    counted AS (
        SELECT "table", measure, "group", bool_or(part = '{Part.ALL}') AS is_whole,
               coalesce(sum(n) FILTER (is_parent AND part <> '{_GONE}'), 0)::BIGINT AS kept_before,
               coalesce(sum(n) FILTER (is_parent), 0)::BIGINT AS all_before,
               coalesce(sum(n) FILTER (NOT is_parent AND part <> '{Part.NEW}'), 0)::BIGINT AS kept_after,
               coalesce(sum(n) FILTER (NOT is_parent AND part = '{Part.NEW}'), 0)::BIGINT AS new_after
        FROM ({counts}) WHERE "group" IS NOT NULL GROUP BY ALL),
    with_rows AS (
        SELECT *, max(kept_before) FILTER (measure = '{ROWS}') OVER of_table AS rows_kept_before,
                  max(all_before) FILTER (measure = '{ROWS}') OVER of_table AS rows_all_before,
                  max(kept_after) FILTER (measure = '{ROWS}') OVER of_table AS rows_kept_after,
                  max(new_after) FILTER (measure = '{ROWS}') OVER of_table AS rows_new_after
        FROM counted WINDOW of_table AS (PARTITION BY "table")),
    parted AS (
        SELECT "table", measure, "group", CASE WHEN is_whole THEN '{Part.ALL}' ELSE '{Part.KEPT}' END AS part,
               kept_before AS before, kept_after AS after, 0.0 AS scale,
               CASE WHEN measure = '{FILLED}' THEN kept_before * (rows_kept_after / nullif(rows_kept_before, 0))
                    ELSE kept_before END AS wanted
        FROM with_rows
        UNION ALL
        SELECT "table", measure, "group", '{Part.NEW}', all_before, new_after, scale.scale,
               CASE WHEN measure = '{FILLED}' THEN all_before * (rows_new_after / nullif(rows_all_before, 0))
                    ELSE all_before * scale.scale END
        FROM with_rows, scale WHERE NOT is_whole AND scale.scale > 0)
    SELECT "table", measure, "group", part, before, round(coalesce(wanted, 0), 2) AS expected, after,
           round(sqrt(greatest(coalesce(wanted, 0), 1) * (1 + scale)), 4) AS spread
    FROM parted"""


def _counts(measured: Measured) -> Iterator[str]:
    """SQL for the rows of a table in each group, of the lake and of the parent, by whether articles tell of them that are kept."""
    table = measured.table
    items = [_item(ROWS, f"'{table.name}'", "n"), *(_item(name, name, "n") for name, _ in measured.groups)]
    groups = "".join(f", {sql} AS {name}" for name, sql in measured.groups)
    columns = [column.name for column in table.columns if column.nullable] if measured.by_column else []
    items += [_item(FILLED, f"'{name}'", f'"n_{name}"') for name in columns]
    values = "".join(f', count({identifier(name)}) AS "n_{name}"' for name in columns)
    for schema, is_parent, left in (("main", "false", Part.NEW), ("parent", "true", _GONE)):
        yield f"""
        SELECT '{table.name}' AS "table", {is_parent} AS is_parent, part, unnest([{", ".join(items)}], recursive := true) FROM (
            SELECT {_part(table, schema, left)} AS part{groups}, count(*) AS n{values}
            FROM {schema}.{identifier(table.name)} GROUP BY ALL)"""


def _item(measure: str, group: str, number: str) -> str:
    return f"""struct_pack(measure := '{measure}', "group" := {group}, n := {number})"""


def _part(table: Table[Any], schema: str, left: str) -> str:
    """SQL for the part that a row belongs to: an event is told of by kept articles where any of its evidence is of one."""
    names = {column.name for column in table.columns}
    if table.name == "articles" and left == _GONE:
        # That an article is no more is a loss itself; of what it told it is none.
        return f"'{Part.KEPT}'"
    if "article_id" in names:
        kept = "article_id IN (FROM kept_articles)"
    elif table.name in ("events", "participants"):
        kept = f"event_id IN (SELECT event_id FROM {schema}.evidence WHERE article_id IN (FROM kept_articles) AND event_id IS NOT NULL)"
    else:
        return f"'{Part.ALL}'"
    return f"CASE WHEN {kept} THEN '{Part.KEPT}' ELSE '{left}' END"
