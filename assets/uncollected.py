"""Work without the collector of garbage: it goes again and again through what stays, or falls away by itself."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unlooped() -> Iterator[None]:
    """Hold the collector off while the block makes rows by the hundred thousand, none of which leads back to itself."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold the collector off while the block loads what stays, and have it pass over what stands at its end."""
    with unlooped():
        try:
            yield
        finally:
            gc.freeze()
