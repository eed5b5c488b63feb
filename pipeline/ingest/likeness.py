"""Whether one text is made from another, and what it is to it: a copy, a cut or an update.

Which texts are compared is settled in `stories.py`; how a text becomes shingles in `shingles.py`.

Source of the measures: containment of shingles (Broder 1997, "On the resemblance and containment of documents"), weighed
by how few other open stories hold a shingle, as inverse document frequency does. The figures below were chosen on half of
the copies that `pipeline.benchmark.planting` plants, and by reading the pairs of real articles that they join.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.ingest.shingles import SHINGLE, Hashes, Text
from pipeline.schema.vocabularies import Derivation

_WHOLE = 0.95
"""Share of the shorter text's weight that must be in the longer, wherever it stands."""
_PART, _LEAD = 0.5, 0.45
"""Or half, with about half of the lead of one of them: an agency reuses background, but under other leads."""
_REST, _WHOLE_LEAD = 0.35, 0.65
"""Or a third, with most of that lead: what is left of a text that was cut and has a new paragraph in front."""
_LEAST = 0.3
"""Unweighed, a smaller share is not looked into."""
_BRIEF, _BRIEF_PART = 60, 0.65
"""A text of fewer shingles than this is often a form filled in, of which a greater part must be the same."""
_SHORT, _SHORT_WHOLE = 20, 0.9
"""A text of fewer still is the same only as a whole, under a like headline: notices of dividends differ in a number."""
_STRANGE = 0.4
"""Share of the lead's names that the other text has not, both ways, from which two texts are one form filled in for two
companies or bonds."""
_FIGURES, _AGREED_OTHER_DAYS = 4, 0.5
"""Of so many numbers or more, this share is the same where the one text tells of Monday, the other of Tuesday: an update
changes some numbers, the next instalment of a series nearly all."""
_DENSE, _AGREED = 0.04, 0.15
"""Where one word in twenty-five or more is a number, this share is the same on any day."""
_NEW_RUN, _NEW_SHARE, _NEW_WORDS = 12, 0.05, 20
"""Words in a row that are no credit, date or small edit; together matter where they are this share of the text, or so many."""

Mask = NDArray[np.bool_]
Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two texts have in common: `given` is the share of the later one's shingles that are in the earlier, `kept`
    that of the earlier one's in the later, both by number; `contained` is by weight.
    """

    given: float
    kept: float
    contained: float
    lead: float

    @property
    def rank(self) -> tuple[float, float]:
        """The greater, the likelier that the later text is made from the earlier: it gives most of it, and has least besides."""
        return round(self.given, 2), self.kept


def held_in(shingles: Hashes, text: Text) -> Mask:
    """Which shingles a text has."""
    places = np.searchsorted(text.distinct, shingles)
    found: Mask = text.distinct[np.minimum(places, len(text.distinct) - 1)] == shingles
    return found


def compare(later: Text, earlier: Text, common: Mask, weights: Weights) -> Likeness | None:
    """The likeness of two texts by which shingles of the later are in the earlier and what each of them weighs.

    None where they have too little in common for one to be made from the other.
    """
    shared, least = int(common.sum()), min(len(common), len(earlier.distinct))
    if shared < _LEAST * least:
        return None
    weight = float(weights[common].sum())
    rest = float(weights.sum()) - weight if len(common) == least else least - shared
    return Likeness(
        given=shared / len(common),
        kept=shared / len(earlier.distinct),
        contained=weight / (weight + rest),
        lead=max(held_in(later.lead, earlier).mean(), held_in(earlier.lead, later).mean()),
    )


def is_made_from(later: Text, earlier: Text, like: Likeness) -> bool:
    """Whether the later text is made from the earlier, or both from one."""
    least = min(len(later.distinct), len(earlier.distinct))
    if least < _SHORT:
        return min(like.given, like.kept) >= _SHORT_WHOLE and _is_one_headline(later, earlier)
    if _is_serial(later, earlier):
        return False
    if like.contained >= _WHOLE:
        return True
    if like.contained >= (_BRIEF_PART if least < _BRIEF else _PART):
        return like.lead >= _LEAD and not _is_of_others(later, earlier)
    has_lead = like.contained >= _REST and like.lead >= _WHOLE_LEAD and least >= _BRIEF
    return has_lead and not _is_of_others(later, earlier)


def derivation_of(later: Text, earlier: Text) -> Derivation:
    """What a text is to the one that it is made from."""
    new, lost = _alone(later, earlier), _alone(earlier, later)
    if new:
        return Derivation.UPDATE
    return Derivation.CUT if lost and later.words < earlier.words else Derivation.COPY


def _alone(text: Text, other: Text) -> bool:
    """Whether a text has matter that the other has not: runs of words of which no shingle is the other's."""
    known = np.flatnonzero(np.concatenate(([True], held_in(text.shingles, other), [True])))
    gaps = np.diff(known) - 1
    alone = gaps[gaps >= _NEW_RUN + SHINGLE - 1].sum()
    return bool(alone) and bool(alone >= min(_NEW_SHARE * text.words, _NEW_WORDS))


def _is_one_headline(one: Text, other: Text) -> bool:
    least = min(len(one.headline), len(other.headline))
    return 2 * len(one.headline & other.headline) >= least if least else one.headline == other.headline


def _is_serial(one: Text, other: Text) -> bool:
    """Whether two texts are instalments of a series, such as a market's closing prices: its frame stays, its figures go."""
    least = min(len(one.figures), len(other.figures))
    if least < _FIGURES:
        return False
    agreed = len(one.figures & other.figures) / least
    if one.days and other.days and not one.days & other.days:
        return agreed < _AGREED_OTHER_DAYS
    return agreed < _AGREED and least >= _DENSE * min(one.words, other.words)


def _is_of_others(one: Text, other: Text) -> bool:
    """Whether the lead of each names whom the other knows nothing of."""
    return min(_strange(one, other), _strange(other, one)) >= _STRANGE


def _strange(one: Text, other: Text) -> float:
    return len(one.lead_names - other.names) / len(one.lead_names) if one.lead_names else 0.0
