"""Rules of the table `quotes`."""

from expectations.model import Rule
from expectations.shared import inside_text, short_snippet, stands_at

RULES: tuple[Rule, ...] = (inside_text("quotes"), short_snippet(), stands_at("snippet"))
