"""The links of feeds and sitemaps of every form, and of what only pretends to be one."""

import datetime as dt
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.fetching.faults import FetchFault, Reason
from pipeline.ingest.fetching.feeds import read_feed
from pipeline.ingest.fetching.links import parse_moment
from pipeline.ingest.fetching.sitemaps import Sitemap, read_sitemap
from pipeline.ingest.fetching.urls import parse_url
from pipeline.store.paths import PROJECT

BASE = parse_url("https://news.example/world/feed.xml")
MOST = 10_000_000
FEEDS = PROJECT.parent / "shared" / "corpora" / "feeds"

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>
<entry><id>urn:x:1</id><link href="/one"/><published>2026-11-20T10:00:00Z</published><updated>2026-11-22T12:00:00+02:00</updated></entry>
<entry><id>urn:x:2</id><link rel="alternate" href="https://other.example/two?x=1&amp;y=2#top"/><updated>2026-11-23T08:00:00Z</updated></entry>
<entry><id>urn:x:3</id><link href="mailto:desk@news.example"/></entry><entry><id>urn:x:4</id><title>no link</title></entry></feed>"""
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>
<item><link>two</link><pubDate>Sun, 22 Nov 2026 10:00:00 +0000</pubDate></item>
<item><link> https://news.example/world/one </link><guid>g</guid><pubDate>Mon, 23 Nov 2026 10:00:00 +0000</pubDate></item>
<item><link>https://news.example/world/one#again</link></item><item><link>undated</link></item></channel></rss>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<item rdf:about="https://news.example/r"><title>R</title><link>https://news.example/r</link></item></rdf:RDF>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "items": [
        {"id": "1", "url": "/a", "date_published": "2026-11-20T10:00:00Z", "date_modified": "2026-11-21T10:00:00Z"},
        {"id": "2", "external_url": "https://other.example/b"},
        {"id": "3"},
        "odd",
    ],
}


def urls(text: str | bytes, content_type: str | None = None) -> list[str]:
    return [link.url for link in read_feed(text.encode() if isinstance(text, str) else text, BASE, content_type).links]


def test_atom_feeds_give_links_with_dates_newest_first():
    two, one = read_feed(ATOM.encode(), BASE).links
    assert (two.url, one.url) == ("https://other.example/two?x=1&y=2", "https://news.example/one")
    assert one.at == dt.datetime(2026, 11, 20, 10, tzinfo=dt.UTC)
    assert one.version == "2026-11-22T10:00:00+00:00 urn:x:1"


def test_rss_feeds_give_each_page_once():
    assert urls(RSS) == [f"https://news.example/world/{name}" for name in ("one", "two", "undated")]
    assert urls(RDF) == ["https://news.example/r"]
    assert urls(RSS.replace("</channel></rss>", "")) == urls(RSS)


def test_json_feeds_give_links():
    assert urls("\ufeff\n" + json.dumps(JSON)) == ["https://news.example/a", "https://other.example/b"]
    assert read_feed(json.dumps(JSON).encode(), BASE).links[0].version.startswith("2026-11-21")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1251"])
def test_feeds_of_any_encoding_are_read(encoding: str):
    feed = RSS.replace("?>", f' encoding="{encoding}"?>').replace(
        "<title>T", "<title>\xe9" if "8859" in encoding else "<title>T"
    )
    assert len(urls(feed.encode(encoding))) == 3
    assert len(urls(RSS.replace('<?xml version="1.0"?>', "").encode("utf-8"), f"text/xml; charset={encoding}")) >= 0


def test_the_version_of_an_item_changes_with_its_time_and_its_guid():
    versions = {
        read_feed(text.encode(), BASE).links[0].version
        for text in (RSS, RSS.replace("<guid>g", "<guid>h"), RSS.replace("23 Nov 2026 10", "23 Nov 2026 11"))
    }
    assert len(versions) == 3


def test_the_digest_of_a_feed_is_of_its_items_only():
    changed = {
        read_feed(text.encode(), BASE).digest
        for text in (RSS, RSS.replace("<title>T</title>", "<title>T</title><lastBuildDate>now</lastBuildDate>"))
    }
    assert len(changed) == 1
    assert (
        read_feed(RSS.replace("<item>", "<item><description>new</description>", 1).encode(), BASE).digest not in changed
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "<html><body><p>News</p></body></html>",
        "{}",
        '{"items": []}',
        "{broken",
        "[1]",
        "/etc/passwd",
        "\0\0",
        "file:///etc/passwd",
        "http://127.0.0.1/feed",
        '{"a":' * 100_000,
    ],
)
def test_what_is_no_feed_is_told(text: str):
    with pytest.raises(FetchFault) as caught:
        urls(text)
    assert caught.value.reason is Reason.NOT_A_FEED


def test_a_body_that_names_a_file_is_not_opened(tmp_path: Path):
    (tmp_path / "feed.xml").write_text(RSS)
    with pytest.raises(FetchFault):
        urls(str(tmp_path / "feed.xml"))


NESTED = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
ENTITIES = f'<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa"><!ENTITY f SYSTEM "file:///etc/hostname">{NESTED}]>'


def test_entities_of_feeds_are_neither_loaded_nor_multiplied():
    feed = RSS.replace('<?xml version="1.0"?>', ENTITIES).replace("<title>T", "<title>&a11;&f;")
    assert len(urls(feed)) == 3


@settings(deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: f"<rss><item><link>{text}".encode())))
def test_wild_feeds_are_read_or_told(body: bytes):
    for read in (lambda: read_feed(body, BASE), lambda: read_sitemap(body, BASE, MOST)):
        try:
            read()
        except FetchFault as caught:
            assert caught.reason in (Reason.NOT_A_FEED, Reason.NOT_A_SITEMAP, Reason.BAD_ENCODING)


@pytest.mark.skipif(not FEEDS.is_dir(), reason=f"the corpora are not at {FEEDS}")
def test_real_feeds_of_every_dialect_are_read():
    told = linked = 0
    for path in (each for each in sorted(FEEDS.rglob("*")) if each.is_file()):
        try:
            found = read_feed(path.read_bytes(), BASE).links
        except FetchFault:
            told += 1
        else:
            linked += bool(found)
    # Most are the briefest feeds that show one element each, without a link.
    assert told <= 20
    assert linked >= 85
    assert read_sitemap((FEEDS / "trafilatura" / "sitemap.xml").read_bytes(), BASE, MOST).pages


NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
NEWS = f"""<?xml version="1.0" encoding="UTF-8"?><urlset {NS}>
<url><loc>https://news.example/old</loc><lastmod>2026-11-20</lastmod></url>
<url><loc> https://news.example/new?a=1&amp;b=2 </loc>
<news:news><news:publication><news:name>News</news:name></news:publication>
<news:publication_date>2026-11-23T09:00:00+01:00</news:publication_date><news:title>New</news:title></news:news></url>
<url><loc>https://news.example/undated</loc></url><url><loc></loc></url><url><loc>javascript:alert(1)</loc></url></urlset>"""
INDEX = f"""<sitemapindex {NS}><sitemap><loc>https://news.example/2025.xml</loc><lastmod>2025-12</lastmod></sitemap>
<sitemap><loc>https://news.example/2026.xml.gz</loc><lastmod>2026-11-23T10:00Z</lastmod></sitemap></sitemapindex>"""


def sitemap(text: str | bytes) -> Sitemap:
    return read_sitemap(text.encode() if isinstance(text, str) else text, BASE, MOST)


def test_news_sitemaps_give_pages_newest_first():
    new, old, undated = sitemap(NEWS).pages
    assert (new.url, new.at) == ("https://news.example/new?a=1&b=2", dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC))
    assert (old.url, undated.url, undated.at) == ("https://news.example/old", "https://news.example/undated", None)
    assert sitemap(gzip.compress(NEWS.encode())) == sitemap(NEWS)
    assert sitemap(NEWS.replace(NS, "").replace("news:", "")) == sitemap(NEWS)


def test_indexes_give_sitemaps_newest_first():
    found = sitemap(INDEX)
    assert [link.url for link in found.sitemaps] == [
        "https://news.example/2026.xml.gz",
        "https://news.example/2025.xml",
    ]
    assert found.pages == []


def test_plain_text_and_feeds_serve_as_sitemaps():
    assert [
        link.url for link in sitemap("\ufeffhttps://news.example/a\r\nhttps://news.example/b\nrubbish\n").pages
    ] == [
        "https://news.example/a",
        "https://news.example/b",
    ]
    assert [link.url for link in sitemap(RSS).pages] == urls(RSS)


def test_a_broken_sitemap_is_read_as_far_as_it_goes():
    assert len(sitemap(NEWS.replace("a=1&amp;b=2", "a=1&b=2")).pages) == 3
    assert len(sitemap(NEWS[: NEWS.index("<url><loc>https://news.example/undated")]).pages) == 2


def test_entities_of_sitemaps_are_neither_loaded_nor_multiplied():
    bomb = NEWS.replace('<?xml version="1.0" encoding="UTF-8"?>', ENTITIES).replace("/old", "/&a11;&f;")
    assert all(len(link.url) < 100 for link in sitemap(bomb).pages)


@pytest.mark.parametrize("text", ["", "plain words", "<html><body/></html>", "<?xml", "\x1f\x8bbroken", "{}"])
def test_what_is_no_sitemap_is_told(text: str):
    with pytest.raises(FetchFault) as caught:
        sitemap(text.encode("latin-1"))
    assert caught.value.reason in (Reason.NOT_A_SITEMAP, Reason.BAD_ENCODING)


def test_a_gzip_sitemap_is_bounded():
    with pytest.raises(FetchFault) as caught:
        sitemap(gzip.compress(b" " * (MOST + 1)))
    assert caught.value.reason is Reason.TOO_LARGE


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026", (2026, 1, 1)),
        ("2026-11", (2026, 11, 1)),
        ("2026-11-23", (2026, 11, 23)),
        ("2026-11-23T10:30Z", (2026, 11, 23, 10, 30)),
        (" 2026-11-23T10:30:15.123+05:30 ", (2026, 11, 23, 5, 0, 15, 123000)),
        ("0001-01-01T00:00:00+14:00", None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_times_are_read_as_the_protocols_write_them(text: str | None, moment: tuple[Any, ...] | None):
    assert parse_moment(text) == (dt.datetime(*moment, tzinfo=dt.UTC) if moment else None)
