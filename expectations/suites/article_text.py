"""Rules of the table `article_text`."""

from expectations.model import Rule
from expectations.shared import not_blank

RULES: tuple[Rule, ...] = (
    not_blank("body"),
    Rule(
        "text_starts_inside",
        "the text begins inside the body",
        """SELECT article_id, uri, text_start FROM {batch} WHERE text_start >= length(body)""",
    ),
    Rule(
        "content_once",
        "no two articles have the same content",
        """SELECT sha256, count(*) AS times FROM {batch} GROUP BY sha256 HAVING count(*) > 1""",
    ),
)
