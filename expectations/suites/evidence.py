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
    RowRule(
        "published_has_event",
        "a mention has an event unless it is hypothetical or negated",
        "(event_id IS NULL) <> (status IN ('hypothetical', 'negated'))",
        Severity.FATAL,
    ),
    TableRule(
        "of_the_event_type",
        "a mention has the type of its event",
        """SELECT b.* FROM {batch} b JOIN events e USING (event_id) WHERE b.event_type <> e.event_type""",
        Severity.FATAL,
    ),
)
