"""Names among words, by the weights of the model: those that its own recogniser finds, in a small part of its time.

The model goes from word to word and says of each whether it begins a name of some label, is a name by itself, or is none, and within
a name whether the word goes on with it or ends it (the moves B, U, O, I and L). Outside of a name what it says hangs on the word's
vector alone, so that all words are asked at once, and only what follows a beginning is asked word by word.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from pipeline.reading.arrays import Flags, Numbers, Vectors

_NEVER = np.float32(-np.inf)


class Name(NamedTuple):
    """A name: its first word and the word after its last, counted over all documents of a batch, and its label."""

    start: int
    end: int
    label: str


class Names:
    """The recogniser of a spaCy model, to which a word, the one before it and the first of its name are all that counts."""

    def __init__(self, recogniser: Any) -> None:
        tokens, self._lower, self._upper = recogniser.model.layers
        self._projection = tokens.layers[2]
        names = [recogniser.moves.get_class_name(number) for number in range(recogniser.moves.n_moves)]
        moves = [tuple(name.partition("-")[::2]) for name in names]
        self._labels = [label for _, label in moves]
        self._kinds = np.array([kind if label or kind == "O" else "" for kind, label in moves])
        number = {move: index for index, move in enumerate(moves)}
        self._inside, self._last = (
            np.array([number.get((kind, label), 0) for label in self._labels]) for kind in ("I", "L")
        )

    def find(self, vectors: Vectors, is_space: Flags, goes_on: Flags) -> Iterator[Name]:
        """The names among words, in order, by their vectors of the recogniser's own; `is_space` and `goes_on`, of shape (words,),
        tell which words are white space, and after which the sentence goes on."""
        parts = self._parts(vectors)
        moves = self._outside(parts, is_space, goes_on)
        kinds = self._kinds[moves]
        begins = np.flatnonzero(kinds == "B")
        ends = np.arange(1, len(moves) + 1)
        ends[begins] = self._ends(parts, begins, moves[begins], goes_on)
        last = 0
        for start in np.flatnonzero((kinds == "B") | (kinds == "U")).tolist():
            if start >= last:
                last = int(ends[start])
                yield Name(start, last, self._labels[moves[start]])

    def _parts(self, vectors: Vectors) -> Vectors:
        """What each word adds to the hidden layer in each of its places, of shape (words, places, hidden units, pieces)."""
        words = self._projection.predict(vectors)
        weights = self._lower.get_param("W")
        parts: Vectors = self._lower.ops.gemm(words, weights.reshape(-1, words.shape[1]), trans2=True)
        return parts.reshape(len(words), *weights.shape[:3])

    def _outside(self, parts: Vectors, is_space: Flags, goes_on: Flags) -> Numbers:
        """The move at each word, were it outside of a name."""
        absent = self._lower.get_param("pad")[0]
        scores = self._scores(parts[:, 0] + absent[1] + absent[2])
        begins, alone, outside = (self._kinds == kind for kind in ("B", "U", "O"))
        scores[:, ~(begins | alone | outside)] = _NEVER
        scores[np.ix_(is_space, alone)] = _NEVER
        scores[np.ix_(is_space | ~goes_on, begins)] = _NEVER
        best: Numbers = scores.argmax(axis=1)
        return best

    def _ends(self, parts: Vectors, begins: Numbers, moves: Numbers, goes_on: Flags) -> Numbers:
        """The word after the last of each name that begins at `begins` by `moves`."""
        last, pending = begins + 1, np.arange(len(begins))
        while len(pending):
            at = last[pending]
            scores = self._scores(parts[at, 0] + parts[begins[pending], 1] + parts[at - 1, 2])
            inside, end = (which[moves[pending]] for which in (self._inside, self._last))
            rows = np.arange(len(pending))
            pending = pending[goes_on[at] & (scores[rows, inside] >= scores[rows, end])]
            last[pending] += 1
        return last + 1

    def _scores(self, features: Vectors) -> Vectors:
        hidden, _ = self._lower.ops.maxout(features + self._lower.get_param("b"))
        scores: Vectors = self._upper.predict(hidden)
        return scores
