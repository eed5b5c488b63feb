"""Batches of articles: days are worked on in groups, which are written when they are done, and the articles of a group in batches.

What is held at once, and lost when a run is killed, is a group.
"""

import datetime as dt
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from assets.engines.model import Tables
from assets.partitions import of_articles

INDEX = ("article_id", "sha256", "published_at")
"""The columns of `article_text` that tell which articles there are, without their bodies."""

_GROUP = 1024
"""Articles after which a group of days is full; a day is never split."""
_BATCH = 32


def groups(articles: pa.Table) -> Iterator[list[dt.date]]:
    """The days on which articles lie, in order, in groups."""
    days = pc.cast(articles["published_at"], pa.date32()).value_counts()
    counted = dict(zip(days.field("values").to_pylist(), days.field("counts").to_pylist(), strict=True))
    group, size = list[dt.date](), 0
    for day in sorted(counted):
        group.append(day)
        size += counted[day]
        if size >= _GROUP:
            yield group
            group, size = [], 0
    if group:
        yield group


def batches(articles: pa.Table, *tables: pa.Table) -> Iterator[Tables]:
    """Some articles at a time, with their rows of other per-article tables."""
    for start in range(0, articles.num_rows, _BATCH):
        batch = articles.slice(start, _BATCH)
        yield (batch, *(of_articles(table, batch) for table in tables))
