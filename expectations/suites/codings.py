"""Rules of the table `codings`."""

from expectations.model import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "every_article_coded",
        "every article that was read was coded, be it without a report",
        """SELECT DISTINCT article_id FROM annotations WHERE article_id NOT IN (SELECT article_id FROM {batch})""",
    ),
    Rule(
        "known_were_asked",
        "what was known was asked",
        """SELECT article_id, states_known FROM {batch} WHERE NOT list_has_all(states_asked, states_known)""",
    ),
)
