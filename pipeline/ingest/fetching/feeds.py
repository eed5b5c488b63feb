"""The links of a feed: RSS and Atom of every dialect by `feedparser`, JSON Feed by `json`.

What the items of a feed say beyond their links is for the readers of ingest.
"""

import calendar
import datetime as dt
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import feedparser
import httpx

from pipeline.ingest.fetching.faults import FetchFault, Reason
from pipeline.ingest.fetching.links import Draft, Link, as_links, parse_moment
from pipeline.store.hashing import sha256_of_bytes


@dataclass(frozen=True, slots=True)
class Feed:
    """The pages of a feed's items, newest first, and a digest of all that its items say.

    The digest leaves out what the feed says of itself, such as when it was built: many feeds change that at every request.
    """

    links: list[Link]
    digest: str


def read_feed(body: bytes, url: httpx.URL, content_type: str | None = None) -> Feed:
    """What a feed lists; relative links are resolved against `url`. FetchFault (NOT_A_FEED)."""
    is_json = body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    items, drafts = _read_json(body) if is_json else _read_xml(body, url, content_type)
    said = json.dumps(items, default=str, sort_keys=True, ensure_ascii=True)
    return Feed(as_links(drafts, url), sha256_of_bytes(said.encode()))


def _read_json(body: bytes) -> tuple[list[Any], list[Draft]]:
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError) as fault:
        raise FetchFault(Reason.NOT_A_FEED, f"not a JSON Feed: {str(fault)[:100]}") from fault
    items = feed.get("items")
    if "jsonfeed.org" not in str(feed.get("version")) or not isinstance(items, list):
        raise FetchFault(Reason.NOT_A_FEED, "JSON, but no JSON Feed: it wants `version` and `items`")
    return items, [draft for item in items if isinstance(item, dict) and (draft := _json_draft(item))]


def _json_draft(item: dict[str, Any]) -> Draft | None:
    reference = item.get("url") or item.get("external_url")
    if not isinstance(reference, str):
        return None
    published, changed = (parse_moment(str(item.get(key))) for key in ("date_published", "date_modified"))
    return Draft(reference, published, changed, str(item.get("id", "")))


def _read_xml(body: bytes, url: httpx.URL, content_type: str | None) -> tuple[list[Any], list[Draft]]:
    headers = {"content-location": str(url), **({"content-type": content_type} if content_type else {})}
    try:
        # A stream, since feedparser would take bytes for the name of a file and open that.
        feed = feedparser.parse(
            io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
        drafts = list(_entries(feed))
    except Exception as fault:  # feedparser raises whatever its parsers do on wild input
        raise FetchFault(Reason.NOT_A_FEED, f"feedparser gave up: {type(fault).__name__}: {fault}"[:200]) from fault
    if not feed.get("version") and not drafts:
        raise FetchFault(Reason.NOT_A_FEED, "neither RSS nor Atom nor JSON Feed")
    return feed.entries, drafts


def _entries(feed: Any) -> Iterator[Draft]:
    for entry in feed.entries:
        reference = entry.get("feedburner_origlink") or entry.get("link")
        if reference:
            # Looked up as dictionaries do: feedparser's own `get` makes one of the two times stand in for the other.
            published, changed = (_moment(dict.get(entry, key)) for key in ("published_parsed", "updated_parsed"))
            yield Draft(str(reference), published, changed, str(entry.get("id", "")))


def _moment(parsed: Any) -> dt.datetime | None:
    try:
        return dt.datetime.fromtimestamp(calendar.timegm(parsed), dt.UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None
