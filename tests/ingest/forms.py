"""One honest file of every form, each with articles of our own writing, for tests that need them all."""

import gzip
import io
import json
import struct
import tarfile
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.ingest.conftest import LEAD, REST
from tests.ingest.test_html import PUBLISHED, page
from tests.ingest.test_json_lines import line

WIRE = f"date 2022-03-26 'Ministers meet'\n\n{LEAD}\n\n{REST}\n"
ADDRESS = "https://harbour.example/2022/border"


def row(number: int = 1) -> dict[str, str]:
    return json.loads(line(title=f"Ministers meet, day {number}", url=f"{ADDRESS}/{number}"))


def rss(items: int = 2) -> str:
    entries = "".join(
        f"<item><title>Ministers meet, day {number}</title><link>{ADDRESS}/{number}</link>"
        f"<pubDate>Sat, 26 Mar 2022 10:05:{number:02} GMT</pubDate>"
        f"<description>&lt;p&gt;{LEAD}&lt;/p&gt;&lt;p&gt;{REST}&lt;/p&gt;</description></item>"
        for number in range(items)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title>{entries}</channel></rss>'


def atom() -> str:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title><entry><title>Ministers meet</title>'
        f'<link href="{ADDRESS}"/><published>2022-03-26T10:05:30Z</published><author><name>Ama Mensah</name></author>'
        f'<content type="html">&lt;p&gt;{LEAD}&lt;/p&gt;&lt;p&gt;{REST}&lt;/p&gt;</content></entry></feed>'
    )


def json_feed() -> str:
    item = {
        "id": "1",
        "url": ADDRESS,
        "title": "Ministers meet",
        "content_html": f"<p>{LEAD}</p><p>{REST}</p>",
        "date_published": "2022-03-26T10:05:30Z",
    }
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Harbour Post", "items": [item]})


def sitemap() -> str:
    return (
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        f"<url><loc>{ADDRESS}</loc><news:news><news:publication_date>2022-03-26</news:publication_date>"
        "<news:title>Ministers meet</news:title></news:news></url></urlset>"
    )


def csv_table() -> str:
    cell = f"{LEAD}\n\n{REST}".replace('"', '""')
    return f'title,published_at,text\r\nMinisters meet,2022-03-26,"{cell}"\r\nThey met again,2022-03-27,"{cell}"\r\n'


def parquet() -> bytes:
    held = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([row(1), row(2)]), held)
    return held.getvalue()


def warc(*, is_packed: bool = False) -> bytes:
    held = io.BytesIO()
    writer = WARCWriter(held, gzip=is_packed)
    writer.write_record(writer.create_warcinfo_record("harbour.warc", {"software": "a crawler"}))
    for number, content in enumerate((page(PUBLISHED), rss())):
        media = "text/html; charset=utf-8" if not number else "application/rss+xml"
        headers = StatusAndHeaders("200 OK", [("Content-Type", media)], protocol="HTTP/1.1")
        payload = io.BytesIO(content.encode())
        writer.write_record(
            writer.create_warc_record(f"{ADDRESS}/{number}", "response", payload=payload, http_headers=headers)
        )
    return held.getvalue()


def warc_with_dictionary() -> bytes:
    """Frames of zstd, one a record, behind the dictionary that they share."""
    samples = [f"{LEAD} {number} {REST}".encode() for number in range(2_000)]
    dictionary = zstandard.train_dictionary(4_096, samples)
    packer = zstandard.ZstdCompressor(dict_data=dictionary)
    held = dictionary.as_bytes()
    frames = b"".join(packer.compress(b"WARC/" + record) for record in warc().split(b"WARC/")[1:])
    return struct.pack("<4sI", b"\x5d\x2a\x4d\x18", len(held)) + held + frames


def arc() -> bytes:
    first = b"1 0 Harbour\nURL IP-address Archive-date Content-type Archive-length\n"
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(PUBLISHED).encode()
    heads = (f"filedesc://harbour.arc 0.0.0.0 20220326100530 text/plain {len(first)}\n".encode(), first)
    record = f"{ADDRESS} 192.0.2.7 20220326100530 text/html {len(block)}\n".encode()
    return b"".join((*heads, b"\n", record, block, b"\n"))


def packed_zip(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


def packed_tar(members: dict[str, bytes] | list[tuple[str, bytes]], mode: str = "w") -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode=mode) as archive:
        for name, content in members.items() if isinstance(members, dict) else members:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return held.getvalue()


def honest() -> dict[str, tuple[bytes, int]]:
    """A file of every form by its name, with how many of its inputs are articles if it is taken in alone."""
    lines = f"{line()}\n{line(title='Another day')}\n".encode()
    inside = {"deep/wire.txt": WIRE.encode(), "more.jsonl": lines}
    return {
        "wire.txt": (WIRE.encode(), 1),
        "2022-03-26-text.txt": (f"{LEAD} {REST}".encode(), 1),
        "page.html": (page(PUBLISHED).encode(), 1),
        "rss.xml": (rss().encode(), 2),
        "atom.xml": (atom().encode(), 1),
        "feed.json": (json_feed().encode(), 1),
        "sitemap.xml": (sitemap().encode(), 0),
        "one.json": (json.dumps(row(), indent=1).encode(), 1),
        "list.json": (json.dumps([row(1), row(2)], indent=1).encode(), 2),
        "answer.json": (json.dumps({"status": "ok", "articles": [row(1), row(2)]}).encode(), 2),
        "records.jsonl": (lines, 2),
        "table.csv": (csv_table().encode(), 2),
        "table.tsv": (
            csv_table()
            .replace(",", "\t", 2)
            .replace("meet,2022-03-26,", "meet\t2022-03-26\t")
            .replace("again,2022-03-27,", "again\t2022-03-27\t")
            .encode(),
            2,
        ),
        "table.parquet": (parquet(), 2),
        "crawl.warc": (warc(), 3),
        "crawl.warc.gz": (warc(is_packed=True), 3),
        "crawl.warc.zst": (zstandard.compress(warc()), 3),
        "crawl-dictionary.warc.zst": (warc_with_dictionary(), 3),
        "crawl.arc": (arc(), 1),
        "crawl.arc.gz": (gzip.compress(arc()), 1),
        "wire.txt.gz": (gzip.compress(WIRE.encode()), 1),
        "all.zip": (packed_zip(inside), 3),
        "all.tar": (packed_tar(inside), 3),
        "all.tar.gz": (packed_tar(inside, "w:gz"), 3),
        "all.tar.xz": (packed_tar(inside, "w:xz"), 3),
        "all.tgz": (packed_tar(inside, "w:gz"), 3),
        "nested.zip": (packed_zip({"all.tar.bz2": packed_tar(inside, "w:bz2")}), 3),
    }
