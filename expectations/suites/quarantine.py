"""Rules of the table `quarantine`."""

from expectations.model import Rule
from expectations.shared import not_blank

RULES: tuple[Rule, ...] = (not_blank("detail"),)
