"""Rules of the table `participants`."""

from expectations.model import RowRule, Rule, TableRule
from expectations.shared import known_country, not_blank
from pipeline.release.checked import Severity

RULES: tuple[Rule, ...] = (
    known_country(),
    TableRule(
        "numbered",
        "the parties of an event are numbered from 0 without a gap",
        """SELECT event_id, count(*) AS parties, max(position) AS last FROM {batch}
    GROUP BY event_id HAVING max(position) <> count(*) - 1""",
        Severity.FATAL,
    ),
    TableRule(
        "no_dyad_with_itself",
        "no entity is on both sides of an event",
        """SELECT b.* FROM {batch} b JOIN participants o USING (event_id)
    WHERE b.role = 'actor' AND o.role = 'recipient' AND b.entity_id = o.entity_id""",
        Severity.ERROR,
    ),
    TableRule(
        "listed_once",
        "no entity has one role in an event twice",
        """SELECT event_id, role, entity_id, count(*) AS times FROM {batch} WHERE entity_id IS NOT NULL
    GROUP BY ALL HAVING count(*) > 1""",
        Severity.ERROR,
    ),
    TableRule(
        "countries_as_themselves",
        "a country takes part under its own code",
        """SELECT b.event_id, b.position, b.entity_id, b.country_code, e.country_code AS code_of_entity
    FROM {batch} b JOIN entities e USING (entity_id)
    WHERE e.entity_type = 'country' AND b.country_code IS DISTINCT FROM e.country_code""",
        Severity.ERROR,
    ),
    # Ministers visit their own government's offices and parties of one country fight; that most events are such is a fault.
    TableRule(
        "few_within_a_country",
        "less than a fifth of the events are between parties of one country and one sector",
        """SELECT within, events FROM (
        SELECT count(DISTINCT b.event_id) FILTER (o.event_id IS NOT NULL) AS within, count(DISTINCT b.event_id) AS events
        FROM {batch} b LEFT JOIN participants o ON o.event_id = b.event_id AND b.role = 'actor' AND o.role = 'recipient'
             AND o.country_code = b.country_code AND o.sector IS NOT DISTINCT FROM b.sector)
    WHERE within > 0.2 * events AND within > 10""",
        Severity.WARNING,
    ),
    RowRule(
        "bodies_without_sector",
        "intergovernmental and non-governmental bodies have no sector but for their troops",
        "country_code IN ('IGO', 'UNO', 'EUR', 'NGO') AND sector IS NOT NULL AND sector <> 'MIL'",
        Severity.ERROR,
    ),
    not_blank("name"),
)
