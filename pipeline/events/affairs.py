"""Which articles tell one affair: likeness of what they speak of, names above all, within some weeks.

Copies of one text are the `stories` of ingest; whether two reports are one event is settled clause by clause in `clusters`.

Source of the method: single-pass clustering in order of publication, as in topic detection and tracking (Allan,
Papka, Lavrenko 1998), of TF-IDF vectors with group-average similarity (Salton and Buckley 1988), damped by time.
"""

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import repeat
from operator import mul

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_ALIKE = 0.2
"""Mean cosine to the articles of an affair from which one more tells it: on the seeds any value from .08 to .4 tells all
affairs apart, and in a month of newswire most of what a value of .17 would add is of another affair."""
_FADING = 30.0
"""Days after which likeness counts half: the same words a season later tell the next affair of the same kind."""
_REACH = 60.0
"""Days from the middle of an affair, and half of those from its beginning, after which it is closed: what fading leaves of
the likeness of any but copies is below `_ALIKE`."""
_PRIOR = 1000
"""Articles without any given word that are counted beside the corpus, so that a corpus of ten has rare words, too."""
_LEAD, _LEAD_WEIGHT = 3, 2.0
"""Sentences, the headline among them, in which a word counts double: they say what the article is about."""
_WEIGHTS = {"PROPN": 2.0, "NOUN": 1.0, "VERB": 1.0, "ADJ": 1.0, "NUM": 1.0}
"""How much a word of each part of speech counts; others tell nothing of the matter."""
_TIMES = frozenset({"DATE", "TIME"})
"""Labels of names whose words tell when, which every article of a day shares."""
_KEYS, _LATEST, _CLOSEST = 40, 100, 20
"""Heaviest words by which an article is looked up, affairs that a word leads to, the last told, and affairs with which the
article is then compared in full: they bound the work for an article, however large the corpus."""

_ROUND = 1000
"""Articles after which closed affairs are let go."""

_PLACE = ("article_id", "sentence", "is_headline")
_TOKENS, _NAMES = ("token_text", "token_lemma", "token_pos"), ("name_start", "name_end", "name_label")
SEEN = (*_PLACE, *_TOKENS, *_NAMES)
"""The columns of `annotations` that affairs are told by."""

_HOMES = pa.schema([("article_id", pa.string()), ("affair", pa.string())])

Vector = dict[str, float]


@dataclass(slots=True)
class _Affair:
    """An affair: the sum of its articles' unit vectors and of their days since it began; `until` is when it is closed."""

    first: str
    begun: dt.datetime
    until: dt.datetime
    size: int = 0
    days: float = 0.0
    total: Vector = field(default_factory=dict)

    def likeness(self, vector: Vector, at: dt.datetime) -> float:
        """Mean cosine to its articles, damped by the days between the affair's middle and the article."""
        alike: float = sum(map(mul, vector.values(), map(self.total.get, vector, repeat(0.0)))) / self.size
        gap = _days(self.begun, at) - self.days / self.size
        return alike * _FADING / (_FADING + gap)

    def add(self, vector: Vector, at: dt.datetime) -> None:
        """Take an article in."""
        self.size += 1
        self.days += _days(self.begun, at)
        self.until = self.begun + dt.timedelta(days=min(_REACH + self.days / self.size, 2 * _REACH))
        for word, weight in vector.items():
            self.total[word] = self.total.get(word, 0.0) + weight


@dataclass(slots=True)
class _Open:
    """The affairs that an article may join, by the words under which their articles are looked up."""

    index: dict[str, dict[int, _Affair]] = field(default_factory=dict)

    def likest(self, vector: Vector, keys: Sequence[str], at: dt.datetime) -> _Affair | None:
        """The affair most like an article, looked up by its keys, if any is like enough; of equals the earlier."""
        shared: dict[int, float] = {}
        affairs: dict[int, _Affair] = {}
        for word in keys:
            for number, affair in self.index.get(word, {}).items():
                if at <= affair.until:
                    affairs[number] = affair
                    shared[number] = shared.get(number, 0.0) + vector[word] * affair.total[word] / affair.size
        closest = nlargest(_CLOSEST, shared, key=lambda number: (shared[number], -number))
        found = ((affairs[number].likeness(vector, at), -number) for number in closest)
        likeness, number = max(found, default=(0.0, 0))
        return affairs[-number] if likeness >= _ALIKE else None

    def post(self, number: int, affair: _Affair, keys: Sequence[str]) -> None:
        """Let the affair be found by the keys of an article."""
        for word in keys:
            held = self.index.setdefault(word, {})
            held.pop(number, None)
            held[number] = affair
            if len(held) > _LATEST:
                del held[next(iter(held))]

    def forget(self, at: dt.datetime) -> None:
        """Let go of affairs that were closed before a time."""
        for word, held in list(self.index.items()):
            for number in [number for number, affair in held.items() if affair.until < at]:
                del held[number]
            if not held:
                del self.index[word]


def affairs_of(articles: pa.Table, annotations: Iterable[pa.Table]) -> pa.Table:
    """The affair of every article in columns `article_id` and `affair`, named by the article that tells it first; see `group_affairs`."""
    published = zip(articles["article_id"].to_pylist(), articles["published_at"].to_pylist(), strict=True)
    homes = group_affairs(annotations, dict(published))
    return pa.table([[*homes], [*homes.values()]], _HOMES)


def group_affairs(annotations: Iterable[pa.Table], published: Mapping[str, dt.datetime]) -> dict[str, str]:
    """The affair of every article of `published`, named by the article that tells it first.

    Articles are taken in order of publication; each joins the likest affair that is like enough or begins one. It is
    compared in full with a bounded number of affairs, those that share most of its heaviest words. `annotations` come in parts,
    each with all rows of its articles, of which no more than one is held.
    """
    vectors = _Vectors(annotations)
    affairs, homes, numbers = _Open(), dict[str, str](), dict[str, int]()
    for number, (article, at) in enumerate(sorted(published.items(), key=lambda item: (item[1], item[0]))):
        vector = vectors.of(article)
        keys = _keys(vector)
        affair = affairs.likest(vector, keys, at) or _Affair(article, at, at)
        affair.add(vector, at)
        affairs.post(numbers.setdefault(affair.first, number), affair, keys)
        homes[article] = affair.first
        if number % _ROUND == 0:
            affairs.forget(at)
    return homes


class _Vectors:
    """The words of all articles, in numbers, and the unit vector of each: logarithm of a word's weighted count times that of its
    rarity."""

    def __init__(self, annotations: Iterable[pa.Table]) -> None:
        size, parts = 0, list[pa.Table]()
        for part in annotations:
            size += pc.count_distinct(part["article_id"]).as_py()
            parts.append(_counts(part))
        counted = pa.concat_tables(parts).unify_dictionaries().combine_chunks() if parts else _COUNTED.empty_table()
        articles, words = (counted[name].combine_chunks() for name in ("article_id", "word"))
        order = np.argsort(articles.indices.to_numpy(), kind="stable")
        ends = np.cumsum(np.bincount(articles.indices.to_numpy(), minlength=len(articles.dictionary)))
        self._codes = words.indices.to_numpy()[order]
        self._counts = counted["weight_sum"].to_numpy()[order]
        self._ends = dict(zip(articles.dictionary.to_pylist(), ends.tolist(), strict=True))
        self._starts = dict(zip(self._ends, [0, *ends.tolist()], strict=False))
        self._words = words.dictionary.to_pylist()
        spread = np.bincount(self._codes, minlength=len(self._words)).tolist()
        self._rarity = [math.log((size + _PRIOR) / (count + 1)) for count in spread]

    def of(self, article: str) -> Vector:
        """The vector of an article; nothing where it has no words of weight."""
        if article not in self._ends:
            return {}
        rows = slice(self._starts[article], self._ends[article])
        counted = zip(self._codes[rows].tolist(), self._counts[rows].tolist(), strict=True)
        return _unit({self._words[code]: (1 + math.log(count)) * self._rarity[code] for code, count in counted})


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


_CODED = pa.dictionary(pa.int32(), pa.string())
_COUNTED = pa.schema([("article_id", _CODED), ("word", _CODED), ("weight_sum", pa.float64())])


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


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {word: weight / length for word, weight in vector.items()}


def _keys(vector: Vector) -> list[str]:
    """The heaviest words of an article, by which it is looked up."""
    heaviest = nlargest(_KEYS, zip(vector.values(), vector, strict=True))
    return [word for _, word in heaviest]


def _days(start: dt.datetime, end: dt.datetime) -> float:
    return (end - start) / dt.timedelta(days=1)
