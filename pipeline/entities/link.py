"""The entities stage: annotated sentences to linked mentions, and the entities, names and roles that they bear out.

What a name means is in `seeds/reference`; how one article is linked is in `article.py`.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.entities.article import read_article
from pipeline.entities.corrections import Found, correct
from pipeline.entities.findings import findings_of, from_row, to_row
from pipeline.entities.reference import knowledge
from pipeline.entities.rows import relinked
from pipeline.entities.sentence import Sentence
from pipeline.entities.tables import Harvest
from pipeline.schema.render.arrow import arrow_to_rows, rows_to_arrow, to_arrow
from pipeline.schema.tables.annotations import ANNOTATIONS, Annotation
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.tables.entities import ENTITIES
from pipeline.schema.tables.entity_names import ENTITY_NAMES
from pipeline.schema.tables.findings import FINDINGS, Finding
from pipeline.schema.tables.mentions import MENTIONS
from pipeline.schema.tables.roles import ROLES
from pipeline.store.corrections import Correction

_ORDER = ("article_id", "section", "start_char", "mention_id")
_FEW = 64
"""Articles whose mentions are rows at once: as a table they take a tenth of the room."""


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


def link(articles: pa.Table, findings: Iterable[pa.Table], corrections: Sequence[Correction] = ()) -> Linked:
    """The mentions of all articles, and the entities, names and offices that they bear out, corrected by `corrections`.

    `articles` has at least the columns `article_id`, `published_at` and `uri`. `findings` come in parts, of days that follow each
    other; no more than one is held, besides mentions as Arrow. An article without a row of them yields nothing.
    """
    known, harvest = knowledge(), Harvest()
    published = dict(zip(articles["article_id"].to_pylist(), articles["published_at"].to_pylist(), strict=True))
    mentions = [each for part in findings for each in _harvested(harvest, part, published)]
    joined = harvest.join_persons(known.leaders, known.name_words)
    for place, part in enumerate(mentions):
        theirs, others = _parted(part, joined)
        changed = (relinked(row, joined[row.entity_id or ""]) for row in arrow_to_rows(MENTIONS, theirs))
        mentions[place] = pa.concat_tables([others, rows_to_arrow(MENTIONS, changed)])
    uris = dict(zip(articles["article_id"].to_pylist(), articles["uri"].to_pylist(), strict=True))
    found = Found(harvest.entities(), harvest.entity_names(known.aliases), (), harvest.roles(), uris)
    return _corrected(found, mentions, corrections)


def _harvested(harvest: Harvest, findings: pa.Table, published: Mapping[str, dt.datetime]) -> Iterator[pa.Table]:
    """The mentions of some articles, a few articles at a time, while the harvest takes all in that is found in them."""
    held = sorted(arrow_to_rows(FINDINGS, findings), key=lambda row: (published[row.article_id], row.article_id))
    for start in range(0, len(held), _FEW):
        for row in held[start : start + _FEW]:
            harvest.add(published[row.article_id].date(), from_row(row))
        yield rows_to_arrow(MENTIONS, harvest.reap())


def _corrected(found: Found, mentions: list[pa.Table], corrections: Sequence[Correction]) -> Linked:
    """What was found as tables, after the corrections, for which the mentions of the entities that they name are looked at; the
    list of mentions is used up."""
    named = {entity for each in corrections for entity in (each.entity, each.target)}
    theirs = [to_arrow(MENTIONS).empty_table()]
    for place, part in enumerate(mentions):
        touched, mentions[place] = _parted(part, named)
        theirs.append(touched)
    found = correct(replace(found, mentions=list(arrow_to_rows(MENTIONS, pa.concat_tables(theirs)))), corrections)
    mentions.append(rows_to_arrow(MENTIONS, found.mentions))
    return Linked(
        entities=rows_to_arrow(ENTITIES, found.entities),
        entity_names=rows_to_arrow(ENTITY_NAMES, found.names),
        mentions=_in_order(mentions),
        roles=rows_to_arrow(ROLES, found.roles),
    )


def _parted(mentions: pa.Table, entities: Collection[str]) -> tuple[pa.Table, pa.Table]:
    """The mentions of some entities, and the others."""
    is_theirs = pc.is_in(mentions["entity_id"], pa.array(list(entities), pa.string()))
    return mentions.filter(is_theirs), mentions.filter(pc.invert(is_theirs))


def _in_order(parts: list[pa.Table]) -> pa.Table:
    """The mentions of all parts in their declared order; the list is used up, so that they are held once and not twice."""
    whole = pa.concat_tables(parts)
    parts.clear()
    order = pc.sort_indices(whole, [(name, "ascending") for name in _ORDER])
    ordered = {}
    for name in whole.column_names:
        ordered[name] = whole[name].take(order)
        whole = whole.drop_columns([name])
    return pa.table(ordered, schema=to_arrow(MENTIONS))


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
