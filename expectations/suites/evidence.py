"""Rules of the table `evidence`."""

from expectations.model import RowRule, Rule, TableRule
from expectations.shared import admitted_mode, inside_text, short_snippet, stands_at
from pipeline.release.checked import Severity

RULES: tuple[Rule, ...] = (
    inside_text("triggers"),
    admitted_mode(),
    short_snippet(),
    stands_at("snippet", "sentence_start", "sentence_end"),
    RowRule(
        "inside_sentence",
        "the trigger lies in its sentence",
        "start_char < sentence_start OR end_char > sentence_end",
        Severity.FATAL,
    ),
    TableRule(
        "published_has_event",
        "a mention has an event unless it is hypothetical or negated, or the ledger says that the event is suppressed",
        """SELECT b.* FROM {batch} b LEFT JOIN ledger l ON l.report_id = b.evidence_id
    WHERE (b.event_id IS NULL) <> (b.status IN ('hypothetical', 'negated') OR (l.report_id IS NOT NULL AND l.event_id IS NULL))""",
        Severity.FATAL,
    ),
    TableRule(
        "of_the_event_type",
        "a mention has the type of its event",
        """SELECT b.* FROM {batch} b JOIN events e USING (event_id) WHERE b.event_type <> e.event_type""",
        Severity.FATAL,
    ),
)
