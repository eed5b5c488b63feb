"""The Ray engine: processes of a Ray cluster, or of one that is started on this machine where `RAY_ADDRESS` names none.

Ray is an extra (`pip install entente[ray]`). A task that dies with its process or machine is done again by Ray itself.
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from assets.engines.model import EngineError, Function, T, Tables

_AHEAD = 3
"""Batches that each processor of the cluster is given before it is done with the first."""
_RETRIES = 3


class Ray:
    """The processes of a Ray cluster, on whose machines this code and its environment must be installed."""

    def __init__(self, processes: int = 0) -> None:
        """`processes` of them at once; 0 for as many as the cluster has processors."""
        self._ray = _connected(processes)
        self._processes = processes or int(self._ray.cluster_resources().get("CPU", 1))
        self._call = self._ray.remote(num_cpus=1, max_retries=_RETRIES)(_called)

    def run(self, function: Function[T], batches: Iterable[Tables]) -> Iterator[T]:
        """What the function makes of each batch, in order; see `Engine`."""
        given: deque[Any] = deque()
        for batch in batches:
            given.append(self._call.remote(function, *batch))
            if len(given) > self._processes * _AHEAD:
                yield self._result(given.popleft())
        while given:
            yield self._result(given.popleft())

    def _result(self, reference: Any) -> Any:
        try:
            return self._ray.get(reference)
        except self._ray.exceptions.RayTaskError as fault:
            raise fault.as_instanceof_cause() from None
        except self._ray.exceptions.RayError as fault:
            raise EngineError(f"Ray could not do a batch: {str(fault).splitlines()[0]}") from fault


def _connected(processes: int) -> Any:
    try:
        import ray
    except ImportError as fault:
        raise EngineError("the engine ray needs Ray: pip install 'entente[ray]'") from fault
    if not ray.is_initialized():
        address = os.environ.get("RAY_ADDRESS")
        # A cluster that is there has its processors already.
        size = None if address else processes or len(os.sched_getaffinity(0))
        ray.init(address=address, num_cpus=size, include_dashboard=False, log_to_driver=False)
    return ray


def _called(function: Function[T], *tables: Any) -> T:
    """A function of any module, called in a process of the cluster."""
    return function(*tables)
