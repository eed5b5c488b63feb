"""What an article tells of, where that is sport, business, culture and the like, in which there are no events of world affairs.

Its words are counted, nothing is read: which words speak for what is listed in `seeds/reference/subjects.csv`.
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from pipeline.schema.vocabularies import Subject
from pipeline.store.paths import REFERENCE
from pipeline.store.reference import ReferenceError, rows

_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_AFFAIRS = "affairs"
_SHARE, _DIFFERENT, _WEIGHT = 0.05, 4, 3
"""An article is set aside where so many of its words, of so many kinds, speak for other subjects, and so many times as many as for
affairs. Set on half of 2,381 articles of newswire (docs/scaling.md); `entente benchmark` measures what they do."""


def subject_of(title: str, body: str) -> Subject | None:
    """The subject of an article that tells of no world affairs, by its words; none where it may tell of some."""
    words = Counter(_WORD.findall(f"{title}\n{body}".lower()))
    speaking = {subject: sum(words[word] for word in words.keys() & known) for subject, known in _known().items()}
    affairs = speaking.pop(_AFFAIRS)
    others = sum(speaking.values())
    if others < _SHARE * words.total() or others < _WEIGHT * affairs or len(words.keys() & _others()) < _DIFFERENT:
        return None
    return Subject(max(speaking, key=speaking.__getitem__))


@cache
def _known() -> Mapping[str, frozenset[str]]:
    """The words of each subject, and of affairs; ReferenceError where the list names another subject or lacks one."""
    path = REFERENCE / "subjects.csv"
    known: dict[str, set[str]] = {name: set() for name in (_AFFAIRS, *Subject)}
    for line, row in rows(path):
        if row["subject"] not in known:
            raise ReferenceError(f"{path.name}:{line}: '{row['subject']}' is no subject: one of {', '.join(known)}")
        known[row["subject"]].add(row["word"])
    if missing := [name for name, words in known.items() if not words]:
        raise ReferenceError(f"{path.name}: has no word of {', '.join(missing)}")
    return {name: frozenset(words) for name, words in known.items()}


@cache
def _others() -> frozenset[str]:
    return frozenset().union(*(words for name, words in _known().items() if name != _AFFAIRS))
