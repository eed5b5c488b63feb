"""The views and macros of a release's database: what analysts ask most, ready to use.

The tables under them are made in `database.py`. One view is stored as a table there, `pair_events`: the events of a pair stand side by
side in it, so that they are found without a look at all others. Where only Parquet is at hand, as in a browser, it is a view, and the
macros that rest on it ask the tables.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.schema.render.codebook import columns_table, markdown_table
from pipeline.schema.render.duckdb import literal
from pipeline.schema.tables.events import EVENTS
from pipeline.schema.tables.events_wide import EVENTS_WIDE


@dataclass(frozen=True, slots=True)
class View:
    """A view, or a macro where it has parameters: how it is called, what it gives, and its query."""

    name: str
    parameters: tuple[str, ...]
    meaning: str
    query: str
    stored_query: str | None = None
    """The same rows by way of `pair_events` as a table."""

    @property
    def call(self) -> str:
        """How it is written in a query."""
        return f"{self.name}({', '.join(self.parameters)})" if self.parameters else self.name

    def statements(self, *, stored: bool = False) -> Iterator[str]:
        """The statements that make it and say what it gives; `stored` where `pair_events` is a table."""
        form, target = ("MACRO", "MACRO TABLE") if self.parameters else ("VIEW", "VIEW")
        query = (self.stored_query if stored else None) or self.query
        yield f"CREATE {form} {self.call} AS {'TABLE ' if self.parameters else ''}{query}"
        yield f"COMMENT ON {target} {self.name} IS {literal(self.meaning)}"


_WIDE = """
SELECT
    events.*,
    agreements.name AS agreement_name,
    coalesce(parties.actors, []) AS actors,
    coalesce(parties.actor_countries, []) AS actor_countries,
    coalesce(parties.actor_sectors, []) AS actor_sectors,
    coalesce(parties.recipients, []) AS recipients,
    coalesce(parties.recipient_countries, []) AS recipient_countries,
    coalesce(parties.recipient_sectors, []) AS recipient_sectors,
    coalesce(parties.others, []) AS others
FROM {events} AS events
LEFT JOIN agreements USING (agreement_id)
LEFT JOIN (
    SELECT
        event_id,
        list(name ORDER BY position) FILTER (role = 'actor') AS actors,
        list(country_code ORDER BY position) FILTER (role = 'actor') AS actor_countries,
        list(sector ORDER BY position) FILTER (role = 'actor') AS actor_sectors,
        list(name ORDER BY position) FILTER (role = 'recipient') AS recipients,
        list(country_code ORDER BY position) FILTER (role = 'recipient') AS recipient_countries,
        list(sector ORDER BY position) FILTER (role = 'recipient') AS recipient_sectors,
        list(name ORDER BY position) FILTER (role = 'other') AS others
    FROM {participants}
    GROUP BY event_id
) AS parties USING (event_id)
"""

_EVENTS_WIDE = _WIDE.format(events="events", participants="participants")

_EVENT_EVIDENCE = """
SELECT
    evidence.event_id, events.event_type, events.summary, evidence.snippet, evidence.coder, evidence.score,
    evidence.article_id, articles.title, articles.source, articles.published_at, articles.uri, articles.url,
    evidence.section, evidence.start_char, evidence.end_char, evidence.sentence_start, evidence.sentence_end
FROM evidence
JOIN events USING (event_id)
JOIN articles USING (article_id)
"""

_AGREEMENT_EVIDENCE = """
WITH meant AS MATERIALIZED (
    SELECT agreement_id, name AS agreement
    FROM agreements
    WHERE agreement_id = accord OR lower(name) = lower(accord)
), told AS MATERIALIZED (
    SELECT meant.*, event_id, event_type, status, date_start, summary
    FROM events
    JOIN meant USING (agreement_id)
), words AS MATERIALIZED (
    SELECT told.*, evidence_id, snippet, article_id
    FROM evidence
    JOIN told USING (event_id)
), telling AS MATERIALIZED (
    SELECT article_id, title, source, published_at, uri, url
    FROM articles
    WHERE article_id IN (SELECT article_id FROM words)
)
SELECT
    agreement, event_type, status, date_start, summary, snippet, title, source, published_at, uri, url,
    agreement_id, event_id, evidence_id, article_id
FROM telling
JOIN words USING (article_id)
ORDER BY agreement, date_start NULLS LAST, event_id, published_at, evidence_id
"""
"""Step by step, so that the few rows of each step are what the next table is searched for: left to itself the planner, which
guesses that many agreements may have a name, reads every article."""

PAIRS = """
WITH sides AS (
    SELECT event_id, country_code, bool_or(role = 'actor') AS acts, bool_or(role = 'recipient') AS receives
    FROM participants
    WHERE country_code IS NOT NULL AND role IN ('actor', 'recipient')
    GROUP BY ALL
)
SELECT
    one.country_code AS country_a,
    other.country_code AS country_b,
    CASE
        WHEN one.acts AND other.acts THEN 'mutual'
        WHEN one.acts THEN country_a || ' to ' || country_b
        WHEN other.acts THEN country_b || ' to ' || country_a
    END AS direction,
    event_id
FROM sides AS one
JOIN sides AS other USING (event_id)
WHERE country_a < country_b OR (country_a = country_b AND one.acts AND other.receives)
"""
"""The pairs of countries that have an event, with its id."""

_PAIR_EVENTS = f"""
SELECT pairs.country_a, pairs.country_b, pairs.direction, wide.*
FROM ({PAIRS}) AS pairs
JOIN ({_EVENTS_WIDE}) AS wide USING (event_id)
"""

_OF_PAIR = """
SELECT {columns}
FROM pair_events
WHERE country_a = least(upper(a), upper(b)) AND country_b = greatest(upper(a), upper(b)) AND {rule}
ORDER BY date_start NULLS LAST, event_id
"""

_STORED_DYAD = _OF_PAIR.format(columns="* EXCLUDE (country_a, country_b)", rule="direction IS NOT NULL")

_STORED_MET = _OF_PAIR.format(
    columns="* EXCLUDE (country_a, country_b, direction)", rule="country_a <> country_b AND event_type = 'CONSULT'"
)

_CHOSEN = """
chosen_events AS (SELECT events.* FROM events SEMI JOIN chosen USING (event_id)),
chosen_parties AS (SELECT participants.* FROM participants SEMI JOIN chosen USING (event_id))
"""
"""Lists of parties are made for the events chosen alone: most of the time of a query went to those of all others."""

_CHOSEN_WIDE = _WIDE.format(events="chosen_events", participants="chosen_parties")

_DYAD = f"""
WITH sides AS (
    SELECT
        event_id,
        bool_or(country_code = upper(a) AND role = 'actor') AS a_acts,
        bool_or(country_code = upper(b) AND role = 'actor') AS b_acts,
        bool_or(country_code = upper(a) AND role = 'recipient') AS a_receives,
        bool_or(country_code = upper(b) AND role = 'recipient') AS b_receives
    FROM participants
    WHERE country_code IN (upper(a), upper(b)) AND role IN ('actor', 'recipient')
    GROUP BY event_id
), chosen AS (
    SELECT
        CASE
            WHEN a_acts AND b_acts THEN 'mutual'
            WHEN a_acts THEN upper(a) || ' to ' || upper(b)
            ELSE upper(b) || ' to ' || upper(a)
        END AS direction,
        event_id
    FROM sides
    WHERE (a_acts AND b_receives) OR (b_acts AND a_receives) OR (upper(a) <> upper(b) AND a_acts AND b_acts)
), {_CHOSEN}
SELECT chosen.direction, wide.*
FROM ({_CHOSEN_WIDE}) AS wide
JOIN chosen USING (event_id)
ORDER BY date_start NULLS LAST, event_id
"""

_MET = f"""
WITH chosen AS (
    SELECT event_id
    FROM participants
    SEMI JOIN (SELECT event_id FROM events WHERE event_type = 'CONSULT') AS talks USING (event_id)
    WHERE country_code IN (upper(a), upper(b)) AND role IN ('actor', 'recipient') AND upper(a) <> upper(b)
    GROUP BY event_id
    HAVING bool_or(country_code = upper(a)) AND bool_or(country_code = upper(b))
), {_CHOSEN}
{_CHOSEN_WIDE}
ORDER BY date_start NULLS LAST, event_id
"""

_TIMELINE = """
SELECT
    date_start, date_end, date_precision, status, event_type, mode,
    string_agg(DISTINCT role, ', ' ORDER BY role) AS role,
    summary, confidence, events.event_id
FROM events
JOIN participants USING (event_id)
WHERE participants.entity_id = entity
    OR participants.country_code = upper(entity)
    OR lower(participants.name) = lower(entity)
    OR participants.entity_id IN (SELECT entity_id FROM entity_names WHERE lower(entity_names.name) = lower(entity))
GROUP BY ALL
ORDER BY date_start NULLS LAST, events.event_id
"""

_ROLES_AS_OF = """
SELECT
    person.name AS person, roles.title, organisation.name AS organisation, roles.country_code, roles.sector,
    roles.first_reported, roles.last_reported, roles.person_id, roles.role_id
FROM roles
JOIN entities AS person ON person.entity_id = roles.person_id
LEFT JOIN entities AS organisation ON organisation.entity_id = roles.organisation_id
WHERE NOT roles.is_former
    AND roles.first_reported <= as_of::DATE
    AND NOT EXISTS (
        SELECT 1
        FROM roles AS past
        WHERE past.is_former
            AND past.person_id = roles.person_id
            AND past.title = roles.title
            AND past.first_reported BETWEEN roles.last_reported AND as_of::DATE
    )
ORDER BY person, roles.title, roles.role_id
"""

_ACTOR_COUNTRY = """
SELECT
    participants.event_id, events.date_start, events.event_type, events.quad_class, events.status,
    participants.role, participants.entity_id, participants.name, participants.sector, participants.country_code,
    country.name AS country, country.wikidata_id AS country_wikidata_id, country.geonames_id AS country_geonames_id
FROM participants
JOIN events USING (event_id)
LEFT JOIN entities AS country
    ON country.entity_type = 'country' AND country.country_code = participants.country_code
ORDER BY events.date_start NULLS LAST, participants.event_id, participants.position
"""

_ROLE_CONFLICTS = """
SELECT
    one.title, one.country_code, one.organisation_id,
    first_person.name AS person, one.first_reported, one.last_reported,
    second_person.name AS other_person, other.first_reported AS other_first_reported,
    other.last_reported AS other_last_reported, one.role_id, other.role_id AS other_role_id
FROM roles AS one
JOIN roles AS other
    ON other.title = one.title
    AND other.country_code = one.country_code
    AND other.organisation_id IS NOT DISTINCT FROM one.organisation_id
    AND other.person_id > one.person_id
    AND other.first_reported <= one.last_reported
    AND one.first_reported <= other.last_reported
JOIN entities AS first_person ON first_person.entity_id = one.person_id
JOIN entities AS second_person ON second_person.entity_id = other.person_id
WHERE NOT one.is_former AND NOT other.is_former
ORDER BY one.country_code, one.title, person, other_person
"""

WIDE_EVENTS = View("events_wide", (), "Events with names, countries and sectors of their parties as lists in the order of `participants`.", _EVENTS_WIDE)  # fmt: skip

PAIR_EVENTS = View("pair_events", (), "Each event as in `events_wide` for each two countries that are actor or recipient in it, `country_a` the first by the alphabet; `direction` is empty where both were acted upon.", _PAIR_EVENTS)  # fmt: skip
"""Stored as a table in a release's database, in the order of `PAIR_ORDER`."""

PAIR_ORDER = ("country_a", "country_b", "date_start", "event_id")

PART_OF_PAIR_EVENTS = f"""
WITH chosen AS (SELECT * FROM pairs WHERE country_a BETWEEN getvariable('first') AND getvariable('last')), {_CHOSEN}
SELECT chosen.country_a, chosen.country_b, chosen.direction, wide.*
FROM ({_CHOSEN_WIDE}) AS wide
JOIN chosen USING (event_id)
"""
"""The rows of `pair_events` of the first countries from one to another, where `pairs` is a table."""

VIEWS = (
    WIDE_EVENTS,
    View("event_evidence", (), "Each report of an event with the words, the article and the place in it.", _EVENT_EVIDENCE),
    View("agreement_evidence", ("accord",), "The words that report what an agreement's events are, with their articles, by its id or name: `FROM agreement_evidence('Abraham Accords')`.", _AGREEMENT_EVIDENCE),
    PAIR_EVENTS,
    View("dyad", ("a", "b"), "Events between two countries, by code, in either direction or mutual: `FROM dyad('ISR', 'MAR')`.", _DYAD, _STORED_DYAD),
    View("met", ("a", "b"), "Meetings, visits and talks that both countries took part in: `FROM met('ISR', 'MAR')`.", _MET, _STORED_MET),
    View("timeline", ("entity",), "Events of an entity in order of time, by name, country code or id: `FROM timeline('Morocco')`.", _TIMELINE),
    View("actor_country", (), "Each party of each event with its country's name, Wikidata and GeoNames ids, for joins with other data.", _ACTOR_COUNTRY),
    View("role_conflicts", (), "Offices that reports of overlapping days give to two persons: a mistake, a namesake, or an office that several hold.", _ROLE_CONFLICTS),
    View("roles_as_of", ("as_of",), "Offices reported as held up to a day: `FROM roles_as_of('2022-03-26')`.", _ROLES_AS_OF),
)  # fmt: skip


def views_page() -> str:
    """The section of the codebook on views and macros."""
    rows = ((f"`{view.call}`", view.meaning) for view in VIEWS)
    added = EVENTS_WIDE.columns[len(EVENTS.columns) :]
    lines = ["## Views and macros of `entente.duckdb`", "", *markdown_table(("name", "meaning"), rows), ""]
    lines += ["`events_wide`, `dyad`, `met` and `csv/events.csv` have the columns of `events` and these:", ""]
    return "\n".join([*lines, *columns_table(added), ""])
