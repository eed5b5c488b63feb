"""Whole runs: what is new is written once, what fails is told, and nothing that happens in between loses a page."""

import datetime as dt
import gzip
import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time as real_time
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from warcio.archiveiterator import ArchiveIterator

from pipeline.ingest.fetching.faults import Reason
from pipeline.ingest.fetching.fetch import FetchBusy
from pipeline.ingest.fetching.report import SourceReport
from pipeline.store.paths import PROJECT
from tests.ingest.fetching.conftest import START, Answer, Desk, Site, item, pages, records, rss


def files(desk: Desk) -> list[str]:
    """What lies in the output folder for ingest to see."""
    return sorted(path.name for path in desk.out.rglob("*") if path.is_file() and not path.name.startswith("."))


def counts(report: SourceReport) -> tuple[int, int, int, int, int]:
    return report.fetched, report.unchanged, report.robots, len(report.failures), report.left


def test_a_feed_is_kept_as_it_came(desk: Desk, site: Site):
    body = rss(item("/1"))
    site.routes["/feed"] = Answer(
        body, headers={"Content-Type": "application/rss+xml; charset=utf-8", "Set-Cookie": "id=1"}
    )
    report = desk.fetch_one(name="news", feed=site.url("/feed"))
    assert counts(report) == (1, 0, 0, 0, 0)
    assert report.file == desk.out / "fetched" / "2026-11-23" / "news-120000.warc.gz"
    with report.file.open("rb") as file:
        about, kept = [(each, each.content_stream().read()) for each in ArchiveIterator(file, check_digests="raise")]
    assert about[0].rec_type == "warcinfo"
    assert b"software: Entente/" in about[1]
    record, payload = kept
    assert (record.rec_type, payload) == ("response", body)
    assert record.rec_headers.get_header("WARC-Target-URI") == site.url("/feed")
    assert record.rec_headers.get_header("WARC-Date") == "2026-11-23T12:00:00Z"
    assert record.rec_headers.get_header("WARC-Payload-Digest").startswith("sha1:")
    assert record.http_headers.get_statuscode() == "200"
    assert record.http_headers.get_header("Content-Type") == "application/rss+xml; charset=utf-8"
    assert record.http_headers.get_header("Set-Cookie") is None


@pytest.mark.parametrize("validators", [{"etag": '"one"'}, {"modified": "Mon, 23 Nov 2026 10:00:00 GMT"}, {}])
def test_a_feed_that_has_not_changed_brings_no_file(desk: Desk, site: Site, validators: dict[str, str]):
    site.routes["/feed"] = Answer(rss(item("/1")), **validators)
    desk.fetch_one(feed=site.url("/feed"))
    before = files(desk)
    for _ in range(3):
        desk.later(hours=1)
        report = desk.fetch_one(feed=site.url("/feed"))
        assert (counts(report), report.file) == ((0, 1, 0, 0, 0), None)
    assert files(desk) == before
    site.routes["/feed"] = Answer(rss(item("/2")), etag='"two"')
    assert desk.fetch_one(feed=site.url("/feed")).fetched == 1


def test_a_feed_that_only_says_anew_when_it_was_built_brings_no_file(desk: Desk, site: Site):
    for number in range(3):
        site.routes["/feed"] = Answer(rss(item("/1"), title=f"built at {number}"), etag=f'"{number}"')
        assert counts(desk.fetch_one(feed=site.url("/feed"))) == ((0, 1, 0, 0, 0) if number else (1, 0, 0, 0, 0))


def test_what_is_no_feed_or_nothing_at_all_is_told_and_not_kept(desk: Desk, site: Site):
    site.routes |= {
        "/feed": Answer(b"<html>We have moved</html>"),
        "/map": Answer(b"moved"),
        "/page": Answer(status=204),
    }
    report = desk.fetch(
        {"feed": site.url("/feed")}, {"sitemap": site.url("/map"), "follow": False}, {"page": site.url("/page")}
    )
    reasons = [each.problem.reason for each in report.sources if each.problem]
    assert reasons == [Reason.NOT_A_FEED, Reason.NOT_A_SITEMAP, Reason.BROKEN_RESPONSE]
    assert report.files == ()


def test_followed_pages_are_fetched_once_and_the_feed_is_not_kept(desk: Desk, site: Site):
    for number in range(1, 4):
        site.routes[f"/{number}"] = Answer(f"page {number}".encode())
    site.routes["/feed"] = Answer(rss(item("/1"), item("/2", 2)))
    first = desk.fetch_one(feed=site.url("/feed"), follow=True)
    assert pages(first.file) == {site.url("/1"): b"page 1", site.url("/2"): b"page 2"}
    desk.later(hours=2)
    site.routes["/feed"] = Answer(rss(item("/1"), item("/2", 2), item("/3", 3)))
    second = desk.fetch_one(feed=site.url("/feed"), follow=True)
    assert pages(second.file) == {site.url("/3"): b"page 3"}
    assert site.asked.count("/1") == 1


def test_the_newest_pages_come_first_and_the_rest_with_the_next_runs(desk: Desk, site: Site):
    def listed(*days: int) -> None:
        for day in days:
            site.routes[f"/{day}"] = Answer(b"page of %d" % day)
        site.routes["/feed"] = Answer(rss(*(item(f"/{day}", day) for day in days)), etag=f'"{len(days)}"')

    def fetched() -> list[str | None]:
        site.asked.clear()
        desk.later(hours=1)
        desk.fetch_one(feed=site.url("/feed"), follow=True, max_items=2)
        return [path for path in site.asked if path not in ("/feed", "/robots.txt")]

    listed(1, 2)
    assert fetched() == ["/2", "/1"]
    listed(1, 2, 3, 4, 5, 6)
    assert fetched() == ["/6", "/5"]
    assert fetched() == ["/4", "/3"]
    assert fetched() == []


def test_a_page_whose_item_changes_is_fetched_again_and_kept_if_it_changed(desk: Desk, site: Site):
    site.routes["/1"] = site.routes["/2"] = Answer(b"first")
    site.routes["/feed"] = Answer(rss(item("/1"), item("/2")))
    desk.fetch_one(feed=site.url("/feed"), follow=True)
    desk.later(hours=2)
    site.routes["/1"] = Answer(b"second")
    site.routes["/feed"] = Answer(rss(item("/1", 2), item("/2", 2)))
    report = desk.fetch_one(feed=site.url("/feed"), follow=True)
    assert counts(report) == (1, 1, 0, 0, 0)
    assert pages(report.file) == {site.url("/1"): b"second"}


def test_a_page_says_where_its_link_came_from_and_where_it_led(desk: Desk, site: Site):
    site.routes["/go"] = Answer(status=302, headers={"Location": "/page"})
    site.routes["/page"] = Answer(b"page")
    site.routes["/feed"] = Answer(rss(item("/go")))
    report = desk.fetch_one(feed=site.url("/feed"), follow=True)
    assert report.file
    (told,) = [
        body.decode() for kind, url, body in records(report.file) if (kind, url) == ("metadata", site.url("/page"))
    ]
    assert told.splitlines() == [
        f"via: {site.url('/feed')}",
        "published: 2026-11-01T10:00:00+00:00",
        f"requested: {site.url('/go')}",
    ]


def test_a_compressed_page_is_kept_unpacked_with_headers_that_are_true_of_it(desk: Desk, site: Site):
    site.routes["/page"] = Answer(
        gzip.compress(b"page " * 100), headers={"Content-Encoding": "gzip", "Content-Type": "text/html"}
    )
    report = desk.fetch_one(page=site.url("/page"))
    assert report.file
    with report.file.open("rb") as file:
        (record,) = [each for each in ArchiveIterator(file) if each.rec_type == "response" and each.raw_stream]
        assert record.http_headers.get_header("Content-Encoding") is None
        assert record.http_headers.get_header("X-Archive-Orig-Content-Encoding") == "gzip"
        assert record.http_headers.get_header("Content-Length") == "500"
    assert pages(report.file) == {site.url("/page"): b"page " * 100}


def test_the_same_answers_at_the_same_time_are_the_same_bytes(desk: Desk, site: Site, tmp_path: Path):
    site.routes["/page"] = lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npage")
    first = desk.fetch_one(page=site.url("/page"))
    second = Desk(tmp_path / "other", site, type(desk.time)()).fetch_one(page=site.url("/page"))
    assert first.file
    assert second.file
    assert first.file.read_bytes() == second.file.read_bytes()


def sitemap_index(*names: str) -> bytes:
    return f"<sitemapindex>{''.join(f'<sitemap><loc>{name}</loc></sitemap>' for name in names)}</sitemapindex>".encode()


def urlset(*names: str) -> bytes:
    return f"<urlset>{''.join(f'<url><loc>{name}</loc></url>' for name in names)}</urlset>".encode()


def test_sitemaps_are_followed_two_indexes_deep(desk: Desk, site: Site):
    site.routes |= {f"/{name}": Answer(name.encode()) for name in "abcd"}
    site.routes["/map"] = Answer(sitemap_index("/map1", "/map2", "/map", "/gone"), etag='"i"')
    site.routes["/map1"] = Answer(urlset("/a", "/b"), etag='"1"')
    site.routes["/map2"] = Answer(sitemap_index("/map3"))
    site.routes["/map3"] = Answer(sitemap_index("/map4"))
    site.routes["/map4"] = Answer(urlset("/d"))
    report = desk.fetch_one(sitemap=site.url("/map"))
    assert set(pages(report.file)) == {site.url("/a"), site.url("/b")}
    assert [each.reason for each in report.failures] == [Reason.NOT_FOUND]
    assert report.problem is None
    assert "/map4" not in site.asked
    site.routes["/map1"] = Answer(urlset("/a", "/b", "/c"), etag='"2"')
    assert set(pages(desk.fetch_one(sitemap=site.url("/map")).file)) == {site.url("/c")}


def test_at_most_twenty_sitemaps_of_an_index_are_looked_at(desk: Desk, site: Site):
    site.routes["/map"] = Answer(sitemap_index(*(f"/map{number}" for number in range(50))))
    site.routes |= {f"/map{number}": Answer(urlset(f"/p{number}")) for number in range(50)}
    desk.fetch_one(sitemap=site.url("/map"))
    assert sum(path.startswith("/map") for path in site.asked) == 21


def test_pages_that_robots_txt_disallows_are_passed_over(desk: Desk, site: Site):
    site.routes["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private")
    site.routes["/open"] = Answer(b"open")
    site.routes["/feed"] = Answer(rss(item("/open"), item("/private/1"), item("/private/2")))
    report = desk.fetch_one(feed=site.url("/feed"), follow=True)
    assert counts(report) == (1, 0, 2, 0, 0)
    assert not any(path.startswith("/private") for path in site.asked)


def test_a_page_in_trouble_is_fetched_at_a_later_run_though_its_feed_has_not_changed(desk: Desk, site: Site):
    site.routes["/feed"] = Answer(rss(item("/1"), item("/2")), etag='"e"')
    site.routes |= {"/1": Answer(status=503), "/2": Answer(b"two")}
    first = desk.fetch_one(feed=site.url("/feed"), follow=True)
    assert counts(first) == (1, 0, 0, 1, 0)
    assert first.problem is None
    site.routes["/1"] = Answer(b"one")
    desk.later(hours=1)
    assert pages(desk.fetch_one(feed=site.url("/feed"), follow=True).file) == {site.url("/1"): b"one"}


def test_pages_of_a_host_that_is_left_alone_are_left_for_later(desk: Desk, site: Site):
    site.routes |= {f"/{number}": Answer(status=503) for number in range(9)}
    site.routes["/feed"] = Answer(rss(*(item(f"/{number}") for number in range(9))))
    report = desk.fetch_one(feed=site.url("/feed"), follow=True)
    assert counts(report) == (0, 0, 0, 3, 6)
    assert report.problem
    assert report.problem.reason is Reason.SERVER_ERROR


def test_when_a_feed_is_followed_from_now_on_its_old_validators_say_nothing(desk: Desk, site: Site):
    site.routes |= {"/feed": Answer(rss(item("/1")), etag='"e"'), "/1": Answer(b"one")}
    desk.fetch_one(name="n", feed=site.url("/feed"))
    assert pages(desk.fetch_one(name="n", feed=site.url("/feed"), follow=True).file) == {site.url("/1"): b"one"}


def test_sources_that_fail_stop_no_other_and_are_told_with_their_reasons(desk: Desk, site: Site):
    site.routes["/feed"] = Answer(rss(item("/1")))
    site.routes["/html"] = Answer(b"<html>no feed</html>")
    site.routes["/large"] = Answer(b"x" * 2000)
    site.routes["/away"] = Answer(status=302, headers={"Location": "http://169.254.169.254/latest/"})
    report = desk.fetch(
        {"feed": site.url("/gone", "a.example")},
        {"feed": site.url("/html", "a.example"), "follow": True},
        {"sitemap": site.url("/html", "b.example")},
        {"page": site.url("/large", "b.example"), "max_bytes": 1000},
        {"page": site.url("/away", "c.example")},
        {"page": site.url("/feed", "a.example"), "allow_hosts": []},
        {"feed": site.url("/feed", "c.example")},
    )
    reasons = [each.problem.reason if each.problem else None for each in report.sources]
    assert reasons == [
        Reason.NOT_FOUND,
        Reason.NOT_A_FEED,
        Reason.NOT_A_SITEMAP,
        Reason.TOO_LARGE,
        Reason.REFUSED_ADDRESS,
        Reason.REFUSED_ADDRESS,
        None,
    ]
    assert len(report.failing) == 6
    assert [path.name for path in report.files] == ["s6-120000.warc.gz"]
    assert all(each.line.startswith(f"{each.name}: ") and "\n" not in each.line for each in report.sources)


def test_a_source_that_cannot_be_written_is_told_and_fetched_again_when_it_can(desk: Desk, site: Site):
    site.routes["/1"] = Answer(b"one")
    site.routes["/feed"] = Answer(rss(item("/1")), etag='"e"')
    day = desk.out / "fetched" / "2026-11-23"
    day.parent.mkdir(parents=True)
    day.write_text("a file where the folder should be")
    report = desk.fetch_one(feed=site.url("/feed"), follow=True)
    assert report.problem
    assert report.problem.reason is Reason.NOT_WRITTEN
    day.unlink()
    assert pages(desk.fetch_one(feed=site.url("/feed"), follow=True).file) == {site.url("/1"): b"one"}


def test_a_disk_that_is_full_leaves_no_half_file(desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch):
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    site.routes["/page"] = Answer(b"page")
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.ingest.fetching.archive.os.fsync", full)
        report = desk.fetch_one(page=site.url("/page"))
    assert report.problem
    assert (report.problem.reason, report.problem.detail.partition(": ")[2]) == (
        Reason.NOT_WRITTEN,
        "No space left on device",
    )
    assert not list(desk.out.rglob("*.warc.gz*"))
    assert pages(desk.fetch_one(page=site.url("/page")).file) == {site.url("/page"): b"page"}


def test_a_fault_of_the_code_itself_is_told_and_stops_no_other(desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: Any) -> None:
        raise ZeroDivisionError("a mistake")

    monkeypatch.setattr("pipeline.ingest.fetching.collecting.read_feed", broken)
    site.routes |= {"/feed": Answer(rss()), "/page": Answer(b"page")}
    report = desk.fetch({"feed": site.url("/feed"), "follow": True}, {"page": site.url("/page")})
    assert [each.problem.reason if each.problem else None for each in report.sources] == [Reason.UNEXPECTED, None]


def test_hosts_are_asked_side_by_side_and_each_for_one_thing_at_a_time(desk: Desk, site: Site):
    together = threading.Barrier(3, timeout=10)
    under_way: list[str] = []
    most: list[int] = []

    def feed(handler: Any) -> None:
        together.wait()  # only passed when three hosts are asked at once
        handler.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n" + rss(*(item(site.url(f"/{name}")) for name in "xyz")))

    def page(handler: Any) -> None:
        under_way.append(handler.path)
        most.append(len(under_way))
        real_time.sleep(0.02)
        under_way.remove(handler.path)
        handler.wfile.write(b"HTTP/1.0 200 OK\r\n\r\npage")

    site.routes |= {"/feed": feed, **dict.fromkeys(("/x", "/y", "/z"), page)}
    hosts = ("a.example", "b.example", "c.example")
    report = desk.fetch(*({"feed": site.url("/feed", host), "follow": True} for host in hosts))
    assert [each.fetched for each in report.sources] == [3, 3, 3]
    assert most == [1] * 9


def test_a_second_run_into_the_same_folder_is_refused_while_the_first_goes_on(desk: Desk, site: Site):
    desk.fetch()
    with FileLock(desk.out / "fetched" / ".lock"), pytest.raises(FetchBusy, match="another run"):
        desk.fetch()


SCRIPT = """
import signal
import sys
# A shell starts what runs behind it with interruption ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
from pathlib import Path
from pipeline.ingest.fetching.fetch import Tools, fetch
from pipeline.ingest.fetching.sources_file import read_sources
fetch(read_sources(Path(sys.argv[1])), Path(sys.argv[2]), Tools(resolver=lambda *_: ["127.0.0.1"]))
"""


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_ended_amid_its_pages_loses_none_and_shows_no_half_file(
    desk: Desk, site: Site, sent: signal.Signals
):
    reached = threading.Event()
    go_on = threading.Event()

    def last(handler: Any) -> None:
        reached.set()
        go_on.wait(20)
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(b"page 1")

    names = [f"/{number}" for number in range(1, 5)]
    site.routes |= {name: Answer(f"page {name[1:]}".encode()) for name in names} | {"/1": last}
    site.routes["/feed"] = Answer(rss(*(item(name, int(name[1:])) for name in names)), etag='"e"')
    desk.out.mkdir()
    file = desk.out / "sources.toml"
    hosts = f'allow_hosts = ["127.0.0.1"]\nrate = 600\nfollow = true\nfeed = "{site.url("/feed")}"'
    file.write_text(f'[[source]]\nname = "s0"\n{hosts}\n')
    process = subprocess.Popen([sys.executable, "-c", SCRIPT, file, desk.out], cwd=PROJECT, stderr=subprocess.DEVNULL)
    assert reached.wait(20)
    os.kill(process.pid, sent)
    go_on.set()
    assert process.wait(20) != 0
    file.unlink()
    before = [pages(path) for path in desk.out.rglob("*.warc.gz")]
    assert len(before) == (0 if sent is signal.SIGKILL else 1)
    site.routes["/1"] = Answer(b"page 1")
    desk.later(seconds=(dt.datetime.now(dt.UTC) - START).total_seconds())
    report = desk.fetch_one(feed=site.url("/feed"), follow=True)
    every = [pages(path) for path in desk.out.rglob("*.warc.gz")]
    assert {url for found in every for url in found} == {site.url(name) for name in names}
    assert sum(map(len, every)) == len(names)
    assert report.problem is None
    assert not list(desk.out.rglob(".*.warc.gz.*"))


class TestAlerts:
    def fetch(self, desk: Desk, site: Site, status: int) -> SourceReport:
        site.routes["/feed"] = Answer(rss(), status)
        desk.later(days=2)
        return desk.fetch_one(name="news", feed=site.url("/feed", "a.example"))

    def hook(self, desk: Desk, site: Site, answer: Answer, **options: Any) -> None:
        site.routes["/hook/secret"] = answer
        desk.top = {"alerts": {"webhook": site.url("/hook/secret", "b.example"), **options}}

    def test_alerts_go_out_at_doubling_counts_and_on_recovery(self, desk: Desk, site: Site):
        self.hook(desk, site, Answer(b"ok"), allow_hosts=["b.example"])
        for _ in range(9):
            self.fetch(desk, site, 404)
        self.fetch(desk, site, 200)
        self.fetch(desk, site, 200)
        told = [json.loads(each) for each in site.posted]
        assert [each["failures_in_a_row"] for each in told] == [1, 2, 4, 8, 9]
        assert [each["status"] for each in told] == ["failing"] * 4 + ["recovered"]
        assert (told[0]["source"], told[0]["reason"]) == ("news", "not_found")
        assert dt.datetime.fromisoformat(told[0]["time"]).tzinfo
        assert "news" in told[0]["text"]

    def test_a_failing_source_is_logged_in_a_line(self, desk: Desk, site: Site, caplog: pytest.LogCaptureFixture):
        self.fetch(desk, site, 404)
        assert caplog.messages == [
            f"source news failed 1 times in a row: not_found: {site.url('/feed', 'a.example')}: status 404"
        ]

    @pytest.mark.parametrize("answer", [Answer(status=500), Answer(status=302, headers={"Location": "/hook/secret"})])
    def test_faults_of_the_webhook_are_logged_without_its_key(
        self, desk: Desk, site: Site, answer: Answer, caplog: pytest.LogCaptureFixture
    ):
        self.hook(desk, site, answer, allow_hosts=["b.example"])
        assert self.fetch(desk, site, 404).problem
        assert "could not be posted to b.example" in caplog.text
        assert "secret" not in caplog.text
        assert len(site.posted) == 1

    def test_the_webhook_is_guarded_too(self, desk: Desk, site: Site, caplog: pytest.LogCaptureFixture):
        self.hook(desk, site, Answer())
        self.fetch(desk, site, 404)
        assert site.posted == []
        assert "refused_address" in caplog.text

    def test_a_source_whose_host_is_left_alone_is_not_counted_again(
        self, desk: Desk, site: Site, caplog: pytest.LogCaptureFixture
    ):
        site.routes["/feed"] = Answer(status=503, headers={"Retry-After": "86000"})
        for _ in range(4):
            report = desk.fetch_one(name="news", feed=site.url("/feed", "a.example"))
            desk.later(hours=1)
        assert report.is_resting
        assert len([each for each in caplog.records if each.levelno >= logging.WARNING]) == 1
