"""Rules of the table `mentions`."""

from expectations.model import RowRule, Rule
from expectations.shared import TEXT, WITH_TEXT, inside_text, known_country
from pipeline.release.checked import Severity

RULES: tuple[Rule, ...] = (
    known_country(),
    inside_text("spans"),
    RowRule(
        "surface_is_text",
        "the surface is what stands at the span",
        f"b.surface <> substr({TEXT}, b.start_char + 1, b.end_char - b.start_char)",
        Severity.FATAL,
        source=WITH_TEXT,
    ),
)
