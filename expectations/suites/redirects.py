"""Rules of the table `redirects`."""

from expectations.model import RowRule, Rule, TableRule
from expectations.shared import not_blank
from pipeline.release.checked import Severity

RULES: tuple[Rule, ...] = (
    RowRule(
        "gone", "an id was given up by a merger or a removal", "change NOT IN ('merged', 'removed')", Severity.FATAL
    ),
    not_blank("reason"),
    not_blank("last_release"),
    TableRule(
        "never_used_again",
        "no event has an id that was given up",
        "SELECT * FROM {batch} WHERE event_id IN (SELECT event_id FROM events)",
        Severity.FATAL,
    ),
    TableRule(
        "nothing_lost",
        "every id that this release gives up is redirected",
        """SELECT * FROM (
        SELECT CASE change WHEN 'removed' THEN event_id ELSE supersedes END AS event_id, change
        FROM changes WHERE change IN ('merged', 'removed'))
    WHERE event_id NOT IN (SELECT event_id FROM {batch})""",
        Severity.FATAL,
    ),
)
