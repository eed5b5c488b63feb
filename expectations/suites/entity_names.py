"""Rules of the table `entity_names`."""

from expectations.model import Rule, TableRule
from pipeline.release.checked import Severity

RULES: tuple[Rule, ...] = (
    TableRule(
        "one_canonical_name",
        "an entity has one canonical name",
        """SELECT entity_id, count_if(is_canonical) AS names FROM {batch}
    GROUP BY entity_id HAVING count_if(is_canonical) <> 1""",
        Severity.FATAL,
    ),
    TableRule(
        "canonical_as_listed",
        "every entity's name is its canonical name here",
        """SELECT e.entity_id, e.name FROM entities e
    LEFT JOIN {batch} b ON b.entity_id = e.entity_id AND b.is_canonical WHERE b.name IS DISTINCT FROM e.name""",
        Severity.FATAL,
    ),
)
