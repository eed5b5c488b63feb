"""The entities stage: annotated sentences to linked mentions, and the entities, names and roles that they bear out.

What a name means is in `seeds/reference`; how one article is linked is in `article.py`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from pipeline.entities.article import read_article
from pipeline.entities.corrections import Found, correct
from pipeline.entities.findings import Findings, findings_of, from_rows, to_row, unlinked
from pipeline.entities.reference import knowledge
from pipeline.entities.sentence import Sentence
from pipeline.entities.tables import Harvest, in_order
from pipeline.schema.render.arrow import arrow_to_rows, rows_to_arrow, to_arrow
from pipeline.schema.tables.annotations import ANNOTATIONS, Annotation
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.tables.entities import ENTITIES
from pipeline.schema.tables.entity_names import ENTITY_NAMES
from pipeline.schema.tables.findings import FINDINGS, Finding
from pipeline.schema.tables.mentions import MENTIONS
from pipeline.schema.tables.roles import ROLES
from pipeline.store.corrections import Correction

__all__ = ["Linked", "link", "unlinked"]


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking yields, as declared tables in their declared order; `findings` are those of all articles."""

    entities: pa.Table
    entity_names: pa.Table
    mentions: pa.Table
    roles: pa.Table
    findings: pa.Table


def link(
    article_text: pa.Table,
    annotations: pa.Table,
    corrections: Sequence[Correction] = (),
    held: pa.Table | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Linked:
    """Link every article of `article_text` by its rows of `annotations`, and correct the links by `corrections`.

    Articles of which the table `held` (findings) has a row are taken from there: it must hold none that is out of date, and
    they need no annotations. Articles with neither yield nothing. `progress` is called with the number of articles done since
    its last call.

    Raises pipeline.store.reference.ReferenceError where the reference data cannot be read.
    """
    known, harvest = knowledge(), Harvest()
    kept = to_arrow(FINDINGS).empty_table() if held is None else held
    found, fresh = from_rows(arrow_to_rows(FINDINGS, kept)), list[Finding]()
    rows = _by_article(annotations)
    articles = in_order(arrow_to_rows(ARTICLE_TEXT, article_text))
    for article in articles:
        if article.article_id not in found and (noted := rows.get(article.article_id)):
            sentences = list(_sentences(noted))
            reading = read_article(sentences, article.published_at.date(), known)
            found[article.article_id] = findings_of(article, sentences, reading)
            fresh.append(to_row(article, noted[0].reader_version, found[article.article_id]))
        harvest.add(article.published_at.date(), found.get(article.article_id, Findings()))
        progress(1)
    harvest.join_persons(known.leaders, known.name_words)
    uris = {article.article_id: article.uri for article in articles}
    names = harvest.entity_names(known.aliases)
    corrected = correct(Found(harvest.entities(), names, harvest.mentions, harvest.roles(), uris), corrections)
    return _as_tables(corrected, pa.concat_tables([kept, rows_to_arrow(FINDINGS, fresh)]))


def _as_tables(found: Found, findings: pa.Table) -> Linked:
    return Linked(
        entities=rows_to_arrow(ENTITIES, found.entities),
        entity_names=rows_to_arrow(ENTITY_NAMES, found.names),
        mentions=rows_to_arrow(
            MENTIONS,
            sorted(found.mentions, key=lambda row: (row.article_id, row.section, row.start_char, row.mention_id)),
        ),
        roles=rows_to_arrow(ROLES, found.roles),
        findings=findings,
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
