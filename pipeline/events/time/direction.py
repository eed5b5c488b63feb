"""Which way a clause looks by its words alone: `looks_ahead`, for text that nobody has parsed.

Where a parse is at hand, the coder knows the status of the clause better.
"""

import re

_AHEAD = re.compile(
    r"\b(?:will|shall|would|may|might|could|should|must|can)(?:\s+(?:not|also|then|only|likely))?\s+(?:be\s+|have\s+)?[a-z]+"
    r"|(?:['’]ll|\bgoing\s+to|\bto)\s+(?!the\b|a\b|an\b|his\b|her\b|its\b|their\b)(?:be\s+)?[a-z]+"
    r"|\b(?:due(?!\s+to\s+(?:the|a|an|its|his|her|their)\b)|scheduled|expected|planned|set|slated|payable|expires?|effective|starts|begins)\b"
)
_BEHIND = re.compile(
    r"\b(?:since|as\s+of|(?:had|was|were)\s+(?:been\s+)?(?:due|scheduled|expected|planned|set)(?:\s+to\s+\w+)?|was|were|had|has|have|did|said|told|met|held|made|came|went|took|began|left|sent|fell|rose|won|lost|\w+ed)\b"
)


def looks_ahead(before: str) -> bool:
    """Whether a time expression lies in the future, judged by the last verb cue in the part of the sentence before it."""
    ahead = max((match.end() for match in _AHEAD.finditer(before)), default=-1)
    behind = max((match.end() for match in _BEHIND.finditer(before)), default=-1)
    return -1 < ahead >= behind
