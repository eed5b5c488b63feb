"""One exchange with a web server: a request over a guarded connection, and a response of bounded size by a deadline.

Redirects, retries, robots.txt and the pace of requests are for `visitor.py`.
"""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpcore
import httpx

from pipeline.ingest.fetching.connection import Deadline, GuardedBackend, Monotonic
from pipeline.ingest.fetching.decode import ACCEPT_ENCODING, decoded
from pipeline.ingest.fetching.faults import FetchFault, Reason
from pipeline.ingest.fetching.guard import Guard, Resolver
from pipeline.ingest.fetching.urls import parse_url, shown

_READ_SECONDS = 15.0
"""A server that sends nothing for so long is given up, though the deadline be later."""

_WITHOUT_BODY = frozenset({204, 304})
"""Statuses of which the body, if any, says nothing (RFC 9110, sections 15.3.5 and 15.4.5)."""

Headers = tuple[tuple[str, str], ...]
"""Names and values as sent, in order; bytes beyond ASCII as Latin-1, as HTTP always had them."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long an exchange may take in all (seconds) and how large its unpacked body may be (bytes)."""

    seconds: float
    most_bytes: int


@dataclass(frozen=True, slots=True)
class Call:
    """What is asked of a server."""

    url: httpx.URL
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "GET"
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered; the body is without content coding."""

    url: httpx.URL
    version: str
    status: int
    phrase: str
    headers: Headers
    body: bytes

    def header(self, name: str) -> str | None:
        """The first header of that name (lower case)."""
        return next((value for key, value in self.headers if key.lower() == name), None)


@dataclass(frozen=True, slots=True)
class Client:
    """Sends calls. It keeps nothing from one exchange to the next: no cookies, connections, proxies or settings of the environment."""

    user_agent: str
    resolver: Resolver
    monotonic: Monotonic
    tls: ssl.SSLContext
    network: httpcore.NetworkBackend = field(default_factory=httpcore.SyncBackend)

    def exchange(self, call: Call, guard: Guard, limits: Limits) -> Response:
        """The answer to a call, whatever its status; redirects are answers. FetchFault where there is none."""
        backend = GuardedBackend(self.network, guard, self.resolver, Deadline(limits.seconds, self.monotonic))
        timeouts = dict.fromkeys(("connect", "read", "write", "pool"), min(limits.seconds, _READ_SECONDS))
        with (
            _faults(call.url),
            httpcore.ConnectionPool(ssl_context=self.tls, network_backend=backend) as pool,
            pool.stream(
                call.method,
                _core_url(call.url),
                headers=self._headers(call),
                content=call.body or None,
                extensions={"timeout": timeouts},
            ) as answer,
        ):
            return _read(call.url, answer, limits.most_bytes)

    def _headers(self, call: Call) -> list[tuple[bytes, bytes]]:
        own = {"User-Agent": self.user_agent, "Accept-Encoding": ACCEPT_ENCODING, "Connection": "close"}
        return [(key.encode("ascii"), value.encode("latin-1")) for key, value in {**own, **call.headers}.items()]


def _core_url(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


def _read(url: httpx.URL, answer: httpcore.Response, most: int) -> Response:
    headers = tuple((key.decode("latin-1"), value.decode("latin-1")) for key, value in answer.headers)
    coding = ",".join(value for key, value in headers if key.lower() == "content-encoding")
    body = b"" if answer.status in _WITHOUT_BODY else decoded(answer.iter_stream(), coding, most)
    version = answer.extensions.get("http_version", b"HTTP/1.1").decode("latin-1")
    phrase = answer.extensions.get("reason_phrase", b"").decode("latin-1")
    return Response(parse_url(str(url)), version, answer.status, phrase, headers, body)


@contextmanager
def _faults(url: httpx.URL) -> Iterator[None]:
    """Turns the library's errors into faults."""
    try:
        yield
    except httpcore.TimeoutException as fault:
        raise FetchFault(Reason.TIMED_OUT, f"{shown(url)}: no whole answer in time") from fault
    except httpcore.ProtocolError as fault:
        raise FetchFault(Reason.BROKEN_RESPONSE, f"{shown(url)}: {fault}") from fault
    except httpcore.NetworkError as fault:
        is_tls = isinstance(fault.__context__, ssl.SSLError)
        raise FetchFault(Reason.TLS_FAILED if is_tls else Reason.CONNECTION_FAILED, f"{shown(url)}: {fault}") from fault
