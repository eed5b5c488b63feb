"""Whether two articles' names for a person lead to one entity, and two persons' names to two: a set of our own writing.

All articles of a set are linked as one corpus, as in a release; who holds which office is measured in `relations`.
"""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

from pipeline.benchmark.linked import LinkedTexts, Text, link_texts


@dataclass(frozen=True, slots=True)
class NamedPair:
    """Short articles with a name in each: of the same person, or each of another."""

    same: bool
    texts: tuple[Text, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamesScore:
    """Counts over a set: pairs of one person and those linked to one entity, pairs of several and those held apart."""

    same: int
    joined: int
    different: int
    parted: int

    @property
    def accuracy(self) -> float:
        """Share of pairs that were decided rightly."""
        return (self.joined + self.parted) / (self.same + self.different)


def read_names(path: Path) -> list[NamedPair]:
    """The pairs of a set, one JSON object a line: `same`, `articles` (text, published_at), `names` (one an article).

    ValueError names the line on which an article lacks its name.
    """
    pairs = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        row = json.loads(line)
        texts = tuple(
            Text(f"{path.name}#{number}.{place}", each["text"], dt.date.fromisoformat(each["published_at"]))
            for place, each in enumerate(row["articles"], 1)
        )
        if not all(name in text.body for name, text in zip(row["names"], texts, strict=True)):
            raise ValueError(f"{path}, line {number}: a name is not in its article")
        pairs.append(NamedPair(row["same"], texts, tuple(row["names"])))
    return pairs


def entities_of(pair: NamedPair, linked: LinkedTexts) -> tuple[str | None, ...]:
    """The entity that the last standing of each article's name leads to; none where the linker found no person there."""
    starts = [text.body.rindex(name) for text, name in zip(pair.texts, pair.names, strict=True)]
    return tuple(
        next(linked.persons_at(text.name, [(start, start + len(name))]), None)
        for text, name, start in zip(pair.texts, pair.names, starts, strict=True)
    )


def is_right(pair: NamedPair, linked: LinkedTexts) -> bool:
    """Whether the names of a pair lead to one entity if they are one person's, else each to another; all must lead to one."""
    found = entities_of(pair, linked)
    return None not in found and len(set(found)) == (1 if pair.same else len(found))


def score_names(path: Path) -> NamesScore:
    """Score a set of pairs. ValueError where it is malformed."""
    pairs = read_names(path)
    linked = link_texts([text for pair in pairs for text in pair.texts])
    right = [pair.same for pair in pairs if is_right(pair, linked)]
    same = sum(pair.same for pair in pairs)
    return NamesScore(same, right.count(True), len(pairs) - same, right.count(False))
