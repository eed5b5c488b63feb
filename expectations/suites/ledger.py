"""Rules of the table `ledger`."""

from expectations.model import Rule, TableRule
from pipeline.release.checked import Severity

RULES: tuple[Rule, ...] = (
    TableRule(
        "every_event_listed",
        "every event is in the ledger",
        """SELECT event_id FROM events WHERE event_id NOT IN (SELECT event_id FROM {batch})""",
        Severity.FATAL,
    ),
    TableRule(
        "same_as_evidence",
        "the ledger says what the evidence says, and all of it",
        """SELECT coalesce(b.report_id, v.evidence_id) AS report_id, b.event_id, v.event_id AS in_evidence
    FROM {batch} b FULL JOIN (SELECT * FROM evidence WHERE event_id IS NOT NULL) v ON v.evidence_id = b.report_id
    WHERE v.event_id IS DISTINCT FROM b.event_id""",
        Severity.FATAL,
    ),
)
