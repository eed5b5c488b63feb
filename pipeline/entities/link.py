"""The entities stage: annotated sentences to linked mentions, and the entities, names and roles that they bear out.

What a name means is in `seeds/reference`; how one article is linked is in `article.py`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from pipeline.entities.article import read_article
from pipeline.entities.corrections import Found, correct
from pipeline.entities.findings import Findings, findings_of, from_rows, to_row
from pipeline.entities.reference import knowledge
from pipeline.entities.sentence import Sentence
from pipeline.entities.tables import Harvest
from pipeline.schema.render.arrow import arrow_to_rows, rows_to_arrow
from pipeline.schema.tables.annotations import ANNOTATIONS, Annotation
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.tables.entities import ENTITIES
from pipeline.schema.tables.entity_names import ENTITY_NAMES
from pipeline.schema.tables.findings import FINDINGS, Finding
from pipeline.schema.tables.mentions import MENTIONS
from pipeline.schema.tables.roles import ROLES
from pipeline.store.corrections import Correction

_DATED = ("article_id", "published_at", "uri")


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking yields, as declared tables in their declared order."""

    entities: pa.Table
    entity_names: pa.Table
    mentions: pa.Table
    roles: pa.Table


def find(article_text: pa.Table, annotations: pa.Table) -> pa.Table:
    """The table `findings` for the articles of `article_text`: what linking finds in each by itself, by its rows of `annotations`.

    Articles without such rows have no finding. Raises pipeline.store.reference.ReferenceError where the reference data
    cannot be read.
    """
    known, rows, found = knowledge(), _by_article(annotations), list[Finding]()
    for article in arrow_to_rows(ARTICLE_TEXT, article_text):
        if noted := rows.get(article.article_id):
            sentences = list(_sentences(noted))
            reading = read_article(sentences, article.published_at.date(), known)
            found.append(to_row(article, noted[0].reader_version, findings_of(article, sentences, reading)))
    return rows_to_arrow(FINDINGS, found)


def link(articles: pa.Table, findings: pa.Table, corrections: Sequence[Correction] = ()) -> Linked:
    """The mentions of all articles, and the entities, names and offices that they bear out, corrected by `corrections`.

    `articles` has at least the columns `article_id`, `published_at` and `uri`, in any order; an article without a row of
    `findings` yields nothing.
    """
    known, harvest = knowledge(), Harvest()
    found = from_rows(arrow_to_rows(FINDINGS, findings))
    ordered = articles.select(_DATED).sort_by([("published_at", "ascending"), ("article_id", "ascending")]).to_pydict()
    for article_id, published_at in zip(ordered["article_id"], ordered["published_at"], strict=True):
        harvest.add(published_at.date(), found.get(article_id, Findings()))
    harvest.join_persons(known.leaders, known.name_words)
    uris = dict(zip(ordered["article_id"], ordered["uri"], strict=True))
    names = harvest.entity_names(known.aliases)
    return _as_tables(correct(Found(harvest.entities(), names, harvest.mentions, harvest.roles(), uris), corrections))


def _as_tables(found: Found) -> Linked:
    return Linked(
        entities=rows_to_arrow(ENTITIES, found.entities),
        entity_names=rows_to_arrow(ENTITY_NAMES, found.names),
        mentions=rows_to_arrow(
            MENTIONS,
            sorted(found.mentions, key=lambda row: (row.article_id, row.section, row.start_char, row.mention_id)),
        ),
        roles=rows_to_arrow(ROLES, found.roles),
    )


def _by_article(annotations: pa.Table) -> dict[str, list[Annotation]]:
    rows: dict[str, list[Annotation]] = {}
    for row in arrow_to_rows(ANNOTATIONS, annotations):
        rows.setdefault(row.article_id, []).append(row)
    return rows


def _sentences(rows: list[Annotation]) -> Iterator[Sentence]:
    """The sentences of an article: its title's first, then its body's."""
    ordered = sorted(rows, key=lambda row: (row.section.value != "title", row.sentence))
    for index, row in enumerate(row for row in ordered if row.token_text):
        yield Sentence(index, row)
