"""A process that loads once what articles are worked on with, and forks the processes that do the work: they share what it holds.

Which batches are given when is settled in `local.py`. Workers are given them, and tell what they made of them, without its help.
"""

import atexit
import multiprocessing
import os
import signal
import traceback
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle, send_handle
from queue import SimpleQueue
from threading import Condition, Lock, Thread
from typing import Any

import pyarrow as pa

from assets.engines.model import Function, T, Tables
from assets.engines.parcel import packed, unpacked
from assets.memory import give_back, settle
from assets.orphans import follow_parent

_AT_ONCE = 2
"""Batches that a worker has been sent: it finds the next when it is done with one."""


class ProcessDied(Exception):
    """A process ended before it was done with what it was given."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What a function made of a batch, or what it raised, packed; nothing where the process died over it."""

    is_fault: bool = False
    content: bytes | None = None


class Foreman:
    """The way to the process, which begins to `load` at once, and to its workers, each of whom a thread here gives batches to."""

    def __init__(self, processes: int, load: Callable[[], None]) -> None:
        self._connection, theirs = multiprocessing.Pipe()
        self._hiring = Lock()
        self._news = Condition()
        self._given, self._crew, self._is_over = 0, 0, False
        self._waiting = deque[tuple[int, bytes]]()
        self._told: dict[int, _Told] = {}
        self._process = multiprocessing.get_context("spawn").Process(target=_lead, args=(theirs, load))
        self._process.start()
        theirs.close()
        self._threads = [Thread(target=self._drive, daemon=True) for _ in range(processes)]
        for thread in self._threads:
            thread.start()
        atexit.register(self.dismiss)

    def give(self, function: Function[T], batch: Tables) -> int:
        """Have a batch worked on, and give back its number. Where the process is gone, whoever asks for the result hears of it."""
        work = packed((function, batch))
        with self._news:
            self._given += 1
            self._waiting.append((self._given, work))
            self._news.notify_all()
            return self._given

    def result(self, number: int) -> Any:
        """What was made of a batch; raises what the function raised, and ProcessDied."""
        with self._news:
            self._news.wait_for(lambda: number in self._told or self._is_over)
            told = self._told.pop(number, None)
        if told is None or told.content is None:
            raise ProcessDied
        made = unpacked(told.content)
        if told.is_fault:
            raise made
        return made

    def rest(self) -> None:
        """Have the workers end, once they have done what they were sent; others are forked when there is work again, which share
        anew all that was loaded."""
        with self._news:
            self._crew += 1
            self._news.notify_all()

    @property
    def is_there(self) -> bool:
        """Whether the process can be given anything."""
        return self._process.is_alive() and not self._is_over

    def dismiss(self) -> None:
        """End the process, and with it those that it forked."""
        atexit.unregister(self.dismiss)
        self._end()
        self._process.kill()
        self._process.join()
        for thread in self._threads:
            thread.join()
        self._connection.close()

    def _end(self) -> None:
        with self._news:
            self._is_over = True
            self._news.notify_all()

    def _drive(self) -> None:
        """Have one worker after another do batches, as long as the process is there."""
        while (crew := self._awaited()) is not None:
            try:
                worker = self._hired()
            except (EOFError, OSError):
                self._end()
                return
            with worker:
                self._employ(worker, crew)

    def _awaited(self) -> int | None:
        """Wait for a batch that nobody has, and say of which crew the worker is who takes it; none where there will be none."""
        with self._news:
            self._news.wait_for(lambda: self._waiting or self._is_over)
            return None if self._is_over else self._crew

    def _hired(self) -> Connection:
        """The way to a new worker; EOFError or OSError where the process is gone."""
        with self._hiring:
            self._connection.send(None)
            return Connection(recv_handle(self._connection))

    def _employ(self, worker: Connection, crew: int) -> None:
        """Give a worker batches until its crew is to rest, or it dies: then what it was at is told to have died with it."""
        sent = deque[tuple[int, bytes]]()
        try:
            while True:
                if (task := self._next(sent, crew)) is not None:
                    sent.append(task)
                    worker.send_bytes(task[1])
                elif sent:
                    told = _Told(bool(worker.recv()), worker.recv_bytes())
                    self._tell(sent.popleft()[0], told)
                else:
                    return
        except (EOFError, OSError):
            self._tell(sent.popleft()[0], _Told())
            with self._news:
                self._waiting.extendleft(reversed(sent))
                self._news.notify_all()

    def _next(self, sent: "deque[tuple[int, bytes]]", crew: int) -> tuple[int, bytes] | None:
        """The batch that a worker is sent beside those that it has been sent; waits for one where it has none. None where it is sent no
        more for now, or for ever."""
        with self._news:
            if not sent:
                self._news.wait_for(lambda: self._waiting or self._is_over or crew != self._crew)
            if self._is_over or crew != self._crew or not self._waiting or len(sent) == _AT_ONCE:
                return None
            return self._waiting.popleft()

    def _tell(self, number: int, told: "_Told") -> None:
        with self._news:
            self._told[number] = told
            self._news.notify_all()


def _lead(connection: Connection, load: Callable[[], None]) -> None:
    """Fork a worker for each that is asked for, until there is nobody to ask; the main function of the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Nobody asks how a worker ended.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    with suppress(Exception):  # Whoever works on a batch meets the fault again, and tells of it.
        load()
    give_back()
    # What the collector has not to look at is not copied either.
    settle()
    context = multiprocessing.get_context("fork")
    with suppress(EOFError, OSError):
        while True:
            connection.recv()
            ours, theirs = multiprocessing.Pipe()
            context.Process(target=_work, args=(theirs, (connection, ours))).start()
            with ours, theirs:
                send_handle(connection, ours.fileno(), None)
    # The workers end with it, whatever they are at.
    os._exit(0)


def _work(connection: Connection, others: tuple[Connection, ...]) -> None:
    """Do what comes until nothing does; the main function of a worker."""
    follow_parent()
    for each in others:
        each.close()
    coming = SimpleQueue[bytes | None]()
    Thread(target=_take, args=(connection, coming), daemon=True).start()
    with suppress(OSError):
        while (work := coming.get()) is not None:
            is_fault, content = _done(work)
            connection.send(is_fault)
            connection.send_bytes(content)


def _take(connection: Connection, coming: "SimpleQueue[bytes | None]") -> None:
    """Take what comes while the worker is at something else; None is the end."""
    with suppress(EOFError, OSError):
        while True:
            coming.put(connection.recv_bytes())
    coming.put(None)


def _done(work: bytes) -> tuple[bool, bytes]:
    """Whether a function raised something over a batch, and that, or what it made of it; what was raised says where."""
    try:
        function, batch = unpacked(work)
        return False, packed(function(*batch))
    except Exception as fault:
        fault.add_note(traceback.format_exc())
        with suppress(Exception):
            return True, packed(fault)
        return True, packed(RuntimeError(f"{type(fault).__name__}: {fault}"))
