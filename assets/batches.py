"""Batches of articles: days are worked on in groups, which are written when they are done, and the articles of a group in batches.

What is held at once, and lost when a run is killed, is a group.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from assets.engines.model import Tables
from assets.partitions import of_articles
from assets.resources import Workspace
from pipeline.schema.model import Table
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.tables.articles import ARTICLES
from pipeline.store.lake import Lake

INDEX = ("article_id", "sha256", "published_at")
"""The columns of `article_text` that tell which articles there are, without their bodies."""

GROUP = 1024
"""Articles after which a group of days is full; a day is never split."""
_BATCH = 32


def to_read(workspace: Workspace, days: Sequence[dt.date] | None = None, columns: Sequence[str] = INDEX) -> pa.Table:
    """Columns of `article_text` of the articles, of some days or of all, that the build reads: all of them, or those that may tell of
    world affairs."""
    lake = workspace.output.lake
    articles = lake.read(ARTICLE_TEXT, days, columns)
    if not workspace.affairs_only:
        return articles
    told = lake.read(ARTICLES, days, ("article_id", "is_read"))
    return of_articles(articles, told.filter(told["is_read"]))


def groups(articles: pa.Table) -> Iterator[list[dt.date]]:
    """The days on which articles lie, in order, in groups."""
    days = pc.cast(articles["published_at"], pa.date32()).value_counts()
    counted = dict(zip(days.field("values").to_pylist(), days.field("counts").to_pylist(), strict=True))
    group, size = list[dt.date](), 0
    for day in sorted(counted):
        group.append(day)
        size += counted[day]
        if size >= GROUP:
            yield group
            group, size = [], 0
    if group:
        yield group


def rows_of(
    lake: Lake, table: Table[Any], articles: pa.Table, columns: Sequence[str] | None = None
) -> Iterator[pa.Table]:
    """The rows of a per-article table that are of some articles, in parts: groups of days."""
    return (of_articles(lake.read(table, group, columns), articles) for group in groups(articles))


def grouped(lake: Lake, articles: pa.Table, *tables: Table[Any]) -> Iterator[tuple[pa.Table, Iterator[Tables]]]:
    """Of each group of days on which some articles lie all texts, and in batches those of these articles, with their rows of other
    per-article tables."""
    for group in groups(articles):
        texts = lake.read(ARTICLE_TEXT, group)
        yield texts, batches(of_articles(texts, articles), *(lake.read(table, group) for table in tables))


def batches(articles: pa.Table, *tables: pa.Table) -> Iterator[Tables]:
    """Some articles at a time, with their rows of other per-article tables."""
    for start in range(0, articles.num_rows, _BATCH):
        batch = articles.slice(start, _BATCH)
        yield (batch, *(of_articles(table, batch) for table in tables))
