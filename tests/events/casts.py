"""Casts for tests: a test states who is who, as the linker would."""

import datetime as dt

from pipeline.events.parties import cast_of
from pipeline.schema.tables.entities import Entity
from pipeline.schema.tables.mentions import Mention
from pipeline.schema.vocabularies import EntityType, MentionKind, Section, Sector
from pipeline.store.hashing import make_id
from tests.events.sentences import sentence

DAY = dt.date(2022, 1, 1)
KINDS = {"": EntityType.ORGANISATION, "@": EntityType.PLACE, "=": EntityType.COUNTRY, "#": EntityType.AGREEMENT}


def cast(text):
    """A cast from marked text: `[Israel|=ISR GOV]` is a mention, `@` a place, `=` a country, `#` an accord, else a body."""
    plain, spans, entities = "", [], {}
    rest = text
    while "[" in rest:
        before, _, rest = rest.partition("[")
        marked, _, rest = rest.partition("]")
        surface, _, what = marked.partition("|")
        plain += before
        spans.append((len(plain), len(plain) + len(surface), surface, what))
        plain += surface
    plain += rest
    mentions = []
    for start, end, surface, what in spans:
        kind = KINDS[what[0] if what[0] in "@=#" else ""]
        country, _, sector = what.lstrip("@=#").partition(" ")
        entity = make_id("ent", kind, country, sector, surface if kind is not EntityType.COUNTRY else "")
        entities[entity] = Entity(
            entity_id=entity,
            entity_type=kind,
            name=surface,
            country_code=country or None,
            sector=Sector(sector) if sector else None,
            wikidata_id=None,
            geonames_id=None,
            latitude=None,
            longitude=None,
            first_seen=DAY,
            last_seen=DAY,
        )
        mentions.append(
            Mention(
                mention_id=make_id("men", start, end),
                article_id="art_0000000000000001",
                section=Section.BODY,
                sentence=0,
                start_char=start,
                end_char=end,
                surface=surface,
                kind=MentionKind.NAME,
                entity_id=entity,
                country_code=country or None,
                sector=Sector(sector) if sector else None,
                title=None,
                score=1.0,
            )
        )
    return cast_of(sentence(plain), mentions, entities)
