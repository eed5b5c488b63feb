"""Which pages of a source's feed or sitemap are still to be fetched: its links, as kept in the state.

A link falls due when it is first listed and when its item changes; it is settled when its page is safely written.
"""

import datetime as dt
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.ingest.fetching.links import Link, newest_first
from pipeline.ingest.fetching.state import State

_REVISIT_AFTER = dt.timedelta(hours=1)
"""A page is not asked for again sooner, since many sites give every item the time of the request."""

_FIRST_DELAY = dt.timedelta(minutes=10)
_MOST_TRIES = 8
"""Runs in which a page is tried; with delays that double from ten minutes, an outage of a day is survived."""

_FORGOTTEN_AFTER = dt.timedelta(days=90)
"""Links that their feed or sitemap has not listed for so long are forgotten."""

_PASSED_OVER = -1
"""In place of tries: a link of a source's history, which is not fetched even when its date changes."""

_KNOWN = "SELECT url, lister, version, fetched, tries FROM links WHERE source = ?"
_NEW = """INSERT INTO links (source, url, lister, place, version, at, listed, due, tries)
    VALUES (:source, :url, :lister, :place, :version, :at, :now, :due, :tries)"""
_SEEN = "UPDATE links SET listed = :now WHERE source = :source AND url = :url"
_CHANGED = "UPDATE links SET version = :version, at = :at, due = :due, tries = 0 WHERE source = :source AND url = :url"
_DUE = """SELECT url, at, version FROM links WHERE source = ? AND due <= ?
    ORDER BY at IS NULL, at DESC, listed DESC, place LIMIT ?"""


@dataclass(frozen=True, slots=True)
class _Known:
    lister: str
    version: str
    fetched: float | None
    tries: int


class Backlog:
    """The links of one source."""

    def __init__(self, state: State, source: str) -> None:
        self._state = state
        self._source = source

    def take(self, listings: Mapping[str, Sequence[Link]], now: dt.datetime, most: int) -> None:
        """Take in what feeds or sitemaps, by URL, list now, newest first.

        Of a source or listing that is seen for the first time only the `most` newest fall due: its history is not crawled.
        """
        with self._state.transaction() as db:
            known = {row[0]: _Known(*row[1:]) for row in db.execute(_KNOWN, (self._source,))}
            read = {row[0] for row in db.execute("SELECT url FROM documents WHERE source = ?", (self._source,))}
            seen = read | {each.lister for each in known.values()}
            is_new = not known
            due = _newest(listings.values(), most) if is_new else _newest_of_new(listings, seen, most)
            for lister, links in listings.items():
                for place, link in enumerate(links):
                    is_due = link.url in due or (not is_new and lister in seen)
                    self._take(db, link, known.get(link.url), lister, place, now, is_due=is_due)
                    known.setdefault(link.url, _Known(lister, link.version, None, 0))
                self._forget(db, lister, now - _FORGOTTEN_AFTER)

    def _forget(self, db: sqlite3.Connection, lister: str, horizon: dt.datetime) -> None:
        """Forget what a listing has not listed since, and what was got from there."""
        values = (self._source, lister, horizon.timestamp())
        gone = db.execute(
            "DELETE FROM links WHERE source = ? AND lister = ? AND listed < ? RETURNING url", values
        ).fetchall()
        db.executemany("DELETE FROM documents WHERE source = ? AND url = ?", [(self._source, url) for (url,) in gone])

    def _take(
        self,
        db: sqlite3.Connection,
        link: Link,
        known: _Known | None,
        lister: str,
        place: int,
        now: dt.datetime,
        *,
        is_due: bool,
    ) -> None:
        values = {
            "source": self._source,
            "url": link.url,
            "lister": lister,
            "place": place,
            "version": link.version,
            "at": link.at.timestamp() if link.at else None,
            "now": now.timestamp(),
            "due": now.timestamp() if is_due else None,
            "tries": 0 if is_due else _PASSED_OVER,
        }
        if known is None:
            db.execute(_NEW, values)
            return
        db.execute(_SEEN, values)
        # Two sitemaps that list a page may date it differently: the one that listed it first is believed.
        if known.lister == lister and known.version != link.version and known.tries != _PASSED_OVER:
            earliest = known.fetched + _REVISIT_AFTER.total_seconds() if known.fetched else 0.0
            db.execute(_CHANGED, {**values, "due": max(now.timestamp(), earliest)})

    def due(self, now: dt.datetime, most: int) -> list[Link]:
        """The links to fetch now, newest first, at most so many."""
        with self._state.transaction() as db:
            rows = db.execute(_DUE, (self._source, now.timestamp(), most)).fetchall()
        return [
            Link(url, dt.datetime.fromtimestamp(at, dt.UTC) if at is not None else None, version)
            for url, at, version in rows
        ]

    def settle(self, link: Link, now: dt.datetime) -> None:
        """The link's page is safely kept, or has not changed."""
        query = "UPDATE links SET due = NULL, fetched = ?, tries = 0 WHERE source = ? AND url = ?"
        with self._state.transaction() as db:
            db.execute(query, (now.timestamp(), self._source, link.url))

    def give_up(self, link: Link) -> None:
        """The link's page is not asked for again until its item changes."""
        with self._state.transaction() as db:
            db.execute("UPDATE links SET due = NULL WHERE source = ? AND url = ?", (self._source, link.url))

    def postpone(self, link: Link, now: dt.datetime) -> None:
        """The link's page is asked for at a later run; given up after eight of them."""
        with self._state.transaction() as db:
            query = "SELECT tries FROM links WHERE source = ? AND url = ?"
            tries = db.execute(query, (self._source, link.url)).fetchone()[0] + 1
            due = (now + _FIRST_DELAY * 2**tries).timestamp() if tries < _MOST_TRIES else None
            query = "UPDATE links SET due = ?, tries = ? WHERE source = ? AND url = ?"
            db.execute(query, (due, tries, self._source, link.url))


def _newest(listings: Iterable[Sequence[Link]], most: int) -> set[str]:
    """The newest links of all listings together."""
    return {link.url for link in newest_first(link for links in listings for link in links)[:most]}


def _newest_of_new(listings: Mapping[str, Sequence[Link]], seen: set[str], most: int) -> set[str]:
    """The newest links of each listing that was not seen before."""
    return {url for lister, links in listings.items() if lister not in seen for url in _newest([links], most)}
