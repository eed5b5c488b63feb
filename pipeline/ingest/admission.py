"""What every record must be to become an article, whatever its form: whole Unicode, some words, a past date, English.

Refusals that only a reader can know of (malformed, undated) are made there.
"""

import datetime as dt
from urllib.parse import urlsplit

from pipeline.ingest.language import ENGLISH, check_english
from pipeline.ingest.records import Admitted, Record, Refused
from pipeline.schema.vocabularies import RefusalReason

_LONGEST = 1_000_000
"""Characters of the longest body: five novels' chapters, and what the parser takes at once."""
_LEEWAY = dt.timedelta(days=2)
"""How far after the start of the run's day dates are taken: somewhere it is tomorrow already. Counted from the day, since a
rebuild knows the day of a release and not the hour."""
_UNKNOWN = "unknown"


def admit(record: Record, now: dt.datetime) -> Admitted:
    """The record with outlet, address and language settled; raises Refused where it cannot be an article."""
    _check_characters(record)
    if not any(map(str.isalpha, record.text)):
        raise Refused(RefusalReason.EMPTY, "there is no text below the headline")
    if len(record.body) > _LONGEST:
        raise Refused(RefusalReason.TOO_LARGE, f"{len(record.body):,} characters, over {_LONGEST:,}: give one article")
    if record.published.at >= dt.datetime.combine(now.astimezone(dt.UTC).date(), dt.time(), dt.UTC) + _LEEWAY:
        at = record.published.at.date().isoformat()
        raise Refused(RefusalReason.FUTURE_DATED, f"dated {at}, after the day of this run: correct the date")
    check_english(f"{record.title}\n{record.text}", record.language)
    url, host = _address(record.url)
    return Admitted(record, record.source or host or _UNKNOWN, url, ENGLISH)


def _check_characters(record: Record) -> None:
    for name in ("title", "body", "url", "source"):
        value = getattr(record, name) or ""
        if "\0" in value:
            raise Refused(RefusalReason.UNDECODABLE, f"the {name} holds a NUL: take it out")
        try:
            value.encode()
        except UnicodeEncodeError as fault:
            detail = f"the {name} holds half a character (surrogate) at {fault.start}: write the whole character"
            raise Refused(RefusalReason.UNDECODABLE, detail) from fault


def _address(url: str | None) -> tuple[str | None, str | None]:
    """A web address with its host; nothing for what is no address on the web, such as a script."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None, None
    return (url, parts.hostname) if parts.scheme in ("http", "https") and parts.hostname else (None, None)
