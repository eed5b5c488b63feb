"""How far a row of the lexicon reaches: what the lexicon tells of an article, as a digest that changes when that does.

Coding asks the lexicon by words of the article (lemmas and forms in lower case, and phrases that begin with one), and by acts
(a turn, an implied recipient, the contexts of a type and mode), which are noted as they are asked (`Noting`). What the
lexicon tells of other words and acts cannot change how an article is coded. Which codings stand is decided in `codings.py`.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, cached_property
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.events.lexicon import BUILT_IN_THEMES, Lexicon, load_lexicon
from pipeline.events.topics import load_topics

FILES = ("event_*.csv",)
"""The reference data that coding asks by words and acts alone."""

WORDS = ("article_id", "token_text", "token_lemma")
"""The columns of annotations that hold the words of articles."""

BY_ACT = ("turns", "act_contexts", "implied")
"""The mappings of a lexicon whose keys are no words."""

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_Default = TypeVar("_Default")


class Noting(dict[_Key, _Value]):
    """A mapping that notes which keys it was asked for."""

    def __init__(self, known: Mapping[_Key, _Value]) -> None:
        super().__init__(known)
        self.asked: set[_Key] = set()

    def __getitem__(self, key: _Key) -> _Value:
        """The value of a key, as of any mapping."""
        self.asked.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        """Whether there is a key, as of any mapping."""
        self.asked.add(key)  # type: ignore[arg-type]
        return super().__contains__(key)

    def get(self, key: _Key, default: _Value | _Default | None = None) -> _Value | _Default | None:  # type: ignore[override]
        """The value of a key or the default, as of any mapping."""
        self.asked.add(key)
        return super().get(key, default)


@dataclass(frozen=True, slots=True)
class Asked:
    """A lexicon that notes the acts it is asked about, for the coding of one article."""

    lexicon: Lexicon

    @classmethod
    def of(cls, lexicon: Lexicon) -> "Asked":
        """A lexicon that was asked nothing yet."""
        noting = {name: Noting(getattr(lexicon, name)) for name in BY_ACT}
        return cls(Lexicon(**{name: getattr(lexicon, name) for name in Lexicon.__slots__} | noting))

    @property
    def acts(self) -> tuple[str, ...]:
        """What it was asked, in order: which of its mappings, and the parts of the key."""
        asked = ((name, key) for name in BY_ACT for key in getattr(self.lexicon, name).asked)
        return tuple(sorted(act_name(name, key) for name, key in asked))


def act_name(mapping: str, key: Iterable[str | None]) -> str:
    """The name of what is asked of one of the mappings of a lexicon that are not asked by words."""
    return " ".join((mapping, *(part or "" for part in key)))


@dataclass(frozen=True)
class Reach:
    """What a lexicon tells of each word and of each act, as digests; of those that are not here it tells nothing."""

    by_word: Mapping[str, bytes]
    by_act: Mapping[str, bytes]

    @cached_property
    def _known(self) -> tuple[list[str], pa.Array]:
        """The words that the lexicon knows, in order."""
        words = sorted(self.by_word)
        return words, pa.array(words, pa.string())

    def told(self, words: Iterable[str], acts: Iterable[str]) -> str:
        """A digest of all that the lexicon tells of words that it knows and of acts, each given once in some order of its own."""
        digest = hashlib.blake2b(digest_size=16)
        for word in words:
            digest.update(self.by_word[word])
        for act in acts:
            digest.update(self.by_act.get(act, b"\x1f"))
        return digest.hexdigest()

    def words_in(self, annotations: pa.Table) -> Iterator[tuple[str, list[str]]]:
        """The articles of annotations (`WORDS`) in order of their ids, each with those of its words that the lexicon knows, in order."""
        known, values = self._known
        articles = annotations["article_id"].combine_chunks().dictionary_encode()
        pairs = [_pairs(articles.indices, annotations[column], values) for column in ("token_text", "token_lemma")]
        of, word = np.divmod(np.unique(np.concatenate(pairs)), len(known))
        bounds = np.searchsorted(of, np.arange(len(articles.dictionary) + 1))
        for index, article in sorted(enumerate(articles.dictionary.to_pylist()), key=lambda pair: pair[1]):
            yield article, [known[each] for each in word[bounds[index] : bounds[index + 1]]]


def _pairs(articles: pa.Array, column: pa.ChunkedArray, known: pa.Array) -> pa.Array:
    """Article and word of each known word in a column of lists of words, as one number: article times known words plus word."""
    words = column.combine_chunks()
    places = pc.index_in(pc.utf8_lower(pc.list_flatten(words)), known)
    of = articles.take(pc.list_parent_indices(words))
    is_known = pc.is_valid(places)
    pairs = pc.multiply(pc.cast(of.filter(is_known), pa.int64()), len(known))
    return pc.add(pairs, pc.cast(places.filter(is_known), pa.int64()))


@cache
def load_reach() -> Reach:
    """How far the lexicon in use reaches."""
    return reach_of(load_lexicon(), load_topics())


def reach_of(lexicon: Lexicon, topics: Mapping[str, frozenset[str]]) -> Reach:
    """How far a lexicon and the words of idle topics reach."""
    told: dict[str, list[str]] = {}
    for phrase, what in _by_phrase(lexicon, topics):
        told.setdefault(phrase.split(" ")[0], []).append(_form(what))
    by_act = {
        act_name(name, key): _digest(name, [_form(value)])
        for name in BY_ACT
        for key, value in getattr(lexicon, name).items()
    }
    # A class of words takes the place of one that the code knows by the same name.
    common = " ".join(sorted(BUILT_IN_THEMES.intersection(lexicon.themes)))
    return Reach({word: _digest(f"{common} {word}", sorted(forms)) for word, forms in told.items()}, by_act)


def _by_phrase(lexicon: Lexicon, topics: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, object]]:
    """All that a lexicon tells by words, each thing with the word or phrase that is asked for."""
    for (word, pos), frames in lexicon.frames.items():
        yield word, ["frames", pos, *frames]
    for theme, phrases in lexicon.themes.items():
        yield from ((phrase, ["theme", theme, phrase]) for phrase in phrases)
    for (word, pos), operator in lexicon.operators.items():
        yield word, ["operator", pos, operator]
    for phrase, context in lexicon.contexts.items():
        yield phrase, ["context", context, phrase]
    for topic, words in topics.items():
        yield from ((word, ["topic", topic]) for word in words)


def _form(what: object) -> str:
    return json.dumps(what, default=_plain)


def _plain(what: Any) -> object:
    """A value of the lexicon as JSON knows it, sets in order; what is inside it is asked for in its turn."""
    return {each.name: getattr(what, each.name) for each in fields(what)} if is_dataclass(what) else sorted(what)


def _digest(name: str, forms: Iterable[str]) -> bytes:
    return hashlib.blake2b("\x1f".join((name, *forms)).encode(), digest_size=16).digest()
