"""One exchange with servers that are odd, broken, endless or hostile."""

import gzip
import ssl
import subprocess
import time as real_time
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.fetching.client import Call, Limits, Response
from pipeline.ingest.fetching.connection import Deadline
from pipeline.ingest.fetching.decode import decoded, gunzipped
from pipeline.ingest.fetching.faults import FetchFault, Reason
from pipeline.ingest.fetching.guard import guard_for
from pipeline.ingest.fetching.urls import parse_url, shown
from tests.ingest.fetching.conftest import LIMITS, Answer, FakeTime, Site, client_for

MOST = 1_000_000


def get(site: Site, path: str = "/", limits: Limits = LIMITS, host: str = "127.0.0.1") -> Response:
    url = parse_url(site.url(path, host))
    return client_for().exchange(Call(url), guard_for(url, [host]), limits)


def fault(site: Site, limits: Limits = LIMITS) -> FetchFault:
    with pytest.raises(FetchFault) as caught:
        get(site, limits=limits)
    assert "\n" not in caught.value.detail
    return caught.value


def test_an_answer_is_told_with_its_status_headers_and_body(site: Site):
    site.routes["/"] = Answer(
        "Ünruhen".encode("latin-1"), 203, {"Content-Type": "text/html; charset=iso-8859-1", "X-Odd": "\xfc"}
    )
    got = get(site)
    assert (got.status, got.body, got.header("content-type")) == (203, b"\xdcnruhen", "text/html; charset=iso-8859-1")
    assert got.header("x-odd") == "\xfc"


def test_requests_say_who_asks_and_carry_nothing_from_one_to_the_next(site: Site, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    site.routes["/"] = Answer(b"", headers={"Set-Cookie": "session=1"})
    get(site)
    get(site)
    assert set(site.headers[1]) == {"host", "user-agent", "accept-encoding", "connection"}
    assert site.headers[1]["user-agent"] == "Entente/0 (+test)"


def test_redirects_are_answers_and_not_followed(site: Site):
    site.routes["/"] = Answer(status=302, headers={"Location": "file:///etc/passwd"})
    assert get(site).status == 302
    assert site.asked == ["/"]


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress),
        ("X-GZIP", gzip.compress),
        ("gzip", lambda data: gzip.compress(data[:9]) + gzip.compress(data[9:])),
        ("gzip", lambda data: gzip.compress(data) + b"rubbish"),
        ("deflate", zlib.compress),
        ("deflate", raw_deflate),
        ("identity", bytes),
    ],
)
def test_compressed_bodies_are_unpacked(site: Site, coding: str, packed: Any):
    body = bytes(range(256)) * 900
    site.routes["/"] = Answer(packed(body), headers={"Content-Encoding": coding})
    assert get(site).body == body


@settings(deadline=None)
@given(st.binary(max_size=5000), st.integers(1, 4000), st.sampled_from(["gzip", "deflate", "raw", "two"]))
def test_unpacking_does_not_depend_on_how_the_body_is_cut(body: bytes, size: int, how: str):
    packed = {
        "gzip": gzip.compress(body),
        "deflate": zlib.compress(body),
        "raw": raw_deflate(body),
        "two": gzip.compress(body[:7]) + gzip.compress(body[7:]),
    }[how]
    chunks = [packed[start : start + size] for start in range(0, len(packed), size)]
    assert decoded(chunks, "gzip" if how in ("gzip", "two") else "deflate", 5000) == body


@settings(deadline=None)
@given(st.binary(min_size=1, max_size=500), st.sampled_from(["gzip", "deflate"]))
def test_wild_bytes_are_unpacked_or_told_as_broken(body: bytes, coding: str):
    try:
        assert isinstance(decoded([body], coding, MOST), bytes)
    except FetchFault as caught:
        assert caught.reason in (Reason.BAD_ENCODING, Reason.TOO_LARGE)


@pytest.mark.parametrize("layers", [1, 2])
def test_a_bomb_is_given_up_when_it_is_larger_than_allowed(site: Site, layers: int):
    bomb = b"\0" * 50_000_000
    for _ in range(layers):
        bomb = gzip.compress(bomb)
    site.routes["/"] = Answer(bomb, headers={"Content-Encoding": ", ".join(["gzip"] * layers)})
    assert fault(site).reason is (Reason.TOO_LARGE if layers == 1 else Reason.BAD_ENCODING)


def test_a_gzip_file_is_unpacked_to_no_more_than_allowed():
    assert gunzipped(gzip.compress(b"x" * MOST), MOST) == b"x" * MOST
    with pytest.raises(FetchFault) as caught:
        gunzipped(gzip.compress(b"x" * (MOST + 1)), MOST)
    assert caught.value.reason is Reason.TOO_LARGE


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", b"plain text"),
        ("gzip", gzip.compress(b"cut short" * 99, mtime=0)[:-9]),
        ("br", b"\x8b\x02\x80"),
        ("zstd", b"?"),
    ],
)
def test_codings_that_are_broken_or_were_not_asked_for_are_told(site: Site, coding: str, body: bytes):
    site.routes["/"] = Answer(body, headers={"Content-Encoding": coding})
    assert fault(site).reason is Reason.BAD_ENCODING


def endless(piece: bytes, pause: float = 0.0) -> Any:
    def answer(handler: Any) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(piece)
            real_time.sleep(pause)

    return answer


def test_an_endless_body_is_given_up(site: Site):
    site.routes["/"] = endless(b"news " * 1000)
    assert fault(site).reason is Reason.TOO_LARGE


def test_a_body_that_drips_is_given_up_by_the_deadline(site: Site):
    site.routes["/"] = endless(b".", pause=0.05)
    assert fault(site, Limits(0.6, MOST)).reason is Reason.TIMED_OUT


def test_headers_that_drip_are_given_up_by_the_deadline(site: Site):
    def drip(handler: Any) -> None:
        for number in range(10_000):
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n" if not number else b"X: y\r\n")
            handler.wfile.flush()
            real_time.sleep(0.05)

    site.routes["/"] = drip
    assert fault(site, Limits(0.6, MOST)).reason is Reason.TIMED_OUT


def test_a_silent_server_is_given_up(site: Site):
    site.routes["/"] = lambda _: real_time.sleep(5)
    assert fault(site, Limits(0.3, MOST)).reason is Reason.TIMED_OUT


def test_an_operation_may_take_its_own_time_or_what_is_left_of_the_exchange():
    time = FakeTime()
    deadline = Deadline(10.0, time.clock.monotonic)
    time.sleep(7.0)
    assert (deadline.left(2.0, TimeoutError), deadline.left(5.0, TimeoutError), deadline.left(None, TimeoutError)) == (
        2,
        3,
        3,
    )
    time.sleep(3.0)
    with pytest.raises(TimeoutError):
        deadline.left(2.0, TimeoutError)


@pytest.mark.parametrize(
    "sent",
    [
        b"HTTP/1.1 200 OK\r\nX-Huge: " + b"x" * 2_000_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % number for number in range(100_000)) + b"\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut short",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Length: minus\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"",
    ],
    ids=["huge header", "many headers", "cut short", "two lengths", "no length", "bad chunk", "not http", "nothing"],
)
def test_answers_that_break_the_protocol_are_told(site: Site, sent: bytes):
    site.routes["/"] = lambda handler: handler.wfile.write(sent)
    # A server whose answer is refused half-way may also see its connection reset.
    assert fault(site).reason in (Reason.BROKEN_RESPONSE, Reason.CONNECTION_FAILED)


def test_a_body_longer_than_its_stated_length_ends_there(site: Site):
    site.routes["/"] = Answer(b"hello and more", headers={"Content-Length": "5"})
    assert get(site).body == b"hello"


def test_a_closed_port_is_a_failed_connection(site: Site):
    site.server_close()
    assert fault(site).reason is Reason.CONNECTION_FAILED


@pytest.fixture
def secure(tmp_path: Path, site: Site) -> Path:
    """The site speaks TLS, with a certificate of its own for news.example; its path."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=news.example -addext subjectAltName=DNS:news.example"
    try:
        subprocess.run([*command.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate, key)
    site.socket = server.wrap_socket(site.socket, server_side=True, do_handshake_on_connect=False)
    return certificate


def test_certificates_are_checked_for_the_name_that_was_asked_for(site: Site, secure: Path):
    site.routes["/"] = Answer(b"safe")
    trusting = client_for(tls=ssl.create_default_context(cafile=str(secure)))

    def tls(host: str, client: Any) -> Response:
        url = parse_url(site.url("/", host).replace("http:", "https:"))
        return client.exchange(Call(url), guard_for(url, [host]), LIMITS)

    assert tls("news.example", trusting).body == b"safe"
    for host, client in (("other.example", trusting), ("news.example", client_for())):
        with pytest.raises(FetchFault) as caught:
            tls(host, client)
        assert caught.value.reason is Reason.TLS_FAILED


@pytest.mark.parametrize(
    "text",
    [
        "file:///etc/passwd",
        "ftp://h/",
        "//h/",
        "h.example",
        "http://",
        "http:///x",
        "http://h:99999/",
        "gopher://h:70/_x",
        "http://%31%32%37.0.0.1/",
        "http://①②⑦.⓪.⓪.①/",
        "http://h\t/",
        "http://a b/",
        "http://h:0/",
        "http://h/" + "x" * 9000,
    ],
)
def test_what_is_no_web_address_is_refused(text: str):
    with pytest.raises(FetchFault) as caught:
        parse_url(text)
    assert caught.value.reason is Reason.BAD_URL


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://user:secret@"]))
def test_wild_addresses_are_parsed_or_refused(text: str, start: str):
    try:
        url = parse_url(start + text)
    except FetchFault as caught:
        assert caught.reason is Reason.BAD_URL
        assert "secret" not in caught.detail or "@" not in start + text
    else:
        assert url.scheme in ("http", "https")
        assert not url.userinfo


def test_addresses_are_shown_without_query_and_credentials():
    url = parse_url("https://user:secret@h.example/feed?key=secret#top")
    assert shown(url) == "https://h.example/feed"
    assert "user" not in str(url)
