"""Rules of the table `changes`."""

from expectations.model import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "revision_names_a_field",
        "a revision names the field",
        """SELECT * FROM {batch} WHERE (change = 'revised') <> (field IS NOT NULL)""",
    ),
    Rule(
        "reason_given",
        "every change has a reason",
        """SELECT * FROM {batch} WHERE trim(reason) = ''""",
    ),
)
