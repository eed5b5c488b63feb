"""Memory that was freed goes back to the system, which else gets it when a process ends: stages need much, one after the other."""

import ctypes
from contextlib import suppress

import pyarrow as pa


def give_back() -> None:
    """Give back what this process holds and does not use; it takes some hundredths of a second."""
    pa.default_memory_pool().release_unused()
    # Of the objects of Python and what libraries hold the C library of GNU knows; others have no such function.
    with suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
