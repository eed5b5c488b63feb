"""Captures of the web: what a record of a WARC or ARC archive holds, and whether that may be an article.

How archives come apart into records is in `tape.py`.
"""

import io
import re
from collections.abc import Iterator
from itertools import chain, pairwise
from typing import Any
from urllib.parse import urlsplit

from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader

from pipeline.ingest.readers.model import LARGEST, Entry
from pipeline.ingest.records import Given, Refused
from pipeline.ingest.streams import Stream, in_memory
from pipeline.ingest.tape import Cut, Layout, records
from pipeline.schema.vocabularies import RefusalReason

_END = Cut(0, b"", 0)
_PUBLISHED = re.compile(rb"^WARC-Type: metadata\s*$.*?^published: *([0-9T:.+Z-]+)\s*$", re.MULTILINE | re.DOTALL)
_HOLDING = frozenset({"response", "resource", "conversion"})
"""Types of record that hold what the web answered; others tell of the crawl (ISO 28500, 6)."""
_MEDIA = ("text/", "application/xhtml", "application/xml", "application/json", "application/rss", "application/atom")
_FEEDS = ("+xml", "+json", "application/rdf", "application/feed")


def captured(stream: Stream, layout: Layout, known: str) -> Iterator[Entry]:
    """Each record of an archive, numbered from 1, and each stretch between records; `known` is `warc` or `arc`."""
    for number, (cut, after) in enumerate(pairwise(chain(records(stream, layout, LARGEST), [_END])), 1):
        if cut.fault:
            fault = Refused(RefusalReason.MALFORMED, f"at byte {cut.offset:,}: {cut.fault}", cut.offset)
        elif cut.size > len(cut.data):
            detail = f"a record of {cut.size:,} bytes, over {LARGEST:,}"
            fault = Refused(RefusalReason.TOO_LARGE, detail, cut.offset)
        else:
            yield _entry(number, cut.data, known, after.data)
            continue
        yield _refused(number, cut.data, fault)


def _entry(number: int, data: bytes, known: str, after: bytes) -> Entry:
    """A record as a file: its content, with the address and the encoding that it was served with.

    The record `after` it may say when a feed says that it was published: fetching notes that in a metadata record.
    """
    try:
        record = ArcWarcRecordLoader(verify_http=False, arc2warc=False).parse_record_stream(
            io.BytesIO(data), known_format=known
        )
        if fault := _fault(record):
            return _refused(number, data, fault)
        content = record.content_stream().read(LARGEST + 1)
    except Exception as fault:  # warcio raises whatever damaged headers make of it.
        detail = f"a damaged record ({type(fault).__name__}: {' '.join(str(fault).split())[:100]})"
        return _refused(number, data, Refused(RefusalReason.MALFORMED, detail))
    if len(content) > LARGEST:
        return _refused(number, data, Refused(RefusalReason.TOO_LARGE, f"it unpacks to over {LARGEST:,} bytes"))
    url = _address(record)
    given = Given(url=url, charset=_charset(_media(record)), published=_published(record, after))
    return Entry(f"#{number}", urlsplit(url).path or "/", in_memory(content), given)


def _published(record: ArcWarcRecord, after: bytes) -> str | None:
    held = str(record.rec_headers.get_header("WARC-Record-ID") or "")
    found = _PUBLISHED.search(after) if held and held.encode() in after else None
    return found.group(1).decode() if found else None


def _fault(record: ArcWarcRecord) -> Refused | None:
    """Why a record holds no article, where its headers tell."""
    if record.rec_type not in _HOLDING:
        return Refused(RefusalReason.NOT_AN_ARTICLE, f"a record of type {record.rec_type}: it tells of the crawl only")
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    if status and not status.startswith("2"):
        return Refused(RefusalReason.NOT_AN_ARTICLE, f"the server answered {status[:20]}: there is no page")
    media = _media(record).partition(";")[0].strip().lower()
    if media and not media.startswith(_MEDIA) and not any(sign in media for sign in _FEEDS):
        return Refused(RefusalReason.NOT_AN_ARTICLE, f"it is of media type {media[:60]}: no text")
    return None


def _media(record: ArcWarcRecord) -> str:
    served: Any = record.http_headers.get_header("Content-Type") if record.http_headers else record.content_type
    return str(served or "")


def _charset(media: str) -> str | None:
    found = media.lower().partition("charset=")[2].split(";")[0].strip(" \"'")
    return found or None


def _address(record: ArcWarcRecord) -> str:
    name = "uri" if record.format == "arc" else "WARC-Target-URI"
    return str(record.rec_headers.get_header(name) or "")


def _refused(number: int, data: bytes, fault: Refused) -> Entry:
    return Entry(f"#{number}", f"#{number}", in_memory(data), fault=fault)
