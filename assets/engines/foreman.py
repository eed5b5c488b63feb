"""A process that loads once what articles are worked on with, and forks the processes that do the work: they share what it holds.

Which batches are given when is settled in `local.py`. This process itself cannot be forked: threads run in it.
"""

import atexit
import multiprocessing
import os
import pickle
import signal
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from threading import Condition, Lock, Thread
from typing import Any

import pyarrow as pa

from assets.engines.model import Function, T, Tables
from assets.memory import give_back, settle
from assets.orphans import follow_parent


class ProcessDied(Exception):
    """A process ended before it was done with what it was given."""


class Foreman:
    """The way to the process, which begins to `load` at once."""

    def __init__(self, processes: int, load: Callable[[], None]) -> None:
        self._connection, theirs = multiprocessing.Pipe()
        self._given = 0
        self._told: dict[int, bytes | BaseException] = {}
        self._news, self._is_gone = Condition(), False
        self._process = multiprocessing.get_context("spawn").Process(target=_lead, args=(theirs, processes, load))
        self._process.start()
        theirs.close()
        # What is not taken at once would keep the workers from going on.
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()
        atexit.register(self.dismiss)

    def give(self, function: Function[T], batch: Tables) -> int:
        """Have a batch worked on, and give back its number. Where the process is gone, whoever asks for the result hears of it."""
        self._given += 1
        with suppress(OSError):
            self._connection.send((self._given, pickle.dumps((function, batch), pickle.HIGHEST_PROTOCOL)))
        return self._given

    def result(self, number: int) -> Any:
        """What was made of a batch; raises what the function raised, and ProcessDied."""
        with self._news:
            self._news.wait_for(lambda: number in self._told or self._is_gone)
            told = self._told.pop(number, None)
        if told is None or isinstance(told, BrokenProcessPool):
            raise ProcessDied
        if isinstance(told, BaseException):
            raise told
        return pickle.loads(told)

    def rest(self) -> None:
        """Have the workers end, once they have done what they were given; others are forked when there is work again, which share
        anew all that was loaded."""
        with suppress(OSError):
            self._connection.send(None)

    @property
    def is_there(self) -> bool:
        """Whether the process can be given anything."""
        return self._process.is_alive()

    def dismiss(self) -> None:
        """End the process, and with it those that it forked."""
        atexit.unregister(self.dismiss)
        self._process.kill()
        self._process.join()
        self._listener.join()
        self._connection.close()

    def _listen(self) -> None:
        """Hold what is told until it is asked for, as long as there is anybody who tells."""
        with suppress(EOFError, OSError):
            while True:
                number, told = self._connection.recv()
                with self._news:
                    self._told[number] = told
                    self._news.notify_all()
        with self._news:
            self._is_gone = True
            self._news.notify_all()


def _lead(connection: Connection, processes: int, load: Callable[[], None]) -> None:
    """Hand batches to workers until there is nobody who gives any; the main function of the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    with suppress(Exception):  # Whoever works on a batch meets the fault again, and tells of it.
        load()
    give_back()
    # What the collector has not to look at is not copied either.
    settle()
    pool, lock = _workers(processes), Lock()
    with suppress(EOFError, OSError):
        while True:
            if (given := connection.recv()) is None:
                pool.shutdown()
                pool = _workers(processes)
                continue
            number, work = given
            try:
                done = pool.submit(_do, work)
            except BrokenProcessPool:
                pool = _workers(processes)
                done = pool.submit(_do, work)
            done.add_done_callback(partial(_tell, connection, lock, number))
    # The workers end with it, whatever they are at.
    os._exit(0)


def _workers(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, multiprocessing.get_context("fork"), follow_parent)


def _do(work: bytes) -> bytes:
    function, batch = pickle.loads(work)
    return pickle.dumps(function(*batch), pickle.HIGHEST_PROTOCOL)


def _tell(connection: Connection, lock: Lock, number: int, done: "Future[bytes]") -> None:
    if not done.cancelled():
        with lock, suppress(OSError):
            connection.send((number, done.exception() or done.result()))
