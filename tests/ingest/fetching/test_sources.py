"""The operator's file: what it may say, and how its mistakes are told."""

import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.ingest.fetching.sources import Alerts, Defaults, Kind, Source, Sources
from pipeline.ingest.fetching.sources_file import SourcesError, parse_sources, read_sources
from pipeline.store.paths import PROJECT

DOCS = PROJECT / "docs" / "sources.md"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return path


def mistakes(tmp_path: Path, text: str) -> list[str]:
    path = written(tmp_path, text)
    with pytest.raises(SourcesError) as caught:
        read_sources(path)
    lines = str(caught.value).splitlines()
    assert all(line.startswith(f"{path}: ") for line in lines)
    return [line.removeprefix(f"{path}: ") for line in lines]


FEED = '[[source]]\nname = "un-news"\nfeed = "https://news.example/feed"\n'


def test_a_source_takes_the_defaults_that_it_does_not_override(tmp_path: Path):
    text = (
        f'[defaults]\nrate = 6\ntimeout = 12.5\n{FEED}timeout = 40\n[[source]]\nname = "b"\npath = "articles/*.csv"\n'
    )
    feed, path = read_sources(written(tmp_path, text)).source
    assert (feed.rate, feed.timeout, feed.max_items, feed.max_bytes) == (6, 40, 100, 10_000_000)
    assert (path.rate, path.kind, path.location) == (6, Kind.PATH, "articles/*.csv")


def test_only_sitemaps_are_followed_unless_the_operator_says_so():
    at = "https://news.example/"
    tables: list[dict[str, Any]] = [
        {"feed": at},
        {"feed": at, "follow": True},
        {"sitemap": at},
        {"sitemap": at, "follow": False},
    ]
    sources = parse_sources({"source": [{"name": f"s{number}", **each} for number, each in enumerate(tables)]}, "f")
    assert [each.follow for each in sources.source] == [False, True, True, False]


def test_paths_are_for_ingest_and_disabled_sources_for_nobody():
    sources = parse_sources(
        {
            "source": [
                {"name": "a", "path": "s3://bucket/news/*.parquet", "fields": {"title": "headline"}},
                {"name": "b", "page": "https://news.example", "enabled": False},
                {"name": "c", "path": "here", "enabled": False},
                {"name": "d", "page": "https://news.example"},
            ]
        },
        "f",
    )
    assert [each.name for each in sources.paths] == ["a"]
    assert sources.paths[0].fields == {"title": "headline"}
    assert [each.name for each in sources.fetched] == ["d"]


def test_hosts_are_compared_in_one_spelling():
    hosts = ["Intranet.Example.:8443", "b\xfccher.example", "::1", "[fd00::1]:81", "news.example:80"]
    source = {"name": "a", "page": "HTTP://News.Example:80", "allow_hosts": hosts}
    (parsed,) = parse_sources({"source": [source]}, "f").source
    assert parsed.allow_hosts == (
        "intranet.example:8443",
        "xn--bcher-kva.example",
        "::1",
        "[fd00::1]:81",
        "news.example",
    )
    assert parsed.location == "http://news.example/"


@pytest.mark.parametrize(
    ("top", "agent", "token"),
    [
        ({"contact": "desk@news.example"}, r"Entente/[\d.]+ \(\+desk@news.example\)", "Entente"),
        ({}, r"Entente/[\d.]+ \(\+no contact given\)", "Entente"),
        (
            {"user_agent": "Peace-Watch/2.0 (+https://p.example)"},
            r"Peace-Watch/2.0 \(\+https://p.example\)",
            "Peace-Watch",
        ),
    ],
)
def test_the_user_agent_says_who_asks(top: dict[str, str], agent: str, token: str):
    sources = parse_sources(top, "f")
    assert re.fullmatch(agent, sources.agent)
    assert sources.agent_token == token


@pytest.mark.parametrize(
    ("text", "place", "mend"),
    [
        (FEED.replace("https", "ftp"), "source 'un-news': feed: neither http nor https", "RSS, Atom or JSON feed"),
        (
            FEED.replace("news.ex", "me:secret@news.ex"),
            "source 'un-news': feed: a user name or password",
            "leave it out",
        ),
        (FEED + "rate = 0", "source 'un-news': rate: ", "requests a minute"),
        (FEED + 'rate = "fast"', "source 'un-news': rate: ", "such as 20"),
        (FEED + "rats = 3", "source 'un-news': rats: no such option", "rate"),
        (FEED + 'page = "https://p.example"', "source 'un-news': has feed and page", "give exactly one of path, feed"),
        (FEED + 'fields = { title = "h" }', "source 'un-news': fields are for path only", "leave them out"),
        (FEED + 'allow_hosts = ["*.example"]', "source 'un-news': allow_hosts: ", "intranet.example"),
        (FEED + 'allow_hosts = "intranet.example"', "source 'un-news': allow_hosts: ", '["intranet.example"]'),
        (FEED + FEED, "source 'un-news': named twice", "a name of its own"),
        (FEED.replace("un-news", "../../etc"), "source '../../etc': name: is not of its form", "letters, digits"),
        ('[[source]]\nfeed = "https://p.example"', "source 1: name: is missing", "such as"),
        ('[[source]]\nname = "x"', "source 'x': has no place", "exactly one"),
        (
            '[[source]]\nname = "x"\npath = "p"\nfields = { headline = "title" }',
            "source 'x': fields: ",
            '{ title = "headline" }',
        ),
        (
            '[[source]]\nname = "x"\npath = "p"\nfollow = true',
            "source 'x': follow is for feed and sitemap only",
            "leave it out",
        ),
        ("[defaults]\nrespect_robots = false", "defaults: respect_robots: no such option", "rate"),
        ("[defaults]\nrate = -1\n" + FEED, "defaults: rate: ", "requests a minute"),
        ('[alerts]\nwebhook = "hooks.example"', "alerts: webhook: neither http nor https", "posted as JSON"),
        ('contact = "a b"', "contact: is not of its form", "reach you"),
        ('user_agent = "bad\\nheader"', "user_agent: is not of its form", "product name"),
        ("sources = []", "sources: no such option", "source"),
        ("source = 1", "source: ", "[[source]]"),
        ("not toml", "not TOML: ", "line 1"),
    ],
)
def test_a_mistake_is_told_in_a_line_with_source_option_and_mend(tmp_path: Path, text: str, place: str, mend: str):
    (line,) = mistakes(tmp_path, text)
    assert line.startswith(place)
    assert mend in line
    assert "secret" not in line


def test_all_mistakes_are_told_at_once(tmp_path: Path):
    assert len(mistakes(tmp_path, FEED + "rate = 0\ntimeout = 0\n")) == 2


def test_a_file_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(SourcesError, match=r"cannot be read \(No such file"):
        read_sources(tmp_path / "sources.toml")


def test_examples_of_the_guide_are_good_files(tmp_path: Path):
    blocks = re.findall(r"```toml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) >= 2
    for block in blocks:
        read_sources(written(tmp_path, block))


def test_the_guide_tells_of_every_option_and_of_no_other():
    text = DOCS.read_text(encoding="utf-8")
    options = {*Source.model_fields, *Defaults.model_fields, *Alerts.model_fields, *Sources.model_fields}
    told = set(re.findall(r"^\| `(\w+)`", text, re.MULTILINE))
    assert told == options - {"defaults", "alerts", "source"}
    for name in ("[defaults]", "[alerts]", "[[source]]"):
        assert name in text
