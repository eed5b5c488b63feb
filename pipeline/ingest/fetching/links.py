"""Links that a feed or sitemap gives, with their dates: what readers of both share.

How they are found is in `feeds.py` and `sitemaps.py`; which are followed is in `following.py`.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import httpx

from pipeline.ingest.fetching.faults import FetchFault
from pipeline.ingest.fetching.urls import join_url


@dataclass(frozen=True, slots=True)
class Link:
    """A page that a feed or sitemap names: when it was published or last changed (UTC), if said; `version` differs where
    the item's id or time of change does."""

    url: str
    at: dt.datetime | None
    version: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A link as written: a reference that may be relative, stated times, and the item's id."""

    reference: str
    published: dt.datetime | None = None
    changed: dt.datetime | None = None
    guid: str = ""


def as_links(drafts: Iterable[Draft], base: httpx.URL) -> list[Link]:
    """The drafts that lead to web pages, each page once, newest first and those without date last, else in the given order."""
    found: dict[str, Link] = {}
    for draft in drafts:
        try:
            url = str(join_url(base, draft.reference))
        except FetchFault:
            continue
        changed = draft.changed or draft.published
        version = f"{changed.isoformat() if changed else ''} {draft.guid}".strip()[:300]
        found.setdefault(url, Link(url, draft.published or draft.changed, version))
    return newest_first(found.values())


def newest_first(links: Iterable[Link]) -> list[Link]:
    """Links by date, newest first and undated last; the order of equals stays."""
    return sorted(links, key=lambda link: -link.at.timestamp() if link.at else float("inf"))


def parse_moment(text: str | None) -> dt.datetime | None:
    """A time as W3C-DTF and ISO 8601 write it, UTC where no zone is said; none for anything else."""
    text = (text or "").strip()
    padded = {4: f"{text}-01-01", 7: f"{text}-01"}.get(len(text), text)
    try:
        moment = dt.datetime.fromisoformat(padded)
        return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None
