"""Who runs the suites: whoever runs the checks, or a jury in processes of its own.

Great Expectations takes seconds to import and works on one core. A jury imports it while articles are still read, and judges
tables beside the stages that follow. What is done with a verdict is in `checks.py`.
"""

import atexit
import multiprocessing
import os
import signal
from collections.abc import Collection, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache, partial
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock, active_count
from typing import Any, NamedTuple

from assets import verdicts
from assets.orphans import follow_parent
from assets.uncollected import uncollected
from assets.verdicts import Verdict
from expectations.rules import tables_read
from pipeline.release.published import parent_tables
from pipeline.schema.model import Table
from pipeline.schema.registry import TABLES, table_named
from pipeline.store.paths import Output

_JURORS = 2
_PARENT = "parent"
"""Under what name the release before is marked, which suites may speak of as of a table."""


def judge(output: Output, table: Table[Any]) -> Verdict:
    """Run the suite of a table over the lake as it is."""
    # Importing Great Expectations takes seconds, which nobody who only loads the definitions should wait for.
    from expectations.validate import validate

    mark, parent, reads = verdicts.mark_of(output, table), verdicts.parent_of(output), sorted(tables_read(table.name))
    state = verdicts.state_of(output, table, reads)
    return Verdict(mark, parent, tuple(validate(output.lake, table, parent_tables(output))), tuple(reads), state)


class Judge:
    """Judges a table when asked to, in this process."""

    def begin(self, output: Output, made: Collection[str]) -> None:
        """Hear that tables were made anew, which may be asked about later."""

    def heard(self) -> Mapping[str, Verdict]:
        """What was said by now of tables that nobody has asked about yet, by their names."""
        return {}

    def verdict(self, output: Output, table: Table[Any]) -> Verdict:
        """What the suite of a table says of it as it is; what it said before where it would say the same."""
        return verdicts.standing(output, table) or judge(output, table)


class Jury(Judge):
    """Judges tables in processes of its own, each as soon as all tables were made that its suite speaks of.

    The processes stay as long as this one: they are dear to start.
    """

    def __init__(self) -> None:
        self._court = _seated()
        self._made: set[str] = set()
        self._stand: Mapping[str, Verdict] = {}
        self._asked: dict[str, _Question] = {}
        self._told: dict[_Question, Verdict | Exception] = {}

    def begin(self, output: Output, made: Collection[str]) -> None:
        """Hear that tables were made anew, and begin with those that can be judged."""
        self._made.update(made)
        marks = _marks(output)
        stand = ((table.name, verdicts.standing(output, table, marks)) for table in TABLES)
        self._stand = {name: verdict for name, verdict in stand if verdict and self._made.issuperset(verdict.reads)}
        if not self._court.is_ready(patience=0):
            return
        for table in TABLES:
            if self._court.reads[table.name] <= self._made and _is_open(output, table, marks):
                self._ask(output, table, marks)

    def heard(self) -> Mapping[str, Verdict]:
        """What was said by now of the tables that were asked about, and what stands of others that were made, by their names."""
        while self._court.is_ready(patience=0) and self._court.connection.poll():
            self._hear()
        told = {name: self._told.get(question) for name, question in self._asked.items()}
        return {**self._stand, **{name: verdict for name, verdict in told.items() if isinstance(verdict, Verdict)}}

    def verdict(self, output: Output, table: Table[Any]) -> Verdict:
        """What the suite of a table says of it as it is; raises what the suite raised.

        The first who asks after several were made anew has all of them judged, side by side.
        """
        if stands := verdicts.standing(output, table):
            return stands
        self._court.is_ready(patience=None)
        wanted = self._question(output, table, _marks(output, self._court.reads[table.name]))
        if wanted not in self._told:
            marks = _marks(output)
            for each in TABLES:
                if _is_open(output, each, marks):
                    self._ask(output, each, marks)
            self._ask(output, table, marks)
        while wanted not in self._told:
            self._hear()
        told = self._told[wanted]
        if isinstance(told, Exception):
            raise told
        return told

    def _hear(self) -> None:
        question, told = self._court.connection.recv()
        self._told[question] = told

    def _ask(self, output: Output, table: Table[Any], marks: Mapping[str, str]) -> None:
        """Have a table judged, unless that was begun already as things are."""
        question = self._question(output, table, marks)
        if self._asked.get(table.name) != question:
            self._asked[table.name] = question
            self._court.connection.send(question)

    def _question(self, output: Output, table: Table[Any], marks: Mapping[str, str]) -> "_Question":
        # A rule may speak of other tables: what was said of one stands as long as none of those has changed.
        state = "".join(marks[name] for name in sorted({*self._court.reads[table.name], _PARENT}))
        return _Question(str(output.root), table.name, state)


def _is_open(output: Output, table: Table[Any], marks: Mapping[str, str]) -> bool:
    """Whether there is a table to judge of which no verdict stands; `marks` are those of all tables."""
    return output.lake.holds(table) and verdicts.standing(output, table, marks) is None


class _Question(NamedTuple):
    """A table of an output folder, in a state of all that its suite speaks of."""

    home: str
    table: str
    state: str


class _Court:
    """The way to the process in which the jury sits."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.reads: Mapping[str, frozenset[str]] = {}
        """The tables that the suite of each speaks of; the jury says so once it has loaded them."""

    def is_ready(self, patience: float | None) -> bool:
        """Whether the jury can be asked; waits `patience` seconds for it at most, None for as long as it takes."""
        if not self.reads and self.connection.poll(patience):
            self.reads = self.connection.recv()
        return bool(self.reads)


def _marks(output: Output, names: Collection[str] | None = None) -> dict[str, str]:
    """What marks the tables of these names as they are, or all tables, and the release before."""
    marks = {table.name: verdicts.mark_of(output, table) for table in TABLES if names is None or table.name in names}
    return {_PARENT: str(verdicts.parent_of(output)), **marks}


@cache
def _seated() -> _Court:
    """The jury of this process, which begins to load Great Expectations."""
    ours, theirs = multiprocessing.Pipe()
    # What this process has loaded need not be loaded again; but it might stay locked for ever by a thread that is not there.
    is_alone = active_count() == 1
    context = multiprocessing.get_context("fork") if is_alone else multiprocessing.get_context("spawn")
    process = context.Process(target=_sit, args=(theirs, ours))
    process.start()
    theirs.close()
    atexit.register(process.kill)
    return _Court(ours)


def _sit(connection: Connection, others: Connection) -> None:
    """Judge what is asked for until there is nobody to tell; the main function of the jury's first process."""
    # Held here, too, it would never tell of its end.
    others.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    with uncollected():
        from expectations.validate import suite_of

        # What suites take from the reference data is read once, before there are several jurors.
        for table in TABLES:
            suite_of(table)
    connection.send({table.name: tables_read(table.name) for table in TABLES})
    lock = Lock()
    with ProcessPoolExecutor(
        min(_JURORS, len(os.sched_getaffinity(0))), multiprocessing.get_context("fork"), follow_parent
    ) as jurors:
        while True:
            try:
                question = connection.recv()
            except (EOFError, OSError):
                os._exit(0)
            told = partial(_tell, connection, lock, question)
            jurors.submit(_judged, question).add_done_callback(told)


def _judged(question: _Question) -> Verdict:
    return judge(Output(Path(question.home)), table_named(question.table))


def _tell(connection: Connection, lock: Lock, question: _Question, done: "Future[Verdict]") -> None:
    fault = done.exception()
    told = RuntimeError(f"{type(fault).__name__}: {fault}") if fault else done.result()
    with lock:
        connection.send((question, told))
