"""Rules of the table `agreements`."""

from expectations.model import RowRule, Rule, TableRule
from expectations.shared import known_countries, ordered
from pipeline.release.checked import Severity

RULES: tuple[Rule, ...] = (
    known_countries("party_countries"),
    ordered("date_start", "date_end"),
    RowRule(
        "has_parties",
        "an agreement has a party",
        "len(party_names) = 0",
        Severity.ERROR,
    ),
    TableRule(
        "made_by_an_event",
        "an event makes, keeps or breaks it",
        """SELECT * FROM {batch} WHERE agreement_id NOT IN (SELECT agreement_id FROM events WHERE agreement_id IS NOT NULL)""",
        Severity.FATAL,
    ),
)
