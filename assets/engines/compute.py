"""The engine that a run is configured with, as a Dagster resource."""

from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache

import dagster as dg

from assets.engines.loading import load
from assets.engines.local import Local
from assets.engines.model import Engine, EngineError, Function, T, Tables
from assets.resources import Step
from pipeline.arguments import ENGINES


class Compute(dg.ConfigurableResource[None]):
    """Where articles are read, linked and coded: `engine` is `local` or `ray`, `processes` how many it may use on one machine,
    0 for one a processor. Whichever it is, the tables are the same bytes."""

    engine: str = ENGINES[0]
    processes: int = 0

    def start(self) -> None:
        """Begin with what takes its time. Raises EngineError where the engine cannot be used."""
        _engine(self.engine, self.processes)

    def warm(self) -> bool:
        """Hear that many articles are coming; whether processes begin to load for them. Raises EngineError."""
        return _engine(self.engine, self.processes).warm()

    def rest(self) -> None:
        """Hear that a stage is done; see `Engine`. Raises EngineError."""
        _engine(self.engine, self.processes).rest()

    def dismiss(self) -> None:
        """Hear that no work is left; see `Engine`. Raises EngineError."""
        _engine(self.engine, self.processes).dismiss()

    def run(self, function: Function[T], batches: Iterable[Tables], step: Step) -> Iterator[T]:
        """What a function makes of each batch, in order, while the articles of a batch, its first table, are counted by `step` when
        it is done; see `Engine`. Raises EngineError."""
        sizes = deque[int]()

        def given() -> Iterator[Tables]:
            for batch in batches:
                sizes.append(batch[0].num_rows)
                yield batch

        for made in _engine(self.engine, self.processes).run(function, given()):
            step(sizes.popleft())
            yield made


@cache
def _engine(name: str, processes: int) -> Engine:
    """One engine a process, which keeps what it has started."""
    if name == "local":
        return Local(processes, load)
    if name == "ray":
        from assets.engines.ray import Ray

        return Ray(processes, load)
    raise EngineError(f"there is no engine {name!r}: there are {', '.join(ENGINES)}")
