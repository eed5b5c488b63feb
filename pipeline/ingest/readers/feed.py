"""Feeds: RSS of every version, Atom, CDF and JSON Feed; an article an entry, with the text that the feed carries.

A record's number counts the entries, from 1. An entry's text may be no more than a lead; pages that entries point to come in
by fetching.
"""

import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import feedparser

from pipeline.ingest.decoding import decode
from pipeline.ingest.fields import parse_object, to_bytes, to_record
from pipeline.ingest.fragments import to_text
from pipeline.ingest.readers.model import HEAD, LARGEST, Claim, Head, Piece, Reader, numbered
from pipeline.ingest.records import Origin, Record, Refused
from pipeline.ingest.streams import Stream
from pipeline.schema.vocabularies import Form, RefusalReason

_ROOT = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*>|<\?[^>]*\?>|<!--.*?-->|<!doctype[^>\[]*(?:\[[^\]]*\])?[^>]*>|\s)*<(?:[\w-]+:)?(rss|feed|rdf|channel)\b",
    re.IGNORECASE | re.DOTALL,
)
_JSON_FEED = re.compile(r'\ufeff?\s*\{[^\[]{0,2000}?"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org', re.DOTALL)


def claim(head: Head) -> Claim:
    """Known by its root element, or by the version that a JSON Feed states."""
    return Claim.BY_SIGNATURE if _ROOT.match(head.text) or _JSON_FEED.match(head.text) else Claim.NONE


def pieces(stream: Stream, _: Origin) -> Iterator[Piece]:
    """Each entry, as a JSON object of the fields that JSON lines have; Refused where the feed cannot be read."""
    is_json = stream.peek(HEAD)[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Refused(RefusalReason.TOO_LARGE, f"a feed of over {LARGEST:,} bytes: split it")
    yield from numbered(map(to_bytes, _json_entries(data) if is_json else _xml_entries(data)))


def _xml_entries(data: bytes) -> Iterator[dict[str, Any]]:
    # A stream, not bytes: feedparser would open a file or an address of that name.
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False)
    if feed.bozo and not feed.entries:
        raise Refused(RefusalReason.MALFORMED, f"no feed: {' '.join(str(feed.bozo_exception).split())[:120]}")
    for entry in feed.entries:
        contents = [content.get("value") or "" for content in entry.get("content", [])]
        yield {
            "url": entry.get("link"),
            "title": entry.get("title"),
            "html": max([*contents, entry.get("summary") or ""], key=len),
            "published_at": entry.get("published") or entry.get("updated") or entry.get("created"),
            "source": (entry.get("source") or {}).get("title") or feed.feed.get("title"),
            "language": entry.get("language") or feed.feed.get("language"),
            "authors": [author.get("name") for author in entry.get("authors", []) if author.get("name")],
        }


def _json_entries(data: bytes) -> Iterator[dict[str, Any]]:
    try:
        feed = json.loads(decode(data))
    except (ValueError, RecursionError) as fault:
        raise Refused(RefusalReason.MALFORMED, f"no JSON Feed: {' '.join(str(fault).split())[:120]}") from fault
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise Refused(RefusalReason.MALFORMED, "no JSON Feed: it has no list `items`")
    for item in items:
        yield _json_entry(item, feed) if isinstance(item, dict) else {"title": None}


def _json_entry(item: Mapping[str, Any], feed: Mapping[str, Any]) -> dict[str, Any]:
    people = item.get("authors") or [item.get("author")]
    return {
        "url": item.get("url") or item.get("external_url"),
        "title": item.get("title"),
        "html": item.get("content_html"),
        "text": item.get("content_text") or (None if item.get("content_html") else item.get("summary")),
        "published_at": item.get("date_published") or item.get("date_modified"),
        "source": feed.get("title"),
        "language": item.get("language") or feed.get("language"),
        "authors": [person["name"] for person in people if isinstance(person, dict) and person.get("name")],
    }


def read(data: bytes, origin: Origin) -> Record:
    """The article of an entry; Refused where it carries no text, or a field has no use."""
    fields = parse_object(data.decode("utf-8", "surrogatepass"))
    title = fields.get("title")
    if isinstance(title, str) and ("<" in title or "&" in title):
        fields["title"] = to_text(title)
    if not fields.get("text") and isinstance(fields.get("html"), str):
        fields["text"] = to_text(fields["html"])
    return to_record(fields, origin)


FORM = Reader(Form.FEED, claim, read, pieces)
