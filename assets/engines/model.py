"""What an engine is: it maps a function from tables to tables over batches; where it runs and how often is its own concern."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

import pyarrow as pa

T = TypeVar("T")

Tables = tuple[pa.Table, ...]
Function = Callable[..., T]
"""A function of a module, which takes the tables of a batch, makes one or several tables of them, and holds nothing from one batch
to the next."""


def nothing() -> None:
    """What an engine's processes load that need nothing."""


class EngineError(Exception):
    """Why an engine cannot be used, or could not do a batch, in a line."""


class Engine(Protocol):
    """Works on batches, several at once."""

    def warm(self) -> bool:
        """Hear that much work is coming: processes begin to load what it takes, and nobody waits for them. False where this one does
        all work."""

    def rest(self) -> None:
        """Hear that a stage is done, and that there may be work for the next: processes of this machine give back what they hold beside
        what they have loaded."""

    def dismiss(self) -> None:
        """Hear that no work is left: processes of this machine end, and begin again where there is some."""

    def run(self, function: Function[T], batches: Iterable[Tables]) -> Iterator[T]:
        """What the function makes of each batch, in the order of the batches, which are asked for as they are needed.

        Raises what the function raises, and EngineError.
        """
