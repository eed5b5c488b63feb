"""Rules of the table `mentions`."""

from expectations.model import Rule
from expectations.shared import inside_text, known_country

RULES: tuple[Rule, ...] = (
    known_country(),
    inside_text("spans"),
    Rule(
        "surface_is_text",
        "the surface is what stands at the span",
        """SELECT b.* FROM {batch} b JOIN article_text t USING (article_id)
    WHERE b.surface <> substr(CASE WHEN b.section = 'title' THEN t.title ELSE t.body END, b.start_char + 1, b.end_char - b.start_char)""",
    ),
)
