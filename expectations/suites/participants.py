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
    RowRule(
        "bodies_without_sector",
        "intergovernmental and non-governmental bodies have no sector but for their troops",
        "country_code IN ('IGO', 'UNO', 'EUR', 'NGO') AND sector IS NOT NULL AND sector <> 'MIL'",
        Severity.ERROR,
    ),
    not_blank("name"),
)
