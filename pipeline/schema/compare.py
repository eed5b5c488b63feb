"""How far one public schema is from another, in the terms of SemVer, and which version the later one needs.

The rules are told to people in `docs/schema-policy.md`; who refuses what is in `release/compatibility.py`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from pipeline.schema.document import ColumnSchema, Schema, TableSchema, VocabularySchema


class Level(IntEnum):
    """What a change asks of those who read the data: nothing, nothing but to know, to look at what is new, or to change their code."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """A difference between two schemas in a line; `untimely` where something goes that was not deprecated before."""

    level: Level
    what: str
    untimely: bool = False


@dataclass(frozen=True, slots=True)
class SchemaComparison:
    """Every difference between two schemas, the gravest first."""

    changes: tuple[SchemaChange, ...]

    @property
    def level(self) -> Level:
        """The level of the gravest change."""
        return self.changes[0].level if self.changes else Level.NONE


def compare_schemas(before: Schema, after: Schema) -> SchemaComparison:
    """What `after` changes against `before`, whatever versions they state. A renamed column is one gone and one new."""
    changes = [*_tables(before, after), *_vocabularies(before, after)]
    return SchemaComparison(tuple(sorted(changes, key=lambda change: -change.level)))


def needed_version(before: str, level: Level) -> str:
    """The least version that a schema changed by `level` may have after version `before`.

    Before 1.0.0 nothing raises the first number: what breaks and what is new raise the second.
    """
    major, minor, patch = parse_schema_version(before)
    match level:
        case Level.MAJOR if major > 0:
            return f"{major + 1}.0.0"
        case Level.MAJOR | Level.MINOR:
            return f"{major}.{minor + 1}.0"
        case Level.PATCH:
            return f"{major}.{minor}.{patch + 1}"
        case Level.NONE:
            return before


def parse_schema_version(text: str) -> tuple[int, int, int]:
    """The numbers of a version `X.Y.Z`; ValueError for any other text."""
    major, minor, patch = map(int, text.split("."))
    return major, minor, patch


def _tables(before: Schema, after: Schema) -> Iterator[SchemaChange]:
    old, new = {table.name: table for table in before.tables}, {table.name: table for table in after.tables}
    for name in sorted(old.keys() - new.keys()):
        kept = any(column.deprecated is None for column in old[name].columns)
        yield SchemaChange(Level.MAJOR, f"table {name} is gone", untimely=kept)
    for name, table in new.items():
        if name in old:
            yield from _table(old[name], table, before, after)
        else:
            yield SchemaChange(Level.MINOR, f"table {name} is new")


def _table(old: TableSchema, new: TableSchema, before: Schema, after: Schema) -> Iterator[SchemaChange]:
    name = new.name
    if old.key != new.key:
        yield SchemaChange(Level.MAJOR, f"the key of {name} is {', '.join(new.key)}, was {', '.join(old.key)}")
    for link in old.references:
        if link not in new.references:
            yield SchemaChange(Level.MAJOR, f"{name}.{link.column} no longer refers to {link.table}.{link.target}")
    for link in new.references:
        if link not in old.references:
            yield SchemaChange(Level.MINOR, f"{name}.{link.column} refers to {link.table}.{link.target}")
    if old.description != new.description:
        yield SchemaChange(Level.PATCH, f"table {name} is described otherwise")
    yield from _columns(old, new, before, after)


def _columns(old: TableSchema, new: TableSchema, before: Schema, after: Schema) -> Iterator[SchemaChange]:
    then, now = {column.name: column for column in old.columns}, {column.name: column for column in new.columns}
    for name, column in then.items():
        if name not in now:
            yield SchemaChange(Level.MAJOR, f"{new.name}.{name} is gone", untimely=column.deprecated is None)
    for name, column in now.items():
        if name not in then:
            yield SchemaChange(Level.MINOR, f"{new.name}.{name} is new")
            continue
        for level, what in _column(then[name], column):
            yield SchemaChange(level, f"{new.name}.{name} {what}")
        for level, what in _vocabulary(then[name], column, before, after):
            yield SchemaChange(level, f"{new.name}.{name} {what}")
    if [name for name in then if name in now] != [name for name in now if name in then]:
        yield SchemaChange(Level.PATCH, f"columns of {new.name} stand in another order")


Told = tuple[Level, str]


def _column(old: ColumnSchema, new: ColumnSchema) -> Iterator[Told]:
    if (old.kind, old.repeated) != (new.kind, new.repeated):
        yield Level.MAJOR, f"is {_type(new)}, was {_type(old)}"
    if old.nullable != new.nullable:
        yield (Level.MAJOR, "may be empty now") if new.nullable else (Level.MINOR, "is never empty now")
    if old.unit is not None and old.unit != new.unit:
        yield Level.MAJOR, f"is in {new.unit or 'no unit'}, was in {old.unit}"
    for name, was, now in (
        ("minimum", old.minimum, new.minimum),
        ("maximum", old.maximum, new.maximum),
        ("pattern", old.pattern, new.pattern),
    ):
        if was != now:
            yield _promise(name, was, now)
    if old.deprecated != new.deprecated:
        both = old.deprecated is not None and new.deprecated is not None
        word = "is deprecated" if new.deprecated is not None else "is no longer deprecated"
        yield (Level.PATCH, "is deprecated in other words") if both else (Level.MINOR, word)
    if _told(old) != _told(new):
        yield Level.PATCH, "is described otherwise"


def _type(column: ColumnSchema) -> str:
    return f"list of {column.kind}" if column.repeated else column.kind


def _promise(name: str, was: float | str | None, now: float | str | None) -> Told:
    """A bound or pattern that changed: whoever relied on the old one must be served by the new one, or it is a break."""
    if was is None:
        return Level.MINOR, f"has the {name} {_shown(now)}"
    served = False
    if isinstance(was, int | float) and isinstance(now, int | float):
        served = now > was if name == "minimum" else now < was
    what = f"has the {name} {_shown(now)}" if now is not None else f"has no {name}"
    return (Level.MINOR if served else Level.MAJOR), f"{what}, was {_shown(was)}"


def _shown(value: float | str | None) -> str:
    return f"{value:g}" if isinstance(value, int | float) else f"{value}"


def _told(column: ColumnSchema) -> tuple[object, ...]:
    return column.description, column.null_means, column.example, column.unit


def _vocabulary(old: ColumnSchema, new: ColumnSchema, before: Schema, after: Schema) -> Iterator[Told]:
    """What it is for a column to draw on another closed list, on one where it had none, or on none any more."""
    if old.vocabulary == new.vocabulary:
        return
    if new.vocabulary is None:
        yield Level.MAJOR, f"no longer draws on the closed list {old.vocabulary}"
    elif old.vocabulary is None:
        yield Level.MINOR, f"draws on the closed list {new.vocabulary}"
    else:
        lost = _codes(before.vocabularies, old.vocabulary).keys() - _codes(after.vocabularies, new.vocabulary).keys()
        yield (Level.MAJOR if lost else Level.MINOR), f"draws on the closed list {new.vocabulary}, not {old.vocabulary}"


def _vocabularies(before: Schema, after: Schema) -> Iterator[SchemaChange]:
    names = {held.name for held in before.vocabularies}
    for name in (held.name for held in after.vocabularies if held.name in names):
        old, new = _codes(before.vocabularies, name), _codes(after.vocabularies, name)
        for code in sorted(old.keys() | new.keys()):
            if code not in new:
                yield SchemaChange(Level.MAJOR, f"code {code} of {name} is gone")
            elif code not in old:
                yield SchemaChange(Level.MINOR, f"code {code} of {name} is new")
            elif old[code] != new[code]:
                yield SchemaChange(Level.PATCH, f"code {code} of {name} is described otherwise")


def _codes(vocabularies: Sequence[VocabularySchema], name: str) -> dict[str, str]:
    return {code.code: code.meaning for held in vocabularies if held.name == name for code in held.codes}
