"""Rules of the table `findings`."""

from expectations.model import RowRule, Rule
from expectations.shared import WITH_TEXT

RULES: tuple[Rule, ...] = (
    RowRule(
        "text_as_linked",
        "the text was not changed since it was linked",
        "b.text_sha256 <> t.sha256",
        source=WITH_TEXT,
    ),
)
