"""The affairs that an article may join, and the search among them for the one that it is most like.

What each word leads to stands side by side as numbers, so that what an article shares with hundreds of affairs is summed at once, word
after word from the heaviest on: the same sum whatever else is summed beside it. How vectors are made is in `vectors.py`, in
which order articles come in `affairs.py`.
"""

import datetime as dt
from array import array
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from pipeline.events.vectors import Vector, Weights, Words

_ALIKE = 0.2
"""Mean cosine to the articles of an affair from which one more tells it: on the seeds any value from .08 to .4 tells all
affairs apart, and in a month of newswire most of what a value of .17 would add is of another affair."""
_FADING = 30.0
"""Days after which likeness counts half: the same words a season later tell the next affair of the same kind."""
_REACH = 60.0
"""Days from the middle of an affair, and half of those from its beginning, after which it is closed: what fading leaves of
the likeness of any but copies is below `_ALIKE`."""
_LATEST, _CLOSEST = 100, 20
"""Affairs that a word leads to, the last told, and affairs with which the article is then compared in full: they bound the work
for an article, however large the corpus."""

TICK, _DAY = dt.timedelta(microseconds=1), 86_400_000_000
"""Times are in microseconds since some time before all articles."""
_NOWHERE = -1

Places = npt.NDArray[np.int64]


@dataclass(slots=True)
class _Affair:
    """The words of an affair's articles, the sums of their weights, and the post of each word that leads to the affair."""

    words: Words = field(default_factory=lambda: np.empty(0, np.int32))
    totals: Weights = field(default_factory=lambda: np.empty(0))
    posts: Places = field(default_factory=lambda: np.empty(0, np.int64))


class OpenAffairs:
    """The affairs open at a time, for articles that come in order of publication and hold so many different words; an affair
    goes by the number of the article that tells it first."""

    def __init__(self, words: int, articles: int) -> None:
        self._affairs: dict[int, _Affair] = {}
        self._begun, self._until = np.zeros(articles, np.int64), np.zeros(articles, np.int64)
        self._sizes, self._days = np.zeros(articles), np.zeros(articles)
        self._posts = _Posts()
        # Where a word stands in what is at hand, and what an affair shares with it; filled and emptied by each question.
        self._place, self._shared = np.full(words, _NOWHERE), np.zeros(articles)

    def likest(self, vector: Vector, now: int) -> int | None:
        """The affair most like an article, looked up by its keys, if any is like enough; of equals the earlier."""
        closest = self._closest(vector, now)
        likeness = self._likeness(closest, vector, now)
        best = likeness.max(initial=0.0)
        return int(closest[likeness == best].min()) if best >= _ALIKE else None

    def _closest(self, vector: Vector, now: int) -> Places:
        """The open affairs that share most of the keys of an article, by their weight."""
        posts, counts = self._posts.of(vector.words[vector.keys].tolist())
        weights, affairs = np.repeat(vector.weights[vector.keys], counts), self._posts.affairs[posts]
        is_open = self._until[affairs] >= now
        posts, weights, affairs = posts[is_open], weights[is_open], affairs[is_open]
        np.add.at(self._shared, affairs, weights * self._posts.totals[posts] / self._sizes[affairs])
        found = np.unique(affairs)
        shared = self._shared[found]
        self._shared[found] = 0.0
        if len(found) > _CLOSEST:
            is_close = shared >= np.partition(shared, -_CLOSEST)[-_CLOSEST]
            found, shared = found[is_close], shared[is_close]
        return found[np.lexsort((found, -shared))[:_CLOSEST]]

    def _likeness(self, affairs: Places, vector: Vector, now: int) -> Weights:
        """Mean cosine of an article to those of each affair, damped by the days between the affair's middle and the article."""
        if not len(affairs):
            return np.empty(0)
        held = [self._affairs[number] for number in affairs.tolist()]
        self._place[vector.words] = np.arange(len(vector.words))
        place = self._place[np.concatenate([each.words for each in held])]
        self._place[vector.words] = _NOWHERE
        is_shared = place != _NOWHERE
        rows = np.repeat(np.arange(len(held)), [len(each.words) for each in held])[is_shared]
        totals = np.zeros((len(held), len(vector.words)))
        totals[rows, place[is_shared]] = np.concatenate([each.totals for each in held])[is_shared]
        # Added word after word, as a plain sum need not be.
        alike = (vector.weights * totals).cumsum(axis=1)[:, -1] / self._sizes[affairs]
        gap = (now - self._begun[affairs]) / _DAY - self._days[affairs] / self._sizes[affairs]
        likeness: Weights = alike * _FADING / (_FADING + gap)
        return likeness

    def add(self, number: int, vector: Vector, now: int) -> None:
        """Take an article into an affair, which begins with it if it is not there, and let its keys lead to it."""
        if (affair := self._affairs.get(number)) is None:
            affair = self._affairs[number] = _Affair()
            self._begun[number] = now
        self._sizes[number] += 1
        self._days[number] += (now - self._begun[number]) / _DAY
        reach = dt.timedelta(days=min(_REACH + self._days[number] / self._sizes[number], 2 * _REACH))
        self._until[number] = self._begun[number] + reach // TICK
        place = self._join(affair, vector)
        self._posts.lead(number, affair, place[vector.keys])

    def _join(self, affair: _Affair, vector: Vector) -> Places:
        """Add an article's weights to those of an affair; where the article's words stand in it."""
        size = len(affair.words)
        self._place[affair.words] = np.arange(size)
        place = self._place[vector.words]
        self._place[affair.words] = _NOWHERE
        is_new = place == _NOWHERE
        count = np.count_nonzero(is_new)
        place[is_new] = np.arange(size, size + count)
        affair.words = np.concatenate((affair.words, vector.words[is_new]))
        affair.totals = np.concatenate((affair.totals, np.zeros(count)))
        affair.posts = np.concatenate((affair.posts, np.full(count, _NOWHERE)))
        affair.totals[place] += vector.weights
        self._posts.renew(affair, place)
        return place

    def forget(self, now: int) -> None:
        """Let go of affairs that were closed before a time."""
        closed = [number for number in self._affairs if self._until[number] < now]
        self._posts.drop(self._affairs.pop(number) for number in closed)


class _Posts:
    """By which words affairs are found: a post is a word's that leads to an affair, with the affair and its total of the word."""

    def __init__(self) -> None:
        self.affairs, self.totals = np.empty(0, np.int64), np.empty(0)
        self._free: list[int] = []
        self._by_word: dict[int, array[int]] = {}
        """The posts of each word, the last told at the end."""

    def of(self, words: Iterable[int]) -> tuple[Places, list[int]]:
        """The posts of words, one word after the other, and how many each has."""
        nothing = array("q")
        found = [self._by_word.get(word, nothing) for word in words]
        return np.frombuffer(b"".join(found), np.int64), [*map(len, found)]

    def renew(self, affair: _Affair, place: Places) -> None:
        """Have the posts of some words of an affair say what its totals are now."""
        posts = affair.posts[place]
        is_post = posts != _NOWHERE
        self.totals[posts[is_post]] = affair.totals[place[is_post]]

    def lead(self, number: int, affair: _Affair, place: Places) -> None:
        """Let an affair be found by some of its words, as the last told of those that they lead to."""
        is_known = affair.posts[place] != _NOWHERE
        new = place[~is_known]
        affair.posts[new] = taken = self._take(len(new))
        self.affairs[taken], self.totals[taken] = number, affair.totals[new]
        columns = affair.words[place], affair.posts[place], is_known
        for word, post, is_moved in zip(*(each.tolist() for each in columns), strict=True):
            held = self._by_word.setdefault(word, array("q"))
            if is_moved:
                # It may have had to make room.
                with suppress(ValueError):
                    held.remove(post)
            held.append(post)
            if len(held) > _LATEST:
                del held[0]

    def drop(self, affairs: Iterable[_Affair]) -> None:
        """Let no word lead to some affairs any more."""
        words, posts = list[int](), list[int]()
        for affair in affairs:
            is_post = affair.posts != _NOWHERE
            words += affair.words[is_post].tolist()
            posts += affair.posts[is_post].tolist()
        is_kept = np.ones(len(self.affairs), np.bool_)
        is_kept[posts] = False
        for word in set(words):
            held = np.frombuffer(self._by_word.pop(word, array("q")), np.int64)
            if len(kept := held[is_kept[held]]):
                self._by_word[word] = array("q", kept.tobytes())
        self._free += posts

    def _take(self, count: int) -> list[int]:
        """So many posts that are free."""
        if len(self._free) < count:
            size = len(self.affairs)
            grown = 2 * size + count
            self.affairs, self.totals = np.resize(self.affairs, grown), np.resize(self.totals, grown)
            self._free += range(size, grown)
        at = len(self._free) - count
        taken = self._free[at:]
        del self._free[at:]
        return taken
