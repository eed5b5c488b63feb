"""Whose an unowned noun is: "the police", "rebels", "the president", by what the article has named before.

Method: the same noun owned earlier; else the country nearest in the sentence, the paragraph's or the dateline's, else
the one named most. The text may support none.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.entities.capacity import Capacity
from pipeline.entities.composition import RolePhrase
from pipeline.entities.draft import Draft
from pipeline.entities.knowledge import RoleNoun
from pipeline.entities.sentence import SUBJECTS, Sentence
from pipeline.schema.vocabularies import EntityType, MentionKind, Sector

_LOCATING = frozenset({"in", "at", "near", "across", "inside", "around", "outside", "throughout"})
_PREVALENCE = 4.0
"""What it weighs that all of an article's names of countries are of one."""

_MOST = 0.6
_BROAD = frozenset({Sector.GOV, Sector.CVL, Sector.SOC, Sector.BUS, None})
"""Sectors of so many bodies that sharing one does not make two phrases the same."""

_FADING = (1.0, 0.5, 0.3)
"""What a mention in the sentence itself weighs, in the one before, and in the one before that."""

_UNSETTLED = frozenset({"IGO", "UNO", "EUR", "NGO", "MNC"})
_ANONYMOUS = frozenset({Sector.UAF, Sector.UNK})
_NAMING = frozenset({MentionKind.NAME, MentionKind.METONYM})
SAME_NOUN, POSSESSED, NEAR, MOST_NAMED, UNSETTLED = 0.7, 0.55, 0.5, 0.35, 0.5
"""How sure a country is by the way in which it was found."""


@dataclass(frozen=True, slots=True)
class Owned:
    """A role phrase whose owner is known, as later unowned ones may take up."""

    noun: RoleNoun
    capacity: Capacity


@dataclass
class Context:
    """What an article has named so far: mentions by sentence, owned roles by sentence and token, the country of the
    dateline, and how often countries are named, as owners of bodies (`counts`) or themselves (`states`)."""

    sentences: Sequence[Sentence]
    named: Sequence[Sequence[Draft]]
    owned: dict[tuple[int, int], Owned]
    home: str | None
    counts: Counter[str]
    states: Counter[str]

    def same_role(self, phrase: RolePhrase, sector: Sector | None, sentence: int) -> Owned | None:
        """The last earlier phrase with the same noun, or for a definite one of the same sector and class."""
        earlier = [self.owned[at] for at in sorted(self.owned, reverse=True) if at < (sentence, phrase.start)]
        for each in earlier:
            if each.noun.head == phrase.noun.head or _are_of_one_ministry(each.noun, phrase.noun):
                return each
        if phrase.is_definite and sector not in _BROAD and not phrase.noun.is_generic:
            for each in earlier:
                if each.capacity.sector is sector and each.noun.is_title == phrase.noun.is_title:
                    return each
        return None

    def holders(self, noun: RoleNoun) -> frozenset[str]:
        """The countries for which the article names a holder of the office, who leaves no room for a second."""
        if noun.office is None:
            return frozenset()
        held = (each for each in self.owned.values() if each.noun.office == noun.office)
        return frozenset(each.capacity.code for each in held if each.capacity.code is not None)

    def prevailing(self) -> str | None:
        """The country of which most of the article's names of countries are; none where no one prevails."""
        most = self.states.most_common(1)
        return most[0][0] if most and most[0][1] >= _MOST * sum(self.states.values()) else None

    def last_office(self, sentence: int, start: int) -> RoleNoun | None:
        """The noun of the last office said of a person before a token, which a "counterpart" shares."""
        offices = (self.owned[at].noun for at in sorted(self.owned, reverse=True) if at < (sentence, start))
        return next((noun for noun in offices if noun.office is not None), None)

    def country(self, phrase: RolePhrase, sector: Sector | None, sentence: int) -> tuple[str, float] | None:
        """The country that an unowned phrase most likely belongs to, with how sure it is; none where nothing supports one."""
        if sector in _ANONYMOUS or phrase.noun.is_anonymous:
            return None
        hosts = (
            {name.owner.code for name in phrase.owners if name.owner and name.owner.code} if phrase.is_abroad else set()
        )
        return self.likeliest(sentence, frozenset(hosts))

    def likeliest(self, sentence: int, barred: frozenset[str] = frozenset()) -> tuple[str, float] | None:
        """The country, not among `barred`, in which a sentence plays as far as the article tells, with how sure it is."""
        weights: defaultdict[str, float] = defaultdict(float)
        for index, share in zip(range(sentence, max(-1, sentence - 3), -1), _FADING, strict=False):
            for draft in self.named[index]:
                if self._tells(draft) and draft.code is not None and draft.code not in barred:
                    weights[draft.code] += share * self._weight(draft)
        near = bool(weights)
        total = sum(self.counts.values()) or 1
        for code, count in self.counts.items():
            if code not in _UNSETTLED and code not in barred:
                weights[code] += _PREVALENCE * count / total
        if self.home is not None and self.home not in barred:
            weights[self.home] += 1.0
        if not weights:
            return None
        best = min(weights, key=lambda code: (-weights[code], code))
        return best, NEAR if near else MOST_NAMED

    def _weight(self, draft: Draft) -> float:
        """How much a mention says of where its sentence plays: where it locates or acts most, as a nationality least."""
        sentence = self.sentences[draft.sentence]
        root = sentence.governor(draft.root)
        if draft.referent is not None and draft.referent.entity_type in (EntityType.PLACE, EntityType.REGION):
            return 2.0
        if sentence.dependencies[root] == "pobj" and sentence.lower[sentence.heads[root]] in _LOCATING:
            return 2.0
        if sentence.dependencies[root] in SUBJECTS:
            return 1.2
        return 0.5 if draft.is_adjective else 1.0

    @staticmethod
    def _tells(draft: Draft) -> bool:
        """Whether a mention tells of a country where the sentence may play: not one whose country is itself a guess."""
        return (
            draft.code is not None
            and draft.code not in _UNSETTLED
            and (draft.kind in _NAMING or draft.score > NEAR)
            and (draft.referent is None or draft.referent.entity_type is not EntityType.AGREEMENT)
        )


def _are_of_one_ministry(earlier: RoleNoun, later: RoleNoun) -> bool:
    """Whether the later noun is the ministry of the earlier one: "the ministry" after "the Pakistani foreign minister"."""
    if later.head != "ministry" or not earlier.label.endswith("minister"):
        return False
    return later.noun == "ministry" or later.label == earlier.label.replace("minister", "ministry")
