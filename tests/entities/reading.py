"""A short text, read and linked, for the tests of the linker."""

import datetime as dt
from dataclasses import dataclass

from pipeline.entities.link import find, link
from pipeline.reading.read import annotate
from pipeline.schema.render.arrow import arrow_to_rows, rows_to_arrow
from pipeline.schema.tables.article_text import ARTICLE_TEXT, ArticleText
from pipeline.schema.tables.entities import ENTITIES, Entity
from pipeline.schema.tables.mentions import MENTIONS, Mention
from pipeline.schema.tables.roles import ROLES, Role
from pipeline.schema.vocabularies import DateOrigin, Form, PublicationPrecision
from pipeline.store.hashing import make_id, sha256_of_bytes


@dataclass(frozen=True)
class LinkedText:
    """What linking found in one text."""

    body: str
    mentions: list[Mention]
    entities: dict[str, Entity]
    roles: list[Role]

    def at(self, surface: str) -> list[Mention]:
        """The mentions of just these words."""
        return [mention for mention in self.mentions if mention.surface == surface]

    def one(self, surface: str) -> Mention:
        """The only mention of just these words."""
        (mention,) = self.at(surface)
        return mention

    def entity(self, surface: str) -> Entity | None:
        """The entity of the only mention of these words."""
        entity_id = self.one(surface).entity_id
        return None if entity_id is None else self.entities[entity_id]

    def capacity(self, surface: str) -> tuple[str | None, str | None]:
        """Country and sector of the only mention of these words."""
        mention = self.one(surface)
        return mention.country_code, mention.sector


def article(body: str, day: dt.date) -> ArticleText:
    """A text as ingested."""
    digest = sha256_of_bytes(f"\n{body}".encode())
    return ArticleText(
        article_id=make_id("art", digest),
        source="test",
        uri="test.txt",
        url=None,
        title="",
        body=body,
        title_in_body=False,
        text_start=0,
        published_at=dt.datetime.combine(day, dt.time(), dt.UTC),
        published_precision=PublicationPrecision.DAY,
        published_from=DateOrigin.STATED,
        authors=(),
        language="en",
        form=Form.TEXT,
        sha256=digest,
        ingest_batch="test",
    )


def read(body: str, day: dt.date = dt.date(2006, 5, 10)) -> LinkedText:
    """Read and link a text published on `day`."""
    texts = rows_to_arrow(ARTICLE_TEXT, [article(body, day)])
    linked = link(texts, [find(texts, annotate(texts))])
    return LinkedText(
        body,
        list(arrow_to_rows(MENTIONS, linked.mentions)),
        {entity.entity_id: entity for entity in arrow_to_rows(ENTITIES, linked.entities)},
        list(arrow_to_rows(ROLES, linked.roles)),
    )
