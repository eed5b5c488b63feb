"""Visits to URLs, with the manners of a guest: robots.txt, a pace, redirects by hand, and patience with faults.

One exchange is in `client.py`; what is done with an answer in `collecting.py`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx

from pipeline.ingest.fetching.client import Call, Client, Limits, Response
from pipeline.ingest.fetching.clock import Clock
from pipeline.ingest.fetching.faults import WORTH_ANOTHER_TRY, FetchFault, Reason
from pipeline.ingest.fetching.guard import Guard
from pipeline.ingest.fetching.pace import LONGEST_NAP, TRIES, Pace, back_off, rest_after, retry_after_seconds
from pipeline.ingest.fetching.robots import Robots
from pipeline.ingest.fetching.state import Host, State
from pipeline.ingest.fetching.urls import host_of, join_url, shown

_MOST_REDIRECTS = 5
"""Also what RFC 9309, section 2.3.1.2, asks of robots.txt."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})

_ROBOTS_BYTES = 5_000_000
"""A robots.txt beyond this is no such file; the first 500 KiB are read."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How the hosts of a source are treated: the guard, the limits of an exchange, seconds between requests, robots.txt."""

    guard: Guard
    limits: Limits
    interval: float
    respects_robots: bool = True


@dataclass(frozen=True, slots=True)
class Ask:
    """A URL to visit, and the headers to send."""

    url: httpx.URL
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Visits for all sources of a run; threads share one."""

    client: Client
    pace: Pace
    robots: Robots
    state: State
    clock: Clock

    def visit(self, ask: Ask, manners: Manners) -> Response:
        """The answer at the end of all redirects: a 2xx, or 304 to a conditional request. FetchFault for everything else."""
        response = self._followed(ask, manners)
        _check_status(response, is_conditional=any(name.startswith("If-") for name in ask.headers))
        return response

    def _followed(self, ask: Ask, manners: Manners) -> Response:
        url = ask.url
        seen = {url}
        while True:
            interval = manners.interval
            if manners.respects_robots:
                rules = self.robots.rules(url, lambda file: self._robots_file(file, manners))
                rules.check(url)
                interval = max(interval, rules.interval)
            response = self._patient(Call(url, ask.headers), manners, interval)
            if response.status not in _REDIRECTS:
                return response
            url = _next(response, seen)

    def _robots_file(self, url: httpx.URL, manners: Manners) -> Response:
        """A robots.txt; that of another host to which it redirects counts for this one."""
        limits = Limits(manners.limits.seconds, _ROBOTS_BYTES)
        manners = Manners(manners.guard, limits, manners.interval, respects_robots=False)
        return self._followed(Ask(url), manners)

    def _patient(self, call: Call, manners: Manners, interval: float) -> Response:
        """The answer to a call, with more tries where that may help. FetchFault also for 429 and 5xx."""
        host = host_of(call.url)
        self._check_rest(host)
        for tried in range(1, TRIES + 1):
            try:
                response = self._once(call, manners, interval)
            except FetchFault as fault:
                wait = back_off(tried, self.clock.chance(), fault.retry_after)
                is_hopeless = fault.reason not in WORTH_ANOTHER_TRY or tried == TRIES or wait > LONGEST_NAP
                if is_hopeless:
                    self._note_fault(host, fault)
                    raise
                self.pace.nap(wait)
            else:
                self._note_answer(host)
                return response
        raise AssertionError("the last try returns or raises")

    def _once(self, call: Call, manners: Manners, interval: float) -> Response:
        with self.pace.turn(host_of(call.url), interval):
            response = self.client.exchange(call, manners.guard, manners.limits)
        if response.status == 429 or response.status >= 500:
            asked = retry_after_seconds(response.header("retry-after"), self.clock.now())
            reason = Reason.RATE_LIMITED if response.status == 429 else Reason.SERVER_ERROR
            raise FetchFault(reason, f"{shown(call.url)}: status {response.status}", asked)
        return response

    def _check_rest(self, host: str) -> None:
        next_at = self.state.host(host).next_at
        if next_at and next_at > self.clock.now():
            raise FetchFault(Reason.HOST_RESTING, f"{host} is left alone until {next_at:%Y-%m-%d %H:%M} UTC")

    def _note_fault(self, host: str, fault: FetchFault) -> None:
        if fault.reason is Reason.HOST_RESTING and fault.retry_after:
            next_at = self.clock.now() + dt.timedelta(seconds=fault.retry_after)
            self.state.keep_host(host, Host(self.state.host(host).failures, next_at))
        elif fault.reason in WORTH_ANOTHER_TRY:
            failures = self.state.host(host).failures + 1
            rest = rest_after(failures, fault.retry_after)
            self.state.keep_host(host, Host(failures, self.clock.now() + rest if rest else None))

    def _note_answer(self, host: str) -> None:
        if self.state.host(host) != Host():
            self.state.keep_host(host, Host())


def _next(response: Response, seen: set[httpx.URL]) -> httpx.URL:
    """Where a redirect leads; `seen` grows by it. FetchFault: BAD_REDIRECT, TOO_MANY_REDIRECTS."""
    try:
        url = join_url(response.url, _as_meant(response.header("location") or ""))
    except FetchFault as fault:
        raise FetchFault(Reason.BAD_REDIRECT, f"{shown(response.url)} redirects to what is {fault.detail}") from fault
    if len(seen) > _MOST_REDIRECTS or url in seen:
        raise FetchFault(Reason.TOO_MANY_REDIRECTS, f"{shown(response.url)}: redirects in a circle, or more than five")
    seen.add(url)
    return url


def _as_meant(location: str) -> str:
    """A Location in which a server put letters beyond ASCII as they are: UTF-8, as browsers read it, else Latin-1."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _check_status(response: Response, *, is_conditional: bool) -> None:
    status, where = response.status, shown(response.url)
    if status in (404, 410):
        raise FetchFault(Reason.NOT_FOUND, f"{where}: status {status}")
    if 400 <= status < 500:
        raise FetchFault(Reason.DENIED, f"{where}: status {status}")
    if 200 <= status < 300 and not response.body:
        raise FetchFault(Reason.BROKEN_RESPONSE, f"{where}: status {status} with nothing in it")
    if not 200 <= status < 300 and not (status == 304 and is_conditional):
        raise FetchFault(Reason.BROKEN_RESPONSE, f"{where}: status {status} was not asked for")
