"""Rules of the table `codings`."""

from expectations.model import RowRule, Rule, TableRule
from pipeline.release.checked import Severity

RULES: tuple[Rule, ...] = (
    TableRule(
        "every_article_coded",
        "every article that was read was coded, be it without a report",
        """SELECT DISTINCT article_id FROM annotations JOIN articles USING (article_id)
    WHERE is_read AND article_id NOT IN (SELECT article_id FROM {batch})""",
        Severity.FATAL,
    ),
    RowRule(
        "known_were_asked",
        "what was known was asked",
        "NOT list_has_all(states_asked, states_known)",
        Severity.FATAL,
    ),
)
