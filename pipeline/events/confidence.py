"""How likely it is that a report's type and parties are right.

A logistic model of what makes reports wrong. Its weights are a ridge regression (penalty 1) over the reports of the seeds'
articles, right or wrong by their hand coding, rounded to one decimal. Those articles have been read while the coder was made,
so that they flatter it: the constant is lowered by 0.6, the difference to newswire leads. What is stated and what is right in
each set `make benchmark` prints side by side.
"""

import math
from collections.abc import Sequence

from pipeline.events.candidate import Candidate
from pipeline.events.party import Party

_CONSTANT = 2.1
_UNNAMED_DOER = -2.0
_NO_RECIPIENT = -0.8
_AIMED_BY_DISCOURSE = -0.8
_HEADLINE = -0.4
_ACTOR_IN_DOUBT = -0.9
_RECIPIENT_IN_DOUBT = -0.6


def confidence_of(found: Candidate, is_headline: bool) -> float:
    """A probability from 0 to 1, to two decimals."""
    log_odds = (
        _CONSTANT
        + _UNNAMED_DOER * (not any(party.is_identified for party in found.actors))
        + _NO_RECIPIENT * (not found.recipients and not found.is_reciprocal)
        + _AIMED_BY_DISCOURSE * (found.is_open and bool(found.recipients))
        + _HEADLINE * is_headline
        + _ACTOR_IN_DOUBT * _doubt(found.actors)
        + _RECIPIENT_IN_DOUBT * _doubt(found.recipients)
    )
    return round(1 / (1 + math.exp(-log_odds)), 2)


def _doubt(parties: Sequence[Party]) -> float:
    """How unsure the least sure link is, from 0 to 1."""
    return 1 - min((party.score for party in parties), default=1.0)
