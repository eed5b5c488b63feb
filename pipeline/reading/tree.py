"""The grammar of sentences by the weights of the model: the trees that its own parser builds, for all texts of a batch at once.

The parser is arc-eager and greedy: a text is a stack and a buffer of words, and each step is the best-scored move that may be made
(Nivre 2004; with sentence breaks and the return of words without a head to the buffer, Honnibal and Johnson 2015). Here a step is
made in all texts at once, so that its sums and products are those of arrays. Words are counted over all texts of a batch.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from pipeline.reading.arrays import Flags, Numbers, Strings, Vectors

_SHIFT, _REDUCE, _LEFT, _RIGHT, _BREAK = range(5)
_KINDS = {"S": _SHIFT, "D": _REDUCE, "L": _LEFT, "R": _RIGHT, "B": _BREAK}
_NEVER = np.float32(-np.inf)


class Trees:
    """The parser of a spaCy model."""

    def __init__(self, parser: Any) -> None:
        tokens, self._lower, self._upper = parser.model.layers
        self._projection = tokens.layers[-1]
        names = [parser.moves.get_class_name(number).partition("-") for number in range(parser.moves.n_moves)]
        self._kinds = np.array([_KINDS[kind] for kind, _, _ in names])
        self._labels = np.array([parser.vocab.strings.add(label) for _, _, label in names], dtype=np.uint64)

    def grow(self, vectors: Vectors, lengths: Sequence[int]) -> tuple[Numbers, Strings]:
        """The head of each word, which is its own number where it has none, and the label of the arc to it, 0 where it has none."""
        states, parts = _States(lengths), self._parts(vectors)
        while len(states.open):
            scores = self._scores(parts, states.context())
            scores[~states.allowed()[:, self._kinds]] = _NEVER
            best = scores.argmax(axis=1)
            states.make(self._kinds[best], self._labels[best])
        return states.head[:-1], states.label[:-1]

    def _parts(self, vectors: Vectors) -> Vectors:
        """What each word adds to the hidden layer in each of its places, and last what a missing one does."""
        weights, absent = self._lower.get_param("W"), self._lower.get_param("pad")
        places = weights.shape[0]
        words = self._projection.predict(vectors)
        words = np.concatenate([words, np.zeros((1, words.shape[1]), dtype=np.float32)])
        parts: Vectors = self._lower.ops.gemm(words, weights.reshape(-1, words.shape[1]), trans2=True)
        parts[-1] = absent.reshape(-1)
        return parts.reshape(len(parts) * places, -1)

    def _scores(self, parts: Vectors, context: Numbers) -> Vectors:
        places = context.shape[1]
        bias = self._lower.get_param("b")
        features = parts[context * places + np.arange(places)].sum(axis=1) + bias.reshape(-1)
        hidden, _ = self._lower.ops.maxout(features.reshape(-1, *bias.shape))
        scores: Vectors = self._upper.predict(hidden)
        return scores


class _States:
    """How far each text of a batch is: its stack, its buffer, its arcs. The number of all words stands for a word that is not there."""

    def __init__(self, lengths: Sequence[int]) -> None:
        ends = np.cumsum(lengths)
        self._none = none = int(ends[-1])
        self._first, self._end = ends - lengths, ends
        self._next, self._depth, self._returned = self._first.copy(), np.zeros_like(ends), np.zeros_like(ends)
        self._stack, self._buffer = np.full(none + 1, none), np.full(none + 1, none)
        self.head, self.label = np.arange(none + 1), np.zeros(none + 1, dtype=np.uint64)
        self._left, self._right, self._before = (np.full(none + 1, none) for _ in range(3))
        self._is_start, self._is_returned = np.zeros(none + 1, dtype=np.bool_), np.zeros(none + 1, dtype=np.bool_)
        self.open = np.flatnonzero(lengths)

    def context(self) -> Numbers:
        """The words that count for the next move, of shape (open texts, 8)."""
        self._look()
        b0, s0 = self._b0, self._s0
        return np.stack(
            [b0, self._b1, s0, self._on_stack(1), self._on_stack(2), self._left[b0], self._left[s0], self._right[s0]],
            axis=1,
        )

    def allowed(self) -> Flags:
        """Which kinds of moves may be made, of shape (open texts, 5)."""
        none = self._none
        has_stack, has_buffer, has_two = self._s0 < none, self._b0 < none, self._b1 < none
        in_sentence = has_stack & has_buffer & ~self._is_start[self._b0]
        shift = ~has_stack | (in_sentence & has_two & ~self._is_returned[self._b0])
        can_break = has_two & (self._b1 == self._b0 + 1) & ~self._is_start[self._b1]
        return np.stack([shift, has_stack, in_sentence, in_sentence, can_break], axis=1)

    def make(self, kinds: Numbers, labels: Strings) -> None:
        """Make a move in each open text, and close those in which no word is left."""
        b0, s0 = self._b0, self._s0
        self._is_start[self._b1[kinds == _BREAK]] = True
        left, right = np.flatnonzero(kinds == _LEFT), np.flatnonzero(kinds == _RIGHT)
        self._attach_left(s0[left], b0[left], labels[left])
        self._attach_right(b0[right], s0[right], labels[right])
        reduce = np.flatnonzero(kinds == _REDUCE)
        stays = (self.head[s0[reduce]] == s0[reduce]) & (self._depth[self.open[reduce]] > 1)
        self._return(self.open[reduce[stays]], s0[reduce[stays]])
        pushes = (kinds == _SHIFT) | (kinds == _RIGHT)
        self._push(self.open[pushes], b0[pushes])
        self._depth[self.open[(kinds == _LEFT) | (kinds == _REDUCE)]] -= 1
        texts = self.open
        is_open = (self._depth[texts] > 0) | (self._returned[texts] > 0) | (self._next[texts] < self._end[texts])
        self.open = texts[is_open]

    def _attach_left(self, words: Numbers, heads: Numbers, labels: Strings) -> None:
        """Give words of the stack their heads in the buffer; one that had a head on the stack was the last of its words."""
        old = self.head[words]
        had = old != words
        self._right[old[had]] = self._before[words[had]]
        self.head[words], self.label[words], self._left[heads] = heads, labels, words
        self._is_returned[heads] = False

    def _attach_right(self, words: Numbers, heads: Numbers, labels: Strings) -> None:
        self.head[words], self.label[words] = heads, labels
        self._before[words] = self._right[heads]
        self._right[heads] = words

    def _return(self, texts: Numbers, words: Numbers) -> None:
        """Put words of the stack back to the buffer; what takes them off the stack is the caller's."""
        self._is_returned[words] = True
        self._buffer[self._first[texts] + self._returned[texts]] = words
        self._returned[texts] += 1

    def _push(self, texts: Numbers, words: Numbers) -> None:
        from_buffer = self._returned[texts] > 0
        self._returned[texts[from_buffer]] -= 1
        self._next[texts[~from_buffer]] += 1
        self._stack[self._first[texts] + self._depth[texts]] = words
        self._depth[texts] += 1

    def _look(self) -> None:
        self._b0, self._b1, self._s0 = self._in_buffer(0), self._in_buffer(1), self._on_stack(0)

    def _in_buffer(self, place: int) -> Numbers:
        texts = self.open
        back = self._returned[texts] - place
        ahead = self._next[texts] - np.minimum(back, 0)
        coming = np.where(ahead < self._end[texts], ahead, self._none)
        return np.where(back > 0, self._buffer[self._first[texts] + np.maximum(back, 1) - 1], coming)

    def _on_stack(self, place: int) -> Numbers:
        texts = self.open
        depth = self._depth[texts] - place
        return np.where(depth > 0, self._stack[self._first[texts] + np.maximum(depth, 1) - 1], self._none)
