"""Rules of the table `stories`."""

from expectations.model import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "counts_articles",
        "article_count is the number of articles",
        """SELECT * FROM {batch} WHERE article_count <> len(article_ids)""",
    ),
    Rule(
        "dates_ordered",
        "first publication is not after the last",
        """SELECT * FROM {batch} WHERE first_published > last_published""",
    ),
)
