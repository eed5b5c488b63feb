"""Rules of the table `findings`."""

from expectations.model import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "text_as_linked",
        "the text was not changed since it was linked",
        """SELECT b.article_id FROM {batch} b JOIN article_text t USING (article_id) WHERE b.text_sha256 <> t.sha256""",
    ),
)
