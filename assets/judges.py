"""Who runs the suites: whoever runs the checks, or a jury in processes of its own.

Great Expectations takes seconds to import and works on one core. A jury imports it while articles are still read, and
judges the tables that one stage made side by side. What is done with a verdict is in `checks.py`.
"""

import atexit
import ctypes
import multiprocessing
import os
import signal
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from functools import cache, lru_cache, partial
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from typing import Any

from assets import verdicts
from assets.verdicts import Verdict
from pipeline.release.published import parent_tables
from pipeline.schema.model import Table
from pipeline.schema.registry import TABLES, table_named
from pipeline.store.paths import Output
from pipeline.store.warehouse import refresh

_JURORS = 2
_PR_SET_PDEATHSIG = 1
"""prctl(2): the signal to be sent when the parent dies."""


def judge(output: Output, table: Table[Any]) -> Verdict:
    """Run the suite of a table over the lake as it is."""
    # Importing Great Expectations takes seconds, which nobody who only loads the definitions should wait for.
    from expectations.validate import validate

    mark, parent = verdicts.mark_of(output, table), verdicts.parent_of(output)
    warehouse = _warehouse(output, frozenset(each.name for each in TABLES if output.lake.holds(each)), parent)
    return Verdict(mark, parent, tuple(validate(warehouse, table)))


@lru_cache(maxsize=1)
def _warehouse(output: Output, _held: frozenset[str], _parent: str | None) -> Path:
    """The views over the lake and the parent, which are made of the names of the tables that it holds and of the release."""
    return refresh(output, parent_tables(output))


class Judge:
    """Judges a table when asked to, in this process."""

    def verdict(self, output: Output, table: Table[Any]) -> Verdict:
        """What the suite of a table says of it as it is."""
        return judge(output, table)


class Jury(Judge):
    """Judges tables in processes of its own; asked for one, it begins with all that its stage has made anew.

    The processes stay as long as this one: they are dear to start.
    """

    def __init__(self) -> None:
        self._connection = _seated()
        self._asked: dict[str, str] = {}
        self._told: dict[tuple[str, str, str], Verdict | Exception] = {}

    def verdict(self, output: Output, table: Table[Any]) -> Verdict:
        """What the suite of a table says of it as it is; raises what the suite raised."""
        # A rule may speak of other tables: what was said of one stands as long as none of all has changed.
        marks = {each.name: verdicts.mark_of(output, each) for each in TABLES}
        lake = "".join([*marks.values(), str(verdicts.parent_of(output))])
        for each in TABLES:
            held = verdicts.read(output, each)
            is_new = output.lake.holds(each) and (held is None or held.mark != marks[each.name])
            if each.group == table.group and is_new:
                self._ask(output, each, lake)
        wanted = (str(output.root), table.name, self._ask(output, table, lake))
        while wanted not in self._told:
            *asked, told = self._connection.recv()
            self._told[tuple(asked)] = told
        told = self._told[wanted]
        if isinstance(told, Exception):
            raise told
        return told

    def _ask(self, output: Output, table: Table[Any], lake: str) -> str:
        if self._asked.get(table.name) != lake:
            self._asked[table.name] = lake
            self._connection.send((str(output.root), table.name, lake))
        return lake


@cache
def _seated() -> Connection:
    """The way to the jury of this process, which begins to load Great Expectations."""
    ours, theirs = multiprocessing.Pipe()
    # Spawned: it is to load nothing but what checks need, and not to share the state of this process.
    process = multiprocessing.get_context("spawn").Process(target=_sit, args=(theirs,))
    process.start()
    theirs.close()
    atexit.register(process.kill)
    return ours


def _sit(connection: Connection) -> None:
    """Judge what is asked for until there is nobody to tell; the main function of the jury's first process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    from expectations.validate import suite_of

    # What suites take from the reference data is read once, before there are several jurors.
    for table in TABLES:
        suite_of(table)
    lock = Lock()
    with ProcessPoolExecutor(_JURORS, multiprocessing.get_context("fork"), _follow_parent) as jurors:
        while True:
            try:
                home, name, mark = connection.recv()
            except (EOFError, OSError):
                os._exit(0)
            told = partial(_tell, connection, lock, (home, name, mark))
            jurors.submit(_judged, home, name).add_done_callback(told)


def _follow_parent() -> None:
    """End with the process that began this one, however that ends; where the system knows no such bond, nothing happens."""
    with suppress(AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _judged(home: str, name: str) -> Verdict:
    return judge(Output(Path(home)), table_named(name))


def _tell(connection: Connection, lock: Lock, asked: tuple[str, str, str], done: "Future[Verdict]") -> None:
    fault = done.exception()
    told = RuntimeError(f"{type(fault).__name__}: {fault}") if fault else done.result()
    with lock:
        connection.send((*asked, told))
