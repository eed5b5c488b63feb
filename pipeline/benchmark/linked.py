"""Texts read and linked by the stages alone, for sets that tell who or what is named where: no release is built of them.

What a set holds and how it is counted is in the modules that call this.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.entities.link import find, link
from pipeline.entities.reference import knowledge
from pipeline.entities.referent import Referent
from pipeline.reading.read import annotate
from pipeline.schema.render.arrow import arrow_to_rows, rows_to_arrow
from pipeline.schema.tables.article_text import ARTICLE_TEXT, ArticleText
from pipeline.schema.tables.entities import ENTITIES, Entity
from pipeline.schema.tables.mentions import MENTIONS, Mention
from pipeline.schema.tables.roles import ROLES, Role
from pipeline.schema.vocabularies import DateOrigin, Form, MentionKind, PublicationPrecision
from pipeline.store.hashing import make_id, sha256_of_bytes


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its name in the set and the day and outlet of its publication; offsets count in `body`."""

    name: str
    body: str
    day: dt.date
    source: str = "unknown"


@dataclass(frozen=True, slots=True)
class LinkedTexts:
    """What linking found: mentions and roles by the name of their text, entities by id."""

    mentions: Mapping[str, Sequence[Mention]]
    roles: Mapping[str, Sequence[Role]]
    entities: Mapping[str, Entity]

    def named(self, text: str) -> Iterator[tuple[Mention, Entity]]:
        """The names in a text, acting capitals among them, with the entities that they were linked to."""
        for mention in self.mentions[text]:
            entity = self.entities.get(mention.entity_id or "")
            if entity is not None and mention.kind in (MentionKind.NAME, MentionKind.METONYM):
                yield mention, entity

    def persons_at(self, text: str, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
        """The entities, by id, that names overlapping one of the `spans` of characters were linked to."""
        for mention in self.mentions[text]:
            overlaps = any(start < mention.end_char and mention.start_char < end for start, end in spans)
            if overlaps and mention.kind is MentionKind.NAME and mention.entity_id is not None:
                yield mention.entity_id


def acting_capital(mention: Mention) -> Referent | None:
    """The capital that the mention names in its government's stead; none where it is no such mention."""
    seat = knowledge().seats.get(mention.country_code or "") if mention.kind is MentionKind.METONYM else None
    return seat.referent if seat is not None and seat.referent.name == mention.surface else None


def link_texts(texts: Sequence[Text]) -> LinkedTexts:
    """Read and link texts of different names, all in one corpus."""
    names = {make_id("art", text.name): text.name for text in texts}
    articles = rows_to_arrow(ARTICLE_TEXT, [_article(text) for text in texts])
    linked = link(articles, [find(articles, annotate(articles))])
    mentions: dict[str, list[Mention]] = {text.name: [] for text in texts}
    roles: dict[str, list[Role]] = {text.name: [] for text in texts}
    for mention in arrow_to_rows(MENTIONS, linked.mentions):
        mentions[names[mention.article_id]].append(mention)
    for role in arrow_to_rows(ROLES, linked.roles):
        roles[names[role.article_id]].append(role)
    entities = {entity.entity_id: entity for entity in arrow_to_rows(ENTITIES, linked.entities)}
    return LinkedTexts(mentions, roles, entities)


def _article(text: Text) -> ArticleText:
    return ArticleText(
        article_id=make_id("art", text.name),
        source=text.source,
        uri=text.name,
        url=None,
        title="",
        body=text.body,
        title_in_body=False,
        text_start=0,
        published_at=dt.datetime.combine(text.day, dt.time(), dt.UTC),
        published_precision=PublicationPrecision.DAY,
        published_from=DateOrigin.STATED,
        authors=(),
        language="en",
        form=Form.JSON_LINES,
        sha256=sha256_of_bytes(f"\n{text.body}".encode()),
        ingest_batch=sha256_of_bytes(b""),
    )
