"""Plural nouns that point back to a list: "the guarantors", after "its guarantors: Qatar, Egypt and Kenya".

Phrases for two parties are in `pairs.py`, pronouns in `pronouns.py`.
"""

from collections.abc import Iterator, Sequence

from pipeline.entities.draft import Draft
from pipeline.entities.sentence import Sentence

_OPENS = frozenset({":", "(", "-", "–", "—", "--", ","})
_JOINS = frozenset({",", "and", "the"})
_PLURAL = frozenset({"NNS", "NNPS"})
_SHORTEST = 3
"""Names that a list must have: two joined by "and" are as likely to be a new clause's subject."""


def listed(
    sentences: Sequence[Sentence], drafts: Sequence[Sequence[Draft]], sentence: Sentence, token: int
) -> tuple[int, list[Draft]] | None:
    """For "the" at `token` the noun that ends its phrase and the parties last listed under that noun; none where there
    was no such list."""
    noun = _noun_after(sentence, token)
    if noun is None or sentence.lower[noun + 1 : noun + 2] == ("of",):
        return None
    lemma = sentence.lemmas[noun]
    for index in range(sentence.index - 1, -1, -1):
        other = sentences[index]
        for place in range(len(other)) if lemma in other.lemmas else ():
            if other.lemmas[place] == lemma and other.tags[place] in _PLURAL:
                found = list(_after(other, drafts[index], place))
                if len(found) >= _SHORTEST:
                    return noun, found
    return None


def _noun_after(sentence: Sentence, token: int) -> int | None:
    """The plural noun of the phrase that "the" opens, a numeral between them or not."""
    first = token + 1
    if first < len(sentence) and sentence.parts[first] == "NUM":
        first += 1
    return first if first < len(sentence) and sentence.tags[first] == "NNS" else None


def _after(sentence: Sentence, drafts: Sequence[Draft], noun: int) -> Iterator[Draft]:
    """The states and bodies listed right after a noun."""
    if sentence.lower[noun + 1 : noun + 2] and sentence.lower[noun + 1] in _OPENS:
        starts = {draft.start: draft for draft in drafts if draft.is_party and draft.code and not draft.is_adjective}
        place = noun + 2
        while place < len(sentence):
            if place in starts:
                yield starts[place]
                place = starts[place].end
            elif sentence.lower[place] in _JOINS:
                place += 1
            else:
                return
