"""Finding the time expressions of a text: `find`. What each means by the publication date is in `resolve`.

A recogniser of its own: words and grammar are data, and most sentences are left after a look at their words.
"""

import re
from collections.abc import Iterator

from pipeline.events.time.builders import BUILDERS, Matched
from pipeline.events.time.forms import Expression, Part, Relation
from pipeline.events.time.joins import joined
from pipeline.events.time.patterns import Grammar, load_grammar
from pipeline.events.time.tokens import Tokens, tokenise

__all__ = ["Expression", "find"]

_WORD = re.compile(r"[^\W_]+")
_FIGURES = re.compile(r"[0-9]{4}|[0-9]['’]?s|[0-9][:/.][0-9]|['’][0-9]|[0-9] ?[ap]\.?m", re.IGNORECASE)
_RELATIONS = frozenset(relation.name for relation in Relation)


def find(text: str) -> list[Expression]:
    """The time expressions of a sentence (or any text), in order, apart from one another; it never raises on any text."""
    grammar = load_grammar()
    if grammar.hints.isdisjoint(_WORD.findall(text)) and not _FIGURES.search(text):
        return []
    tokens = tokenise(text, grammar.words)
    return joined(list(_atoms(tokens, grammar)), text)


def _atoms(tokens: Tokens, grammar: Grammar) -> Iterator[Expression]:
    """The expressions of the rules, left to right."""
    for run in grammar.run.finditer(tokens.codes):
        position, end = run.span()
        while position < end:
            match = grammar.pattern.match(tokens.codes, position)
            if match is None:
                position += 1
                continue
            position = match.end()
            expression = _expression(match, tokens, grammar)
            if expression is not None:
                yield expression


def _expression(match: re.Match[str], tokens: Tokens, grammar: Grammar) -> Expression | None:
    rule = grammar.rules[int(str(match.lastgroup).removeprefix("rule_"))]
    values: dict[str, tuple[str, ...]] = {name: (value,) for name, value in rule.given.items()}
    start, end = tokens.spans[match.start()][0], tokens.spans[match.end() - 1][1]
    spans = {"all": (start, end)}
    for name, group in (*grammar.prefix, *rule.groups):
        first, last = match.span(group)
        if first < last:
            values[name] = tuple(tokens.values[first:last])
            spans[name] = tokens.spans[first][0], tokens.spans[last - 1][1]
    form = BUILDERS[rule.form](Matched(values, spans))
    if form is None:
        return None
    part = values.get("part", ("",))[0]
    return Expression(start, end, form, Part(part) if part else None, _relation(tokens, match.start(), grammar))


def _relation(tokens: Tokens, first: int, grammar: Grammar) -> Relation:
    """The relation that the word before the expression states, over "about", "at least" and the "of" of "ahead of"."""
    hedges = grammar.words.letters["HEDGE"]
    before = first - 1
    while before >= 0 and tokens.codes[before] in hedges:
        before -= 1
    value = tokens.values[before] if before >= 0 else ""
    return Relation[value] if value in _RELATIONS else Relation.AT
