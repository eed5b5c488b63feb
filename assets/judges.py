"""Who runs the suites: whoever runs the checks, or a jury in processes of its own.

Great Expectations takes seconds to import and works on one core. A jury imports it while articles are still read, and
judges the tables that one stage made side by side. What is done with a verdict is in `checks.py`.
"""

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from typing import Any

from assets import verdicts
from assets.verdicts import Verdict
from pipeline.schema.model import Table
from pipeline.schema.registry import TABLES, table_named
from pipeline.store.paths import Output
from pipeline.store.warehouse import refresh

_JURORS = 2


def judge(output: Output, table: Table[Any]) -> Verdict:
    """Run the suite of a table over the lake as it is."""
    # Importing Great Expectations takes seconds, which nobody who only loads the definitions should wait for.
    from expectations.validate import validate

    mark = verdicts.mark_of(output, table)
    return Verdict(mark, tuple(validate(refresh(output), table)))


class Judge:
    """Judges a table when asked to, in this process."""

    def verdict(self, output: Output, table: Table[Any]) -> Verdict:
        """What the suite of a table says of it as it is."""
        return judge(output, table)


class Jury(Judge):
    """Judges tables in processes of its own; asked for one, it begins with all that its stage has made anew."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._asked: dict[str, str] = {}
        self._told: dict[tuple[str, str], Verdict | Exception] = {}

    def verdict(self, output: Output, table: Table[Any]) -> Verdict:
        """What the suite of a table says of it as it is; raises what the suite raised."""
        for each in TABLES:
            if each.group == table.group and output.lake.holds(each):
                self._ask(output, each)
        mark = self._ask(output, table)
        while (table.name, mark) not in self._told:
            name, asked, told = self._connection.recv()
            self._told[name, asked] = told
        told = self._told[table.name, mark]
        if isinstance(told, Exception):
            raise told
        return told

    def _ask(self, output: Output, table: Table[Any]) -> str:
        mark = verdicts.mark_of(output, table)
        if self._asked.get(table.name) != mark:
            self._asked[table.name] = mark
            self._connection.send((str(output.root), table.name, mark))
        return mark


@contextmanager
def jury() -> Iterator[Jury]:
    """A jury at work as long as the block."""
    ours, theirs = multiprocessing.Pipe()
    # Spawned: it is to load nothing but what checks need, and not to share the state of this process.
    process = multiprocessing.get_context("spawn").Process(target=_sit, args=(theirs,), daemon=False)
    process.start()
    theirs.close()
    try:
        yield Jury(ours)
    finally:
        ours.close()
        process.kill()
        process.join()


def _sit(connection: Connection) -> None:
    """Judge what is asked for until there is nobody to tell; the main function of the jury's first process."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    import expectations.validate  # noqa: F401

    lock = Lock()
    with ProcessPoolExecutor(_JURORS, mp_context=multiprocessing.get_context("fork")) as jurors:
        while True:
            try:
                home, name, mark = connection.recv()
            except (EOFError, OSError):
                os._exit(0)
            jurors.submit(_judged, home, name).add_done_callback(partial(_tell, connection, lock, name, mark))


def _judged(home: str, name: str) -> Verdict:
    return judge(Output(Path(home)), table_named(name))


def _tell(connection: Connection, lock: Lock, name: str, mark: str, done: "Future[Verdict]") -> None:
    fault = done.exception()
    told = RuntimeError(f"{type(fault).__name__}: {fault}") if fault else done.result()
    with lock:
        connection.send((name, mark, told))
