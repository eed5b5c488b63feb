"""Which articles tell one story: near-duplicates and syndicated copies, found by their shared runs of words.

Articles on one topic in words of their own are different stories; one event told by many is the events stage's concern.

Source of the method: MinHash and banded locality-sensitive hashing (Broder 1997; Leskovec, Rajaraman, Ullman, Mining of
Massive Datasets, ch. 3) by the library rensa for candidates, then the exact Jaccard coefficient.
"""

import datetime as dt
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyarrow as pa
from rensa import RMinHash, RMinHashLSH

from pipeline.schema.render.arrow import arrow_to_rows, rows_to_arrow
from pipeline.schema.tables.article_text import ARTICLE_TEXT, ArticleText
from pipeline.schema.tables.stories import STORIES, Story
from pipeline.store.hashing import make_id

_SAME = 0.6
"""Share of common shingles from which two texts are one story."""
_SHINGLE = 3
"""Words of a shingle: an edit of a word costs three, so that short leads survive one."""
_WINDOW = dt.timedelta(days=3)
_HASHES, _BANDS, _SEED = 128, 32, 1
"""With 32 bands of 4 a pair that shares .6 is met with probability .99, one that shares .2 with .05."""
_PART = 10_000
"""Articles whose texts are held at once, besides the shingles of open stories."""
_WORD = re.compile(r"\w+")

Shingles = frozenset[str]


def group_stories(article_text: pa.Table) -> pa.Table:
    """The table `stories` for the table `article_text`: every article is in exactly one story.

    Articles are taken in order of publication. One that shares at least `_SAME` of its shingles with the first article
    of a story begun within three days joins it (the likest, then the earliest); any other begins a story. Time grows
    with the number of articles and, within three days, with that of texts that are half alike.
    """
    ordered = article_text.sort_by([("published_at", "ascending"), ("article_id", "ascending")])
    parts = (pa.Table.from_batches([part]) for part in ordered.to_batches(max_chunksize=_PART))
    articles = (article for part in parts for article in arrow_to_rows(ARTICLE_TEXT, part))
    stories = rows_to_arrow(STORIES, map(_story, _grouped(articles)))
    return stories.sort_by([("first_published", "ascending"), ("story_id", "ascending")]) if len(stories) else stories


@dataclass(frozen=True, slots=True)
class _Member:
    """An article as its story knows it."""

    article_id: str
    title: str
    source: str
    published_at: dt.datetime


@dataclass(slots=True)
class _Leader:
    """The first article of an open story, by which later ones are judged, and its members so far."""

    key: int
    shingles: Shingles
    sketch: RMinHash
    members: list[_Member]


@dataclass(slots=True)
class _Open:
    """The stories that an article may still join."""

    index: RMinHashLSH = field(default_factory=lambda: RMinHashLSH(_SAME, _HASHES, _BANDS))
    leaders: dict[int, _Leader] = field(default_factory=dict)
    queue: deque[_Leader] = field(default_factory=deque)

    def likest(self, shingles: Shingles, sketch: RMinHash) -> _Leader | None:
        """The open story whose first article is most like a text, if any is like enough."""
        candidates = (self.leaders[key] for key in sorted(set(self.index.query(sketch))))
        shares = [(_jaccard(shingles, leader.shingles), -leader.key, leader) for leader in candidates]
        share, _, leader = max(shares, key=lambda found: found[:2], default=(0.0, 0, None))
        return leader if share >= _SAME else None

    def add(self, leader: _Leader) -> None:
        """Open a story."""
        self.index.insert(leader.key, leader.sketch)
        self.leaders[leader.key] = leader
        self.queue.append(leader)

    def close_before(self, time: dt.datetime) -> Iterator[list[_Member]]:
        """Close the stories that were begun before a time and give their members."""
        while self.queue and self.queue[0].members[0].published_at < time:
            leader = self.queue.popleft()
            self.index.remove(leader.key)
            del self.leaders[leader.key]
            yield leader.members


def _grouped(articles: Iterable[ArticleText]) -> Iterator[list[_Member]]:
    stories = _Open()
    for number, article in enumerate(articles):
        yield from stories.close_before(article.published_at - _WINDOW)
        shingles = _shingles(article)
        sketch = RMinHash(_HASHES, _SEED)
        sketch.update(sorted(shingles))
        member = _Member(article.article_id, article.title, article.source, article.published_at)
        if leader := stories.likest(shingles, sketch):
            leader.members.append(member)
        else:
            stories.add(_Leader(number, shingles, sketch, [member]))
    yield from (leader.members for leader in stories.queue)


def _shingles(article: ArticleText) -> Shingles:
    """Runs of words of the article's own text, case and punctuation aside; a text that is too short is one shingle."""
    words = _WORD.findall(article.body[article.text_start :].casefold())
    runs = zip(*(words[start:] for start in range(_SHINGLE)), strict=False)
    return frozenset(map(" ".join, runs)) or frozenset([" ".join(words)])


def _jaccard(one: Shingles, other: Shingles) -> float:
    common = len(one & other)
    return common / (len(one) + len(other) - common)


def _story(members: list[_Member]) -> Story:
    first = members[0]
    return Story(
        story_id=make_id("sto", first.article_id),
        title=first.title,
        article_ids=tuple(article.article_id for article in members),
        article_count=len(members),
        source_count=len({article.source for article in members}),
        first_published=first.published_at,
        last_published=members[-1].published_at,
    )
