"""The entities stage: annotated sentences to linked mentions, and the entities, names and roles that they bear out.

What a name means is in `seeds/reference`; how one article is linked is in `article.py`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from pipeline.entities.article import read_article
from pipeline.entities.corrections import Found, correct
from pipeline.entities.reference import knowledge
from pipeline.entities.sentence import Sentence
from pipeline.entities.tables import Harvest, in_order
from pipeline.schema.render.arrow import arrow_to_rows, rows_to_arrow
from pipeline.schema.tables.annotations import ANNOTATIONS, Annotation
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.tables.entities import ENTITIES
from pipeline.schema.tables.entity_names import ENTITY_NAMES
from pipeline.schema.tables.mentions import MENTIONS
from pipeline.schema.tables.roles import ROLES
from pipeline.store.corrections import Correction


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking yields, as declared tables in their declared order."""

    entities: pa.Table
    entity_names: pa.Table
    mentions: pa.Table
    roles: pa.Table


def link(article_text: pa.Table, annotations: pa.Table, corrections: Sequence[Correction] = ()) -> Linked:
    """Link every article of `article_text` by its rows of `annotations`, and correct the links by `corrections`.

    Articles without annotations yield nothing.

    Raises pipeline.store.reference.ReferenceError where the reference data cannot be read.
    """
    known, harvest = knowledge(), Harvest()
    rows: dict[str, list[Annotation]] = {}
    for row in arrow_to_rows(ANNOTATIONS, annotations):
        rows.setdefault(row.article_id, []).append(row)
    articles = in_order(arrow_to_rows(ARTICLE_TEXT, article_text))
    for article in articles:
        sentences = list(_sentences(rows.get(article.article_id, [])))
        harvest.add(article, sentences, read_article(sentences, article.published_at.date(), known))
    harvest.join_persons(known.leaders, known.name_words)
    uris = {article.article_id: article.uri for article in articles}
    names = harvest.entity_names(known.aliases)
    found = correct(Found(harvest.entities(), names, harvest.mentions, harvest.roles(), uris), corrections)
    return Linked(
        entities=rows_to_arrow(ENTITIES, found.entities),
        entity_names=rows_to_arrow(ENTITY_NAMES, found.names),
        mentions=rows_to_arrow(
            MENTIONS,
            sorted(found.mentions, key=lambda row: (row.article_id, row.section, row.start_char, row.mention_id)),
        ),
        roles=rows_to_arrow(ROLES, found.roles),
    )


def _sentences(rows: list[Annotation]) -> Iterator[Sentence]:
    """The sentences of an article: its title's first, then its body's."""
    ordered = sorted(rows, key=lambda row: (row.section.value != "title", row.sentence))
    for index, row in enumerate(row for row in ordered if row.token_text):
        yield Sentence(index, row)
