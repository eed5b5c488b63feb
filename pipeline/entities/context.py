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
from pipeline.schema.vocabularies import BODY_CODES, EntityType, MentionKind, Sector

_LOCATING = frozenset({"in", "at", "near", "across", "inside", "around", "outside", "throughout"})
_HOME = 1.0
"""What the country of the dateline weighs."""

_PLACE_NOUNS = frozenset(
    {"capital", "city", "town", "village", "port", "border", "frontier", "province", "region", "island"}
)
_MISSIONS = frozenset({"embassy", "consulate", "legation"})
"""What stands in another country than its own: a crowd outside one is not of it."""

_ACTED_UPON = 0.3
_YET_TO_COME = 0.5
"""What a mention after the noun weighs of what one before it does: a reader knows by then whose the noun is."""

_COMPLEMENTS = frozenset({"dobj", "dative", "prep", "agent", "prt"})
_PREVALENCE = 2.5
"""What it weighs that all of an article's names of countries are of one."""

_MOST = 0.6
_BROAD = frozenset({Sector.GOV, Sector.CVL, Sector.SOC, Sector.BUS, None})
"""Sectors of so many bodies that sharing one does not make two phrases the same."""

_FURTHER = 0.5
"""What a further mention of a country in a sentence weighs of what the first does."""

_FADING = (1.0, 0.5, 0.3)
"""What a mention in the sentence itself weighs, in the one before, and in the one before that."""

_ANONYMOUS = frozenset({Sector.UAF, Sector.UNK})
_OF_GOVERNMENT = "government"
"""Stands before gunmen who are for or against that of the country: "pro-government gunmen"."""

_NAMING = frozenset({MentionKind.NAME, MentionKind.METONYM})
SAME_NOUN, POSSESSED, NEAR, MOST_NAMED, UNSETTLED = 0.7, 0.55, 0.5, 0.35, 0.5
"""How sure a country is by the way in which it was found."""


@dataclass(frozen=True, slots=True)
class Owned:
    """A role phrase whose owner is known, as later unowned ones may take up."""

    noun: RoleNoun
    capacity: Capacity
    is_single: bool = False
    """Whether it is one person who is not named beside it: "a captured pilot"."""


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
        if phrase.noun.is_population and not phrase.is_definite:
            return None
        earlier = [self.owned[at] for at in sorted(self.owned, reverse=True) if at < (sentence, phrase.start)]
        for each in earlier:
            if _are_one_noun(each.noun, phrase.noun) or _are_of_one_ministry(each.noun, phrase.noun):
                return each
        is_person = phrase.is_definite and not phrase.is_plural and phrase.noun.is_group
        if is_person and (told := self.introduced(sector, sentence)) is not None:
            return told
        if phrase.is_definite and phrase.noun.is_telling and sector not in _BROAD and not phrase.noun.is_generic:
            for each in earlier:
                is_alike = each.capacity.sector is sector and each.noun.is_title == phrase.noun.is_title
                if is_alike and not _is_another_court(each.noun, phrase.noun):
                    return each
        return None

    def introduced(self, sector: Sector | None, sentence: int) -> Owned | None:
        """The last single soldier or the like who is told of by sector and country, and whom the article may name later:
        "a Chilean pilot", then "Captain Rojas"."""
        if sector in _BROAD:
            return None
        earlier = (self.owned[at] for at in sorted(self.owned, reverse=True) if at < (sentence, 0))
        single = (each for each in earlier if each.capacity.sector is sector)
        return next((each for each in single if each.is_single), None)

    def holders(self, noun: RoleNoun) -> frozenset[str]:
        """The countries for which the article names a holder of the office, who leaves no room for a second."""
        if noun.office is None:
            return frozenset()
        held = (each for each in self.owned.values() if each.noun.office == noun.office)
        present = (each.capacity for each in held if each.capacity.sector is not Sector.ELI)
        return frozenset(capacity.code for capacity in present if capacity.code is not None)

    def prevailing(self) -> str | None:
        """The country of which most of the article's names of countries are; none where no one prevails."""
        most = self.states.most_common(1)
        return most[0][0] if most and most[0][1] >= _MOST * sum(self.states.values()) else None

    def last_office(self, sentence: int, start: int) -> RoleNoun | None:
        """The noun of the last office said of a person before a token, which a "counterpart" shares."""
        offices = (self.owned[at].noun for at in sorted(self.owned, reverse=True) if at < (sentence, start))
        return next((noun for noun in offices if noun.office is not None), None)

    def country(
        self, phrase: RolePhrase, sector: Sector | None, sentence: int, also_barred: frozenset[str] = frozenset()
    ) -> tuple[str, float] | None:
        """The country, not among `also_barred`, that an unowned phrase most likely belongs to, with how sure it is; none
        where nothing supports one."""
        said = (*phrase.modifiers, *self.sentences[sentence].lower[phrase.start : phrase.noun_start])
        if (sector in _ANONYMOUS or phrase.noun.is_anonymous) and _OF_GOVERNMENT not in said:
            return None
        barred = set(also_barred)
        if phrase.is_abroad:
            barred |= {name.owner.code for name in phrase.owners if name.owner and name.owner.code}
        head = phrase.noun_end - 1
        if sector is Sector.REF or (phrase.noun.is_population and self._is_elsewhere(sentence, head)):
            barred |= self._hosts(sentence, head)
        return self.likeliest(sentence, frozenset(barred), head)

    def _hosts(self, sentence: int, token: int) -> set[str]:
        """The countries of the subject of the clause in which a token is an object: who shelters refugees did not drive
        them out."""
        subjects = self.sentences[sentence].clause_subjects(token)
        return {draft.code for draft in self.named[sentence] if draft.code is not None and draft.root in subjects}

    def _is_elsewhere(self, sentence: int, token: int) -> bool:
        """Whether what is done to an object is done in another country than its doer's: "killed 23 people in Tel Aviv"."""
        words, hosts = self.sentences[sentence], self._hosts(sentence, token)
        if words.dependencies[token] != "dobj" or not hosts:
            return False
        places = (draft for draft in self.named[sentence] if draft.code is not None and draft.code not in hosts)
        return any(_is_located(words, draft) for draft in places)

    def likeliest(
        self, sentence: int, barred: frozenset[str] = frozenset(), token: int | None = None
    ) -> tuple[str, float] | None:
        """The country, not among `barred`, in which a sentence plays as far as the article tells, with how sure it is;
        `token` is what is sought a country for, whose clause may name another party."""
        weights: defaultdict[str, float] = defaultdict(float)
        for index, share in zip(range(sentence, max(-1, sentence - 3), -1), _FADING, strict=False):
            for code, weight in self._told(index, token if index == sentence else None).items():
                if code not in barred:
                    weights[code] += share * weight
        near = bool(weights)
        total = sum(self.counts.values()) or 1
        for code, count in self.counts.items():
            if code not in BODY_CODES and code not in barred:
                weights[code] += _PREVALENCE * count / total
        here = 2 * _HOME if self._is_at_seat(sentence) else _HOME
        if self.home is not None and self.home not in barred:
            weights[self.home] += here
        if not weights:
            return None
        best = min(weights, key=lambda code: (-weights[code], code))
        return best, NEAR if near else MOST_NAMED

    def _is_at_seat(self, index: int) -> bool:
        """Whether a sentence plays in "the capital", which is that of the story's own country."""
        words = self.sentences[index].lower
        return "capital" in words and any(
            words[at : at + 3] == ("in", "the", "capital") for at in range(len(words) - 2)
        )

    def _told(self, index: int, token: int | None) -> dict[str, float]:
        """What a sentence tells of where it plays: by country its weightiest mention, and a little for each other one."""
        told: dict[str, list[float]] = {}
        for draft in self.named[index]:
            if self._tells(draft) and draft.code is not None:
                told.setdefault(draft.code, []).append(self._weight(draft, token))
        return {code: max(each) + _FURTHER * (sum(each) - max(each)) for code, each in told.items()}

    def _weight(self, draft: Draft, token: int | None) -> float:
        """How much a mention says of where its sentence plays: where it locates or acts most, as a nationality less, least
        as what the subject `token` acts upon."""
        sentence = self.sentences[draft.sentence]
        root = sentence.governor(draft.root)
        if any(sentence.lemmas[noun] in _MISSIONS for noun in sentence.nouns_above(draft.root)):
            return _ACTED_UPON
        if draft.is_place and sentence.dependencies[root] not in SUBJECTS:
            return 2.0
        if _is_located(sentence, draft):
            return 2.0
        if token is not None and _is_acted_upon(sentence, draft.root, token):
            return _ACTED_UPON
        share = _YET_TO_COME if token is not None and draft.start > token else 1.0
        if sentence.dependencies[root] in SUBJECTS:
            return 1.2 * share
        return (0.5 if draft.is_adjective else 1.0) * share

    @staticmethod
    def _tells(draft: Draft) -> bool:
        """Whether a mention tells of a country where the sentence may play: not one whose country is itself a guess."""
        return (
            draft.code is not None
            and draft.code not in BODY_CODES
            and (draft.kind in _NAMING or draft.score > NEAR)
            and (draft.referent is None or draft.referent.entity_type is not EntityType.AGREEMENT)
        )


def _are_one_noun(earlier: RoleNoun, later: RoleNoun) -> bool:
    """Whether the later noun repeats the earlier or its head: "the court" after "the supreme court", not the other way."""
    return earlier.head == later.head and set(later.noun.split()) <= set(earlier.noun.split())


def _is_another_court(earlier: RoleNoun, later: RoleNoun) -> bool:
    """Whether the later noun names a court of its own: "the Supreme Court" is not the foreign "federal court" before it."""
    return later.sector is Sector.JUD and earlier.head == later.head and not _are_one_noun(earlier, later)


def _are_of_one_ministry(earlier: RoleNoun, later: RoleNoun) -> bool:
    """Whether the later noun is the ministry of the earlier one: "the ministry" after "the Pakistani foreign minister"."""
    if later.head != "ministry" or not earlier.label.endswith("minister"):
        return False
    return later.noun == "ministry" or later.label == earlier.label.replace("minister", "ministry")


def _is_located(sentence: Sentence, draft: Draft) -> bool:
    """Whether the sentence plays in the country: "in Spain", "near the Spanish border", "in the centre of its capital"."""
    if _follows_locating(sentence, sentence.governor(draft.root)):
        return True
    if not draft.is_adjective:
        return False
    nouns = sentence.nouns_above(draft.root)
    return any(sentence.lemmas[noun] in _PLACE_NOUNS for noun in nouns) and _follows_locating(sentence, nouns[-1])


def _follows_locating(sentence: Sentence, noun: int) -> bool:
    return sentence.dependencies[noun] == "pobj" and sentence.lower[sentence.heads[noun]] in _LOCATING


def _is_acted_upon(sentence: Sentence, other: int, token: int) -> bool:
    """Whether `other` stands in an object or complement of the verb whose subject is `token`."""
    subject = sentence.governor(sentence.nouns_above(token)[-1])
    if sentence.dependencies[subject] not in SUBJECTS:
        return False
    verb = sentence.heads[subject]
    below = other
    for above in sentence.ancestors(other):
        if above == verb:
            return sentence.dependencies[below] in _COMPLEMENTS
        below = above
    return False
