"""What a correction makes of the reports of an event: another coding, place or date.

They are changed after reports were joined and before the event is told from them, so that everything that follows from a report
follows from the correction too. Each reader takes the `value` of a correction, and raises ValueError with the mend in a line.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Protocol

from pipeline.events.accords import carries_accord
from pipeline.events.whereabouts import Where
from pipeline.schema.tables.reports import Report
from pipeline.schema.vocabularies import MODES, DatePrecision, EventType, Mode, PlacePrecision, Status
from pipeline.store.paths import REFERENCE
from pipeline.store.reference import rows, split

_UNIT_PRECISIONS = {"city": PlacePrecision.CITY, "admin1": PlacePrecision.ADMIN1, "admin2": PlacePrecision.ADMIN1}
_SPANS = tuple(precision for precision in DatePrecision if precision is not DatePrecision.UNKNOWN)

_Named = dict[tuple[str, ...], Where]


class Remedy(Protocol):
    """What is right of an event."""

    def applied(self, report: Report) -> Report:
        """The report as it should have been coded; ValueError where the two do not go together."""
        ...


@dataclass(frozen=True, slots=True)
class Coding:
    """Another type, mode or status; a type without a mode has none."""

    event_type: EventType | None
    mode: Mode | None = None
    status: Status | None = None

    def applied(self, report: Report) -> Report:
        """The report recoded; an accord goes with the types that make, keep or break one."""
        event_type = self.event_type or report.event_type
        mode = self.mode if self.event_type or self.mode else report.mode
        if mode is not None and mode not in MODES.get(event_type, {}):
            raise ValueError(f"the mode {mode} is none of {event_type}: name the type too")
        report = replace(report, event_type=event_type, mode=mode, status=self.status or report.status)
        if carries_accord(event_type):
            return report
        return replace(report, agreement_name=None, agreement_entity_id=None, agreement_kind=None, agreement_bodies=())


@dataclass(frozen=True, slots=True)
class Place:
    """Another place."""

    where: Where

    def applied(self, report: Report) -> Report:
        """The report moved."""
        return replace(
            report,
            place_name=self.where.name,
            place_precision=self.where.precision,
            country_code=self.where.country,
            geonames_id=self.where.geonames_id,
            latitude=self.where.latitude,
            longitude=self.where.longitude,
        )


@dataclass(frozen=True, slots=True)
class Date:
    """Another date: first and last day, inclusive."""

    start: dt.date
    end: dt.date
    precision: DatePrecision

    def applied(self, report: Report) -> Report:
        """The report with the date, which is told and not inferred."""
        return replace(
            report, date_start=self.start, date_end=self.end, date_precision=self.precision, date_inferred=False
        )


def new_coding(value: str) -> Coding:
    """Of `TYPE`, `TYPE|mode`, `mode`, `status`, or a type or mode followed by a status."""
    words = list(split(value))
    event_type = EventType(words.pop(0)) if words and words[0] in list(EventType) else None
    mode = Mode(words.pop(0)) if words and words[0] in list(Mode) else None
    status = Status(words.pop(0)) if words and words[0] in list(Status) else None
    if words or not (event_type or mode or status):
        raise ValueError(f"{value!r} is no type, mode and status of the codebook in this order, joined by |")
    if status is not None and not status.is_published:
        raise ValueError(f"what is {status} is no event: suppress it")
    if event_type and mode and mode not in MODES.get(event_type, {}):
        admitted = ", ".join(MODES.get(event_type, {})) or "none"
        raise ValueError(f"{event_type} does not admit the mode {mode}, but {admitted}")
    return Coding(event_type, mode, status)


def new_place(value: str) -> Place:
    """Of a GeoNames id, `name|country code`, or a country code alone, as the reference data has them.

    A name stands for the largest town of that name in the country, or unit where there is no town.
    """
    parts = split(value)
    by_id, by_name, countries = _places()
    where = countries.get(value) or (by_id.get(value) if len(parts) == 1 else by_name.get(parts[:2]))
    if where is None or len(parts) > 2:
        raise ValueError(f"{value!r} is no GeoNames id, name|country or country code of seeds/reference")
    return Place(where)


@cache
def _places() -> tuple[dict[str, Where], _Named, dict[str, Where]]:
    """The places by GeoNames id, by name and country, and the countries by code."""
    by_id, by_name, sizes = dict[str, Where](), _Named(), dict[tuple[str, ...], tuple[bool, int]]()
    countries = {
        row["code"]: _where(row, PlacePrecision.COUNTRY, row["code"]) for _, row in rows(REFERENCE / "countries.csv")
    }
    by_id |= {str(each.geonames_id): each for each in countries.values() if each.geonames_id}
    for _, row in rows(REFERENCE / "places.csv.gz"):
        where = _where(row, _UNIT_PRECISIONS[row["feature"]], row["country"])
        size = row["feature"] == "city", int(row["population"] or 0)
        for name in {row["name"], row["ascii"]}:
            key = name, row["country"]
            if key not in sizes or size > sizes[key]:
                by_name[key], sizes[key] = where, size
        if row["geonames_id"]:
            by_id[row["geonames_id"]] = where
    return by_id, by_name, countries


def _where(row: dict[str, str], precision: PlacePrecision, country: str) -> Where:
    point = (float(row["latitude"]), float(row["longitude"])) if row["latitude"] else (None, None)
    return Where(row["name"], precision, country, int(row["geonames_id"]) if row["geonames_id"] else None, *point)


def new_date(value: str) -> Date:
    """Of a day, month or year in ISO form, or `first day/last day|precision`."""
    if span := re.fullmatch(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)\|(\w+)", value):
        start, end = _day(span[1]), _day(span[2])
        if span[3] not in _SPANS or start > end:
            raise ValueError(f"{value!r} needs days in order and a precision: one of {', '.join(_SPANS)}")
        return Date(start, end, DatePrecision(span[3]))
    if re.fullmatch(r"\d{4}", value):
        return Date(_day(f"{value}-01-01"), _day(f"{value}-12-31"), DatePrecision.YEAR)
    if re.fullmatch(r"\d{4}-\d\d", value):
        first = _day(f"{value}-01")
        return Date(first, first.replace(day=calendar.monthrange(first.year, first.month)[1]), DatePrecision.MONTH)
    day = _day(value)
    return Date(day, day, DatePrecision.DAY)


def _day(value: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ValueError(
            f"{value!r} is no date: write 2022-03-25, 2022-03, 2022 or 2022-03-20/2022-03-26|week"
        ) from None
