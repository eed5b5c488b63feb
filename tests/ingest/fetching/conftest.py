"""What the tests of fetching share: real web servers on this machine, a clock that needs no waiting, and sources to fetch."""

import datetime as dt
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from pipeline.ingest.fetching.client import Client, Limits
from pipeline.ingest.fetching.clock import Clock
from pipeline.ingest.fetching.fetch import Tools, fetch
from pipeline.ingest.fetching.report import FetchReport, SourceReport
from pipeline.ingest.fetching.sources_file import parse_sources

START = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
TLS = Tools().tls


@dataclass
class Answer:
    """What a route answers; a body that is a list is sent piece by piece as it is, without a length."""

    body: bytes | list[bytes] = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None
    modified: str | None = None


class Site(ThreadingHTTPServer):
    """A web server on this machine with routes that a test may change while it runs; `asked` lists what was asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.port = self.server_address[1]
        self.routes: dict[str, Answer | Callable[[Any], Any] | deque[Answer]] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.posted: list[bytes] = []

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def handle_error(self, *_: Any) -> None:
        """A client that hangs up is no fault of the server."""


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.headers.append({key.lower(): value for key, value in self.headers.items()})
        route = self.server.routes.get(self.path, Answer(b"none", 404))
        if isinstance(route, deque):
            route = route.popleft() if len(route) > 1 else route[0]
        if callable(route):
            route(self)
        else:
            self._answer(route)

    def do_POST(self) -> None:
        self.server.posted.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.do_GET()

    def _answer(self, answer: Answer) -> None:
        seen = (self.headers["If-None-Match"], self.headers["If-Modified-Since"])
        if (answer.etag and answer.etag == seen[0]) or (answer.modified and answer.modified == seen[1]):
            self.send_response(304)
            self.end_headers()
            return
        self.send_response(answer.status)
        validators = {"ETag": answer.etag, "Last-Modified": answer.modified}
        for name, value in {**answer.headers, **validators}.items():
            if value is not None:
                self.send_header(name, value)
        pieces = answer.body if isinstance(answer.body, list) else [answer.body]
        if not isinstance(answer.body, list) and "Content-Length" not in answer.headers:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        for piece in pieces:
            self.wfile.write(piece)

    def log_message(self, *_: Any) -> None:
        """Tests read `asked`."""


class FakeTime:
    """Time that passes by sleeping only."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.naps: list[float] = []
        self._lock = threading.Lock()

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.seconds += seconds
            self.naps.append(seconds)

    @property
    def clock(self) -> Clock:
        return Clock(lambda: START + dt.timedelta(seconds=self.seconds), lambda: self.seconds, self.sleep, lambda: 1.0)


def loopback(host: str, port: int) -> list[str]:
    """Every name of the tests is this machine's."""
    return ["127.0.0.1"]


def client_for(time: FakeTime | None = None, **changes: Any) -> Client:
    clock = time.clock if time else Clock()
    tools = {"user_agent": "Entente/0 (+test)", "resolver": loopback, "monotonic": clock.monotonic, "tls": TLS}
    return Client(**{**tools, **changes})


LIMITS = Limits(seconds=20.0, most_bytes=1_000_000)


@dataclass
class Desk:
    """An output folder, and runs of fetching into it."""

    out: Path
    site: Site
    time: FakeTime
    top: dict[str, Any] = field(default_factory=dict)

    def sources(self, *tables: dict[str, Any]) -> Any:
        hosts = [f"{name}:{self.site.port}" for name in ("127.0.0.1", "a.example", "b.example", "c.example")]
        common = {"allow_hosts": hosts, "rate": 600}
        named = [{"name": f"s{number}", **common, **table} for number, table in enumerate(tables)]
        return parse_sources({**self.top, "source": named}, "sources.toml")

    def fetch(self, *tables: dict[str, Any]) -> FetchReport:
        return fetch(self.sources(*tables), self.out, Tools(self.time.clock, loopback, TLS))

    def fetch_one(self, **table: Any) -> SourceReport:
        return self.fetch(table).sources[0]

    def later(self, **passed: float) -> None:
        self.time.seconds += dt.timedelta(**passed).total_seconds()


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def desk(tmp_path: Path, site: Site, time: FakeTime) -> Desk:
    return Desk(tmp_path / "out", site, time)


def records(path: Path) -> list[tuple[str, str | None, bytes]]:
    """Type, URL and payload of every record of a WARC file."""
    with path.open("rb") as file:
        found = ArchiveIterator(file, check_digests="raise")
        return [
            (each.rec_type, each.rec_headers.get_header("WARC-Target-URI"), each.content_stream().read())
            for each in found
        ]


def pages(path: Path | None) -> dict[str | None, bytes]:
    """The answers in a WARC file by URL."""
    assert path is not None
    return {url: body for kind, url, body in records(path) if kind == "response"}


def rss(*items: str, title: str = "News") -> bytes:
    return f'<rss version="2.0"><channel><title>{title}</title>{"".join(items)}</channel></rss>'.encode()


def item(link: str, day: int = 1, guid: str = "") -> str:
    guid = f"<guid>{guid}</guid>" if guid else ""
    return f"<item><link>{link}</link>{guid}<pubDate>{day:02} Nov 2026 10:00:00 GMT</pubDate></item>"
