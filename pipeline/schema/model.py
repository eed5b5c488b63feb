"""The language in which a table is declared: a frozen dataclass whose annotations describe its columns.

What a particular table holds is in `tables/`; how a declaration is turned into Arrow, DDL or pages is in `render/`.
"""

import dataclasses
import datetime as dt
import re
import types
import typing
from collections.abc import Iterator, Mapping
from enum import Enum, StrEnum
from functools import cached_property
from typing import Generic, TypeVar

R = TypeVar("R")


class Audience(Enum):
    """Who may hold a table: everyone with a release, or only the warehouse of the operator."""

    PUBLIC = "public"
    INTERNAL = "internal"


class Kind(StrEnum):
    """The logical type of a column; each renderer maps it to its own."""

    TEXT = "text"
    INTEGER = "integer"
    REAL = "real"
    BOOLEAN = "boolean"
    DATE = "date"
    TIMESTAMP = "timestamp"


_KINDS: Mapping[type, Kind] = {
    str: Kind.TEXT,
    int: Kind.INTEGER,
    float: Kind.REAL,
    bool: Kind.BOOLEAN,
    dt.date: Kind.DATE,
    dt.datetime: Kind.TIMESTAMP,
}


Example = str | int | float | bool | dt.date | dt.datetime | tuple[str, ...]
"""A value that a column could hold."""

_DEPRECATION = re.compile(r"since \d+\.\d+\.\d+: \S.*")


@dataclasses.dataclass(frozen=True, slots=True)
class Col:
    """What an annotation says of a column besides its type: meaning and, where it has them, bounds, pattern and the rest.

    `null_means` ends the sentence "empty where …". `deprecated` says since which schema version, and what to use instead:
    "since 0.3.0: use `place_name`". A closed list or a truth value needs no `example`, since one follows from its type.
    """

    description: str
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None
    unit: str | None = None
    null_means: str | None = None
    example: Example | None = None
    deprecated: str | None = None

    def __post_init__(self) -> None:
        if self.deprecated is not None and not _DEPRECATION.fullmatch(self.deprecated):
            raise ValueError(f"deprecated is '{self.deprecated}': say 'since X.Y.Z: use … instead'")


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """A column as renderers see it."""

    name: str
    kind: Kind
    description: str
    nullable: bool
    repeated: bool
    domain: tuple[str, ...]
    minimum: float | None
    maximum: float | None
    pattern: str | None
    unit: str | None
    null_means: str | None
    example: Example | None
    deprecated: str | None
    python_type: type

    @property
    def comment(self) -> str:
        """All that is to be known of the column's values, in a line: for places that hold one text a column."""
        parts = [self.description]
        if self.unit is not None:
            parts.append(f"Unit: {self.unit}.")
        if self.null_means is not None:
            parts.append(f"Empty where {self.null_means}.")
        if self.deprecated is not None:
            parts.append(f"Deprecated {self.deprecated}.")
        return " ".join(parts)


@dataclasses.dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: `column` of this table names a row of `table` by its key."""

    column: str
    table: str
    target: str


@dataclasses.dataclass(frozen=True)
class Table(Generic[R]):
    """A declared table: its row class, keys and place in the house. `order` sorts its files totally."""

    row: type[R]
    name: str
    group: str
    audience: Audience
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()
    order: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known = {column.name for column in self.columns}
        named = {*self.key, *self.order, *(reference.column for reference in self.references)}
        if stray := named - known:
            raise ValueError(f"table {self.name} names columns that it does not have: {', '.join(sorted(stray))}")

    @property
    def description(self) -> str:
        """One paragraph on what a row is."""
        return " ".join((self.row.__doc__ or "").split())

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns in order, read off the row class."""
        return tuple(_columns(self.row))

    @property
    def sort_columns(self) -> tuple[str, ...]:
        """The total order of the table's rows in a file: `order`, made total by the key."""
        return (*self.order, *(name for name in self.key if name not in self.order))

    def column(self, name: str) -> Column:
        """The column called `name`; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")


def _columns(row: type) -> Iterator[Column]:
    hints = typing.get_type_hints(row, include_extras=True)
    for name, hint in hints.items():
        base, *extras = typing.get_args(hint)
        note = next(extra for extra in extras if isinstance(extra, Col))
        base, nullable = _strip_none(base)
        base, repeated = _strip_tuple(base)
        is_enum = isinstance(base, type) and issubclass(base, Enum)
        yield Column(
            name=name,
            kind=Kind.TEXT if is_enum else _KINDS[base],
            description=note.description,
            nullable=nullable,
            repeated=repeated,
            domain=tuple(str(member.value) for member in base) if is_enum else (),
            minimum=note.minimum,
            maximum=note.maximum,
            pattern=note.pattern,
            unit=note.unit,
            null_means=note.null_means,
            example=_example(base, repeated) if note.example is None else note.example,
            deprecated=note.deprecated,
            python_type=base,
        )


def _example(base: type, repeated: bool) -> Example | None:
    """The example that follows from a type: the first code of a closed list, or true."""
    if issubclass(base, Enum):
        first = str(next(iter(base)).value)
        return (first,) if repeated else first
    return True if base is bool else None


def _strip_none(hint: typing.Any) -> tuple[typing.Any, bool]:
    if isinstance(hint, types.UnionType):
        (base,) = (part for part in typing.get_args(hint) if part is not type(None))
        return base, True
    return hint, False


def _strip_tuple(hint: typing.Any) -> tuple[typing.Any, bool]:
    if typing.get_origin(hint) is tuple:
        return typing.get_args(hint)[0], True
    return hint, False
