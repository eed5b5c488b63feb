"""Retention: which releases are kept and which are withdrawn, and how their data goes.

A release that is withdrawn stays in the index with its digests, and its manifest where it was, so that the chain can be proved
and its version is never used again. The index is written first: what it lists as available is whole.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import obstore
from obstore.exceptions import BaseError

from pipeline.release.errors import ReleaseError, in_a_line
from pipeline.release.index import LATEST, Index, IndexEntry, Withdrawn, read_index, to_the_second
from pipeline.release.manifest import PROOF
from pipeline.release.publisher import only_publisher, remove_withdrawn, write_durably
from pipeline.release.remote import change, objects
from pipeline.release.seal import Seal
from pipeline.release.version import parse_version


@dataclass(frozen=True, slots=True)
class Rule:
    """How much is kept: the last `keep` releases (at least one), and with `yearly` the last of each calendar year too."""

    keep: int
    yearly: bool = False

    def __str__(self) -> str:
        last = f"the last {self.keep} are kept" if self.keep > 1 else "the last is kept"
        return f"{last}, and the last of each year" if self.yearly else last


@dataclass(frozen=True, slots=True)
class Pruning:
    """What a rule makes of the releases, newest first: each with the reasons for which it stays; those without any go."""

    rule: Rule
    reasons: tuple[tuple[IndexEntry, tuple[str, ...]], ...]

    @property
    def withdrawn(self) -> tuple[IndexEntry, ...]:
        """The releases that go."""
        return tuple(entry for entry, reasons in self.reasons if not reasons)


def plan_pruning(index: Index, rule: Rule) -> Pruning:
    """What a rule makes of an index; `latest`, the release before it, channels and pins always stay."""
    held = {entry.version: list(_protected(index, entry.version)) for entry in index.releases}
    for version in list(held)[: rule.keep]:
        held[version].append(f"one of the last {rule.keep}")
    if rule.yearly:
        for year, version in _last_of_years(index):
            held[version].append(f"the last of {year}")
    return Pruning(rule, tuple((entry, tuple(held[entry.version])) for entry in index.releases))


def withdrawn(index: Index, pruning: Pruning, now: dt.datetime) -> Index:
    """The index after the releases that go are withdrawn."""
    gone = {entry.version for entry in pruning.withdrawn}
    listed = [
        Withdrawn(**entry.model_dump(), withdrawn_at=to_the_second(now), reason=f"retention: {pruning.rule}")
        for entry in pruning.withdrawn
    ]
    kept = tuple(entry for entry in index.releases if entry.version not in gone)
    return index.model_copy(update={"releases": kept, "withdrawn": (*listed, *index.withdrawn)})


def prune(releases: Path, rule: Rule, now: dt.datetime, seal: Seal | None = None) -> Pruning:
    """Withdraw what a rule does not keep of a folder of releases, and give back what was done.

    Raises ReleaseError where another publisher is at work. Stopped at any moment, the next publisher or pruning completes it.
    """
    with only_publisher(releases):
        index = read_index(releases)
        pruning = plan_pruning(index, rule)
        if pruning.withdrawn:
            write_durably(releases, withdrawn(index, pruning, now), seal)
            remove_withdrawn(releases)
        return pruning


def prune_store(store: Any, rule: Rule, now: dt.datetime, seal: Seal | None = None) -> Pruning:
    """Withdraw what a rule does not keep of an object store, and give back what was done.

    Raises ReleaseError where the store fails. Stopped at any moment, the next pruning of the store completes it.
    """
    planned: list[Pruning] = []

    def decide(held: Index) -> Index:
        planned.append(plan_pruning(held, rule))
        return withdrawn(held, planned[-1], now)

    try:
        for gone in change(store, decide, seal).withdrawn:
            data = [f"{gone.version}/{path}" for path, _ in objects(store, gone.version) if path not in PROOF]
            if data:
                obstore.delete(store, data)
    except BaseError as error:
        raise ReleaseError(f"the store failed: {in_a_line(error)}: prune again to go on") from error
    return planned[-1]


def _protected(index: Index, version: str) -> Iterator[str]:
    if version == index.latest:
        yield LATEST
    # `diff` and CHANGES.md of the latest speak of it.
    if version in [entry.version for entry in index.releases[1:2]]:
        yield "the one before the latest"
    for channel, pointed in index.channels.items():
        if pointed == version:
            yield channel
    if version in index.pins:
        yield f"pinned: {reason}" if (reason := index.pins[version]) else "pinned"


def _last_of_years(index: Index) -> Iterator[tuple[int, str]]:
    years: dict[int, str] = {}
    for entry in index.releases:
        years.setdefault(parse_version(entry.version).day.year, entry.version)
    return iter(years.items())
