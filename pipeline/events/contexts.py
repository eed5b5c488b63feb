"""What an event is about: PLOVER contexts told by the words of its sentence."""

from itertools import pairwise

from pipeline.events.grammar import Sentence
from pipeline.events.lexicon import Lexicon
from pipeline.schema.vocabularies import Context


def contexts_of(sentence: Sentence, lexicon: Lexicon) -> tuple[Context, ...]:
    """The contexts that the sentence's words or pairs of words tell, in alphabetical order."""
    lemmas = [token.lemma for token in sentence.tokens]
    terms = {*lemmas, *(token.text.lower() for token in sentence.tokens)}
    terms.update(f"{first} {second}" for first, second in pairwise(lemmas))
    return tuple(sorted({Context(lexicon.contexts[term]) for term in terms if term in lexicon.contexts}))
