"""Visits keep to robots.txt, a pace and a few redirects, and bear with servers in trouble."""

import datetime as dt
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.fetching.client import Limits, Response
from pipeline.ingest.fetching.faults import FetchFault, Reason
from pipeline.ingest.fetching.guard import Guard, guard_for
from pipeline.ingest.fetching.pace import Pace, Stopped, retry_after_seconds
from pipeline.ingest.fetching.robots import Robots
from pipeline.ingest.fetching.state import Host, State, open_state
from pipeline.ingest.fetching.urls import parse_url
from pipeline.ingest.fetching.visitor import Ask, Manners, Visitor
from tests.ingest.fetching.conftest import LIMITS, START, Answer, FakeTime, Site, client_for

HOSTS = ("a.example", "b.example", "127.0.0.1")


class Guest:
    """A visitor of a site, and its state."""

    def __init__(self, site: Site, time: FakeTime, state: State) -> None:
        self.site, self.time, self.state = site, time, state
        self.stop = threading.Event()
        robots = Robots(state, "Entente", time.clock.now)
        self.visitor = Visitor(client_for(time), Pace(time.clock, self.stop), robots, state, time.clock)

    def visit(self, path: str = "/", host: str = "a.example", **manners: Any) -> Response:
        url = parse_url(self.site.url(path, host))
        guard = guard_for(url, [f"{name}:{self.site.port}" for name in HOSTS])
        return self.visitor.visit(Ask(url), Manners(**{"guard": guard, "limits": LIMITS, "interval": 3.0, **manners}))

    def fault(self, path: str = "/", host: str = "a.example", **manners: Any) -> Reason:
        with pytest.raises(FetchFault) as caught:
            self.visit(path, host, **manners)
        return caught.value.reason

    def again(self) -> "Guest":
        """As at a later run: only the state is as it was."""
        return Guest(self.site, self.time, self.state)


@contextmanager
def guests(site: Site, time: FakeTime, folder: Path) -> Iterator[Guest]:
    with open_state(folder / "state.sqlite") as state:
        yield Guest(site, time, state)


@pytest.fixture
def guest(site: Site, time: FakeTime, tmp_path: Path) -> Iterator[Guest]:
    with guests(site, time, tmp_path) as made:
        site.routes["/"] = Answer(b"front page")
        yield made


def robots(site: Site, text: str | bytes, status: int = 200, **headers: str) -> None:
    body = text if isinstance(text, bytes) else text.encode()
    site.routes["/robots.txt"] = Answer(body, status, headers)


@pytest.mark.parametrize(
    ("text", "path", "is_allowed"),
    [
        ("User-agent: *\nDisallow: /", "/", False),
        ("User-agent: *\nDisallow:", "/", True),
        ("user-agent: entente\ndisallow: /\n\nuser-agent: *\ndisallow:", "/", False),
        ("User-agent: Entente\nDisallow:\n\nUser-agent: *\nDisallow: /", "/", True),
        ("User-agent: otherbot\nDisallow: /", "/", True),
        ("User-agent: *\nDisallow: /\nAllow: /$", "/", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/paper.pdf", False),
        ("User-agent: *\nDisallow: /*?print", "/page?print=1", False),
        (b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /\r\n", "/", False),
        (b"User-agent: *\rDisallow: /\r", "/", False),
        (b"\xff\xfe\x00 wild bytes", "/", True),
        ("<html>no such file</html>", "/", True),
        ("# " + "x" * 400_000 + "\nUser-agent: *\nDisallow: /", "/", False),
    ],
)
def test_robots_txt_is_obeyed(guest: Guest, text: str | bytes, path: str, is_allowed: bool):
    robots(guest.site, text)
    guest.site.routes[path] = Answer(b"page")
    if is_allowed:
        assert guest.visit(path).body == b"page"
    else:
        assert guest.fault(path) is Reason.ROBOTS_DISALLOWED
        assert guest.site.asked == ["/robots.txt"]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_site_without_robots_txt_may_be_visited(guest: Guest, status: int):
    robots(guest.site, "User-agent: *\nDisallow: /", status)
    assert guest.visit().status == 200


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_whose_robots_txt_is_unreachable_is_not_visited_for_now(guest: Guest, status: int):
    robots(guest.site, "", status)
    assert guest.fault() is Reason.ROBOTS_UNREACHABLE
    assert "/" not in guest.site.asked
    robots(guest.site, "")
    asked = len(guest.site.asked)
    assert guest.fault() is Reason.ROBOTS_UNREACHABLE
    assert len(guest.site.asked) == asked
    guest.time.sleep(dt.timedelta(hours=1).total_seconds())
    assert guest.again().visit().status == 200


def test_robots_txt_serves_for_a_day_and_an_old_copy_while_the_site_is_in_trouble(guest: Guest):
    robots(guest.site, "User-agent: *\nDisallow: /private")
    guest.visit()
    guest.again().visit()
    assert guest.site.asked.count("/robots.txt") == 1
    robots(guest.site, "", 503)
    guest.time.sleep(dt.timedelta(days=2).total_seconds())
    assert guest.visit().status == 200
    assert guest.site.asked.count("/robots.txt") > 1
    assert guest.fault("/private") is Reason.ROBOTS_DISALLOWED


def test_robots_txt_that_redirects_counts_for_the_host_that_was_asked(guest: Guest):
    guest.site.routes["/robots.txt"] = Answer(status=301, headers={"Location": guest.site.url("/rules", "b.example")})
    guest.site.routes["/rules"] = Answer(b"User-agent: *\nDisallow: /")
    assert guest.fault() is Reason.ROBOTS_DISALLOWED


def test_robots_txt_that_redirects_in_a_circle_is_none(guest: Guest):
    guest.site.routes["/robots.txt"] = Answer(status=302, headers={"Location": "/robots.txt"})
    assert guest.visit().status == 200


def test_only_the_operator_may_pass_over_robots_txt(guest: Guest):
    robots(guest.site, "User-agent: *\nDisallow: /")
    assert guest.visit(respects_robots=False).status == 200
    assert guest.site.asked == ["/"]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("Crawl-delay: 10", 10.0),
        ("Request-rate: 1/20", 20.0),
        ("Crawl-delay: 10\nRequest-rate: 1/20s", 20.0),
        ("Crawl-delay: 1", 3.0),
        ("Crawl-delay: often", 3.0),
    ],
)
def test_requests_to_a_host_keep_the_slowest_pace_that_anyone_asks_for(guest: Guest, text: str, seconds: float):
    robots(guest.site, f"User-agent: *\n{text}")
    guest.visit()
    before = guest.time.seconds
    guest.visit()
    assert guest.time.seconds - before == pytest.approx(seconds)


def test_hosts_do_not_wait_for_one_another(guest: Guest):
    guest.visit(host="a.example", respects_robots=False)
    guest.visit(host="b.example", respects_robots=False)
    assert guest.time.seconds == 0


def test_a_host_that_wants_longer_pauses_than_a_run_waits_is_left_to_a_later_run(guest: Guest):
    robots(guest.site, "User-agent: *\nCrawl-delay: 3600")
    with pytest.raises(FetchFault):
        guest.visit()
    assert guest.fault() is Reason.HOST_RESTING
    guest.time.sleep(3601)
    assert guest.again().visit().status == 200


def test_redirects_are_followed_and_checked_against_the_robots_txt_of_where_they_lead(guest: Guest):
    site = guest.site
    site.routes["/"] = Answer(status=301, headers={"Location": site.url("/new", "b.example")})
    site.routes["/new"] = Answer(b"moved")
    got = guest.visit()
    assert (got.body, got.url.host) == (b"moved", "b.example")
    assert site.asked == ["/robots.txt", "/", "/robots.txt", "/new"]
    robots(site, "User-agent: *\nDisallow: /new")
    guest.time.sleep(dt.timedelta(days=2).total_seconds())
    assert guest.fault() is Reason.ROBOTS_DISALLOWED


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("file:///etc/passwd", Reason.BAD_REDIRECT),
        ("gopher://127.0.0.1:70/", Reason.BAD_REDIRECT),
        ("http://[broken", Reason.BAD_REDIRECT),
        ("http://169.254.169.254/latest/meta-data/", Reason.REFUSED_ADDRESS),
        ("http://localhost/", Reason.REFUSED_ADDRESS),
        ("http://2130706433/", Reason.REFUSED_ADDRESS),
        ("http://127.0.0.1:22/", Reason.REFUSED_PORT),
        ("http://[::1]/", Reason.REFUSED_ADDRESS),
        ("/", Reason.TOO_MANY_REDIRECTS),
        ("", Reason.TOO_MANY_REDIRECTS),
    ],
)
def test_redirects_that_lead_astray_are_refused(guest: Guest, location: str, reason: Reason):
    guest.site.routes["/"] = Answer(status=302, headers={"Location": location})
    url = parse_url(guest.site.url("/", "a.example"))
    assert guest.fault(guard=guard_for(url, ["a.example"])) is reason


def test_more_than_five_redirects_are_too_many(guest: Guest):
    for number in range(9):
        guest.site.routes[f"/{number}"] = Answer(status=307, headers={"Location": f"/{number + 1}"})
    guest.site.routes["/9"] = Answer(b"end")
    assert guest.visit("/4").body == b"end"
    assert guest.fault("/3") is Reason.TOO_MANY_REDIRECTS


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_redirects_to_letters_beyond_ascii_lead_where_browsers_go(guest: Guest, encoding: str):
    location = "/r\xe9gion".encode(encoding)
    guest.site.routes["/"] = lambda handler: handler.wfile.write(
        b"HTTP/1.1 302 F\r\nLocation: " + location + b"\r\n\r\n"
    )
    guest.site.routes["/r%C3%A9gion"] = Answer(b"there")
    assert guest.visit().body == b"there"


@settings(deadline=None)
@given(
    st.one_of(
        st.text(max_size=40), st.sampled_from(["-1", "1e9", "9" * 400, "Mon, 99 Nov 2026 10:00:00 GMT", "\u0663"])
    )
)
def test_a_wild_retry_after_is_a_wait_of_at_most_a_day_or_none(value: str):
    seconds = retry_after_seconds(value, START)
    assert seconds is None or 0 <= seconds <= 86_400


def test_credentials_of_a_redirect_are_dropped(guest: Guest):
    there = guest.site.url("/there", "user:secret@a.example")
    guest.site.routes["/"] = Answer(status=302, headers={"Location": there})
    guest.site.routes["/there"] = Answer(b"there")
    assert "secret" not in str(guest.visit().url)
    assert "authorization" not in guest.site.headers[-1]


def test_a_server_that_recovers_is_asked_again_with_growing_pauses(guest: Guest):
    guest.site.routes["/"] = deque([Answer(status=500), Answer(status=502), Answer(b"well")])
    assert guest.visit(interval=0.1).body == b"well"
    assert guest.time.seconds == pytest.approx(2 + 4, abs=0.5)
    assert guest.state.host("a.example") == Host()


def test_a_connection_that_breaks_is_tried_again(guest: Guest):
    broken = lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")  # noqa: E731
    guest.site.routes["/"] = deque([broken, Answer(b"whole")])
    assert guest.visit().body == b"whole"


@pytest.mark.parametrize("value", ["50", (START + dt.timedelta(seconds=50)).strftime("%a, %d %b %Y %H:%M:%S GMT")])
def test_retry_after_is_waited_for(guest: Guest, value: str):
    guest.site.routes["/"] = deque([Answer(status=429, headers={"Retry-After": value}), Answer(b"now")])
    guest.visit(respects_robots=False)
    assert 49 <= guest.time.seconds <= 51


def test_a_long_retry_after_is_left_to_a_later_run(guest: Guest):
    guest.site.routes["/"] = deque([Answer(status=429, headers={"Retry-After": "7200"}), Answer(b"now")])
    assert guest.fault() is Reason.RATE_LIMITED
    assert guest.state.host("a.example").next_at == START + dt.timedelta(seconds=7200 + guest.time.seconds)
    assert guest.again().fault() is Reason.HOST_RESTING
    assert guest.site.asked.count("/") == 1
    guest.time.sleep(7201)
    assert guest.again().visit().body == b"now"


def test_a_retry_after_of_years_is_capped_at_a_day(guest: Guest):
    guest.site.routes["/"] = Answer(status=503, headers={"Retry-After": "99999999999"})
    guest.fault()
    assert guest.state.host("a.example").next_at <= START + dt.timedelta(days=1, minutes=5)


def test_a_host_that_keeps_failing_is_left_alone_for_longer_and_longer(guest: Guest):
    guest.site.routes["/"] = Answer(status=500)
    rests = []
    for _ in range(6):
        guest.fault()
        until = guest.state.host("a.example").next_at
        rests.append((until - guest.time.clock.now()).total_seconds() / 60 if until else 0)
        if until:
            assert guest.fault() is Reason.HOST_RESTING
            guest.time.sleep(rests[-1] * 60 + 1)
    assert rests == pytest.approx([0, 0, 5, 10, 20, 40])
    guest.site.routes["/"] = Answer(b"well")
    guest.visit()
    assert guest.state.host("a.example") == Host()


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (404, Reason.NOT_FOUND),
        (410, Reason.NOT_FOUND),
        (403, Reason.DENIED),
        (451, Reason.DENIED),
        (304, Reason.BROKEN_RESPONSE),
        (300, Reason.BROKEN_RESPONSE),
    ],
)
def test_refusals_are_told_and_not_asked_for_again(guest: Guest, status: int, reason: Reason):
    guest.site.routes["/"] = Answer(status=status)
    assert guest.fault() is reason
    assert guest.site.asked.count("/") == 1
    assert guest.state.host("a.example") == Host()


def test_a_refused_host_is_not_asked_for_its_robots_txt(guest: Guest):
    assert guest.fault(guard=Guard(ports=frozenset({("a.example", guest.site.port)}))) is Reason.REFUSED_ADDRESS
    assert guest.site.asked == []


def test_a_robots_txt_that_is_too_large_keeps_its_site_unvisited(guest: Guest):
    robots(guest.site, "x" * 6_000_000)
    assert guest.fault(limits=Limits(20, 1000)) is Reason.ROBOTS_UNREACHABLE


def test_a_run_that_is_stopped_waits_no_longer(guest: Guest):
    guest.stop.set()
    with pytest.raises(Stopped):
        guest.visit()
    assert guest.site.asked == []
