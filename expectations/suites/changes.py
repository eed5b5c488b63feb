"""Rules of the table `changes`: of its rows, and of how far the release moves from its parent at all."""

from expectations.drift import DRIFT
from expectations.model import RowRule, Rule, TableRule
from expectations.shared import not_blank
from pipeline.release.checked import Severity

RULES: tuple[Rule, ...] = (
    RowRule(
        "revision_names_a_field",
        "a revision names the field",
        "(change = 'revised') <> (field IS NOT NULL)",
        Severity.FATAL,
    ),
    not_blank("reason"),
    RowRule(
        "merger_names_what_is_gone",
        "a merger says which event it supersedes, and no revision or removal does",
        "(change = 'merged' AND supersedes IS NULL) OR (change IN ('revised', 'removed') AND supersedes IS NOT NULL)",
        Severity.FATAL,
    ),
    RowRule(
        "first_release_adds",
        "where there was no release before, events are added and nothing else",
        "cause = 'first_release' AND change <> 'added'",
        Severity.ERROR,
    ),
    RowRule(
        "correction_gives_its_reason",
        "what a correction changed says so with its reason, and nothing else does",
        "(cause = 'correction') <> regexp_matches(reason, '^(no longer )?corrected: \\S')",
        Severity.ERROR,
    ),
    TableRule(
        "of_events",
        "what was added, revised or merged into is an event; what was removed or superseded by a merger is none any more",
        """SELECT * FROM {batch}
    WHERE (change <> 'removed') <> (event_id IN (SELECT event_id FROM events))
       OR (change = 'merged' AND supersedes IN (SELECT event_id FROM events))""",
        Severity.FATAL,
    ),
    TableRule(
        "few_go",
        "less than a fifth of the last release's events were removed",
        """SELECT removed, held FROM (
        SELECT count_if(change = 'removed') AS removed,
               (SELECT count(*) FROM events) - count_if(change = 'added') + count_if(change IN ('removed', 'merged')) AS held
        FROM {batch}) WHERE removed > 0.2 * held""",
        Severity.WARNING,
    ),
    TableRule(
        "few_revised",
        "no field was revised in a third of the last release's events",
        """SELECT field, revised, held FROM (
        SELECT field, count(DISTINCT event_id) AS revised, (SELECT count(*) FROM parent.events) AS held
        FROM {batch} WHERE change = 'revised' GROUP BY field) WHERE revised > 0.33 * held AND revised > 10""",
        Severity.WARNING,
    ),
    *DRIFT,
)
