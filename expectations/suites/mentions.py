"""Rules of the table `mentions`."""

from expectations.model import RowRule, Rule, TableRule
from expectations.shared import TEXT, WITH_TEXT, inside_text, known_country
from pipeline.release.checked import Severity

RULES: tuple[Rule, ...] = (
    known_country(),
    inside_text("spans"),
    TableRule(
        "of_articles_read",
        "no mention is of an article that was set aside unread",
        "SELECT b.* FROM {batch} b JOIN articles a USING (article_id) WHERE NOT a.is_read",
        Severity.FATAL,
    ),
    RowRule(
        "surface_is_text",
        "the surface is what stands at the span",
        f"b.surface <> substr({TEXT}, b.start_char + 1, b.end_char - b.start_char)",
        Severity.FATAL,
        source=WITH_TEXT,
    ),
)
