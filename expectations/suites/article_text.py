"""Rules of the table `article_text`."""

from expectations.model import RowRule, Rule, TableRule
from expectations.shared import not_blank
from pipeline.release.checked import Severity

RULES: tuple[Rule, ...] = (
    not_blank("body"),
    RowRule(
        "text_starts_inside",
        "the text begins inside the body",
        "text_start >= length(body)",
        Severity.FATAL,
    ),
    TableRule(
        "content_once",
        "no two articles have the same content",
        """SELECT sha256, count(*) AS times FROM {batch} GROUP BY sha256 HAVING count(*) > 1""",
        Severity.FATAL,
    ),
)
