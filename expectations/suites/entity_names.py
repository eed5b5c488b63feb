"""Rules of the table `entity_names`."""

from expectations.model import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "one_canonical_name",
        "an entity has one canonical name",
        """SELECT entity_id, count_if(is_canonical) AS names FROM {batch}
    GROUP BY entity_id HAVING count_if(is_canonical) <> 1""",
    ),
)
