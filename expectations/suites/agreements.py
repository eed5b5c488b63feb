"""Rules of the table `agreements`."""

from expectations.model import Rule
from expectations.shared import known_countries, ordered

RULES: tuple[Rule, ...] = (
    known_countries("party_countries"),
    ordered("date_start", "date_end"),
    Rule(
        "has_parties",
        "an agreement has a party",
        """SELECT * FROM {batch} WHERE len(party_names) = 0""",
    ),
    Rule(
        "made_by_an_event",
        "an event makes, keeps or breaks it",
        """SELECT * FROM {batch} WHERE agreement_id NOT IN (SELECT agreement_id FROM events WHERE agreement_id IS NOT NULL)""",
    ),
)
