"""Rules of the table `articles`."""

from expectations.model import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "all_stored",
        "every stored article is listed",
        """SELECT t.article_id, t.uri FROM article_text t LEFT JOIN {batch} b USING (article_id)
    WHERE b.article_id IS NULL""",
    ),
    Rule(
        "in_its_story",
        "an article is listed by its story",
        """SELECT b.* FROM {batch} b JOIN stories s USING (story_id)
    WHERE NOT list_contains(s.article_ids, b.article_id)""",
    ),
)
