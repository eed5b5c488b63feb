"""Rules of the table `inputs`: nothing is lost between input and article."""

from expectations.model import Rule, TableRule
from pipeline.release.checked import Severity

RULES: tuple[Rule, ...] = (
    TableRule(
        "adds_up",
        "inputs = articles + duplicates + quarantined",
        """SELECT * FROM (
        SELECT count(*) AS inputs, (SELECT count(*) FROM article_text) AS articles,
               count_if(outcome = 'duplicate') AS duplicates, (SELECT count(*) FROM quarantine) AS quarantined
        FROM {batch}) WHERE inputs <> articles + duplicates + quarantined""",
        Severity.FATAL,
    ),
    TableRule(
        "conserved",
        "every input is an article, a duplicate of one, or quarantined",
        """SELECT * FROM {batch}
    WHERE (outcome = 'quarantined') <> (article_id IS NULL)
       OR (outcome = 'quarantined') <> (input_id IN (SELECT input_id FROM quarantine))
       OR (outcome <> 'quarantined' AND article_id NOT IN (SELECT article_id FROM article_text))""",
        Severity.FATAL,
    ),
    TableRule(
        "one_input_an_article",
        "an article came in by exactly one input that is not a duplicate",
        """SELECT t.article_id, t.uri, count(b.article_id) AS inputs FROM article_text t
    LEFT JOIN {batch} b ON b.article_id = t.article_id AND b.outcome = 'article'
    GROUP BY ALL HAVING count(b.article_id) <> 1""",
        Severity.FATAL,
    ),
    TableRule(
        "few_refused",
        "less than half of the inputs are refused, those aside that are no articles",
        """SELECT count(*) AS refused FROM quarantine WHERE reason <> 'not_an_article'
    HAVING count(*) > 0.5 * (SELECT count(*) FROM {batch})""",
        Severity.WARNING,
    ),
)
