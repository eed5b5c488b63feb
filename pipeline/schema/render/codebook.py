"""Declared tables and closed lists as the codebook: a Markdown page that says what every table, column and code means.

What codes mean is in `schema/meanings.py`, what the data cannot do in `schema/limits.py`; a release adds its views to the page itself.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.schema.about import TITLE
from pipeline.schema.closed_lists import CLOSED_LISTS, ClosedList, closed_list
from pipeline.schema.limits import LIMITS
from pipeline.schema.meanings import EVENT_TYPES
from pipeline.schema.meanings import MODES as MODE_MEANINGS
from pipeline.schema.model import Column, Example, Table
from pipeline.schema.registry import SCHEMA_VERSION
from pipeline.schema.vocabularies import MODES, TYPE_SCORES, EventType, Mode

_LONGEST_INLINE_DOMAIN = 10

_EVENT = """\
## What an event is

An event is a deed or a word with political weight that one party directs at another, or that several carry out \
together: who did what to whom, when, where, in what context. Parties are states and their institutions, \
intergovernmental organisations, armed groups, parties, organised citizens, companies that deal with states, and the \
people who act for them; a population is a party where something is done by it or to it.

An event is counted once, however many articles report it. `events` holds one row for it, `participants` its parties \
and `evidence` every clause that reports it, with the place of the words in the article. A mutual act, such as a \
meeting on neutral ground or a signature, has all its parties as actors and no recipient. What is not stated is left \
empty: no place is taken from an actor's country, no doer is guessed, no date is made up.

`confidence` is the estimated probability that type and parties of the event are right; QUALITY.md says how it was \
measured. `score` runs from −10 (most hostile) to 10 (most cooperative), after PLOVER.

Offsets count Unicode characters from 0 in the stored body of the article, or in its title where `section` says so.
"""


def codebook(tables: Iterable[Table[Any]]) -> str:
    """The whole page for the given tables, ending with a line feed."""
    sections = [
        f"# {TITLE}: codebook\n\nSchema version {SCHEMA_VERSION}. This page is generated from the declared tables.\n",
        _EVENT,
        _limits(),
        *map(_list, CLOSED_LISTS),
        "## Tables\n",
        *map(to_codebook, tables),
    ]
    return "\n".join(sections)


def to_codebook(table: Table[Any]) -> str:
    """The section on one table: what a row is, its key and references, its columns."""
    lines = [f"### `{table.name}`", "", table.description, "", f"Key: {_codes(table.key)}."]
    lines += [f"`{link.column}` refers to `{link.table}.{link.target}`." for link in table.references]
    return "\n".join([*lines, "", *columns_table(table.columns), ""])


def columns_table(columns: Iterable[Column]) -> Iterator[str]:
    """The lines of the Markdown table that tells all of columns: type, unit, meaning, what a missing value means, an example."""
    rows = (
        (f"`{each.name}`", _type(each), each.unit or "", _meaning(each), _empty(each), _example(each))
        for each in columns
    )
    return markdown_table(("column", "type", "unit", "meaning", "empty where", "example"), rows)


def markdown_table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """The lines of a Markdown table."""
    yield _line(header)
    yield "|" + "---|" * len(header)
    yield from map(_line, rows)


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _type(column: Column) -> str:
    return f"list of {column.kind}" if column.repeated else str(column.kind)


def _meaning(column: Column) -> str:
    parts = [column.description, *_bounds(column)]
    listed, one = closed_list(column.python_type), "Each is one" if column.repeated else "One"
    if 0 < len(column.domain) <= _LONGEST_INLINE_DOMAIN:
        parts.append(f"{one} of {_codes(column.domain)}.")
    elif column.domain:
        parts.append(f"{one} of {len(column.domain)} codes{f', see {listed.title}' if listed else ''}.")
    if column.deprecated is not None:
        parts.append(f"**Deprecated** {column.deprecated}.")
    return " ".join(parts)


def _bounds(column: Column) -> Iterator[str]:
    if column.minimum is not None and column.maximum is not None:
        yield f"From {column.minimum:g} to {column.maximum:g}."
    elif column.minimum is not None:
        yield f"At least {column.minimum:g}."
    if column.pattern is not None:
        yield f"Matches `{column.pattern}`."


def _empty(column: Column) -> str:
    return (column.null_means or "not stated") if column.nullable else "never"


def _example(column: Column) -> str:
    return "" if column.example is None else f"`{example_text(column.example)}`"


def example_text(example: Example, separator: str = ", ") -> str:
    """An example as text: the items of a list with a separator between them, days and times in ISO 8601."""
    if isinstance(example, tuple):
        return separator.join(example)
    if isinstance(example, dt.date):
        return example.isoformat().replace("+00:00", "Z")
    return str(example).lower() if isinstance(example, bool) else str(example)


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _limits() -> str:
    rows = ((subject, limit) for subject, limit in LIMITS.items())
    return "\n".join(["## Known limits", "", *markdown_table(("of", "limit"), rows), ""])


def _list(listed: ClosedList) -> str:
    if listed.codes is EventType:
        lines = _types()
    elif listed.codes is Mode:
        lines = _modes()
    else:
        lines = markdown_table(
            ("code", "meaning"), ((f"`{code.value}`", listed.meanings[code]) for code in listed.codes)
        )
    return "\n".join([f"## {listed.title}", "", *lines, ""])


def _types() -> Iterator[str]:
    rows = (
        (f"`{kind}`", EVENT_TYPES[kind], f"`{kind.quad_class}`", f"{TYPE_SCORES[kind]:g}", _modes_of(kind))
        for kind in EventType
    )
    return markdown_table(("type", "meaning", "quad class", "score", "modes with their scores"), rows)


def _modes_of(kind: EventType) -> str:
    return ", ".join(f"`{mode}` {score:g}" for mode, score in MODES.get(kind, {}).items()) or "–"


def _modes() -> Iterator[str]:
    rows = ((f"`{mode}`", MODE_MEANINGS[mode], _codes(kind for kind in MODES if mode in MODES[kind])) for mode in Mode)
    return markdown_table(("code", "meaning", "of types"), rows)
