"""Times of publication as inputs write them: ISO 8601, mail and press forms, file names, datelines.

A date is never guessed: one that lacks its year, or whose day and month could change places, is no date.
"""

import datetime as dt
import re
from collections.abc import Mapping

import dateparser

from pipeline.ingest.records import Moment
from pipeline.schema.vocabularies import PublicationPrecision

_FIRST_YEAR = 1800
"""Older dates are the zero of some clock or a slip, not news."""
_LONGEST = 64
_SECONDS = re.compile(r"\d[T ]?\d{2}:\d{2}:\d{2}|T\d{6}")
_TIME = re.compile(r"\d{1,2}:\d{2}|T\d{4}|\d\s*[ap]\.?m\b", re.IGNORECASE)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
_WRITTEN = rf"(?:{_MONTH}\s+{_ORDINAL},?\s+\d{{4}}|{_ORDINAL}\s+{_MONTH},?\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})"
_CERTAIN = re.compile(rf"{_WRITTEN}\b", re.IGNORECASE)
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})([-_./]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_DATE_LINE = re.compile(
    rf"""(?:(?:last\s+)?(?:published|posted|updated|date|dated)(?:\s+(?:on|at))?\s*:?\s*)?
         (?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?\s+)?
         ({_WRITTEN}(?:[\sT,|–-]*(?:at\s+)?\d{{1,2}}(?::\d{{2}}){{1,2}}\s*(?:[ap]\.?m\.?)?(?:\s*(?:Z|[A-Z]{{2,5}}|[+-]\d{{2}}:?\d{{2}}))?)?)
         \.?""",
    re.VERBOSE | re.IGNORECASE,
)
_DATELINE = re.compile(
    rf"(?:[A-Z][A-Z'’.\-]+[ ,/]+)+(?:[A-Z][A-Za-z.]+,? )*?({_MONTH} {_ORDINAL},? \d{{4}}|{_ORDINAL} {_MONTH},? \d{{4}})\b"
)
_PARSER: Mapping[str, object] = {
    "TIMEZONE": "UTC",
    "TO_TIMEZONE": "UTC",
    "RETURN_AS_TIMEZONE_AWARE": True,
    "REQUIRE_PARTS": ["day", "month", "year"],
    "PARSERS": ["absolute-time"],
}


def parse_moment(text: str) -> Moment | None:
    """The time that `text` states, a time without a zone taken as UTC; none where it states no certain date."""
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    try:
        at = dt.datetime.fromisoformat(text)
    except ValueError:
        found = dateparser.parse(text, languages=["en"], settings=dict(_PARSER)) if _CERTAIN.search(text) else None
        return None if found is None else _moment(found, text)
    return _moment(at, text)


def day_in_name(place: str) -> Moment | None:
    """The last date in a path: `2022-03-26`, `20220326`, `2022_03_26` or folders `2022/03/26`."""
    for year, _, month, day in reversed(_IN_NAME.findall(place)):
        try:
            return _moment(dt.datetime(int(year), int(month), int(day)), "")
        except ValueError:
            continue
    return None


def date_line(line: str) -> Moment | None:
    """The time stated by a line that holds nothing but a date, such as `Published: Saturday, 26 March 2022, 10:05 GMT`."""
    match = _DATE_LINE.fullmatch(line)
    return parse_moment(match.group(1).replace("|", " ")) if match else None


def dateline(paragraph: str) -> Moment | None:
    """The date of a dateline with its year, such as `RABAT, March 26, 2022 (Agency) -`."""
    match = _DATELINE.match(paragraph)
    return parse_moment(match.group(1)) if match else None


def _moment(at: dt.datetime, text: str) -> Moment | None:
    precision = PublicationPrecision.DAY
    if _SECONDS.search(text):
        precision = PublicationPrecision.SECOND
    elif _TIME.search(text):
        precision = PublicationPrecision.MINUTE
    try:
        at = at.astimezone(dt.UTC) if at.tzinfo else at.replace(tzinfo=dt.UTC)
    except OverflowError:
        return None
    return Moment(at, precision) if at.year >= _FIRST_YEAR else None
