"""Rules of the table `roles`."""

from expectations.model import Rule, TableRule
from expectations.shared import inside_text, known_country, ordered
from pipeline.release.checked import Severity

RULES: tuple[Rule, ...] = (
    known_country(),
    inside_text("roles"),
    ordered("first_reported", "last_reported"),
    TableRule(
        "held_by_persons",
        "roles are held by persons",
        """SELECT b.* FROM {batch} b JOIN entities e ON e.entity_id = b.person_id WHERE e.entity_type <> 'person'""",
        Severity.ERROR,
    ),
)
