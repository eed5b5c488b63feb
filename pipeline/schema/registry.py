"""Every declared table, in the order in which data flows through them."""

from typing import Any

from pipeline.schema.model import Audience, Table
from pipeline.schema.tables.agreements import AGREEMENTS
from pipeline.schema.tables.annotations import ANNOTATIONS
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.tables.articles import ARTICLES
from pipeline.schema.tables.changes import CHANGES
from pipeline.schema.tables.codings import CODINGS
from pipeline.schema.tables.corrections import CORRECTIONS
from pipeline.schema.tables.dyads import DYADS
from pipeline.schema.tables.entities import ENTITIES
from pipeline.schema.tables.entity_names import ENTITY_NAMES
from pipeline.schema.tables.events import EVENTS
from pipeline.schema.tables.evidence import EVIDENCE
from pipeline.schema.tables.findings import FINDINGS
from pipeline.schema.tables.inputs import INPUTS
from pipeline.schema.tables.ledger import LEDGER
from pipeline.schema.tables.mentions import MENTIONS
from pipeline.schema.tables.participants import PARTICIPANTS
from pipeline.schema.tables.quarantine import QUARANTINE
from pipeline.schema.tables.quotes import QUOTES
from pipeline.schema.tables.redirects import REDIRECTS
from pipeline.schema.tables.reports import REPORTS
from pipeline.schema.tables.roles import ROLES
from pipeline.schema.tables.stories import STORIES

SCHEMA_VERSION = "0.4.0"
"""SemVer of the public tables: what raises which number is told in `docs/schema-policy.md`, and held by tests and publishing."""

TABLES: tuple[Table[Any], ...] = (
    INPUTS,
    QUARANTINE,
    ARTICLE_TEXT,
    STORIES,
    ARTICLES,
    ANNOTATIONS,
    FINDINGS,
    ENTITIES,
    ENTITY_NAMES,
    MENTIONS,
    ROLES,
    CODINGS,
    REPORTS,
    AGREEMENTS,
    EVENTS,
    PARTICIPANTS,
    EVIDENCE,
    QUOTES,
    DYADS,
    LEDGER,
    CORRECTIONS,
    CHANGES,
    REDIRECTS,
)

PUBLIC_TABLES: tuple[Table[Any], ...] = tuple(table for table in TABLES if table.audience is Audience.PUBLIC)


def table_named(name: str) -> Table[Any]:
    """The declared table called `name`; KeyError when there is none."""
    for table in TABLES:
        if table.name == name:
            return table
    raise KeyError(name)
