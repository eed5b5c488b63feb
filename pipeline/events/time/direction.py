"""Which way a clause looks by its words alone: `looks_ahead`, for text that nobody has parsed.

Where a parse is at hand, the coder knows the status of the clause better.
"""

import re

_ADVERBS = r"(?:\s+(?:not|also|then|only|likely|still|soon|now|again|[a-z]+ly))*"
_AHEAD = re.compile(
    rf"\b(?:will|shall|would|may|might|should|must|can|could(?!\s+not\b)){_ADVERBS}\s+(?:be\s+|have\s+)?[a-z]+"
    r"|(?:['’]ll|\bgoing\s+to|\bto)\s+(?!the\b|a\b|an\b|his\b|her\b|its\b|their\b)(?:be\s+)?[a-z]+"
    r"|\b(?:due(?!\s+to\s+(?:the|a|an|its|his|her|their)\b)|scheduled|expected|planned|set|slated|payable|expires?|effective|starts|begins)\b"
)
_BEHIND = re.compile(
    r"\b(?:since|as\s+of|(?:had|was|were)\s+(?:been\s+)?(?:due|scheduled|expected|planned|set)(?:\s+to\s+\w+)?|was|were|had|has|have|did|said|told|met|held|made|came|went|took|began|left|sent|fell|rose|won|lost|brought|gave|got|saw|put|wrote|spoke|flew|struck|broke|shot|could\s+not\s+be\s+\w+|\w+ed)\b"
)
_TURN = re.compile(r"(?:,|;|--)\s+(?:but|and|yet|while)\s|;\s")
_DEADLINE = re.compile(r"\b(?:(?:until|till)|(?:as\s+(?:soon|early)\s+as))\s+$")
_POSSESSIVE = re.compile(r"['’]s\b")
_AWAITED = re.compile(r"\b(?:ahead\s+of|before|for|until|in|at|to|after|by|pending)\s+(?:the\s+)?$")
_COMING = re.compile(r"\b(?:will|shall|(?:is|are)\s+(?:due|to|expected|scheduled|set|likely))\b|['’]ll\b")


def looks_ahead(before: str, after: str = "") -> bool:
    """Whether a time expression lies in the future, by the last verb cue before it in its part of the sentence.

    Where there is none, the first cue after it decides; a term set, "until Friday", lies ahead.
    """
    if _DEADLINE.search(before):
        return True
    if _POSSESSIVE.match(after) and not _AWAITED.search(before):
        return False
    turns = [match.end() for match in _TURN.finditer(before)]
    part = before[turns[-1] :] if turns else before
    ahead = max((match.end() for match in _AHEAD.finditer(part)), default=-1)
    behind = max((match.end() for match in _BEHIND.finditer(part)), default=-1)
    if ahead == behind == -1:
        coming, gone = _COMING.search(after), _BEHIND.search(after)
        return coming is not None and (gone is None or coming.start() < gone.start())
    return -1 < ahead >= behind
