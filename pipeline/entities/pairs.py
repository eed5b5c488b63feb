"""Phrases for two parties at once: "both sides", "the two countries", "the pair", "the warring parties", "both".

Method: two parties joined as subject just before, else the article's two principals; of persons the two last named.
"""

from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.entities.draft import Draft
from pipeline.entities.principals import Principals, Side, principals, side_of
from pipeline.entities.referent import Referent
from pipeline.entities.salience import Salience
from pipeline.entities.sentence import Sentence
from pipeline.schema.vocabularies import MentionKind, Sector

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
        "army",
        "enemy",
        "adversary",
    }
)
_BY_THEMSELVES = frozenset({"sides", "countries", "nations", "states", "pair", "neighbours", "neighbors"})
"""Nouns that mean the two principals after a mere "the"."""

_PEERS = frozenset({"leaders", "presidents", "premiers"})
"""Nouns that after a mere "the" mean two persons last named together."""

_MEANT = _BY_THEMSELVES | _PEERS
_OPPOSED = frozenset({"warring", "rival", "opposing", "feuding", "contracting"})
COUNTRY_NOUNS = frozenset({"country", "nation", "kingdom", "republic", "state"})
_OF_PERSONS = frozenset({"leader", "president", "minister", "premier", "man", "official"})
_OF_STATES = COUNTRY_NOUNS | frozenset({"neighbour", "neighbor", "power", "government", "ally", "capital"})
_POINTING = frozenset({"the", "these", "those", "between", "their"})
_CHARGING = frozenset({"accuse", "suspect", "convict", "warn", "inform", "remind", "notify", "deprive", "assure"})
"""Verbs of which an "of" after the object is theirs: "accused both sides of"."""

_TWO = frozenset({"both", "two"})
OPENINGS = _TWO | {"the"}
"""Words with which such a phrase can begin."""

_JOINT = frozenset({"joint", "common", "bilateral", "trilateral", "tripartite"})
_ISSUING = _POINTING | _JOINT
DOCUMENTS = frozenset({"statement", "communique", "communiqué", "declaration"})
"""Texts that those who issue them together speak through."""

_TOLD = frozenset(MentionKind)
_REACH = 6
_PHRASE, _BARE = 0.55, 0.5
"""How sure a phrase for two parties is, with a noun and without one."""


@dataclass(frozen=True)
class Pairs:
    """Resolves the phrases of an article that stand for two parties."""

    salience: Salience
    countries: Mapping[str, Referent]

    @cached_property
    def _states(self) -> Principals | None:
        return principals(self.salience, are_states=True)

    @cached_property
    def _sides(self) -> Principals | None:
        return principals(self.salience, are_states=False)

    def resolve(
        self, sentence: Sentence, token: int, noun: int | None, barred: Collection[tuple[int, int]]
    ) -> Iterator[Draft]:
        """The mentions that a phrase makes which begins at `token` and whose paired noun is `noun`; `barred` are mentions, by
        sentence and root, that it cannot mean."""
        if noun is None:
            if _is_bare(sentence, token):
                for meant in self.two(sentence, token, barred, are_states=False):
                    yield _pointing(sentence, token, token + 1, meant, _BARE)
            return
        lemma = sentence.lemmas[noun]
        start = token if sentence.lower[token] != "the" else token + 1
        if sentence.lower[noun] in _PEERS and sentence.lower[noun - 1] == "the":
            found = self._last_peers(sentence)
        elif lemma in _OF_PERSONS:
            found = self._two_last(sentence, token, barred)
        else:
            found = self.two(sentence, token, barred, are_states=lemma in _OF_STATES)
        for meant in found:
            yield _pointing(sentence, start, noun + 1, meant, _PHRASE)

    def issuers(self, sentence: Sentence, token: int) -> Iterator[Draft]:
        """The two states that speak through "the statement", where the article has called it a joint one."""
        is_speaking = sentence.lemmas[token] in DOCUMENTS and sentence.dependencies[token] == "nsubj"
        if not is_speaking or sentence.lower[token - 1] not in _ISSUING or not token:
            return
        told = (each for each in self.salience.sentences if each.index <= sentence.index)
        if any(_is_joint(each, noun) for each in told for noun in range(1, len(each))):
            for meant in self.two(sentence, token, (), are_states=True):
                yield _pointing(sentence, token, token + 1, meant, _PHRASE)

    def two(
        self, sentence: Sentence, token: int, barred: Collection[tuple[int, int]], *, are_states: bool
    ) -> list[Draft]:
        """The two parties meant at a token, as countries where states are meant; none where the article names no two."""
        held = self._states if are_states else self._sides
        found = self._just_joined(sentence, token, barred)
        if not found and (held is None or not held.are_clear):
            found = self._just_named(sentence, are_states)
        acting = {
            draft.code for draft in self.salience.drafts[sentence.index] if (draft.sentence, draft.root) in barred
        }
        if not found and acting and held is not None and acting & {code for code, _ in held.sides}:
            found = self._last_joined(sentence, acting)
        if not found and held is not None:
            found = [self._stands_for(side, sentence, token) for side in held.sides]
        return [self.state(draft) if are_states else draft for draft in found]

    def state(self, draft: Draft) -> Draft:
        """The country of a party, for "the two countries"."""
        referent = self.countries.get(draft.code or "")
        return draft if referent is None else replace(draft, referent=referent, sector=Sector.GOV)

    def _just_joined(self, sentence: Sentence, token: int, barred: Collection[tuple[int, int]]) -> list[Draft]:
        """Two parties, and no third, that are joined as a subject in the sentence before the token or the one before it."""
        for index in (sentence.index, sentence.index - 1):
            for group in reversed(self.salience.joined(index, _TOLD) if index >= 0 else []):
                before = index < sentence.index or max(draft.end for draft in group) <= token
                sides = {side for draft in group if (side := side_of(draft)) is not None}
                is_free = not any((draft.sentence, draft.root) in barred for draft in group)
                if before and is_free and len(sides) == len(group) == 2 and self.salience.is_in_subject(group[0]):
                    return list(group)
        return []

    def _last_joined(self, sentence: Sentence, acting: Set[str | None]) -> list[Draft]:
        """The two sides last joined before a sentence, for what one who acts does to two others: "accused the two countries"."""
        for index in range(sentence.index - 1, -1, -1):
            for group in reversed(self.salience.joined(index, _TOLD)):
                sides = {side for draft in group if (side := side_of(draft)) is not None}
                if len(sides) == len(group) == 2 and not acting & {code for code, _ in sides}:
                    return list(group)
        return []

    def _last_peers(self, sentence: Sentence) -> list[Draft]:
        """The two persons of different states last named together before a sentence; none where those were more."""
        for index in range(sentence.index - 1, -1, -1):
            other = self.salience.sentences[index]
            groups: dict[int, list[Draft]] = {}
            for draft in self.salience.salient(index):
                if draft.is_one_human and draft.code and draft.kind is not MentionKind.PRONOUN:
                    groups.setdefault(other.governor(draft.root), []).append(draft)
            for group in reversed([each for each in groups.values() if len(each) > 1]):
                return group if len({draft.code for draft in group}) == len(group) == 2 else []
        return []

    def _just_named(self, sentence: Sentence, are_states: bool) -> list[Draft]:
        """The two sides, and no third, that the sentence before names, one of them as its subject."""
        held = self.salience.salient(sentence.index - 1) if sentence.index else []
        named: dict[Side, Draft] = {}
        for draft in held:
            side = side_of(draft)
            if side is not None and not (are_states and side[1]):
                named.setdefault(side, draft)
        return list(named.values()) if len(named) == 2 and any(map(self.salience.is_subject, named.values())) else []

    def _stands_for(self, side: Side, sentence: Sentence, token: int) -> Draft:
        """The last mention of a body of that side before the token, else any mention of it."""
        held = [
            draft for drafts in self.salience.drafts for draft in drafts if draft.is_party and side_of(draft) == side
        ]
        plain = [draft for draft in held if not draft.is_adjective and not draft.is_person]
        near = [draft for draft in plain if (draft.sentence, draft.end) <= (sentence.index, token)]
        found = next(iter([*reversed(near), *plain, *held]))
        return found if side[1] else self.state(found)

    def _two_last(self, sentence: Sentence, token: int, barred: Collection[tuple[int, int]]) -> list[Draft]:
        """The last two persons of different countries, else parties of different countries, in order of mention."""
        near = map(self.salience.salient, range(max(0, sentence.index - _REACH), sentence.index + 1))
        before = [
            draft
            for held in near
            for draft in held
            if (draft.sentence, draft.end) <= (sentence.index, token)
            and draft.code
            and draft.kind is not MentionKind.PRONOUN
            and (draft.sentence, draft.root) not in barred
        ]
        recent = sorted(before, key=lambda draft: (-draft.sentence, not self.salience.is_subject(draft), draft.start))
        wanted = [draft for draft in recent if draft.is_person]
        chosen: dict[str, Draft] = {}
        for draft in (*wanted, *recent):
            if len(chosen) < 2:
                chosen.setdefault(draft.code or "", draft)
        found = sorted(chosen.values(), key=lambda draft: (draft.sentence, draft.start))
        return found if len(found) == 2 else []


def _is_joint(sentence: Sentence, noun: int) -> bool:
    return sentence.lemmas[noun] in DOCUMENTS and sentence.lower[noun - 1] in _JOINT


def _pointing(sentence: Sentence, start: int, end: int, to: Draft, score: float) -> Draft:
    return to.pointed_at(sentence.index, start, end, sentence.root(start, end), MentionKind.NOMINAL, score)


def paired_noun(sentence: Sentence, token: int) -> int | None:
    """The noun of "both sides", "the two countries", "the sides", "the pair" that begins at `token`; none for other phrases."""
    if sentence.lower[token] == "the":
        return _after_article(sentence, token + 1)
    if sentence.lower[token] not in _TWO or (
        sentence.lower[token] == "two" and (token == 0 or sentence.lower[token - 1] not in _POINTING)
    ):
        return None
    for noun in range(token + 1, min(len(sentence), token + 5)):
        if sentence.lemmas[noun] in _PAIRED and sentence.tags[noun] in ("NNS", "NNPS"):
            is_charge = sentence.dependencies[noun] == "dobj" and sentence.lemmas[sentence.heads[noun]] in _CHARGING
            return None if sentence.lower[noun + 1 : noun + 2] == ("of",) and not is_charge else noun
        if sentence.parts[noun] not in ("ADJ", "PROPN"):
            break
    return None


def pair_start(sentence: Sentence, start: int, noun_end: int) -> int | None:
    """Where a phrase for two parties begins whose noun ends at `noun_end`; none where the noun's phrase is no such one."""
    for token in range(max(0, start - 2), noun_end):
        if sentence.lower[token] in OPENINGS and paired_noun(sentence, token) == noun_end - 1:
            return token
    return None


def _after_article(sentence: Sentence, token: int) -> int | None:
    if token < len(sentence) and sentence.lower[token] in _MEANT:
        is_said_whose = sentence.lower[token] in _PEERS and sentence.lower[token + 1 : token + 2] == ("of",)
        return None if is_said_whose else token
    if token + 1 < len(sentence) and sentence.lower[token] in _OPPOSED:
        is_pair = sentence.lemmas[token + 1] in _PAIRED and sentence.tags[token + 1] == "NNS"
        return token + 1 if is_pair else None
    return None


def _is_bare(sentence: Sentence, token: int) -> bool:
    """Whether "both" or "the two" stands for parties by itself: "imposed sanctions on both", "praised the two"."""
    word, dependency = sentence.lower[token], sentence.dependencies[token]
    if dependency not in ("nsubj", "nsubjpass", "dobj", "pobj", "dative", "poss"):
        return False
    if any(sentence.lower[child] == "of" for child in sentence.children[token]):
        return False
    return word == "both" or (word == "two" and token > 0 and sentence.lower[token - 1] == "the")
