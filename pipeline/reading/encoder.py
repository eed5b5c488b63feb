"""Vectors of words in their contexts, by the weights of the model: what its own layers make, in less than half the time.

A word's first vector hangs on its spelling alone and is made once; the layers that look at its neighbours run over many documents
at once, in pieces that fit the processor's cache. A word's vector is the same in whatever batch it is asked for.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.reading.arrays import Numbers, Strings, Vectors, whole_blocks

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MOST = 40_000
"""Spellings whose first vectors are kept at once: sixteen megabytes a network."""
_WORDS = 1_500
"""Words after which a piece of a batch is full."""
_GAP = 4
"""Rows of nought between documents, over which layers do not reach from one to the next: the model was trained with them."""
_LEAST_VARIANCE = np.float32(1e-8)
"""What thinc adds to a variance before it divides by its root."""


class Encoder:
    """`Tok2Vec` networks of a spaCy model: each an embedding of a word's features, then layers that look at its neighbours."""

    def __init__(self, networks: Sequence[Any]) -> None:
        self._networks = [_Network(network) for network in networks]
        self._features: list[int | str] = list(
            dict.fromkeys(name for network in self._networks for name in network.features)
        )
        # A spelling is known by a hash of 64 bits of its features, which are hashes themselves.
        factors = np.random.default_rng(0).integers(1 << 63, size=len(self._features), dtype=np.uint64)
        self._factors = 2 * factors + 1
        self._known: dict[int, int] = {}

    def __call__(self, documents: Sequence["Doc"]) -> list[Vectors]:
        """The vectors of all words of some documents, one document after the other, by each network."""
        lengths = [len(document) for document in documents]
        features = np.concatenate([document.to_array(self._features) for document in documents])
        rows, fresh = self._rows(features.reshape(-1, len(self._features)))
        columns = dict(zip(self._features, fresh.T, strict=True))
        return [network(columns, rows, lengths, len(self._known)) for network in self._networks]

    def _rows(self, features: Strings) -> tuple[Numbers, Strings]:
        """Where the first vector of each word is kept, and the features of those that are to be added there."""
        if len(self._known) > _MOST:
            self._known.clear()
        hashes, samples, which = np.unique(features @ self._factors, return_index=True, return_inverse=True)
        fresh = [number for number, each in enumerate(hashes.tolist()) if each not in self._known]
        self._known |= {each: len(self._known) + number for number, each in enumerate(hashes[fresh].tolist())}
        rows = np.array([self._known[each] for each in hashes.tolist()], dtype=np.intp)
        return rows[which], features[samples[fresh]]


class _Network:
    def __init__(self, network: Any) -> None:
        embedding, context = network.layers
        self.features: list[int | str] = embedding.layers[0].attrs["columns"]
        self._embed = [layer.layers[0] for layer in embedding.layers[2:4]]
        self._layers = [_Layer(residual.layers[0].layers) for residual in context.layers[0].layers]
        self._first = np.empty((0, network.get_dim("nO")), dtype=np.float32)

    def __call__(self, fresh: dict[int | str, Any], rows: Numbers, lengths: Sequence[int], known: int) -> Vectors:
        """The vectors of words of documents of some lengths, whose first vectors are in `rows` of the `known` first ones."""
        made: Any = np.stack([fresh[name] for name in self.features], axis=1)
        if len(made):
            for layer in self._embed:
                made = layer.predict(made)
            self._first = np.concatenate([self._first[: known - len(made)], made])
        vectors: Vectors = self._first[rows]
        before = 0
        for start, end in _pieces(lengths):
            after = before + sum(lengths[start:end])
            vectors[before:after] = self._in_context(vectors[before:after], lengths[start:end])
            before = after
        return vectors

    def _in_context(self, vectors: Vectors, lengths: Sequence[int]) -> Vectors:
        rows = np.arange(len(vectors)) + _GAP * (1 + np.repeat(np.arange(len(lengths)), lengths))
        # Rows that fill no block would be copied for each product.
        room = whole_blocks(len(vectors) + _GAP * (len(lengths) + 1))
        spaced = np.zeros((room, vectors.shape[1]), dtype=np.float32)
        spaced[rows] = vectors
        for layer in self._layers:
            spaced += layer(spaced)
        found: Vectors = spaced[rows]
        return found


class _Layer:
    """A window of a word and its neighbours, the greatest of several affine maps of it, brought to mean 0 and variance 1."""

    def __init__(self, layers: Sequence[Any]) -> None:
        window, (maxout, norm) = layers[0], layers[1].layers[0].layers
        self._ops, self._reach = maxout.ops, window.attrs["window_size"]
        weights, bias = maxout.get_param("W"), maxout.get_param("b")
        # Map after map instead of unit after unit, so that the greatest are had of whole stretches of a row.
        self._weights, self._bias = np.concatenate(np.swapaxes(weights, 0, 1)), np.concatenate(bias.T)
        self._maps = bias.shape[1]
        self._scale, self._shift = norm.get_param("G"), norm.get_param("b")

    def __call__(self, vectors: Vectors) -> Vectors:
        windows = self._ops.seq2col(vectors, self._reach)
        mapped = self._ops.gemm(windows, self._weights, trans2=True)
        mapped += self._bias
        greatest: Vectors = reduce(np.maximum, np.split(mapped, self._maps, axis=1))
        greatest -= greatest.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", greatest, greatest) / np.float32(greatest.shape[1]) + _LEAST_VARIANCE
        greatest *= (1 / np.sqrt(variance))[:, None]
        greatest *= self._scale
        greatest += self._shift
        return greatest


def _pieces(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of documents, as the first and the one after the last, of some `_WORDS` words each."""
    cuts, words = [0], 0
    for number, length in enumerate(lengths, 1):
        words += length
        if words >= _WORDS:
            cuts.append(number)
            words = 0
    return pairwise(dict.fromkeys([*cuts, len(lengths)]))
