"""The words of articles as vectors, by which affairs are told: the logarithm of a word's weighted count times that of its rarity.

How like two of them are, and which articles tell one affair, is settled in `affairs.py` and `open_affairs.py`.

Source of the measure: TF-IDF vectors (Salton and Buckley 1988).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

_PRIOR = 1000
"""Articles without any given word that are counted beside the corpus, so that a corpus of ten has rare words, too."""
_LEAD, _LEAD_WEIGHT = 3, 2.0
"""Sentences, the headline among them, in which a word counts double: they say what the article is about."""
_WEIGHTS = {"PROPN": 2.0, "NOUN": 1.0, "VERB": 1.0, "ADJ": 1.0, "NUM": 1.0}
"""How much a word of each part of speech counts; others tell nothing of the matter."""
_TIMES = frozenset({"DATE", "TIME"})
"""Labels of names whose words tell when, which every article of a day shares."""
_KEYS = 40
"""Heaviest words by which an article is looked up."""

_PLACE = ("article_id", "sentence", "is_headline")
_TOKENS, _NAMES = ("token_text", "token_lemma", "token_pos"), ("name_start", "name_end", "name_label")
SEEN = (*_PLACE, *_TOKENS, *_NAMES)
"""The columns of `annotations` that affairs are told by."""

_CODED = pa.dictionary(pa.int32(), pa.string())
_COUNTED = pa.schema([("article_id", _CODED), ("word", _CODED), ("weight_sum", pa.float64())])

Words = npt.NDArray[np.int32]
Weights = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Vector:
    """The words of an article by number, in order of first use, with weights that make a vector of length one; `keys` are the places
    of the heaviest, by which it is looked up, from the heaviest on."""

    words: Words
    weights: Weights
    keys: npt.NDArray[np.int64]


class Vectors:
    """The vectors of all articles of some annotations, which come in parts, each with all rows of its articles; no more than one part is
    held."""

    def __init__(self, annotations: Iterable[pa.Table]) -> None:
        size, parts = 0, list[pa.Table]()
        for part in annotations:
            size += pc.count_distinct(part["article_id"]).as_py()
            parts.append(_counts(part))
        counted = pa.concat_tables(parts).unify_dictionaries().combine_chunks() if parts else _COUNTED.empty_table()
        articles, words = (counted[name].combine_chunks() for name in ("article_id", "word"))
        order = np.argsort(articles.indices.to_numpy(), kind="stable")
        of = articles.indices.to_numpy()[order]
        ends = np.cumsum(np.bincount(of, minlength=len(articles.dictionary))).tolist()
        self._rows = dict(zip(articles.dictionary.to_pylist(), map(slice, [0, *ends], ends), strict=False))
        self._words = words.indices.to_numpy()[order]
        self._weights = _unit(of, _weights(self._words, counted["weight_sum"].to_numpy()[order], size))
        self._rank = np.argsort(pc.sort_indices(words.dictionary).to_numpy())
        self.words = len(words.dictionary)

    def of(self, article: str) -> Vector:
        """The vector of an article; nothing where it has no words of weight."""
        rows = self._rows.get(article, slice(0))
        words, weights = self._words[rows], self._weights[rows]
        return Vector(words, weights, self._keys(words, weights))

    def _keys(self, words: Words, weights: Weights) -> npt.NDArray[np.int64]:
        """The places of the heaviest words; of equals the later by the alphabet."""
        among = np.arange(len(words))
        if len(words) > _KEYS:
            among = np.flatnonzero(weights >= np.partition(weights, -_KEYS)[-_KEYS])
        return among[np.lexsort((self._rank[words[among]], weights[among]))[: -_KEYS - 1 : -1]]


def _weights(words: Words, counts: Weights, articles: int) -> Weights:
    spread = np.bincount(words).tolist()
    rarity = np.array([math.log((articles + _PRIOR) / (count + 1)) for count in spread])
    # Not NumPy's logarithm, whose last digit hangs on the processor.
    distinct, place = np.unique(counts, return_inverse=True)
    told: Weights = np.array([1 + math.log(count) for count in distinct.tolist()])[place] * rarity[words]
    return told


def _unit(of: Words, weights: Weights) -> Weights:
    """The weights of rows, so that those of each article make a vector of length one."""
    lengths = np.sqrt(np.bincount(of, weights * weights))
    return weights / lengths[of]


def _counts(annotations: pa.Table) -> pa.Table:
    """How much each word counts in each article, in order of first use: names as written, others as lemmas, in lower case."""
    rows = annotations.select(SEEN).combine_chunks()
    sentence = pc.list_parent_indices(rows["token_text"])
    text, lemma, kind = (pc.list_flatten(rows[name]) for name in _TOKENS)
    is_word = pc.and_(pc.greater(pc.utf8_length(text), 2), pc.utf8_is_alnum(pc.utf8_slice_codeunits(text, 0, 1)))
    is_kept = pc.and_(pc.and_(pc.is_in(kind, pa.array(_WEIGHTS)), is_word), pc.invert(_timed(rows)))
    is_lead = pc.or_(rows["is_headline"], pc.less(rows["sentence"], _LEAD))
    factor = pc.if_else(is_lead, _LEAD_WEIGHT, 1.0).take(sentence)
    weight = pa.array(_WEIGHTS.values()).take(pc.index_in(kind, pa.array(_WEIGHTS)))
    words = pa.table(
        {
            "article_id": rows["article_id"].take(sentence),
            "word": pc.utf8_lower(pc.if_else(pc.equal(kind, "PROPN"), text, lemma)),
            "weight": pc.multiply(factor, weight),
            "place": np.arange(len(sentence)),
        }
    )
    found = words.filter(is_kept).group_by(["article_id", "word"]).aggregate([("weight", "sum"), ("place", "min")])
    counted = found.sort_by("place_min").select(["article_id", "word", "weight_sum"])
    return counted.cast(_COUNTED)


def _timed(rows: pa.Table) -> pa.Array:
    """Which tokens of all sentences stand in names that tell when."""
    lengths = pc.list_value_length(rows["token_text"]).to_numpy()
    begins = np.cumsum(lengths) - lengths
    is_time = pc.is_in(pc.list_flatten(rows["name_label"]), pa.array(_TIMES)).to_numpy()
    sentence = pc.list_parent_indices(rows["name_label"]).to_numpy()[is_time]
    depth = np.zeros(int(lengths.sum()) + 1, dtype=np.int64)
    for column, step in (("name_start", 1), ("name_end", -1)):
        places = pc.list_flatten(rows[column]).to_numpy()[is_time]
        np.add.at(depth, begins[sentence] + places, step)
    return pa.array(np.cumsum(depth)[:-1] > 0)
