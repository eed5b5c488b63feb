"""Whether an article is about affairs at all: pages of sport, markets, weather and culture report no event."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pipeline.events.parties import Cast
from pipeline.store.paths import REFERENCE
from pipeline.store.reference import rows, split

_THRESHOLD = 0.03
"""Share of words of one idle topic from which an article is held to be about it; chosen on the seeds' articles without events."""

_FEW = 2
"""So many words of a topic, in a text however short, tell nothing yet."""


def is_affairs(casts: Sequence[Cast]) -> bool:
    """False for an article in which the words of one idle topic outweigh the words of affairs."""
    words = [token.lemma for cast in casts for token in cast.sentence.tokens if token.text[0].isalpha()]
    counts = {topic: sum(word in lemmas for word in words) for topic, lemmas in load_topics().items()}
    affairs = counts.pop("affairs")
    return max(counts.values(), default=0) <= max(_THRESHOLD * len(words), affairs, _FEW)


@cache
def load_topics(folder: Path = REFERENCE) -> dict[str, frozenset[str]]:
    """The words of each topic in `folder`, those of affairs among them."""
    return {row["topic"]: frozenset(split(row["words"])) for _, row in rows(folder / "event_topics.csv")}
