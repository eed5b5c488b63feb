"""Whole articles of the corpora at hand, with their days: what copies are planted among.

Sets with gold of their own are read where they are scored.
"""

import datetime as dt
import html
import json
import re
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TAG = re.compile(r"<[^>]+>")
_TIMEML = re.compile(
    r"<DCT>.*?value=\"(?P<day>[0-9-]{10}).*?<TITLE>(?P<title>.*?)</TITLE>.*?<TEXT>(?P<text>.*?)</TEXT>", re.S
)
_REUTERS = re.compile(
    r"<REUTERS[^>]*NEWID=\"(?P<name>\d+)\">.*?<DATE>(?P<date>.*?)</DATE>(?P<rest>.*?)</REUTERS>", re.S
)
_REUTERS_PARTS = re.compile(
    r"<TITLE>(?P<title>.*?)</TITLE>.*?<BODY>(?P<text>.*?)(?:\s*Reuter\s*&#3;|&#3;)?</BODY>", re.S
)
_REUTERS_TIME = re.compile(r"\d+-[A-Za-z]+-\d+ \d+:\d+:\d+")
_INDENT = re.compile(r"\n {3,}")
_BBC_FROM, _BBC_DAYS = dt.datetime(2004, 11, 1, tzinfo=dt.UTC), 14
"""The BBC's stories bear no dates: they are spread over days by a hash of their names, which makes them as dense as a feed."""


@dataclass(frozen=True, slots=True)
class Original:
    """An article as its corpus has it; paragraphs of the text are parted by blank lines."""

    name: str
    source: str
    published_at: dt.datetime
    title: str
    text: str


def read_originals(corpora: Path) -> list[Original]:
    """The articles of all corpora that are there, in order of their names."""
    bulk = corpora / "bulk"
    readers = {
        bulk / "te3-silver_2382_tml.tar.gz": _timeml,
        bulk / "reuters21578_3000_sgm.tar.gz": _reuters,
        bulk / "bbc_2225_txt.tar.gz": _bbc,
        corpora / "clusters" / "giveme5w1h": _giveme5w1h,
    }
    found = (article for path, reader in readers.items() if path.exists() for article in reader(path))
    return sorted(found, key=lambda article: article.name)


def _timeml(archive: Path) -> Iterator[Original]:
    for name, data in _files(archive):
        if found := _TIMEML.search(data):
            yield Original(name, "newswire", _time(found["day"]), _plain(found["title"]), _plain(found["text"]))


def _reuters(archive: Path) -> Iterator[Original]:
    for _, data in _files(archive):
        for item in _REUTERS.finditer(data):
            parts, stamp = _REUTERS_PARTS.search(item["rest"]), _REUTERS_TIME.search(item["date"])
            if parts and stamp:
                when = dt.datetime.strptime(stamp[0], "%d-%b-%Y %H:%M:%S").replace(tzinfo=dt.UTC)
                text = _INDENT.sub("\n\n", _plain(parts["text"]))
                yield Original(f"reuters-{item['name']}", "Reuters", when, _plain(parts["title"]), text)


def _bbc(archive: Path) -> Iterator[Original]:
    for name, data in _files(archive):
        title, _, text = data.partition("\n")
        day = _BBC_FROM + dt.timedelta(days=zlib.crc32(name.encode()) % _BBC_DAYS)
        yield Original(name, "BBC", day, title, text.strip())


def _giveme5w1h(folder: Path) -> Iterator[Original]:
    for path in folder.glob("*.json"):
        row = json.loads(path.read_text(encoding="utf-8"))
        when = _time(row["date_publish"] or row["date_download"])
        text = re.sub(r"\n+", "\n\n", row["text"])
        yield Original(row["url"], row["source_domain"], when, row["title"] or "", text)


def _files(archive: Path) -> Iterator[tuple[str, str]]:
    with tarfile.open(archive) as held:
        for member in held:
            if member.isfile() and (file := held.extractfile(member)):
                yield member.name, file.read().decode("latin-1" if "te3" not in archive.name else "utf-8", "replace")


def _time(stamp: str) -> dt.datetime:
    return dt.datetime.fromisoformat(stamp).replace(tzinfo=dt.UTC)


def _plain(marked: str) -> str:
    return html.unescape(_TAG.sub("", marked)).strip()
