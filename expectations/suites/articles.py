"""Rules of the table `articles`."""

from expectations.model import RowRule, Rule, TableRule
from pipeline.release.checked import Severity

RULES: tuple[Rule, ...] = (
    RowRule(
        "set_aside_by_subject",
        "an article that was not read is of a subject other than world affairs",
        "NOT b.is_read AND b.subject IS NULL",
        Severity.FATAL,
    ),
    TableRule(
        "all_stored",
        "every stored article is listed, and every listed one stored",
        """SELECT coalesce(b.article_id, t.article_id) AS article_id, coalesce(b.uri, t.uri) AS uri
    FROM {batch} b FULL JOIN article_text t USING (article_id) WHERE b.article_id IS NULL OR t.article_id IS NULL""",
        Severity.FATAL,
    ),
    TableRule(
        "characters_counted",
        "characters is the length of the stored body, in which offsets count",
        """SELECT b.article_id, b.characters, length(t.body) AS stored FROM {batch} b JOIN article_text t USING (article_id)
    WHERE b.characters <> length(t.body)""",
        Severity.FATAL,
    ),
    TableRule(
        "in_its_story",
        "an article is listed by its story",
        """SELECT b.* FROM {batch} b JOIN stories s USING (story_id)
    WHERE NOT list_contains(s.article_ids, b.article_id)""",
        Severity.FATAL,
    ),
    TableRule(
        "made_from_an_earlier_one",
        "an article is made from one of its story that came no later, as the story says",
        """SELECT b.* FROM {batch} b LEFT JOIN stories s USING (story_id)
    WHERE b.derived_from IS DISTINCT FROM s.derived_from[list_position(s.article_ids, b.article_id) - 1]
    OR (b.derived_from IS NULL) <> (b.derivation IS NULL)""",
        Severity.FATAL,
    ),
)
