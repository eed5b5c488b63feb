"""Pronouns and single nouns that point back: "they", "his", "it", "the kingdom", "their country".

Method: the nearest fitting mentions before, subjects first, agreeing in number and kind, no more than two sentences
back. Where nothing fits, nothing is linked. Phrases for two parties are in `pairs.py`.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from pipeline.entities.anaphors import Anaphor
from pipeline.entities.draft import Draft
from pipeline.entities.genders import Gender
from pipeline.entities.lists import listed
from pipeline.entities.pairs import DOCUMENTS, OPENINGS, Pairs, paired_noun
from pipeline.entities.referent import Referent
from pipeline.entities.salience import Salience
from pipeline.entities.sentence import SUBJECTS, Sentence
from pipeline.schema.vocabularies import EntityType, MentionKind

_PRONOUNS = frozenset({"PRP", "PRP$"})
_SINGULAR = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_PLURAL = frozenset({"they", "them", "their", "themselves"})
_NEUTER = frozenset({"it", "its", "itself"})
_SPEAKING = frozenset({"say", "tell", "add", "note", "declare", "state", "announce", "explain", "warn", "comment"})
_DEFINITE = frozenset({"the", "that", "this"})
_ADJECTIVES = 4
_REACH = 2


_ATTITUDES = frozenset(
    {
        "ready",
        "willing",
        "prepared",
        "determined",
        "committed",
        "opposed",
        "able",
        "unable",
        "eager",
        "keen",
        "reluctant",
        "unwilling",
        "concerned",
        "confident",
        "satisfied",
        "open",
        "responsible",
        "aware",
        "interested",
        "neutral",
        "set",
    }
)
"""What is said of a state or body, not of what follows: "it is ready to talk"."""


@dataclass(frozen=True)
class Anaphora:
    """The mentions of an article that words may point back to, in order of the text."""

    sentences: Sequence[Sentence]
    drafts: Sequence[Sequence[Draft]]
    countries: Mapping[str, Referent]
    nouns: Mapping[str, Anaphor]
    genders: dict[str, Gender]

    @cached_property
    def salience(self) -> Salience:
        """What stands out among the mentions."""
        return Salience(self.sentences, self.drafts)

    @cached_property
    def pairs(self) -> Pairs:
        """The phrases that stand for two parties."""
        return Pairs(self.salience, self.countries)

    def resolve(self, sentence: Sentence) -> Iterator[Draft]:
        """Mentions by pronoun and by pointing phrase in one sentence."""
        taken = {draft.root for draft in self.drafts[sentence.index]}
        pointing = [token for token in self._pointing(sentence) if token not in taken]
        for token in pointing:
            word = sentence.lower[token]
            if sentence.tags[token] in _PRONOUNS:
                yield from self._pronoun(sentence, token, word)
            elif word == "the" and (several := listed(self.sentences, self.drafts, sentence, token)) is not None:
                last, members = several
                for member in members if last not in taken else ():
                    yield self._point(sentence, token + 1, last + 1, member, MentionKind.NOMINAL, 0.5)
            elif word in OPENINGS:
                noun = paired_noun(sentence, token)
                if noun is not None or word != "the":
                    barred = self._barred(sentence, token if noun is None else noun)
                    yield from self.pairs.resolve(sentence, token, noun, barred)
            elif sentence.lemmas[token] in self.nouns and (sentence.tags[token] == "NN" or _is_common(sentence, token)):
                yield from self._noun(sentence, token)
            else:
                yield from self.pairs.issuers(sentence, token)

    def _pointing(self, sentence: Sentence) -> Sequence[int]:
        """The tokens that may point back, or with which such a phrase may begin."""
        nouns = self.nouns
        words = zip(sentence.lower, sentence.lemmas, sentence.tags, strict=True)
        return [
            token
            for token, (word, lemma, tag) in enumerate(words)
            if word in OPENINGS or tag in _PRONOUNS or lemma in nouns or lemma in DOCUMENTS
        ]

    def possessors(self, sentence: Sentence, token: int) -> list[Draft]:
        """The parties that a possessive pronoun, or "whose", stands for; none where nothing fits."""
        if sentence.tags[token] == "WP$":
            return self._relative(sentence, token)
        return list(self._pronoun(sentence, token, sentence.lower[token]))

    def _relative(self, sentence: Sentence, token: int) -> list[Draft]:
        """The parties named right before "whose", and what is joined to them where theirs are many."""
        near = [draft for draft in self.drafts[sentence.index] if draft.is_party and token - 2 <= draft.end - 1 < token]
        if not near:
            return []
        noun = max(near, key=len).root
        are_many = sentence.tags[sentence.heads[token]] in ("NNS", "NNPS")
        meant = sentence.conjuncts(sentence.governor(noun)) if are_many else [noun]
        return [draft for draft in self.drafts[sentence.index] if draft.root in meant and draft.is_party]

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

    def _fits(self, gender: Gender, draft: Draft) -> bool:
        """Whether a person or office may be meant by a pronoun of that gender, as far as the article has told."""
        return draft.is_one_human and self.genders.get(_key(draft), gender) is gender

    def _nearest(self, sentence: Sentence, token: int, fits: Callable[[Draft], bool]) -> list[Draft]:
        barred = self._barred(sentence, token)
        is_owner = sentence.tags[token] == "PRP$"
        here = self.drafts[sentence.index] if is_owner else ()
        meant = {_key(draft) for draft in here if (draft.sentence, draft.root) in barred}
        for held in self.salience.back(sentence, token, _REACH):
            free = (draft for draft in held if (draft.sentence, draft.root) not in barred)
            fitting = [draft for draft in free if fits(draft) and _key(draft) not in meant]
            if fitting:
                apart = [draft for draft in fitting if not self._is_one_of_several(draft)]
                return [self._foremost(sentence, token, apart or fitting)]
        return []

    def _is_one_of_several(self, draft: Draft) -> bool:
        """Whether the mention is joined to others, so that who means it alone would name it again: "Peru, Chile and Cuba"."""
        sentence = self.sentences[draft.sentence]
        return len(sentence.conjuncts(sentence.governor(draft.root))) > 1

    def _foremost(self, sentence: Sentence, token: int, fitting: Sequence[Draft]) -> Draft:
        """Of fitting mentions the subject of the nearest clause around the pronoun, else the first subject, else the first."""
        subjects = [draft for draft in fitting if self.salience.is_subject(draft)]
        around = (draft for draft in reversed(subjects) if self._is_around(sentence, token, draft))
        return next(around, (subjects or fitting)[0])

    def _is_around(self, sentence: Sentence, token: int, draft: Draft) -> bool:
        """Whether a mention is the subject of a clause in which the token stands."""
        is_here = draft.sentence == sentence.index and self.salience.is_subject(draft)
        return is_here and sentence.heads[sentence.governor(draft.root)] in sentence.ancestors(token)

    def _barred(self, sentence: Sentence, token: int) -> set[tuple[int, int]]:
        """Mentions that the word cannot mean: the subject of the clause whose object it is, and in a quotation its speaker."""
        barred = {(sentence.index, subject) for subject in sentence.clause_subjects(token)}
        if sentence.words[:token].count('"') % 2:
            for other in self.sentences[max(0, sentence.index - _REACH) : sentence.index + 1]:
                speaking = (verb for verb, lemma in enumerate(other.lemmas) if lemma in _SPEAKING)
                barred |= {(other.index, child) for verb in speaking for child in other.children_with(verb, *SUBJECTS)}
        return barred

    def _plural(self, sentence: Sentence, token: int) -> list[Draft]:
        barred = self._barred(sentence, token)
        for held in self.salience.back(sentence, token, _REACH):
            free = [draft for draft in held if (draft.sentence, draft.root) not in barred]
            groups = list(self._several(free, sentence.index))
            if groups:
                return next((group for group in groups if self._is_around(sentence, token, group[0])), groups[0])
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
            yield from sorted(fitting, key=lambda group: not self.salience.is_subject(group[0]))

    def _noun(self, sentence: Sentence, token: int) -> Iterator[Draft]:
        start, noun = _premodified(sentence, token), self.nouns[sentence.lemmas[token]]
        if start == 0 or sentence.dependencies[token] in ("compound", "nmod", "amod"):
            return
        determiner = start - 1
        found: list[Draft] = []
        if sentence.tags[determiner] == "PRP$":
            owners = self.possessors(sentence, determiner) if noun.is_of_any_state else []
            found = [self.pairs.state(owner) for owner in owners[:1] if owner.code in self.countries]
        elif sentence.lower[determiner] in _DEFINITE and not _is_described(sentence, token):
            found = self._of_main_state(sentence, token, noun) or self._nearest(sentence, token, noun.fits)
            if not found and not noun.is_of_any_state:
                found = self._earlier(sentence, token, noun.fits)
        for antecedent in found:
            yield self._point(sentence, start, token + 1, antecedent, MentionKind.NOMINAL, 0.5)

    def _of_main_state(self, sentence: Sentence, token: int, noun: Anaphor) -> list[Draft]:
        """The state of who is the subject around "the country", where that is a state that the article is about and the
        sentence has named no other."""
        before = [draft for draft in self.salience.salient(sentence.index) if draft.end <= token]
        if not noun.is_of_any_state or any(noun.fits(draft) for draft in before):
            return []
        around = (draft for draft in reversed(before) if self._is_around(sentence, token, draft))
        subject = next(around, None)
        if subject is None or subject.code is None or not self._is_principal(subject.code):
            return []
        return [self.pairs.state(subject)]

    def _is_principal(self, code: str) -> bool:
        named = Counter(draft.code for held in self.drafts for draft in held if draft.code in self.countries)
        return code in [each for each, _ in named.most_common(2)]

    def _earlier(self, sentence: Sentence, token: int, fits: Callable[[Draft], bool]) -> list[Draft]:
        """The last earlier mention that fits, be it only a nationality, wherever in the article."""
        barred = self._barred(sentence, token)
        before = (
            draft
            for held in reversed(self.drafts[: sentence.index + 1])
            for draft in reversed(held)
            if (draft.sentence, draft.end) <= (sentence.index, token) and (draft.sentence, draft.root) not in barred
        )
        return [draft for draft in before if fits(draft)][:1]

    @staticmethod
    def _point(sentence: Sentence, start: int, end: int, to: Draft, kind: MentionKind, score: float) -> Draft:
        return to.pointed_at(sentence.index, start, end, sentence.root(start, end), kind, score)


def _key(draft: Draft) -> str:
    return draft.referent.entity_id if draft.referent is not None else f"{draft.sentence}:{draft.root}"


def _is_body(draft: Draft) -> bool:
    types = (EntityType.COUNTRY, EntityType.IGO, EntityType.ORGANISATION)
    is_one = not draft.is_plural and not draft.is_human
    return is_one and draft.referent is not None and draft.referent.entity_type in types


def _premodified(sentence: Sentence, noun: int) -> int:
    """The first token of the adjectives before a noun: of "landlocked" in "the tiny landlocked nation"."""
    start = noun
    while start > 0 and noun - start < _ADJECTIVES and sentence.tags[start - 1] in ("JJ", "JJS", "HYPH", "NN", "VBN"):
        start -= 1
    return start


def _is_common(sentence: Sentence, token: int) -> bool:
    """Whether a word that the parser took for a name is written as a common noun."""
    return sentence.tags[token] == "NNP" and sentence.words[token].islower()


def _is_described(sentence: Sentence, noun: int) -> bool:
    """Whether what follows the noun says which one is meant: "the country that", "the party of", "the bloc ECOWAS"."""
    after = sentence.lower[noun + 1] if noun + 1 < len(sentence) else ""
    is_named = any(sentence.parts[child] == "PROPN" for child in sentence.children_with(noun, "appos"))
    return (after != "," and bool(sentence.children_with(noun, "relcl"))) or is_named or after == "of"


def _is_empty(sentence: Sentence, token: int) -> bool:
    """Whether "it" stands for nothing: "it is clear that", "it was reported that"; a state may be "ready" or "opposed"."""
    head = sentence.heads[token]
    if sentence.dependencies[token] == "expl":
        return True
    is_copula = sentence.lemmas[head] in ("be", "seem", "appear", "become")
    said = sentence.children_with(head, "acomp", "ccomp")
    is_attitude = any(sentence.lemmas[each] in _ATTITUDES for each in said)
    return sentence.dependencies[token] in SUBJECTS and is_copula and bool(said) and not is_attitude
