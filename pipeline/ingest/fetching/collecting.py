"""One source's part of a run: what is asked for, what of the answers is new, and what is remembered of it, in which order.

Nothing is remembered as fetched before its WARC file is whole and in place; a run killed at any moment loses no page.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx

from pipeline.ingest.fetching.archive import Archive
from pipeline.ingest.fetching.backlog import Backlog
from pipeline.ingest.fetching.client import Response
from pipeline.ingest.fetching.faults import WORTH_ANOTHER_RUN, FetchFault, Reason
from pipeline.ingest.fetching.feeds import read_feed
from pipeline.ingest.fetching.links import Link, newest_first
from pipeline.ingest.fetching.report import Failure, SourceReport
from pipeline.ingest.fetching.sitemaps import read_sitemap
from pipeline.ingest.fetching.sources import Kind, Source
from pipeline.ingest.fetching.state import Document, State
from pipeline.ingest.fetching.urls import parse_url, shown
from pipeline.ingest.fetching.visitor import Ask, Manners, Visitor
from pipeline.store.hashing import sha256_of_bytes

_DEEPEST = 2
"""Sitemap indexes above a sitemap: the protocol knows one, some publishers nest two."""

_MOST_SITEMAPS = 20
"""Sitemaps of an index that are looked at in a run, the newest first; archives have hundreds, which do not change."""

_LONGEST_VALIDATOR = 1_000
"""Characters of an ETag or Last-Modified worth keeping and sending back."""

_ACCEPT = {
    Kind.FEED: "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
    Kind.SITEMAP: "application/xml, text/xml, text/plain;q=0.8, */*;q=0.5",
    Kind.PAGE: "text/html, application/xhtml+xml, */*;q=0.5",
}


@dataclass(frozen=True, slots=True)
class _Got:
    """An answer, what to remember of it, whether it says nothing new, and the pages and sitemaps that it lists."""

    response: Response
    document: Document
    is_same: bool
    pages: Sequence[Link] = ()
    sitemaps: Sequence[Link] = ()


@dataclass(slots=True)
class Collection:
    """A source under way: its tools, and what it has met so far."""

    source: Source
    visitor: Visitor
    manners: Manners
    state: State
    archive: Archive
    fetched: int = 0
    unchanged: int = 0
    robots: int = 0
    left: int = 0
    failures: list[Failure] = field(default_factory=list)
    problem: Failure | None = None
    _documents: dict[str, Document] = field(default_factory=dict)
    _settled: list[Link] = field(default_factory=list)

    def collect(self) -> None:
        """Ask for the source, and for the pages it lists where they are followed. Raises Stopped, OSError."""
        try:
            if self.source.follow:
                self._read_listings()
            else:
                self._keep(self.source.url, self.source.kind, {})
        except FetchFault as fault:
            self.problem = Failure(shown(self.source.url), fault.reason, fault.detail)
            self.robots += fault.reason is Reason.ROBOTS_DISALLOWED
        if self.source.follow:
            self._follow()
        if self.failures and not self._documents:
            self.problem = self.problem or self.failures[0]

    def remember(self) -> None:
        """Remember what was fetched; call it once the archive is in place."""
        now = self._now()
        with self.state.transaction():
            for url, document in self._documents.items():
                self.state.keep_document(self.source.name, url, self._reading, document)
            for link in self._settled:
                self._backlog.settle(link, now)

    @property
    def report(self) -> SourceReport:
        """How the source fared."""
        return SourceReport(
            self.source.name,
            self.fetched,
            self.unchanged,
            self.robots,
            self.left,
            tuple(self.failures),
            self.problem,
            self.archive.path,
        )

    @property
    def _backlog(self) -> Backlog:
        return Backlog(self.state, self.source.name)

    @property
    def _reading(self) -> str:
        """How the source's answers are used; when the operator changes that, old validators say nothing."""
        return f"{self.source.kind}{' followed' if self.source.follow else ''}"

    def _now(self) -> dt.datetime:
        return self.visitor.clock.now()

    def _get(self, url: httpx.URL, kind: Kind) -> _Got:
        """Ask for a URL, if it has changed, and read what it lists. FetchFault, also for what is not of its kind."""
        old = self.state.document(self.source.name, str(url), self._reading)
        response = self.visitor.visit(Ask(url, {"Accept": _ACCEPT[kind], **_conditions(old)}), self.manners)
        now = self._now()
        if response.status == 304 and old:
            return _Got(response, Document(old.etag, old.last_modified, old.sha256, 304, now), is_same=True)
        digest, pages, sitemaps = self._read(response, kind)
        etag, modified = (_validator(response, name) for name in ("etag", "last-modified"))
        document = Document(etag, modified, digest, response.status, now)
        return _Got(response, document, old is not None and old.sha256 == digest, pages, sitemaps)

    def _read(self, response: Response, kind: Kind) -> tuple[str, Sequence[Link], Sequence[Link]]:
        """A digest of what an answer says, and the pages and sitemaps that it lists."""
        if kind is Kind.FEED:
            feed = read_feed(response.body, response.url, response.header("content-type"))
            return feed.digest, feed.links, ()
        digest = sha256_of_bytes(response.body)
        if kind is Kind.SITEMAP:
            sitemap = read_sitemap(response.body, response.url, self.source.max_bytes)
            return digest, sitemap.pages, sitemap.sitemaps
        return digest, (), ()

    def _keep(self, url: httpx.URL, kind: Kind, known_as: dict[str, str]) -> None:
        """Ask for a URL and put what is new into the archive."""
        got = self._get(url, kind)
        if got.is_same:
            self.unchanged += 1
        else:
            moved = {} if got.response.url == url else {"requested": str(url)}
            self.archive.add(got.response, self._now(), {**known_as, **moved})
            self.fetched += 1
        self._documents[str(url)] = got.document

    def _follow(self) -> None:
        """Ask for the pages that are due; a page's fault is noted and stops nothing."""
        for link in self._backlog.due(self._now(), self.source.max_items):
            published = {"published": link.at.isoformat()} if link.at else {}
            try:
                self._keep(parse_url(link.url), Kind.PAGE, {"via": self.source.location, **published})
                self._settled.append(link)
            except FetchFault as fault:
                self._note(link, fault)

    def _note(self, link: Link, fault: FetchFault) -> None:
        if fault.reason is Reason.HOST_RESTING:
            self.left += 1
            return
        if fault.reason in WORTH_ANOTHER_RUN:
            self._backlog.postpone(link, self._now())
        else:
            self._backlog.give_up(link)
        if fault.reason is Reason.ROBOTS_DISALLOWED:
            self.robots += 1
        else:
            self.failures.append(Failure(shown(parse_url(link.url)), fault.reason, fault.detail))

    def _read_listings(self) -> None:
        """Take the links of a feed or of sitemaps into the backlog, and remember what they were read from with them."""
        listings: dict[str, Sequence[Link]] = {}
        read: dict[str, Document] = {}
        self._read_levels(listings, read)
        with self.state.transaction():
            self._backlog.take(listings, self._now(), self.source.max_items)
            for url, document in read.items():
                self.state.keep_document(self.source.name, url, self._reading, document)

    def _read_levels(self, listings: dict[str, Sequence[Link]], read: dict[str, Document]) -> None:
        """The source's URL and, level by level, the sitemaps that are named; faults of those are noted and stop nothing."""
        level, seen = [self.source.location], {self.source.location}
        for depth in range(_DEEPEST + 1):
            below: list[Link] = []
            for url in level:
                try:
                    below += self._read_listing(url, listings, read)
                except FetchFault as fault:
                    if depth == 0:
                        raise
                    self.failures.append(Failure(shown(parse_url(url)), fault.reason, fault.detail))
            fresh = list(dict.fromkeys(link.url for link in newest_first(below) if link.url not in seen))
            level = fresh[: max(_MOST_SITEMAPS + 1 - len(seen), 0)]
            seen.update(level)

    def _read_listing(self, url: str, listings: dict[str, Sequence[Link]], read: dict[str, Document]) -> Sequence[Link]:
        """Read one feed or sitemap; gives back the sitemaps that it names."""
        got = self._get(parse_url(url), self.source.kind)
        self.unchanged += got.is_same
        if not got.is_same:
            listings[url] = got.pages
        if not got.sitemaps:
            # An index is always asked for anew: it may stay the same while what it names changes.
            read[url] = got.document
        return got.sitemaps


def _conditions(old: Document | None) -> dict[str, str]:
    """The headers that ask for a document only if it has changed."""
    validators = {"If-None-Match": old.etag, "If-Modified-Since": old.last_modified} if old else {}
    return {name: value for name, value in validators.items() if value}


def _validator(response: Response, name: str) -> str | None:
    value = response.header(name)
    return value if value and len(value) <= _LONGEST_VALIDATOR else None
