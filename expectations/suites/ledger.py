"""Rules of the table `ledger`."""

from expectations.model import ROWS, Rule, TableRule
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
    FROM {batch} b FULL JOIN (SELECT * FROM evidence WHERE status NOT IN ('hypothetical', 'negated')) v
      ON v.evidence_id = b.report_id
    WHERE v.event_id IS DISTINCT FROM b.event_id OR v.evidence_id IS NULL OR b.report_id IS NULL""",
        Severity.FATAL,
    ),
    TableRule(
        "another_by_correction",
        "a report is of another event than coding made of it, or of none, only by a correction",
        f"""SELECT * FROM {ROWS} WHERE event_id IS DISTINCT FROM coded_as AND NOT EXISTS (
        SELECT 1 FROM corrections c WHERE c.action = CASE WHEN b.event_id IS NULL THEN 'suppress' ELSE 'merge' END
           AND c.event_id = coalesce(b.event_id, (SELECT any_value(m.event_id) FROM corrections m
                                                  WHERE m.action = 'merge' AND m.subject = b.coded_as), b.coded_as))""",
        Severity.FATAL,
    ),
)
