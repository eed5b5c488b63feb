"""Rules of the table `ledger`."""

from expectations.model import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "every_event_listed",
        "every event is in the ledger",
        """SELECT event_id FROM events WHERE event_id NOT IN (SELECT event_id FROM {batch})""",
    ),
    Rule(
        "same_as_evidence",
        "the ledger says what the evidence says",
        """SELECT b.* FROM {batch} b LEFT JOIN evidence v ON v.evidence_id = b.report_id
    WHERE v.event_id IS DISTINCT FROM b.event_id""",
    ),
)
