"""Finding the time expressions of a text: `find`. What each means by the publication date is in `resolve`.

A recogniser of its own: words and grammar are data, and most sentences are left after a look at their words.
"""

import re
from collections.abc import Iterator

from pipeline.events.time.builders import BUILDERS, Matched
from pipeline.events.time.forms import Clock, Expression, Offset, Part, Range, Relation, Unit
from pipeline.events.time.names import load_names
from pipeline.events.time.patterns import Grammar, Rule, load_grammar
from pipeline.events.time.tokens import Tokens, tokenise
from pipeline.events.time.words import Words

__all__ = ["Expression", "find"]


def find(text: str) -> list[Expression]:
    """The time expressions of a sentence (or any text), in order and apart from one another; never raises on any text."""
    grammar = load_grammar()
    if not grammar.words.hints(text):
        return []
    tokens = tokenise(text, grammar.words)
    return list(_joined(list(_atoms(tokens, grammar)), tokens)) 
