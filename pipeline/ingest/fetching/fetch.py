"""The way in: fetch all sources of a `sources.toml` into an output folder, hosts side by side, and say how each source fared.

One source's part is in `collecting.py`.
"""

import logging
import ssl
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from filelock import FileLock, Timeout

from pipeline.ingest.fetching.alerts import tell
from pipeline.ingest.fetching.archive import Archive, remove_leftovers
from pipeline.ingest.fetching.client import Client, Limits
from pipeline.ingest.fetching.clock import Clock
from pipeline.ingest.fetching.collecting import Collection
from pipeline.ingest.fetching.faults import Reason
from pipeline.ingest.fetching.guard import Resolver, guard_for, system_resolver
from pipeline.ingest.fetching.pace import Pace, Stopped
from pipeline.ingest.fetching.report import Failure, FetchReport, SourceReport
from pipeline.ingest.fetching.robots import Robots
from pipeline.ingest.fetching.sources import FOLDER, Source, Sources
from pipeline.ingest.fetching.state import State, open_state
from pipeline.ingest.fetching.urls import host_of, shown
from pipeline.ingest.fetching.visitor import Manners, Visitor

_LOG = logging.getLogger("entente.fetching")

_HOSTS_AT_ONCE = 4

_STATE = ".state.sqlite"
_LOCK = ".lock"
"""Hidden, since ingest passes over hidden files of the folders it is given."""


class FetchBusy(Exception):
    """Another run is fetching into the same folder; the message is one line."""


def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


@dataclass(frozen=True, slots=True)
class Tools:
    """What a run uses of the world: time and chance, names to addresses, and whose certificates are trusted."""

    clock: Clock = field(default_factory=Clock)
    resolver: Resolver = system_resolver
    tls: ssl.SSLContext = field(default_factory=_tls)


@dataclass(frozen=True, slots=True)
class _Run:
    folder: Path
    sources: Sources
    state: State
    visitor: Visitor
    stop: threading.Event


def fetch(sources: Sources, out: Path, tools: Tools | None = None) -> FetchReport:
    """Fetch what is new of all enabled sources into `<out>/fetched/<UTC day>/<source>-<time>.warc.gz`.

    A source that fails stops no other: every fault is in the report, and told by log and webhook. Raises FetchBusy while another
    run fetches into `out`, StateError where its memory cannot be used, OSError where the folder cannot be made.
    """
    tools = tools or Tools()
    folder = out / FOLDER
    with _alone(folder), open_state(folder / _STATE) as state:
        remove_leftovers(folder)
        client = Client(sources.agent, tools.resolver, tools.clock.monotonic, tools.tls)
        stop = threading.Event()
        robots = Robots(state, sources.agent_token, tools.clock.now)
        visitor = Visitor(client, Pace(tools.clock, stop), robots, state, tools.clock)
        started = tools.clock.now()
        report = FetchReport(started, _side_by_side(_Run(folder, sources, state, visitor, stop)))
        tell(report, state, sources.alerts, client, tools.clock.now())
    return report


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / _LOCK, timeout=0):
            yield
    except Timeout as taken:
        raise FetchBusy(f"{folder}: another run is fetching into this folder; wait until it is done") from taken


def _side_by_side(run: _Run) -> tuple[SourceReport, ...]:
    """The reports of all sources, in their order. Sources of one host follow one another; an interruption ends all soon."""
    queues: dict[str, list[Source]] = defaultdict(list)
    for source in run.sources.fetched:
        queues[host_of(source.url)].append(source)
    with ThreadPoolExecutor(_HOSTS_AT_ONCE, thread_name_prefix="fetch") as pool:
        futures: list[Future[list[SourceReport]]] = [pool.submit(_in_turn, run, queue) for queue in queues.values()]
        try:
            reports = {report.name: report for future in futures for report in future.result()}
        except BaseException:
            run.stop.set()
            raise
    return tuple(reports[source.name] for source in run.sources.fetched)


def _in_turn(run: _Run, queue: Sequence[Source]) -> list[SourceReport]:
    return [_collected(run, source) for source in queue]


def _collected(run: _Run, source: Source) -> SourceReport:
    """Fetch one source; whatever goes wrong is in its report. What was had before an interruption is kept. Raises Stopped."""
    about = {"software": run.visitor.client.user_agent, "isPartOf": source.name}
    about |= {"robots": "classic" if source.respect_robots else "ignore"}
    stopped: Stopped | None = None
    archive = Archive(run.folder, source.name, run.visitor.clock.now(), about)
    collection = Collection(source, run.visitor, _manners(source), run.state, archive)
    try:
        with archive:
            try:
                collection.collect()
            except Stopped as caught:
                stopped = caught
        collection.remember()
    except OSError as fault:
        return _failed(source, Reason.NOT_WRITTEN, f"{fault.filename or run.folder}: {fault.strerror}")
    except Exception as fault:  # a fault of one source, even of this code, stops no other
        _LOG.exception("source %s", source.name)
        return _failed(source, Reason.UNEXPECTED, f"{type(fault).__name__}: {fault}")
    if stopped:
        raise stopped
    return collection.report


def _failed(source: Source, reason: Reason, detail: str) -> SourceReport:
    return SourceReport(source.name, problem=Failure(shown(source.url), reason, " ".join(detail.split())))


def _manners(source: Source) -> Manners:
    limits = Limits(source.timeout, source.max_bytes)
    return Manners(guard_for(source.url, source.allow_hosts), limits, 60.0 / source.rate, source.respect_robots)
