"""Pronouns and other words that point back: "they", "his", "both sides", "the two countries", "the pair".

Method: the nearest fitting mentions before, subjects first, agreeing in number and kind, no more than two sentences back
(both sides: the two countries or bodies last named). Where nothing fits, nothing is linked.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial

from pipeline.entities.draft import Draft
from pipeline.entities.referent import Referent
from pipeline.entities.sentence import SUBJECTS, Sentence
from pipeline.schema.vocabularies import EntityType, MentionKind, Sector

_SINGULAR = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_PLURAL = frozenset({"they", "them", "their", "themselves"})
_NEUTER = frozenset({"it", "its", "itself"})
_PAIRED = frozenset(
    {
        "side",
        "country",
        "nation",
        "state",
        "party",
        "government",
        "leader",
        "neighbour",
        "neighbor",
        "capital",
        "ally",
        "foe",
        "president",
        "minister",
        "rival",
        "premier",
        "delegation",
        "team",
        "man",
        "people",
        "power",
        "official",
    }
)
_OF_PERSONS = frozenset({"leader", "president", "minister", "premier", "man", "official"})
_OF_STATES = frozenset({"country", "nation", "state", "neighbour", "neighbor", "power", "government", "ally"})
_SPEAKING = frozenset({"say", "tell", "add", "note", "declare", "state", "announce", "explain", "warn", "comment"})
_FEMALE = ("woman", "queen", "princess", "empress", "mrs", "mrs.", "ms.", "madam", "wife")
_POINTING = frozenset({"the", "these", "those", "between", "their"})
_TWO = frozenset({"both", "two"})
_DEFINITE = frozenset({"the", "that", "this"})
_ADJECTIVES = 4
COUNTRY_NOUNS = frozenset({"country", "nation", "kingdom", "republic", "state"})
_REACH = 2
_PAIR_REACH = 6


class Gender(Enum):
    """The gender of a pronoun, or of a person whose title tells it."""

    MALE = "male"
    FEMALE = "female"

    @classmethod
    def of(cls, word: str) -> "Gender":
        """The gender of a singular pronoun or of a title such as "spokeswoman"."""
        is_female = word in ("she", "her", "hers", "herself") or word.endswith(_FEMALE)
        return cls.FEMALE if is_female else cls.MALE


@dataclass(frozen=True)
class Anaphora:
    """The mentions of an article that words may point back to, in order of the text."""

    sentences: Sequence[Sentence]
    drafts: Sequence[Sequence[Draft]]
    countries: Mapping[str, Referent]
    genders: dict[str, "Gender"]

    def resolve(self, sentence: Sentence) -> Iterator[Draft]:
        """Mentions by pronoun and by pointing phrase in one sentence."""
        taken = {draft.root for draft in self.drafts[sentence.index]}
        for token, word in enumerate(sentence.lower):
            if token in taken:
                continue
            if sentence.tags[token] in ("PRP", "PRP$"):
                yield from self._pronoun(sentence, token, word)
            elif word in _TWO or word == "the":
                yield from self._pair(sentence, token)
            elif sentence.lemmas[token] in COUNTRY_NOUNS and sentence.tags[token] == "NN":
                yield from self._country(sentence, token)

    def possessor(self, sentence: Sentence, token: int) -> Draft | None:
        """The party that a possessive pronoun stands for; none where nothing fits."""
        return next(self._pronoun(sentence, token, sentence.lower[token]), None)

    def _pronoun(self, sentence: Sentence, token: int, word: str) -> Iterator[Draft]:
        if word in _SINGULAR:
            found = self._nearest(sentence, token, partial(self._fits, Gender.of(word)))
            for draft in found:
                self.genders.setdefault(_key(draft), Gender.of(word))
        elif word in _PLURAL:
            found = self._plural(sentence, token)
        elif word in _NEUTER and not _is_empty(sentence, token):
            found = self._nearest(sentence, token, _is_body)
        else:
            return
        for antecedent in found:
            yield self._point(sentence, token, token + 1, antecedent, MentionKind.PRONOUN, 0.6)

    def _fits(self, gender: "Gender", draft: Draft) -> bool:
        """Whether a person or office may be meant by a pronoun of that gender, as far as the article has told."""
        return draft.is_one_human and self.genders.get(_key(draft), gender) is gender

    def _nearest(self, sentence: Sentence, token: int, fits: Callable[[Draft], bool]) -> list[Draft]:
        barred = self._barred(sentence, token)
        for held in self._back(sentence, token, _REACH):
            fitting = [draft for draft in held if fits(draft) and (draft.sentence, draft.root) not in barred]
            if fitting:
                return [self._foremost(sentence, token, fitting)]
        return []

    def _foremost(self, sentence: Sentence, token: int, fitting: Sequence[Draft]) -> Draft:
        """Of fitting mentions the subject of the nearest clause around the pronoun, else the first subject, else the first."""
        subjects = [draft for draft in fitting if self._is_subject(draft)]
        around = sentence.ancestors(token)
        for draft in reversed(subjects):
            if draft.sentence == sentence.index and sentence.heads[sentence.governor(draft.root)] in around:
                return draft
        return (subjects or fitting)[0]

    def _barred(self, sentence: Sentence, token: int) -> set[tuple[int, int]]:
        """Mentions that the pronoun cannot mean: the subject of the verb whose object it is, and in a quotation its speaker."""
        head = sentence.heads[token]
        barred: set[tuple[int, int]] = set()
        if sentence.dependencies[token] in ("dobj", "dative", "iobj"):
            barred |= {(sentence.index, child) for child in sentence.children_with(head, *SUBJECTS)}
        if sentence.words[:token].count('"') % 2:
            for other in self.sentences[max(0, sentence.index - _REACH) : sentence.index + 1]:
                speaking = (verb for verb, lemma in enumerate(other.lemmas) if lemma in _SPEAKING)
                barred |= {(other.index, child) for verb in speaking for child in other.children_with(verb, *SUBJECTS)}
        return barred

    def _plural(self, sentence: Sentence, token: int) -> list[Draft]:
        barred = self._barred(sentence, token)
        for held in self._back(sentence, token, _REACH):
            free = [draft for draft in held if (draft.sentence, draft.root) not in barred]
            found = next(self._several(free, sentence.index), None)
            if found is not None:
                return found
        return []

    def _several(self, drafts: Sequence[Draft], index: int) -> Iterator[list[Draft]]:
        """Mentions of more than one: joined by "and", plural, or one phrase for several; the nearest first in the
        pronoun's own sentence, of number `index`, and subjects first in another."""
        groups: dict[tuple[int, int], list[Draft]] = {}
        for draft in drafts:
            sentence = self.sentences[draft.sentence]
            groups.setdefault((draft.sentence, sentence.governor(draft.root)), []).append(draft)
        fitting = [group for group in groups.values() if len(group) > 1 or group[0].is_plural]
        if drafts and drafts[0].sentence == index:
            yield from reversed(fitting)
        else:
            yield from sorted(fitting, key=lambda group: not self._is_subject(group[0]))

    def _back(self, sentence: Sentence, token: int, reach: int) -> Iterator[list[Draft]]:
        """The mentions before a token: those of its own sentence, then of each sentence before."""
        yield [draft for draft in self._salient(sentence.index) if draft.end <= token]
        for index in range(sentence.index - 1, max(-1, sentence.index - 1 - reach), -1):
            yield sorted(self._salient(index), key=lambda draft: not self._is_subject(draft))

    def _salient(self, index: int) -> list[Draft]:
        """A sentence's mentions of parties, but for nationalities and owners inside a longer mention."""
        held = [draft for draft in self.drafts[index] if draft.is_party and not draft.is_adjective]
        return [
            draft
            for draft in held
            if not any(
                other.start <= draft.start and draft.end <= other.end and len(other) > len(draft) for other in held
            )
        ]

    def _is_subject(self, draft: Draft) -> bool:
        sentence = self.sentences[draft.sentence]
        return sentence.dependencies[sentence.governor(draft.root)] in SUBJECTS

    def _pair(self, sentence: Sentence, token: int) -> Iterator[Draft]:
        noun = paired_noun(sentence, token)
        if noun is None:
            return
        lemma = sentence.lemmas[noun]
        start = token if sentence.lower[token] != "the" else token + 1
        found = self._two_last(sentence, token, are_persons=lemma in _OF_PERSONS)
        for antecedent in found if len(found) == 2 else ():
            meant = self._state(antecedent) if lemma in _OF_STATES else antecedent
            yield self._point(sentence, start, noun + 1, meant, MentionKind.NOMINAL, 0.55)

    def _state(self, draft: Draft) -> Draft:
        """The country of a party, for "the two countries"."""
        referent = self.countries.get(draft.code or "")
        return draft if referent is None else replace(draft, referent=referent, sector=Sector.GOV)

    def _two_last(self, sentence: Sentence, token: int, are_persons: bool) -> list[Draft]:
        """The last two mentioned parties of different countries, in order of mention; of persons where persons are meant."""
        near = map(self._salient, range(max(0, sentence.index - _PAIR_REACH), sentence.index + 1))
        before = [
            draft
            for held in near
            for draft in held
            if (draft.sentence, draft.end) <= (sentence.index, token)
            and draft.code
            and draft.kind is not MentionKind.PRONOUN
        ]
        recent = sorted(before, key=lambda draft: (-draft.sentence, not self._is_subject(draft), draft.start))
        wanted = [draft for draft in recent if draft.is_person] if are_persons else []
        chosen: dict[str, Draft] = {}
        for draft in (*wanted, *recent):
            if len(chosen) < 2:
                chosen.setdefault(draft.code or "", draft)
        bodies = {
            code: next((d for d in recent if d.code == code and not d.is_person), to) for code, to in chosen.items()
        }
        found = chosen if are_persons else bodies
        return sorted(found.values(), key=lambda draft: (draft.sentence, draft.start))

    def _country(self, sentence: Sentence, token: int) -> Iterator[Draft]:
        start = _premodified(sentence, token)
        if start == 0 or sentence.dependencies[token] in ("compound", "nmod", "amod"):
            return
        determiner = start - 1
        found: list[Draft] = []
        if sentence.tags[determiner] == "PRP$":
            owner = self.possessor(sentence, determiner)
            found = [] if owner is None or owner.code not in self.countries else [self._state(owner)]
        elif sentence.lower[determiner] in _DEFINITE and not sentence.children_with(token, "relcl"):
            found = self._nearest(sentence, token, _is_country)
        for antecedent in found:
            yield self._point(sentence, start, token + 1, antecedent, MentionKind.NOMINAL, 0.5)

    @staticmethod
    def _point(sentence: Sentence, start: int, end: int, to: Draft, kind: MentionKind, score: float) -> Draft:
        return replace(
            to,
            sentence=sentence.index,
            start=start,
            end=end,
            root=sentence.root(start, end),
            kind=kind,
            score=min(score, to.score),
            title=None,
        )


def _key(draft: Draft) -> str:
    return draft.referent.entity_id if draft.referent is not None else f"{draft.sentence}:{draft.root}"


def _is_body(draft: Draft) -> bool:
    types = (EntityType.COUNTRY, EntityType.IGO, EntityType.ORGANISATION)
    is_one = not draft.is_plural and not draft.is_human
    return is_one and draft.referent is not None and draft.referent.entity_type in types


def _is_country(draft: Draft) -> bool:
    return (
        draft.referent is not None and draft.referent.entity_type is EntityType.COUNTRY and draft.sector is Sector.GOV
    )


def _premodified(sentence: Sentence, noun: int) -> int:
    """The first token of the adjectives before a noun: of "landlocked" in "the tiny landlocked nation"."""
    start = noun
    while start > 0 and noun - start < _ADJECTIVES and sentence.tags[start - 1] in ("JJ", "JJS", "HYPH", "NN", "VBN"):
        start -= 1
    return start


def _is_empty(sentence: Sentence, token: int) -> bool:
    """Whether "it" stands for nothing: "it is raining", "it was reported that"."""
    head = sentence.heads[token]
    if sentence.dependencies[token] == "expl":
        return True
    is_copula = sentence.lemmas[head] in ("be", "seem", "appear", "become")
    return (
        sentence.dependencies[token] in SUBJECTS and is_copula and bool(sentence.children_with(head, "acomp", "ccomp"))
    )


def paired_noun(sentence: Sentence, token: int) -> int | None:
    """The noun of "both sides", "the two countries", "the sides", "the pair" that begins at `token`; none for other phrases."""
    if sentence.lower[token] == "the":
        after = token + 1
        if after < len(sentence) and sentence.lower[after] in (
            "sides",
            "countries",
            "nations",
            "states",
            "pair",
            "neighbours",
            "neighbors",
        ):
            return after
        return None
    if sentence.lower[token] == "two" and (token == 0 or sentence.lower[token - 1] not in _POINTING):
        return None
    for noun in range(token + 1, min(len(sentence), token + 5)):
        if sentence.lemmas[noun] in _PAIRED and sentence.tags[noun] in ("NNS", "NNPS"):
            return None if noun + 1 < len(sentence) and sentence.lower[noun + 1] == "of" else noun
        if sentence.parts[noun] not in ("ADJ", "PROPN"):
            break
    return None
