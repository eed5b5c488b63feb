"""Rules of the table `stories`."""

from expectations.model import RowRule, Rule, TableRule
from expectations.shared import ordered
from pipeline.release.checked import Severity

RULES: tuple[Rule, ...] = (
    ordered("first_published", "last_published"),
    RowRule(
        "counts_articles",
        "article_count is the number of articles",
        "article_count <> len(article_ids)",
        Severity.FATAL,
    ),
    TableRule(
        "each_article_once",
        "every stored article is in exactly one story",
        """SELECT t.article_id, count(s.article_id) AS stories FROM article_text t
    LEFT JOIN (SELECT unnest(article_ids) AS article_id FROM {batch}) s USING (article_id)
    GROUP BY t.article_id HAVING count(s.article_id) <> 1""",
        Severity.FATAL,
    ),
    RowRule(
        "made_from_earlier_members",
        "every article but the first is made from one before it",
        """len(derived_from) <> len(article_ids) - 1 OR len(derivations) <> len(derived_from)
    OR list_bool_or(list_transform(derived_from, lambda parent, place: NOT list_contains(article_ids[1:place], parent)))""",
        Severity.FATAL,
    ),
)
