"""Loading without the collector of garbage: what is loaded stays, and there is no use in going through it again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold the collector off while the block loads, and have it pass over what stands at its end."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
