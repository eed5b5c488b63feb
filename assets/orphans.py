"""Processes that this one starts end with it, however it ends: none is left behind by a build that was killed."""

import ctypes
import signal
from contextlib import suppress

_PR_SET_PDEATHSIG = 1
"""prctl(2): the signal to be sent when the parent dies."""


def follow_parent() -> None:
    """End with the process that began this one; where the system knows no such bond, nothing happens."""
    with suppress(AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
