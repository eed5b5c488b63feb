"""Which articles tell one story: copies, cuts and updates of one text, found by their shared runs of words.

Articles on one topic in words of their own are different stories; one event told by many is the events stage's concern.
When two texts are one is settled in `likeness.py`; how they become shingles in `shingles.py`.
"""

import datetime as dt
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa

from pipeline.ingest.likeness import Likeness, compare, derivation_of, held_in, is_made_from
from pipeline.ingest.shingles import Text, read_text
from pipeline.schema.render.arrow import rows_to_arrow
from pipeline.schema.tables.stories import STORIES, Story
from pipeline.schema.vocabularies import Derivation
from pipeline.store.hashing import make_id

_WINDOW = dt.timedelta(days=3)
READ = ("article_id", "title", "source", "published_at", "body", "text_start")
"""The columns of `article_text` that are looked at."""
_STOP = 24
"""Open stories from which a fingerprint leads to none of them: by then it is a turn of phrase or a form."""
_CANDIDATES = 12
"""Open stories that an article is compared with: those with which it shares most fingerprints."""
_VERSIONS = 12
"""Texts of a story that an article is compared with: the first and the latest, copies of one of them aside."""
_ROOT = 0.2
"""Share of the shorter one's shingles that an update has in common with the first article of the story that it joins."""


def group_stories(article_text: pa.Table) -> pa.Table:
    """The table `stories` for the table `article_text`; see `stories_of`."""
    return stories_of([article_text])


def stories_of(parts: Iterable[pa.Table]) -> pa.Table:
    """The table `stories` for the columns `READ` of articles: every article is in exactly one story. No article of a part is
    published before one of the parts before it.

    Articles are taken in order of publication, then of id. One whose text is made from that of an article published within
    three days before joins the story of the likest; any other begins a story. What is new in it may not have driven out
    what its story began with: an update that shares next to nothing with the first article begins a story too.

    An article is judged by earlier ones alone, so that later ones never change its story, nor a story's id. A late article
    (older than some that were grouped before) is put where it belongs in time: copies of it that had begun a story join
    its own, whose id is that of the new first article; stories without likeness to it keep theirs.

    Time grows with the number of articles; memory, bodies of a part aside, with those of three days.
    """
    articles = (article for part in parts for article in _in_order(part))
    stories = rows_to_arrow(STORIES, map(_row, _grouped(articles)))
    return stories.sort_by([("first_published", "ascending"), ("story_id", "ascending")]) if len(stories) else stories


@dataclass(frozen=True, slots=True)
class _Article:
    """What is looked at of an article: the columns `READ`."""

    article_id: str
    title: str
    source: str
    published_at: dt.datetime
    body: str
    text_start: int


def _in_order(part: pa.Table) -> Iterator[_Article]:
    ordered = part.select(READ).sort_by([("published_at", "ascending"), ("article_id", "ascending")])
    return map(_Article, *(column.to_pylist() for column in ordered.columns))


@dataclass(frozen=True, slots=True)
class _Member:
    """An article as its story knows it. `derived_from` and `derivation` are empty for the first."""

    article_id: str
    title: str
    source: str
    published_at: dt.datetime
    derived_from: str | None = None
    derivation: Derivation | None = None


@dataclass(slots=True, eq=False)
class _Version:
    """A text that later ones are compared with, and when it, or a copy of it, was last published."""

    article_id: str
    text: Text
    last_published: dt.datetime


@dataclass(slots=True, eq=False)
class _OpenStory:
    """A story that an article may still join, with the fingerprints by which the index leads to it."""

    number: int
    first: Text
    members: list[_Member] = field(default_factory=list)
    versions: list[_Version] = field(default_factory=list)
    fingerprints: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Match:
    """An earlier text of a story that a text is made from."""

    story: _OpenStory
    version: _Version
    like: Likeness
    derivation: Derivation

    @property
    def rank(self) -> tuple[float, float, int]:
        """The likest first, of equals the earliest story."""
        return (*self.like.rank, -self.story.number)


@dataclass(slots=True)
class _Open:
    """The stories that an article may still join, and the index of their fingerprints."""

    stories: dict[int, _OpenStory] = field(default_factory=dict)
    index: dict[int, list[int]] = field(default_factory=dict)
    queue: deque[tuple[dt.datetime, int]] = field(default_factory=deque)

    def near(self, text: Text) -> list[_OpenStory]:
        """The stories with which a text shares most fingerprints."""
        postings = (self.index.get(fingerprint, ()) for fingerprint in text.fingerprints)
        hits = Counter(number for posting in postings if len(posting) < _STOP for number in posting)
        best = sorted(hits, key=lambda number: (-hits[number], number))[:_CANDIDATES]
        return [self.stories[number] for number in best]

    def begin(self, story: _OpenStory, member: _Member) -> None:
        """Open a story with its first article."""
        self.stories[story.number] = story
        story.members.append(member)
        self._keep(story, _Version(member.article_id, story.first, member.published_at))

    def join(self, match: _Match, member: _Member, text: Text) -> None:
        """Add an article to a story; only what is no copy is a text of its own."""
        match.story.members.append(member)
        if match.derivation is Derivation.COPY:
            match.version.last_published = member.published_at
            self.queue.append((member.published_at, match.story.number))
        else:
            self._keep(match.story, _Version(member.article_id, text, member.published_at))

    def close_before(self, time: dt.datetime) -> Iterator[list[_Member]]:
        """Forget texts last published before a time, and give the members of stories that have no other."""
        while self.queue and self.queue[0][0] < time:
            story = self.stories.get(self.queue.popleft()[1])
            if story is None:
                continue
            story.versions = [version for version in story.versions if version.last_published >= time]
            if not story.versions:
                self._forget(story)
                yield story.members

    def _keep(self, story: _OpenStory, version: _Version) -> None:
        if len(story.versions) == _VERSIONS:
            del story.versions[1]
        story.versions.append(version)
        self.queue.append((version.last_published, story.number))
        for fingerprint in version.text.fingerprints:
            posting = self.index.setdefault(fingerprint, [])
            if fingerprint not in story.fingerprints and len(posting) < _STOP:
                posting.append(story.number)
                story.fingerprints.add(fingerprint)

    def _forget(self, story: _OpenStory) -> None:
        del self.stories[story.number]
        for fingerprint in story.fingerprints:
            posting = self.index[fingerprint]
            posting.remove(story.number)
            if not posting:
                del self.index[fingerprint]


def _grouped(articles: Iterable[_Article]) -> Iterator[list[_Member]]:
    held = _Open()
    for number, article in enumerate(articles):
        yield from held.close_before(article.published_at - _WINDOW)
        text = read_text(article.title, article.body[article.text_start :])
        match = max(_matches(text, held.near(text)), key=lambda match: match.rank, default=None)
        member = _Member(article.article_id, article.title, article.source, article.published_at)
        if match:
            held.join(match, replace(member, derived_from=match.version.article_id, derivation=match.derivation), text)
        else:
            held.begin(_OpenStory(number, text), member)
    yield from (story.members for story in held.stories.values())


def _matches(text: Text, stories: Sequence[_OpenStory]) -> Iterator[_Match]:
    """The earlier texts that a text is made from; a shingle that many stories hold weighs little."""
    common = [[held_in(text.distinct, version.text) for version in story.versions] for story in stories]
    holding = [np.logical_or.reduce(masks) for masks in common]
    spread = np.sum(holding, axis=0)
    for story, masks, own in zip(stories, common, holding, strict=True):
        weights = 1 / (1.0 + spread - own)
        for version, mask in zip(story.versions, masks, strict=True):
            like = compare(text, version.text, mask, weights)
            if like and is_made_from(text, version.text, like):
                derivation = derivation_of(text, version.text)
                if derivation is not Derivation.UPDATE or _keeps_root(text, story.first):
                    yield _Match(story, version, like, derivation)


def _keeps_root(text: Text, first: Text) -> bool:
    common = int(held_in(text.distinct, first).sum())
    return common >= _ROOT * min(len(text.distinct), len(first.distinct))


def _row(members: list[_Member]) -> Story:
    first = members[0]
    return Story(
        story_id=make_id("sto", first.article_id),
        title=first.title,
        article_ids=tuple(article.article_id for article in members),
        derived_from=tuple(article.derived_from for article in members if article.derived_from),
        derivations=tuple(article.derivation for article in members if article.derivation),
        article_count=len(members),
        source_count=len({article.source for article in members}),
        first_published=first.published_at,
        last_published=members[-1].published_at,
    )
