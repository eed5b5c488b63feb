"""What is remembered from run to run, in one SQLite file: validators of what was fetched, hosts, robots.txt, sources.

SQLite's journal makes every change whole or undone, also under kill -9 and with two processes. Links to follow are in `backlog.py`.
"""

import datetime as dt
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_VERSION = 1
"""The layout of the file, in SQLite's `user_version`."""

_BUSY_SECONDS = 30.0
"""How long one process waits for another's change, each of which takes milliseconds."""

_LAYOUT = """
CREATE TABLE documents (source TEXT, url TEXT, reading TEXT, etag TEXT, last_modified TEXT, sha256 TEXT, status INTEGER,
    fetched REAL, PRIMARY KEY (source, url)) WITHOUT ROWID;
CREATE TABLE hosts (host TEXT PRIMARY KEY, failures INTEGER, next_at REAL) WITHOUT ROWID;
CREATE TABLE robots (origin TEXT PRIMARY KEY, text TEXT, fault TEXT, fetched REAL, expires REAL) WITHOUT ROWID;
CREATE TABLE sources (source TEXT PRIMARY KEY, failures INTEGER) WITHOUT ROWID;
CREATE TABLE links (source TEXT, url TEXT, lister TEXT, place INTEGER, version TEXT, at REAL, listed REAL, due REAL,
    fetched REAL, tries INTEGER, PRIMARY KEY (source, url)) WITHOUT ROWID;
"""


class StateError(Exception):
    """The state file cannot be used; the message is one line with the mend."""


@dataclass(frozen=True, slots=True)
class Document:
    """What was last got from a URL: its validators, the digest of its body, and its status."""

    etag: str | None
    last_modified: str | None
    sha256: str
    status: int
    fetched: dt.datetime


@dataclass(frozen=True, slots=True)
class Host:
    """How a host fared: URLs in a row that failed, and until when it is left alone."""

    failures: int = 0
    next_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class KeptRobots:
    """A robots.txt; no text where it could not be had, for the fault told."""

    text: str | None
    fault: str
    fetched: dt.datetime
    expires: dt.datetime


class State:
    """The open file; safe to share between threads. Every method is a transaction, or part of the one around it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = threading.RLock()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Changes that are kept all or not at all."""
        with self._lock:
            if self._connection.in_transaction:
                yield self._connection
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.rollback()
                raise
            self._connection.commit()

    def document(self, source: str, url: str, reading: str) -> Document | None:
        """What a source last got from a URL when it was read in that way."""
        row = self._row(
            "SELECT etag, last_modified, sha256, status, fetched FROM documents WHERE source = ? AND url = ? AND reading = ?",
            (source, url, reading),
        )
        return Document(row[0], row[1], row[2], row[3], _moment(row[4])) if row else None

    def keep_document(self, source: str, url: str, reading: str, document: Document) -> None:
        """Remember what a source got from a URL."""
        with self.transaction() as db:
            db.execute(
                "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    source,
                    url,
                    reading,
                    document.etag,
                    document.last_modified,
                    document.sha256,
                    document.status,
                    document.fetched.timestamp(),
                ),
            )

    def host(self, host: str) -> Host:
        """How a host fared up to now."""
        row = self._row("SELECT failures, next_at FROM hosts WHERE host = ?", (host,))
        return Host(row[0], _moment(row[1]) if row[1] else None) if row else Host()

    def keep_host(self, host: str, fared: Host) -> None:
        """Remember how a host fared."""
        with self.transaction() as db:
            next_at = fared.next_at.timestamp() if fared.next_at else None
            db.execute("INSERT OR REPLACE INTO hosts VALUES (?, ?, ?)", (host, fared.failures, next_at))

    def robots(self, origin: str) -> KeptRobots | None:
        """The robots.txt of an origin as last had."""
        row = self._row("SELECT text, fault, fetched, expires FROM robots WHERE origin = ?", (origin,))
        return KeptRobots(row[0], row[1], _moment(row[2]), _moment(row[3])) if row else None

    def keep_robots(self, origin: str, kept: KeptRobots) -> None:
        """Remember the robots.txt of an origin."""
        with self.transaction() as db:
            row = (origin, kept.text, kept.fault, kept.fetched.timestamp(), kept.expires.timestamp())
            db.execute("INSERT OR REPLACE INTO robots VALUES (?, ?, ?, ?, ?)", row)

    def failures(self, source: str) -> int:
        """The runs in a row in which a source failed."""
        row = self._row("SELECT failures FROM sources WHERE source = ?", (source,))
        return int(row[0]) if row else 0

    def keep_failures(self, source: str, failures: int) -> None:
        """Remember the runs in a row in which a source failed."""
        with self.transaction() as db:
            db.execute("INSERT OR REPLACE INTO sources VALUES (?, ?)", (source, failures))

    def _row(self, query: str, values: tuple[str, ...]) -> tuple[Any, ...] | None:
        with self._lock:
            found: tuple[Any, ...] | None = self._connection.execute(query, values).fetchone()
            return found


@contextmanager
def open_state(path: Path) -> Iterator[State]:
    """The state kept in a file, which is made where there is none. StateError where it is not a state of this version."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            state = State(connection)
            _lay_out(state, path)
            yield state
        finally:
            connection.close()
    except sqlite3.OperationalError as fault:
        raise StateError(f"{path}: {fault}; see that its folder can be written to and has room") from fault
    except sqlite3.DatabaseError as fault:
        raise StateError(f"{path}: {fault}; move the file away and everything is fetched anew") from fault


def _lay_out(state: State, path: Path) -> None:
    with state.transaction() as db:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            for statement in filter(str.strip, _LAYOUT.split(";")):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {_VERSION}")
        elif version != _VERSION:
            raise StateError(
                f"{path}: made by another version of Entente ({version}); move it away or use that version"
            )


def _moment(seconds: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, dt.UTC)
