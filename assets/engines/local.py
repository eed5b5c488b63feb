"""The local engine: processes of this machine, started when there is work enough for them, and kept."""

import atexit
import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from typing import Generic

import pyarrow as pa

from assets.engines.model import EngineError, Function, T, Tables
from assets.orphans import follow_parent

_AHEAD = 3
"""Batches that each process is given before it is done with the first."""
_FEW = 4
"""So many batches are done sooner here than by processes that have yet to load the model."""
_TRIES = 3


class Local:
    """Processes of this machine. One that dies is replaced, and its batch is done again."""

    def __init__(self, processes: int = 0) -> None:
        """`processes` of them; 0 for as many as this one may use processors."""
        self._processes = processes or len(os.sched_getaffinity(0))
        self._pool: ProcessPoolExecutor | None = None
        self._renewals = 0

    def run(self, function: Function[T], batches: Iterable[Tables]) -> Iterator[T]:
        """What the function makes of each batch, in order; see `Engine`."""
        coming = iter(batches)
        first = list(islice(coming, _FEW + 1))
        if self._processes == 1 or (self._pool is None and len(first) <= _FEW):
            yield from (function(*batch) for batch in chain(first, coming))
            return
        given: deque[_Task[T]] = deque()
        for batch in chain(first, coming):
            given.append(self._given(function, batch))
            if len(given) > self._processes * _AHEAD:
                yield self._result(given.popleft())
        while given:
            yield self._result(given.popleft())

    def _given(self, function: Function[T], batch: Tables) -> "_Task[T]":
        try:
            return _Task(function, batch, self._started().submit(function, *batch), self._renewals)
        except BrokenProcessPool:
            self._renew()
            return self._given(function, batch)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Spawned: a fork of a process in which threads run may never wake up.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._processes, context, _be_one_of_many)
            atexit.register(self._pool.shutdown, wait=False, cancel_futures=True)
        return self._pool

    def _result(self, task: "_Task[T]") -> T:
        for left in reversed(range(_TRIES)):
            try:
                return task.future.result()
            except BrokenProcessPool:
                if task.pool == self._renewals:
                    self._renew()
                if left:
                    task = self._given(task.function, task.batch)
        ids = task.batch[0]["article_id"]
        raise EngineError(f"processes died {_TRIES} times over the articles from {ids[0]} to {ids[-1]}")

    def _renew(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = None
        self._renewals += 1


@dataclass(frozen=True, slots=True, eq=False)
class _Task(Generic[T]):
    """A batch that was given to a pool, which is the one after so many renewals."""

    function: Function[T]
    batch: Tables
    future: "Future[T]"
    pool: int


def _be_one_of_many() -> None:
    follow_parent()
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
