"""Time and chance, passed in so that tests need neither wait nor luck.

How long is waited for what is in `pace.py`.
"""

import datetime as dt
import random
import time
from collections.abc import Callable
from dataclasses import dataclass


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """The time (UTC), seconds that never go back, a nap of some seconds, and a chance between 0 and 1."""

    now: Callable[[], dt.datetime] = _now
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
