"""What a site's robots.txt lets this fetcher do (RFC 9309), as `protego` reads it, kept for a day.

How the file is fetched is in `visitor.py`.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import httpx
from protego import Protego

from pipeline.ingest.fetching.client import Response
from pipeline.ingest.fetching.faults import FetchFault, Reason
from pipeline.ingest.fetching.state import KeptRobots, State
from pipeline.ingest.fetching.urls import origin_of

_GOOD_FOR = dt.timedelta(days=1)
"""RFC 9309, section 2.4: no copy should serve for longer than a day."""

_UNREACHABLE_FOR = dt.timedelta(minutes=10)
"""How long a site whose robots.txt could not be had is not asked for it again."""

_STALE_FOR = dt.timedelta(days=30)
"""How long an old copy serves while the file is unreachable (RFC 9309, section 2.3.1.4, calls 30 days a reasonable period)."""

_MOST_READ = 500 * 1024
"""Bytes that a parser must read at least (RFC 9309, section 2.5)."""

_PASSED_ON = frozenset({Reason.REFUSED_ADDRESS, Reason.REFUSED_PORT, Reason.HOST_RESTING, Reason.BAD_URL})
"""Faults that say of the host itself why it cannot be asked."""

Load = Callable[[httpx.URL], Response]
"""Fetches a robots.txt, redirects followed; its answer has any status but 429 and 5xx, for which it raises FetchFault."""


@dataclass(frozen=True, slots=True)
class Rules:
    """A robots.txt as far as it concerns one user agent."""

    parsed: Protego
    agent: str

    def check(self, url: httpx.URL) -> None:
        """FetchFault (ROBOTS_DISALLOWED) where the file forbids the URL."""
        if not self.parsed.can_fetch(str(url), self.agent):
            raise FetchFault(Reason.ROBOTS_DISALLOWED, f"{origin_of(url)}/robots.txt disallows {url.path}")

    @property
    def interval(self) -> float:
        """Seconds that the file wants between two requests: the slower of its crawl delay and its request rate."""
        rate = self.parsed.request_rate(self.agent)
        return max(self.parsed.crawl_delay(self.agent) or 0.0, rate.seconds / rate.requests if rate else 0.0)


class Robots:
    """The rules of every origin, from the state where they are fresh."""

    def __init__(self, state: State, agent: str, now: Callable[[], dt.datetime]) -> None:
        self._state = state
        self._agent = agent
        self._now = now
        self._parsed: dict[str, tuple[str, Rules]] = {}

    def rules(self, url: httpx.URL, load: Load) -> Rules:
        """The rules for a URL's origin. FetchFault: ROBOTS_UNREACHABLE, or why the host cannot be asked at all."""
        origin = origin_of(url)
        kept = self._state.robots(origin)
        if kept is None or kept.expires <= self._now():
            kept = self._renewed(origin, kept, load)
        if kept.text is None:
            raise FetchFault(Reason.ROBOTS_UNREACHABLE, f"{origin}/robots.txt cannot be had: {kept.fault}")
        return self._rules_of(origin, kept.text)

    def _rules_of(self, origin: str, text: str) -> Rules:
        parsed = self._parsed.get(origin)
        if parsed is None or parsed[0] != text:
            parsed = self._parsed[origin] = (text, Rules(Protego.parse(text), self._agent))
        return parsed[1]

    def _renewed(self, origin: str, old: KeptRobots | None, load: Load) -> KeptRobots:
        now = self._now()
        try:
            kept = KeptRobots(_text_of(load(httpx.URL(f"{origin}/robots.txt"))), "", now, now + _GOOD_FOR)
        except FetchFault as fault:
            if fault.reason is Reason.TOO_MANY_REDIRECTS:
                kept = KeptRobots("", "", now, now + _GOOD_FOR)
            elif fault.reason in _PASSED_ON:
                raise
            else:
                kept = _unreachable(old, fault, now)
        self._state.keep_robots(origin, kept)
        return kept


def _text_of(response: Response) -> str:
    """The file's text; nothing, which allows everything, where the server has none."""
    if not 200 <= response.status < 300:
        return ""
    return response.body[:_MOST_READ].decode("utf-8-sig", "replace")


def _unreachable(old: KeptRobots | None, fault: FetchFault, now: dt.datetime) -> KeptRobots:
    is_usable = old is not None and old.text is not None and now - old.fetched < _STALE_FOR
    if old is not None and is_usable:
        return KeptRobots(old.text, fault.detail, old.fetched, now + _UNREACHABLE_FOR)
    return KeptRobots(None, fault.detail, now, now + _UNREACHABLE_FOR)
