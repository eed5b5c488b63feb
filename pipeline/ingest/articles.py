"""The public table `articles`: article texts with their story, what they are made from and their size, without their bodies.

Which articles tell one story, and what each is made from, is found in `stories.py`.
"""

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.ingest.subject import subject_of
from pipeline.schema.render.arrow import to_arrow
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.tables.articles import ARTICLES

HEADS = tuple(column.name for column in ARTICLE_TEXT.columns if column.name != "body")
"""The columns of `article_text` that tell of an article without its body."""

BODIES = ("article_id", "title", "body")
"""The columns of `article_text` that what texts tell of themselves is told from."""

TOLD = ("article_id", "subject", "words", "characters")
"""The columns of `articles` that tell what the text tells of, and how large it is."""


def told_of(article_text: pa.Table) -> pa.Table:
    """The columns `TOLD` of articles, of a table with the columns `BODIES`."""
    bodies = article_text["body"]
    words = pc.list_value_length(pc.utf8_split_whitespace(_trimmed(bodies)))
    subjects = map(subject_of, article_text["title"].to_pylist(), bodies.to_pylist())
    columns = [article_text["article_id"], pa.array(subjects, pa.string()), words, pc.utf8_length(bodies)]
    return pa.table(columns, names=TOLD).cast(pa.schema([to_arrow(ARTICLES).field(name) for name in TOLD]))


def to_articles(heads: pa.Table, told: pa.Table, stories: pa.Table, affairs_only: bool) -> pa.Table:
    """The table `articles` for the columns `HEADS` of `article_text`, with `TOLD` of all of them, and the table `stories`; with
    `affairs_only` those are marked as unread that tell of no world affairs.

    Raises ValueError where an article is in no story.
    """
    ids = heads["article_id"]
    found = heads.append_column("story_id", _story_ids(ids, stories))
    rows = pc.index_in(ids, told["article_id"].combine_chunks())
    added = {**_derivations(ids, stories), **{name: told[name].take(rows) for name in TOLD[1:]}}
    added["is_read"] = pc.or_(not affairs_only, pc.is_null(added["subject"]))
    for name, column in added.items():
        found = found.append_column(name, column)
    return found.select([column.name for column in ARTICLES.columns]).cast(to_arrow(ARTICLES))


def _story_ids(article_ids: pa.ChunkedArray, stories: pa.Table) -> pa.ChunkedArray:
    members = stories["article_ids"].combine_chunks()
    rows = pc.index_in(article_ids, value_set=pc.list_flatten(members))
    if rows.null_count:
        raise ValueError(f"{rows.null_count} articles are in no story: group all articles into stories first")
    return stories["story_id"].take(pc.list_parent_indices(members).take(rows))


def _derivations(article_ids: pa.ChunkedArray, stories: pa.Table) -> dict[str, pa.Array]:
    """What each article is made from, and how; nothing for the first of a story."""
    later = pc.list_flatten(pc.list_slice(stories["article_ids"].combine_chunks(), 1))
    rows = pc.index_in(article_ids, value_set=later)
    return {
        "derived_from": pc.list_flatten(stories["derived_from"]).take(rows),
        "derivation": pc.list_flatten(stories["derivations"]).take(rows),
    }


def _trimmed(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """White space at the ends would count as words of no letter."""
    return pc.utf8_trim_whitespace(texts)
