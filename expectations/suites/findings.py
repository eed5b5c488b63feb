"""Rules of the table `findings`."""

from expectations.model import RowRule, Rule
from expectations.shared import WITH_TEXT
from pipeline.release.checked import Severity

RULES: tuple[Rule, ...] = (
    RowRule(
        "text_as_linked",
        "the text was not changed since it was linked",
        "b.text_sha256 <> t.sha256",
        Severity.FATAL,
        source=WITH_TEXT,
    ),
)
