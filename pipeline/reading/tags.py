"""Tags of words, by the weights of the model."""

from typing import Any

import numpy as np

from pipeline.reading.arrays import Strings, Vectors


class Tags:
    """The tagger of a spaCy model."""

    def __init__(self, tagger: Any) -> None:
        (layer,) = tagger.model.layers[-1].layers
        self._ops, self._weights, self._bias = layer.ops, layer.get_param("W"), layer.get_param("b")
        self._labels = np.array([tagger.vocab.strings.add(label) for label in tagger.labels], dtype=np.uint64)

    def choose(self, vectors: Vectors) -> Strings:
        """The best tag of each word, as a number of the model's strings."""
        scores = self._ops.gemm(vectors, self._weights, trans2=True) + self._bias
        best: Strings = self._labels[scores.argmax(axis=1)]
        return best
