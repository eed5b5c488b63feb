"""How fast a host is asked: one request at a time, a pause between two, longer pauses after faults.

What counts as a fault is in `faults.py`; until when a host is left alone is kept in `state.py`.
"""

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from pipeline.ingest.fetching.clock import Clock
from pipeline.ingest.fetching.faults import FetchFault, Reason

LONGEST_NAP = 120.0
"""Seconds that a run waits for a host; for longer it leaves the host to a later run."""

TRIES = 3
"""Requests for one URL in a run."""

_FIRST_WAIT = 2.0
"""Seconds before the second try; doubled for each further one."""

_LONGEST_RETRY_AFTER = 86_400.0
"""Seconds of a Retry-After that are honoured: a day, so that a server's mistake does not end a source for good."""

_FAULTS_BEFORE_REST = 3
"""URLs in a row that fail before their host is left alone: fewer may be broken pages of a sound host."""

_FIRST_REST = dt.timedelta(minutes=5)
_LONGEST_REST = dt.timedelta(days=1)


class Stopped(Exception):
    """The run is to end; what was not fetched stays for the next one."""


@dataclass(slots=True)
class _Host:
    turn: threading.Lock = field(default_factory=threading.Lock)
    ready_at: float = float("-inf")


class Pace:
    """Gives turns at hosts to the threads of a run."""

    def __init__(self, clock: Clock, stop: threading.Event) -> None:
        self._clock = clock
        self._stop = stop
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str, interval: float) -> Iterator[None]:
        """The sole turn at a host, once `interval` seconds have gone since the last ended.

        FetchFault (HOST_RESTING) where that is too long to wait for.
        """
        with self._lock:
            entry = self._hosts.setdefault(host, _Host())
        with entry.turn:
            self._await(host, entry.ready_at + interval - self._clock.monotonic())
            try:
                yield
            finally:
                entry.ready_at = self._clock.monotonic()

    def _await(self, host: str, seconds: float) -> None:
        if seconds > LONGEST_NAP:
            raise FetchFault(Reason.HOST_RESTING, f"{host} wants {seconds:.0f} s between requests", retry_after=seconds)
        self.nap(seconds)

    def nap(self, seconds: float) -> None:
        """Wait, in short naps so that the run can be stopped. Raises Stopped."""
        end = self._clock.monotonic() + seconds
        while not self._stop.is_set() and (left := end - self._clock.monotonic()) > 0:
            self._clock.sleep(min(left, 1.0))
        if self._stop.is_set():
            raise Stopped


def back_off(tried: int, chance: float, retry_after: float | None) -> float:
    """Seconds before the next try: doubled each time, between half and all of it, never less than the server asked."""
    wait = _FIRST_WAIT * float(2 ** (tried - 1)) * (1 + chance) / 2
    return max(wait, retry_after or 0.0)


def rest_after(failures: int, retry_after: float | None) -> dt.timedelta | None:
    """How long a host is left alone after so many failed URLs in a row; none when it may be asked on."""
    asked = dt.timedelta(seconds=retry_after) if retry_after else None
    if failures < _FAULTS_BEFORE_REST:
        return asked
    doubled = int(2 ** min(failures - _FAULTS_BEFORE_REST, 16))
    rest = min(_FIRST_REST * doubled, _LONGEST_REST)
    return max(rest, asked) if asked else rest


def retry_after_seconds(value: str | None, now: dt.datetime) -> float | None:
    """A Retry-After header as seconds from now, at most a day; none where it says nothing (RFC 9110, section 10.2.3)."""
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), _LONGEST_RETRY_AFTER)
    try:
        moment = parsedate_to_datetime(value)
        seconds = ((moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)) - now).total_seconds()
    except (ValueError, OverflowError):
        return None
    return min(max(seconds, 0.0), _LONGEST_RETRY_AFTER)
