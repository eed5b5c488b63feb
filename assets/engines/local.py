"""The local engine: processes of this machine, started when there is work enough for them, and kept until there is none."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Generic

from assets.engines.foreman import Foreman, ProcessDied
from assets.engines.model import Begun, EngineError, Function, T, Tables, nothing
from assets.memory import settle

_AHEAD = 3
"""Batches that each process is given before it is done with the first."""
_FEW = 4
"""So many batches are done sooner here than by processes that have yet to load the model."""
_TRIES = 3


class Local:
    """Processes of this machine. One that dies is replaced, and its batch is done again."""

    def __init__(self, processes: int = 0, load: Callable[[], None] = nothing) -> None:
        """`processes` of them, 0 for as many as this one may use processors, which share what they `load`, a function of a module."""
        self._processes = processes or len(os.sched_getaffinity(0))
        self._load = load
        self._foreman: Foreman | None = None
        self._begun = Begun[_Task[Any]]()

    @property
    def is_apart(self) -> bool:
        """Whether processes were started; see `Engine`."""
        return self._foreman is not None

    def warm(self) -> bool:
        """Start the processes, which begin to load; see `Engine`."""
        return self._processes > 1 and self._started() is not None

    def begin(self, function: Function[T], batches: Iterable[Tables]) -> None:
        """Give batches to processes that were started; see `Engine`."""
        if self._foreman is not None:
            for batch in batches:
                self._begun.add(function, batch, self._given(function, batch))

    def rest(self) -> None:
        """End the processes that work; see `Engine`."""
        if self._foreman is not None:
            self._foreman.rest()

    def dismiss(self) -> None:
        """End all processes; see `Engine`."""
        if self._foreman is not None:
            self._foreman.dismiss()
            self._foreman, self._begun = None, Begun()

    def run(self, function: Function[T], batches: Iterable[Tables]) -> Iterator[T]:
        """What the function makes of each batch, in order; see `Engine`."""
        coming = iter(batches)
        first = list(islice(coming, _FEW + 1))
        if self._processes == 1 or (self._foreman is None and len(first) <= _FEW):
            settle()
            yield from (function(*batch) for batch in chain(first, coming))
            return
        given: deque[_Task[T]] = deque()
        for batch in chain(first, coming):
            given.append(self._begun.taken(function, batch) or self._given(function, batch))
            if len(given) > self._processes * _AHEAD:
                yield self._result(given.popleft())
        while given:
            yield self._result(given.popleft())

    def _given(self, function: Function[T], batch: Tables) -> "_Task[T]":
        foreman = self._started()
        return _Task(function, batch, foreman, foreman.give(function, batch))

    def _started(self) -> Foreman:
        if self._foreman is None or not self._foreman.is_there:
            self._foreman = Foreman(self._processes, self._load)
        return self._foreman

    def _result(self, task: "_Task[T]") -> T:
        for left in reversed(range(_TRIES)):
            try:
                found: T = task.foreman.result(task.number)
                return found
            except ProcessDied:
                if left:
                    task = self._given(task.function, task.batch)
        ids = task.batch[0]["article_id"]
        raise EngineError(f"processes died {_TRIES} times over the articles from {ids[0]} to {ids[-1]}")


@dataclass(frozen=True, slots=True, eq=False)
class _Task(Generic[T]):
    """A batch that was given to a foreman under a number."""

    function: Function[T]
    batch: Tables
    foreman: Foreman
    number: int
