"""Memory between stages and within one: what a stage has freed goes back to the system, what a batch has freed stays for the next."""

import ctypes
import gc
from contextlib import suppress

import pyarrow as pa

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""Parameters of `mallopt`, as GNU's malloc.h numbers them."""
_KEPT = 1 << 30


def give_back() -> None:
    """Give back what this process holds and does not use; it takes some hundredths of a second."""
    pa.default_memory_pool().release_unused()
    # Of the objects of Python and what libraries hold the C library of GNU knows; others have no such function.
    with suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def settle() -> None:
    """Get ready for many batches, once all is loaded: the collector need not go through that again and again, and what is freed is
    kept, since pages that come fresh from the system cost a tenth of reading."""
    gc.freeze()
    with suppress(AttributeError):
        for parameter in (_TRIM_THRESHOLD, _MMAP_THRESHOLD):
            ctypes.CDLL(None).mallopt(parameter, _KEPT)
