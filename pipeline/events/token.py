"""A word of a parsed sentence, and what the parser commonly mistakes put right. What is asked of words is in `grammar.py`."""

import itertools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_HAVING = frozenset({"having", "Having", "HAVING"})
MISTAKEN = _HAVING | {"May"}
"""Words about which the parser is commonly mistaken."""


class Token(NamedTuple):
    """A word of a sentence; `index` counts in the sentence, `start` and `end` in the section's text."""

    index: int  # type: ignore[assignment]
    text: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    start: int
    end: int


def mended(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words, with what the parser commonly mistakes put right."""
    return _with_perfects(_with_may(tokens, each) for each in tokens)


def _with_may(tokens: Sequence[Token], word: Token) -> Token:
    """The word; "May" as a name where a past tense follows, before which no modal stands: "May held talks"."""
    verb = tokens[word.head]
    is_name = word.text == "May" and word.dep == "aux" and verb.tag == "VBD"
    return word._replace(lemma="may", tag="NNP", pos="PROPN", dep="nsubj") if is_name else word


def _with_perfects(words: Iterable[Token]) -> tuple[Token, ...]:
    """The words, with "having hosted talks" read as a perfect where its participle was taken for an adjective of the object."""
    tokens = tuple(words)
    mended = list(tokens)
    for having, verb in itertools.pairwise(tokens):
        noun = tokens[verb.head]
        is_perfect = having.text in _HAVING and verb.tag == "VBN" and verb.dep == "amod"
        if not is_perfect or noun.dep != "dobj" or noun.head != having.index:
            continue
        above = verb.index if having.head == having.index else having.head
        mended[verb.index] = verb._replace(pos="VERB", dep=having.dep, head=above)
        mended = [each if each.head != having.index else each._replace(head=verb.index) for each in mended]
        mended[having.index] = having._replace(pos="AUX", dep="aux", head=verb.index)
    return tuple(mended)
