"""Declared tables and closed lists as the codebook: a Markdown page that says what every table, column and code means.

What codes mean is in `schema/meanings.py`; a release adds its views to the page itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from pipeline.schema.about import TITLE
from pipeline.schema.meanings import (
    DATE_PRECISIONS,
    DERIVATIONS,
    EVENT_TYPES,
    MENTION_KINDS,
    PARTY_ROLES,
    PLACE_PRECISIONS,
    QUAD_CLASSES,
    SECTORS,
    STATUSES,
)
from pipeline.schema.model import Column, Table
from pipeline.schema.registry import SCHEMA_VERSION
from pipeline.schema.vocabularies import MODES, TYPE_SCORES, Context, EventType

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
        _types(),
        *_lists(),
        "## Tables\n",
        *map(to_codebook, tables),
    ]
    return "\n".join(sections)


def to_codebook(table: Table[Any]) -> str:
    """The section on one table: what a row is, its key and references, its columns."""
    lines = [f"### `{table.name}`", "", table.description, "", f"Key: {_codes(table.key)}."]
    lines += [f"`{link.column}` refers to `{link.table}.{link.target}`." for link in table.references]
    rows = ((f"`{column.name}`", _type(column), _meaning(column)) for column in table.columns)
    return "\n".join([*lines, "", *markdown_table(("column", "type", "meaning"), rows), ""])


def markdown_table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """The lines of a Markdown table."""
    yield _line(header)
    yield "|" + "---|" * len(header)
    yield from map(_line, rows)


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _type(column: Column) -> str:
    kind = f"list of {column.kind}" if column.repeated else str(column.kind)
    return f"{kind}, may be empty" if column.nullable else kind


def _meaning(column: Column) -> str:
    parts = [column.description, *_limits(column)]
    if 0 < len(column.domain) <= _LONGEST_INLINE_DOMAIN:
        parts.append(f"One of {_codes(column.domain)}.")
    elif column.domain:
        parts.append(f"One of {len(column.domain)} codes, listed above.")
    return " ".join(parts)


def _limits(column: Column) -> Iterator[str]:
    if column.minimum is not None and column.maximum is not None:
        yield f"From {column.minimum:g} to {column.maximum:g}."
    elif column.minimum is not None:
        yield f"At least {column.minimum:g}."
    if column.pattern is not None:
        yield f"Matches `{column.pattern}`."


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _types() -> str:
    header = ("type", "meaning", "quad class", "score", "modes with their scores")
    rows = (
        (f"`{kind}`", EVENT_TYPES[kind], f"`{kind.quad_class}`", f"{TYPE_SCORES[kind]:g}", _modes(kind))
        for kind in EventType
    )
    return "\n".join(["## Event types", "", *markdown_table(header, rows), ""])


def _modes(kind: EventType) -> str:
    return ", ".join(f"`{mode}` {score:g}" for mode, score in MODES.get(kind, {}).items()) or "–"


def _lists() -> Iterator[str]:
    yield _list("Quad classes", QUAD_CLASSES)
    yield _list("Statuses", STATUSES)
    yield _list("Precision of dates", DATE_PRECISIONS)
    yield _list("Precision of places", PLACE_PRECISIONS)
    yield _list("Parts of a participant", PARTY_ROLES)
    yield _list("Sectors", SECTORS)
    yield _list("Kinds of mention", MENTION_KINDS)
    yield _list("Derivations of an article", DERIVATIONS)
    yield f"## Contexts\n\nAny number of {_codes(Context)}.\n"


def _list(title: str, meanings: Mapping[Any, str]) -> str:
    rows = ((f"`{_text(code)}`", meaning) for code, meaning in meanings.items())
    return "\n".join([f"## {title}", "", *markdown_table(("code", "meaning"), rows), ""])


def _text(code: StrEnum) -> str:
    return code.value
