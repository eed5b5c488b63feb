"""How likely it is that a report's type and parties are right.

The figures lie between the shares of right reports of the same make on the hand-coded seeds and on newswire; what is stated
and what is right in each set, `make benchmark` prints side by side.
"""

import math

from pipeline.events.candidate import Candidate

_BASE = 0.75
_UNNAMED_DOER = 0.85
_NO_RECIPIENT = 0.75
_NOUN = 0.85
_INNER = 0.95
_AIMED_BY_DISCOURSE = 0.7


def confidence_of(found: Candidate, is_headline: bool) -> float:
    """A probability from 0 to 1, to two decimals."""
    value = _BASE if not is_headline else _BASE * _UNNAMED_DOER
    value *= _UNNAMED_DOER if not any(party.is_identified for party in found.actors) else 1.0
    value *= _NO_RECIPIENT if not found.recipients and not found.is_reciprocal else 1.0
    value *= _NOUN if found.frame.pos == "noun" else 1.0
    value *= _INNER if found.inner is not None else 1.0
    value *= _AIMED_BY_DISCOURSE if found.is_open and found.recipients else 1.0
    links = [party.score for party in (*found.actors, *found.recipients)]
    return round(value * math.sqrt(min(links, default=1.0)), 2)
