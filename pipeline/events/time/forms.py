"""What a time expression means before it is resolved: its parsed form, with what stands around it.

How a form becomes an interval is in `resolve`, how it becomes a TimeML value in `values`.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TypeAlias


class Kind(StrEnum):
    """The TimeML type of an expression."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Unit(StrEnum):
    """A unit of time, by the letters that TimeML writes for it in a duration."""

    SECOND = "TS"
    MINUTE = "TM"
    HOUR = "TH"
    DAY = "D"
    WEEKEND = "WE"
    WEEK = "W"
    FORTNIGHT = "2W"
    MONTH = "M"
    QUARTER = "Q"
    YEAR = "Y"
    DECADE = "E"
    CENTURY = "C"


class Part(StrEnum):
    """The part of a calendar unit that is meant; EARLIER and LATER cut it at the publication date."""

    EARLY = "EARLY"
    MID = "MID"
    LATE = "LATE"
    EARLIER = "EARLIER"
    LATER = "LATER"


class Relation(Enum):
    """The preposition before an expression where it changes the interval that is meant."""

    AT = "at"
    SINCE = "since"
    UNTIL = "until"
    BEFORE = "before"
    WITHIN = "within"
    IN = "in"


class Vagueness(StrEnum):
    """The direction of an expression that names no date, by its TimeML value."""

    PAST = "PAST_REF"
    PRESENT = "PRESENT_REF"
    FUTURE = "FUTURE_REF"


@dataclass(frozen=True, slots=True)
class Calendar:
    """A place in the calendar, as far as stated. `unit` is its grain; `year_shift` counts years from the publication's.

    `shift` is -1 for "last", 1 for "next", 0 for "this", None for none. Quarters and halves are `quarter` and `half`;
    `season` is TimeML's SP, SU, FA or WI. With `weekday`, the first such weekday on or after the day is meant.
    """

    unit: Unit
    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    half: int | None = None
    season: str = ""
    year_shift: int | None = None
    shift: int | None = None
    weekday: int | None = None

    @property
    def is_yearless(self) -> bool:
        """Whether nothing says which year is meant."""
        return self.year is None and self.year_shift is None and self.shift is None


@dataclass(frozen=True, slots=True)
class Era:
    """A decade or century, by its first year (a decade's 1990, a century's 1901)."""

    unit: Unit
    first_year: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, Monday 1; `shift` as in Calendar."""

    number: int
    shift: int | None = None


@dataclass(frozen=True, slots=True)
class Offset:
    """The unit that lies `count` units from the publication: "today", "last week", "two years ago"."""

    unit: Unit
    count: int


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A unit counted from another event, not from the publication: "the next day", "two days later", "that week"."""

    unit: Unit
    count: int


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch that ends (`direction` -1) or begins (1) at the publication; `count` None for "a few"."""

    unit: Unit
    count: float | None
    direction: int


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time; `count` None where it is vague."""

    unit: Unit
    count: float | None


@dataclass(frozen=True, slots=True)
class Recurring:
    """What comes again and again: every `count` units, or a weekday or month."""

    unit: Unit
    count: int = 1
    weekday: int | None = None
    month: int | None = None


@dataclass(frozen=True, slots=True)
class Vague:
    """A time that is named but not fixed: "recently", "now"."""

    direction: Vagueness


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, as TimeML writes it after the T ("22:00", "MO"), with the day where one is stated."""

    time: str
    day: "Form | None" = None


@dataclass(frozen=True, slots=True)
class Range:
    """From one expression to another, both included; the earlier may borrow month and year from the later."""

    first: "Expression"
    last: "Expression"


Form: TypeAlias = Calendar | Era | Weekday | Offset | Elsewhere | Span | Duration | Recurring | Vague | Clock | Range


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression: character offsets [start, end) in the text that was searched, parsed form and what bears on it."""

    start: int
    end: int
    form: Form
    part: Part | None = None
    relation: Relation = Relation.AT

    @property
    def kind(self) -> Kind:
        """The TimeML type, which follows from the form."""
        match self.form:
            case Clock():
                return Kind.TIME
            case Span() | Duration():
                return Kind.DURATION
            case Recurring():
                return Kind.SET
            case _:
                return Kind.DATE
