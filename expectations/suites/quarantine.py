"""Rules of the table `quarantine`."""

from expectations.model import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "detail_given",
        "every refusal says what was found",
        """SELECT * FROM {batch} WHERE trim(detail) = ''""",
    ),
)
