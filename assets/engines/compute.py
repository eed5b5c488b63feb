"""The engine that a run is configured with, as a Dagster resource."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Generic, TypeVar

import dagster as dg

from assets.engines.loading import load
from assets.engines.local import Local
from assets.engines.model import Engine, EngineError, Function, T, Tables
from assets.resources import Step
from pipeline.arguments import ENGINES

G = TypeVar("G")


class Compute(dg.ConfigurableResource[None]):
    """Where articles are read, linked and coded: `engine` is `local` or `ray`, `processes` how many it may use on one machine,
    0 for one a processor. Whichever it is, the tables are the same bytes."""

    engine: str = ENGINES[0]
    processes: int = 0

    def start(self) -> None:
        """Begin with what takes its time. Raises EngineError where the engine cannot be used."""
        _engine(self.engine, self.processes)

    @property
    def is_apart(self) -> bool:
        """Whether other processes than this one work. Raises EngineError."""
        return _engine(self.engine, self.processes).is_apart

    def warm(self) -> bool:
        """Hear that many articles are coming; whether processes begin to load for them. Raises EngineError."""
        return _engine(self.engine, self.processes).warm()

    def begin(self, function: Function[T], batches: Iterable[Tables]) -> None:
        """Hear which batches `by_group` will begin with; see `Engine`. Raises EngineError."""
        _engine(self.engine, self.processes).begin(function, batches)

    def rest(self) -> None:
        """Hear that a stage is done; see `Engine`. Raises EngineError."""
        _engine(self.engine, self.processes).rest()

    def dismiss(self) -> None:
        """Hear that no work is left; see `Engine`. Raises EngineError."""
        _engine(self.engine, self.processes).dismiss()

    def by_group(
        self, function: Function[T], groups: Iterable[tuple[G, Iterable[Tables]]], step: Step
    ) -> Iterator[tuple[G, list[T]]]:
        """What a function makes of the batches of each group, in order, while the articles of a batch, its first table, are counted by
        `step` when it is done. The next group is begun before one is done, so that processes work on while that one is put away.
        Raises EngineError."""
        begun = deque[_Group[G, T]]()

        def given() -> Iterator[Tables]:
            for name, batches in groups:
                group: _Group[G, T] = _Group(name)
                begun.append(group)
                for batch in batches:
                    group.sizes.append(batch[0].num_rows)
                    yield batch
                group.is_whole = True

        for made in _engine(self.engine, self.processes).run(function, given()):
            group = next(each for each in begun if not each.is_made)
            step(group.sizes[len(group.made)])
            group.made.append(made)
            yield from _done(begun)
        yield from _done(begun)


@dataclass(slots=True)
class _Group(Generic[G, T]):
    """A group that was begun: how many articles are in each of its batches, whether all of them were given, and what was made of those
    that are done."""

    name: G
    sizes: list[int] = field(default_factory=list)
    made: list[T] = field(default_factory=list)
    is_whole: bool = False

    @property
    def is_made(self) -> bool:
        """Whether all that was given is done."""
        return len(self.made) == len(self.sizes)


def _done(begun: deque[_Group[G, T]]) -> Iterator[tuple[G, list[T]]]:
    """Take from the groups that were begun those that are done."""
    while begun and begun[0].is_whole and begun[0].is_made:
        group = begun.popleft()
        yield group.name, group.made


@cache
def _engine(name: str, processes: int) -> Engine:
    """One engine a process, which keeps what it has started."""
    if name == "local":
        return Local(processes, load)
    if name == "ray":
        from assets.engines.ray import Ray

        return Ray(processes, load)
    raise EngineError(f"there is no engine {name!r}: there are {', '.join(ENGINES)}")
