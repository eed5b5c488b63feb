"""Reading in processes of their own, so that no input costs a run more than its share of time and memory.

A library that hangs or dies on hostile bytes takes one process with it; the input that did it is refused, and reading goes
on behind it. What reading is stands in `walk.py`.
"""

import datetime as dt
import logging
import multiprocessing
import os
import resource
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from typing import Any

from pipeline.ingest.batch import Taken, Turned
from pipeline.ingest.files import File
from pipeline.ingest.records import Origin, Refused
from pipeline.ingest.walk import UNREAD, walk
from pipeline.schema.vocabularies import RefusalReason

_AHEAD = 8
"""Files that each process is given before it is done with the first."""
_MOST = 4


@dataclass(frozen=True, slots=True)
class Limits:
    """What one input may cost: seconds of processor time, which a busy machine does not change, seconds by the clock, for
    what waits instead of working, and bytes of data held, of which 0.2 GB are the libraries."""

    cpu_seconds: float = 20
    seconds: float = 50
    memory: int = 1536 << 20


_LIMITS = Limits()
"""A long page takes a fifth of a second."""


@dataclass(frozen=True, slots=True)
class _Task:
    """A file to read from the input numbered `begin` (from 0) on; the first of these is refused unread where `fault` is set."""

    file: File
    begin: int = 0
    fault: Refused | None = None


def read_apart(
    files: Iterable[File], settled: frozenset[str], now: dt.datetime, limits: Limits = _LIMITS
) -> Iterator[Taken | Turned | int]:
    """What the inputs of files are, in the order of the files; those in `settled` are not read but counted.

    An input that goes over the limits or breaks its process is refused, as is the rest of a file that cannot be taken
    apart within them.
    """
    crew = [_Hand(settled, now, limits) for _ in range(min(_MOST, len(os.sched_getaffinity(0))))]
    coming = iter(files)
    ahead: deque[tuple[File, _Hand]] = deque()
    try:
        while True:
            for file in islice(coming, len(crew) * _AHEAD - len(ahead)):
                hand = min(crew, key=lambda each: len(each.tasks))
                hand.give(_Task(file))
                ahead.append((file, hand))
            if not ahead:
                return
            file, hand = ahead.popleft()
            yield from _results(file, hand, now)
    finally:
        for hand in crew:
            hand.stop()


def _results(file: File, hand: "_Hand", now: dt.datetime) -> Iterator[Taken | Turned | int]:
    """What a hand finds in the file that it is given next. One that breaks twice at one place cannot take the file apart."""
    begin, broken_at = 0, -1
    while True:
        message = hand.receive()
        if isinstance(message, int):
            hand.tasks.popleft()
            yield message
            return
        if isinstance(message, Refused):
            if broken_at == begin:
                hand.tasks.popleft()
                hand.renew()
                yield Turned(Origin(file.uri, file.place, now, file.given), UNREAD, None, message)
                return
            broken_at = begin
            hand.tasks[0] = _Task(file, begin, message)
            hand.renew()
        else:
            position, found = message
            begin = position + 1
            yield found


@dataclass(slots=True)
class _Hand:
    """A reading process, started when it is first needed, and the tasks that it has not done."""

    settled: frozenset[str]
    now: dt.datetime
    limits: Limits
    tasks: deque[_Task] = field(default_factory=deque)
    _process: BaseProcess | None = None
    _connection: Connection | None = None

    def give(self, task: _Task) -> None:
        """Add a task behind the others."""
        self.tasks.append(task)
        if self._connection is None:
            self._start()
        else:
            self._send(task)

    def receive(self) -> tuple[int, Taken | Turned] | Refused | int:
        """The number of an input and what it is; how many were settled at the end of a file; Refused where the process broke."""
        if self._connection is None:
            self._start()
        assert self._connection is not None
        try:
            if self._connection.poll(self.limits.seconds):
                found: tuple[int, Taken | Turned] | int = self._connection.recv()
                return found
        except (EOFError, OSError):
            return self._broken()
        return Refused(
            RefusalReason.TOO_COSTLY,
            f"reading it has no end after {self.limits.seconds:g} s: split it, or leave it out",
        )

    def renew(self) -> None:
        """Put another process in place of a broken one, with the same tasks."""
        self.stop()
        if self.tasks:
            self._start()

    def stop(self) -> None:
        """End the process, whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None

    def _start(self) -> None:
        self._connection, other = multiprocessing.Pipe()
        self._process = _context().Process(target=_work, args=(other, self.settled, self.now, self.limits), daemon=True)
        self._process.start()
        other.close()
        for task in self.tasks:
            self._send(task)

    def _send(self, task: _Task) -> None:
        # Where the process has broken, it is told when its results are asked for, and its tasks are given to the next.
        with suppress(OSError):
            if self._connection is not None:
                self._connection.send(task)

    def _broken(self) -> Refused:
        assert self._process is not None
        self._process.join(self.limits.seconds)
        code = self._process.exitcode
        if code == -signal.SIGPROF:
            detail = f"reading it takes over {self.limits.cpu_seconds:g} s of processor time: split it, or leave it out"
            return Refused(RefusalReason.TOO_COSTLY, detail)
        if code == -signal.SIGKILL:
            return Refused(RefusalReason.TOO_COSTLY, "reading it takes more memory than there is: split it")
        name = signal.Signals(-code).name if code is not None and code < 0 else f"exit code {code}"
        return Refused(
            RefusalReason.MALFORMED, f"it breaks the process that reads it ({name}): save its text as plain text"
        )


def load_ahead() -> None:
    """Begin to load what reading processes need, in the process that they will be forked from."""
    _context()
    forkserver.ensure_running()


def let_go() -> None:
    """End the process that others are forked from, which holds what readers need; it begins again where one is needed."""
    # Python has no other way to do so, and has had this one since it has such processes.
    server: Any = forkserver._forkserver
    server._stop()


def _context() -> ForkServerContext:
    """Processes are forked from one that has loaded what readers need and runs no threads."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipeline.ingest.preloaded"])
    return context


def _work(connection: Connection, settled: frozenset[str], now: dt.datetime, limits: Limits) -> None:
    """Do tasks until there is nobody to tell; started as the main function of a process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_DATA, (limits.memory, limits.memory))
    logging.disable(logging.CRITICAL)
    _mute()
    with suppress(EOFError, OSError):
        while True:
            _do(connection.recv(), connection, settled, now, limits.cpu_seconds)


def _do(task: _Task, connection: Connection, settled: frozenset[str], now: dt.datetime, cpu_seconds: float) -> None:
    fault, passed = task.fault, 0
    signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
    for position, found in enumerate(walk(task.file, now)):
        signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
        if found.input_id in settled:
            passed += 1
        elif position < task.begin:
            continue
        elif isinstance(found, Turned):
            connection.send((position, found))
        elif fault is not None:
            connection.send((position, found.refused(fault)))
            fault = None
        else:
            connection.send((position, _slim(found.read())))
    signal.setitimer(signal.ITIMER_PROF, 0)
    connection.send(passed)


def _slim(found: Taken | Turned) -> Taken | Turned:
    """An article without the bytes that it came from, which nobody needs any more."""
    return replace(found, piece=replace(found.piece, data=None)) if isinstance(found, Taken) else found


def _mute() -> None:
    """What libraries print about hostile bytes is nothing that a user can act on."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
