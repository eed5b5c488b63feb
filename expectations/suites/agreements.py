"""Rules of the table `agreements`."""

from expectations.model import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "has_parties",
        "an agreement has a party",
        """SELECT * FROM {batch} WHERE len(party_names) = 0""",
    ),
    Rule(
        "dates_ordered",
        "date_start is not after date_end",
        """SELECT * FROM {batch} WHERE date_start > date_end""",
    ),
)
