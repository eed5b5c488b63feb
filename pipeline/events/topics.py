"""Whether an article is about affairs at all: pages of sport, markets, weather and culture report no event."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path

from pipeline.events.grammar import Sentence
from pipeline.events.parties import Cast
from pipeline.store.paths import REFERENCE
from pipeline.store.reference import rows, split

_THRESHOLD = 0.03
"""Share of words of one idle topic from which an article is held to be about it; chosen on the seeds' articles without events."""

_FEW = 2
"""So many words of a topic, in a text however short, tell nothing yet."""


def is_affairs(casts: Sequence[Cast]) -> bool:
    """False for an article in which the words of one idle topic outweigh the words of affairs."""
    words, topics = Counter(chain.from_iterable(_words(cast.sentence) for cast in casts)), load_topics()
    counts = {topic: sum(words[word] for word in lemmas.intersection(words)) for topic, lemmas in topics.items()}
    affairs = counts.pop("affairs")
    return max(counts.values(), default=0) <= max(_THRESHOLD * words.total(), affairs, _FEW)


def _words(sentence: Sentence) -> list[str]:
    """The lemmas of what is no figure and no mark."""
    held = zip(sentence.annotation.token_text, sentence.lemmas, strict=True)
    return [lemma for text, lemma in held if text[0].isalpha()]


@cache
def load_topics(folder: Path = REFERENCE) -> dict[str, frozenset[str]]:
    """The words of each topic in `folder`, those of affairs among them."""
    return {row["topic"]: frozenset(split(row["words"])) for _, row in rows(folder / "event_topics.csv")}
