"""Whether a seat of government acts ("Rabat decided") or is a place ("in Rabat"): a test of syntax.

The words that decide are reference data; the test is subject, addressed object, partner or possessor.
"""

from pipeline.entities.knowledge import SeatWords
from pipeline.entities.sentence import Sentence

_ABSTRACT = ("tion", "sion", "ment", "ance", "ence", "sal", "val", "ship", "ity")
"""Endings of nouns for acts and attitudes, which governments and not towns possess."""


def acts(sentence: Sentence, start: int, end: int, words: SeatWords) -> bool:
    """Whether the seat named by the span stands for its government; never before the agency of a dateline."""
    if end < len(sentence) and sentence.words[end] == "(":
        return False
    root = sentence.governor(sentence.root(start, end))
    head = sentence.heads[root]
    dependency = sentence.dependencies[root]
    if dependency == "nsubj":
        is_with_others = any(sentence.lower[each] in words.partner for each in sentence.children_with(head, "prep"))
        is_state = sentence.lemmas[head] in words.subject_not and not is_with_others
        return sentence.parts[head] == "VERB" and not is_state
    if dependency in ("dobj", "iobj", "dative", "nsubjpass"):
        return sentence.lemmas[head] in words.object
    if dependency == "pobj":
        return _is_partner(sentence, head, words)
    if dependency == "poss":
        lemma = sentence.lemmas[head]
        return lemma in words.possession or lemma.endswith(_ABSTRACT)
    return False


def _is_partner(sentence: Sentence, preposition: int, words: SeatWords) -> bool:
    word = sentence.lower[preposition]
    governor = sentence.lemmas[sentence.heads[preposition]]
    if word == "on":
        return governor in words.pressure
    if word == "by":
        return sentence.dependencies[preposition] == "agent"
    if word in ("from", "of"):
        return governor in words.possession or governor.endswith(_ABSTRACT)
    return word in words.partner
