"""The grammar of time expressions: the rows of `time_patterns.csv`, compiled to regular expressions over code letters.

What a match means is built in `builders`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

from pipeline.events.time.builders import BUILDERS
from pipeline.events.time.words import UNKNOWN, Words, load_words
from pipeline.store.paths import REFERENCE
from pipeline.store.reference import ReferenceError, rows, split

_NAME = re.compile(r"(?:([a-z]+)[0-9]*=)?(\((?!\?)|[A-Z]+)")
_PREFIX, _HINT = "PREFIX", "HINT"


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the grammar: name, form that it builds, what the form gets besides, example, and groups as (name, group)."""

    name: str
    form: str
    given: Mapping[str, str]
    example: str
    groups: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """One pattern for all rules, in which the group `rule_7` is rule 7; `prefix` are the groups before any rule.

    Every expression holds a code letter that `hint` matches; `run` is a run of known words up to such a letter and beyond.
    """

    pattern: re.Pattern[str]
    rules: tuple[Rule, ...]
    prefix: tuple[tuple[str, str], ...]
    words: Words
    run: re.Pattern[str]
    hints: frozenset[str]


@cache
def load_grammar(folder: Path = REFERENCE) -> Grammar:
    """The grammar in `folder`; ReferenceError names file and line of a row that does not compile."""
    path = folder / "time_patterns.csv"
    words = load_words(folder)
    classes = {name: f"[{letters}]" for name, letters in words.letters.items()}
    numbers = count()
    rules: list[Rule] = []
    alternatives: list[str] = []
    for line, row in rows(path):
        try:
            if not row["form"]:
                classes[row["name"]] = f"({row['pattern']})"
                continue
            if row["form"] not in BUILDERS:
                raise ValueError(f"form is one of {', '.join(BUILDERS)}, not {row['form']!r}")
            compiled = _expand(row["pattern"], classes, numbers)
            given = dict(part.split("=") for part in split(row["given"]))
            rules.append(Rule(row["name"], row["form"], given, row["example"], _groups(compiled)))
            alternatives.append(f"(?P<rule_{len(alternatives)}>{compiled})")
        except (KeyError, ValueError, re.error) as fault:
            raise ReferenceError(f"{path.name}:{line}: {row['name']}: {fault}") from fault
    prefix = _expand(_PREFIX, classes, numbers)
    pattern = re.compile(f"{prefix}?(?:{'|'.join(alternatives)})", re.VERBOSE)
    hint = re.compile(_expand(_HINT, classes, numbers), re.VERBOSE)
    stray = "".join(words.letters[name] for name in UNKNOWN)
    run = re.compile(f"[^{stray}]*{hint.pattern}[^{stray}]*")
    return Grammar(pattern, tuple(rules), _groups(prefix), words, run, _hints(words, hint))


def _hints(words: Words, hint: re.Pattern[str]) -> frozenset[str]:
    """The words, as they are written, without which a text has no expression; figures apart."""
    found = [(name, word) for name, word in words.words.items() if hint.match(word.code)]
    lower = {name for name, word in found if not word.is_capital}
    return frozenset(lower | {name.capitalize() for name, _ in found} | {name.upper() for name, _ in found})


def _expand(pattern: str, classes: Mapping[str, str], numbers: Iterator[int]) -> str:
    """The pattern over code letters: classes spelled out, named groups numbered, other groups made to capture nothing."""

    def replace(match: re.Match[str]) -> str:
        group, name = match.groups()
        opening = f"(?P<{group}_{next(numbers)}>" if group else "(?:"
        if name == "(":
            return opening
        body = classes[name]
        return f"{opening}{_expand(body, classes, numbers) if body.startswith('(') else body})"

    return _NAME.sub(replace, pattern)


def _groups(compiled: str) -> tuple[tuple[str, str], ...]:
    """The named groups of a pattern; re.error where it does not compile."""
    names = re.compile(compiled, re.VERBOSE).groupindex
    return tuple((name.split("_")[0], name) for name in names)
