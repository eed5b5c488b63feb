"""Rules of the table `dyads`."""

from expectations.model import RowRule, Rule, TableRule
from expectations.shared import known_country
from pipeline.release.checked import Severity

_RECOUNT = """
    SELECT a.country_code AS actor_country, r.country_code AS recipient_country,
           date_trunc('month', e.date_start)::DATE AS month, count(DISTINCT e.event_id) AS events
    FROM events e
    JOIN participants a ON a.event_id = e.event_id AND a.role = 'actor'
    JOIN participants r ON r.event_id = e.event_id AND (
        r.role = 'recipient'
        OR (r.role = 'actor' AND r.country_code <> a.country_code
            AND NOT EXISTS (SELECT 1 FROM participants p WHERE p.event_id = e.event_id AND p.role = 'recipient')))
    WHERE e.date_start IS NOT NULL AND a.country_code IS NOT NULL AND r.country_code IS NOT NULL
    GROUP BY ALL"""

RULES: tuple[Rule, ...] = (
    known_country("actor_country"),
    known_country("recipient_country"),
    RowRule(
        "classes_add_up",
        "the quad classes add up to the events",
        "verbal_cooperation + material_cooperation + verbal_conflict + material_conflict <> event_count",
        Severity.FATAL,
    ),
    TableRule(
        "recounted",
        "a pair's events are those that the events and participants of its month give",
        f"""SELECT coalesce(b.actor_country, n.actor_country) AS actor_country,
           coalesce(b.recipient_country, n.recipient_country) AS recipient_country,
           coalesce(b.month, n.month) AS month, b.event_count, n.events
    FROM {{batch}} b FULL JOIN ({_RECOUNT}) n USING (actor_country, recipient_country, month)
    WHERE b.event_count IS DISTINCT FROM n.events""",
        Severity.FATAL,
    ),
    RowRule(
        "month_begins",
        "month is the first of a month",
        "month <> date_trunc('month', month)",
        Severity.FATAL,
    ),
)
