"""The Ray engine: processes of a Ray cluster, or of one that is started on this machine where `RAY_ADDRESS` names none.

Ray is an extra (`pip install entente[ray]`). A task that dies with its process or machine is done again by Ray itself.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import cache, cached_property
from importlib.util import find_spec
from typing import Any

import pyarrow as pa

from assets.engines.model import Begun, EngineError, Function, T, Tables, nothing
from assets.engines.parcel import packed, unpacked
from assets.memory import settle

_AHEAD = 3
"""Batches that each processor of the cluster is given before it is done with the first."""
_RETRIES = 3
_STORE, _STORE_EACH = 128 << 20, 32 << 20
"""Bytes of memory for batches on their way, and more for each process: a batch with its annotations is about one MiB."""


class Ray:
    """The processes of a Ray cluster, on whose machines this code and its environment must be installed."""

    def __init__(self, processes: int = 0, load: Callable[[], None] = nothing) -> None:
        """`processes` of them at once, 0 for as many as the cluster has processors; they can `load`, a function of a module, ahead. A
        cluster of this machine is started while others go on. Raises EngineError where Ray or the cluster that is named is not there."""
        if find_spec("ray") is None:
            raise EngineError("the engine ray needs Ray: pip install 'entente[ray]'")
        self._wanted, self._load = processes, load
        self._aside = ThreadPoolExecutor(1, "ray")
        self._begun = Begun[Future[Any]]()
        self._connecting = self._aside.submit(_connected, processes)
        if os.environ.get("RAY_ADDRESS"):
            self._connecting.result()

    @cached_property
    def _ray(self) -> Any:
        return self._connecting.result()

    @cached_property
    def _processes(self) -> int:
        return self._wanted or int(self._ray.cluster_resources().get("CPU", 1))

    @cached_property
    def _call(self) -> Any:
        return self._ray.remote(num_cpus=1, max_retries=_RETRIES)(_called)

    @property
    def is_apart(self) -> bool:
        """Always; see `Engine`."""
        return True

    def warm(self) -> bool:
        """Have each process load once the cluster is there; see `Engine`."""
        self._aside.submit(self._load_everywhere)
        return True

    def begin(self, function: Function[T], batches: Iterable[Tables]) -> None:
        """Have the cluster begin once it is there; see `Engine`."""
        for batch in batches:
            self._begun.add(function, batch, self._aside.submit(self._given, function, batch))

    def rest(self) -> None:
        """Nothing: what idle processes of a cluster hold is its own concern; see `Engine`."""

    def dismiss(self) -> None:
        """Nothing, as for `rest`."""

    def _load_everywhere(self) -> None:
        self._ray.wait(
            [self._call.remote(self._load, packed((nothing, ()))) for _ in range(self._processes)],
            num_returns=self._processes,
        )

    def run(self, function: Function[T], batches: Iterable[Tables]) -> Iterator[T]:
        """What the function makes of each batch, in order; see `Engine`."""
        given: deque[Any] = deque()
        for batch in batches:
            begun = self._begun.taken(function, batch)
            given.append(begun.result() if begun else self._given(function, batch))
            if len(given) > self._processes * _AHEAD:
                yield self._result(given.popleft())
        while given:
            yield self._result(given.popleft())

    def _given(self, function: Function[T], batch: Tables) -> Any:
        return self._call.remote(self._load, packed((function, batch)))

    def _result(self, reference: Any) -> Any:
        try:
            return unpacked(self._ray.get(reference))
        except self._ray.exceptions.RayTaskError as fault:
            raise fault.as_instanceof_cause() from None
        except self._ray.exceptions.RayError as fault:
            raise EngineError(f"Ray could not do a batch: {str(fault).splitlines()[0]}") from fault


def _connected(processes: int) -> Any:
    # A release depends on nobody's reports, and nobody is told of builds.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    import ray

    if not ray.is_initialized():
        address = os.environ.get("RAY_ADDRESS")
        size = processes or len(os.sched_getaffinity(0))
        # A cluster that is there has its processors and its memory already.
        own: dict[str, Any] = {} if address else {"num_cpus": size, "object_store_memory": _STORE + size * _STORE_EACH}
        ray.init(address=address, include_dashboard=False, log_to_driver=False, **own)
    return ray


def _called(load: Callable[[], None], work: bytes) -> bytes:
    """What a function of any module makes of tables, in a process of the cluster, one of many, once that has loaded."""
    _loaded(load)
    function, batch = unpacked(work)
    return packed(function(*batch))


@cache
def _loaded(load: Callable[[], None]) -> None:
    pa.set_cpu_count(1)
    with suppress(Exception):  # Whoever works on a batch meets the fault again, and tells of it.
        load()
    settle()
