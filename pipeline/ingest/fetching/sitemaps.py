"""The links of a sitemap, news sitemap or sitemap index (sitemaps.org), plain text ones and those in gzip included.

Feeds may stand in for sitemaps, by the same protocol: those are read by `feeds.py`.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
from lxml import etree

from pipeline.ingest.fetching.decode import gunzipped
from pipeline.ingest.fetching.faults import FetchFault, Reason
from pipeline.ingest.fetching.feeds import read_feed
from pipeline.ingest.fetching.links import Draft, Link, as_links, parse_moment

_GZIP = b"\x1f\x8b"

_FIELDS = frozenset({"loc", "lastmod", "publication_date"})
"""What of an entry says where and when; `publication_date` is of Google's news sitemaps."""

_FEED = re.compile(rb"<(rss|feed|\w+:RDF)\b")


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap names: pages, or, an index, further sitemaps; newest first."""

    pages: list[Link]
    sitemaps: list[Link]


def read_sitemap(body: bytes, url: httpx.URL, most: int) -> Sitemap:
    """The links of a sitemap; `most` bounds what a gzip body unpacks to. FetchFault: NOT_A_SITEMAP, TOO_LARGE, BAD_ENCODING."""
    data = gunzipped(body, most) if body.startswith(_GZIP) else body
    if _FEED.search(data[:1000]):
        return Sitemap(read_feed(data, url).links, [])
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        return Sitemap(_listed(data, url), [])
    pages: list[Draft] = []
    sitemaps: list[Draft] = []
    for is_page, draft in _drafts(data):
        (pages if is_page else sitemaps).append(draft)
    return Sitemap(as_links(pages, url), as_links(sitemaps, url))


def _listed(data: bytes, url: httpx.URL) -> list[Link]:
    """A plain text sitemap: an absolute URL a line."""
    lines = [line.strip() for line in data.decode("utf-8-sig", "replace").splitlines()]
    links = as_links([Draft(line) for line in lines if line.startswith(("http://", "https://"))], url)
    if not links:
        raise FetchFault(Reason.NOT_A_SITEMAP, "neither XML nor a list of URLs")
    return links


def _drafts(data: bytes) -> Iterator[tuple[bool, Draft]]:
    """The entries of the XML, and whether each is a page; entities are not resolved and nothing else is loaded."""
    # Broken XML is read as far as it goes, since sitemaps with a bare `&` are many.
    events = etree.iterparse(
        io.BytesIO(data), recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        for _, element in events:
            name = _local(element)
            if name in ("url", "sitemap"):
                if draft := _draft(element):
                    yield name == "url", draft
                element.clear()
    except etree.XMLSyntaxError as fault:
        raise FetchFault(Reason.NOT_A_SITEMAP, f"not XML: {str(fault)[:100]}") from fault
    if events.root is None or _local(events.root) not in ("urlset", "sitemapindex"):
        raise FetchFault(Reason.NOT_A_SITEMAP, "XML, but neither a urlset nor a sitemapindex")


def _draft(entry: etree._Element) -> Draft | None:
    said = {name: each.text or "" for each in entry.iter("{*}*") if (name := _local(each)) in _FIELDS}
    if not said.get("loc", "").strip():
        return None
    return Draft(said["loc"], parse_moment(said.get("publication_date")), parse_moment(said.get("lastmod")))


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""
