"""What an engine is: it maps a function from tables to tables over batches; where it runs and how often is its own concern."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, Protocol, TypeVar

import pyarrow as pa

T = TypeVar("T")
H = TypeVar("H")

Tables = tuple[pa.Table, ...]
Function = Callable[..., T]
"""A function of a module, which takes the tables of a batch, makes one or several tables of them, and holds nothing from one batch
to the next."""


def nothing() -> None:
    """What an engine's processes load that need nothing."""


class EngineError(Exception):
    """Why an engine cannot be used, or could not do a batch, in a line."""


class Begun(Generic[H]):
    """The batches that were begun before they were asked for, each with what its result is had by."""

    def __init__(self) -> None:
        self._held = deque[tuple[Function[Any], Tables, H]]()

    def add(self, function: Function[Any], batch: Tables, result: H) -> None:
        """Hear that a batch was begun."""
        self._held.append((function, batch, result))

    def taken(self, function: Function[Any], batch: Tables) -> H | None:
        """What the result of a batch is had by, where it is the next of those that were begun; where another was, none of them is of use."""
        if not self._held:
            return None
        begun, given, result = self._held.popleft()
        if begun is function and len(given) == len(batch) and all(map(pa.Table.equals, given, batch)):
            return result
        self._held.clear()
        return None


class Engine(Protocol):
    """Works on batches, several at once."""

    @property
    def is_apart(self) -> bool:
        """Whether other processes than this one work, as far as any have begun."""

    def warm(self) -> bool:
        """Hear that much work is coming: processes begin to load what it takes, and nobody waits for them. False where this one does
        all work."""

    def begin(self, function: Function[T], batches: Iterable[Tables]) -> None:
        """Hear which batches the next run of a function will begin with: processes that were started work on them from now on, and what
        they make waits until that run asks for it. Nothing happens where there are none."""

    def rest(self) -> None:
        """Hear that a stage is done, and that there may be work for the next: processes of this machine give back what they hold beside
        what they have loaded."""

    def dismiss(self) -> None:
        """Hear that no work is left: processes of this machine end, and begin again where there is some."""

    def run(self, function: Function[T], batches: Iterable[Tables]) -> Iterator[T]:
        """What the function makes of each batch, in the order of the batches, which are asked for as they are needed.

        Raises what the function raises, and EngineError.
        """
