"""Rules of the table `article_text`."""

from expectations.model import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "body_given",
        "no article is without text",
        """SELECT article_id, uri FROM {batch} WHERE trim(body) = ''""",
    ),
    Rule(
        "text_starts_inside",
        "the text begins inside the body",
        """SELECT article_id, uri, text_start FROM {batch} WHERE text_start >= length(body)""",
    ),
)
