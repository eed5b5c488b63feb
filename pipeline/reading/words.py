"""Words of several texts as columns: what the parts of the model say of them, and what is handed on. Numbers count over all of the texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from pipeline.reading.arrays import Flags, Numbers, Strings
from pipeline.reading.names import Name

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc

_SPELT: list[int | str] = ["IDX", "LENGTH", "ORTH", "IS_SPACE"]
_NESTED = "||"
"""What sets the label of an arc that had to be moved for a tree without crossings apart from that of the word that it belongs to."""


@dataclass(frozen=True, slots=True)
class Words:
    """Columns of one length, a row a word that is not white space, and the names among them."""

    text: Numbers
    """The number of the text that a word stands in."""
    sentence: Numbers
    """The number of its sentence, which rises from word to word."""
    start: Numbers
    """Its first character in its text, and the character after its last."""
    end: Numbers
    head: Numbers
    """The number of its head; its own where it has none."""
    form: pa.Array
    lemma: pa.Array
    tag: pa.Array
    part: pa.Array
    dependency: pa.Array
    names: Sequence[Name]


class Tokens:
    """All tokens of some documents with tags and trees, white space among them."""

    def __init__(self, documents: Sequence["Doc"], tag: Strings, head: Numbers, label: Strings) -> None:
        self.documents, self.tag, self._head, self.label = documents, tag, head, label
        self._strings = documents[0].vocab.strings
        spelt: Any = np.concatenate([document.to_array(_SPELT) for document in documents]).T
        self._start, self._length, self.form, is_space = spelt
        self.is_space: Flags = is_space == 1
        self.ends = np.cumsum([len(document) for document in documents])
        root = self._strings.add("ROOT")
        self.label[head == np.arange(len(head))] = root
        starts = self._sentence_starts()
        self._untangle(starts)
        self._sentence: Numbers = np.cumsum(starts)
        self.goes_on: Flags = np.zeros_like(starts)
        self.goes_on[:-1] = ~starts[1:]

    def document(self, number: int) -> "Doc":
        """A document, which is told its tags and its tree."""
        document, own = self.documents[number], self._span(number)
        heads = (self._head[own] - np.arange(own.start, own.stop)).astype(np.int64).view(np.uint64)
        columns: Any = np.stack([self.tag[own], heads, self.label[own]], axis=1)
        return document.from_array(["TAG", "HEAD", "DEP"], columns)

    def words(self, outcomes: Any, names: Sequence[Name]) -> Words:
        """The words among the tokens; `outcomes`, of shape (tokens, 2), are their parts of speech and lemmas."""
        kept = np.flatnonzero(~self.is_space)
        place = np.cumsum(~self.is_space) - 1
        head, start = self._head[kept], self._start[kept].astype(np.int64)
        return Words(
            text=np.searchsorted(self.ends, kept, side="right"),
            sentence=self._sentence[kept],
            start=start,
            end=start + self._length[kept].astype(np.int64),
            head=np.where(self.is_space[head], np.arange(len(kept)), place[head]),
            form=_told(self.form[kept], self._strings),
            lemma=_told(outcomes[kept, 1], self._strings),
            tag=_told(self.tag[kept], self._strings),
            part=_told(outcomes[kept, 0], self._strings),
            dependency=_told(self.label[kept], self._strings),
            names=[each for name in names if (each := self._without_space(name, place))],
        )

    def _span(self, number: int) -> slice:
        end = int(self.ends[number])
        return slice(end - len(self.documents[number]), end)

    def _sentence_starts(self) -> Flags:
        """Where a tree begins; trees do not cross, so that a sentence is the words of a tree."""
        root = self._head
        while not np.array_equal(root, above := root[root]):
            root = above
        starts = np.ones(len(root), dtype=np.bool_)
        starts[1:] = root[1:] != root[:-1]
        return starts

    def _untangle(self, starts: Flags) -> None:
        """Give the words whose arcs had to be moved for trees without crossings their own heads, by the model's rules."""
        from spacy.pipeline._parser_internals.nonproj import deprojectivize

        labels = np.unique(self.label)
        nested = [label for label in labels.tolist() if _NESTED in self._strings[label]]
        tokens = np.flatnonzero(np.isin(self.label, np.array(nested, dtype=np.uint64)))
        for number in np.unique(np.searchsorted(self.ends, tokens, side="right")).tolist():
            own = self._span(number)
            read: Any = deprojectivize(self.document(number)).to_array(["HEAD", "DEP", "SENT_START"])
            self._head[own] = np.arange(own.start, own.stop) + read[:, 0].astype(np.int64)
            self.label[own], starts[own] = read[:, 1], read[:, 2] == 1

    def _without_space(self, name: Name, place: Numbers) -> Name | None:
        words = place[name.start : name.end][~self.is_space[name.start : name.end]]
        return Name(int(words[0]), int(words[-1]) + 1, name.label) if len(words) else None


def _told(numbers: Strings, strings: "StringStore") -> pa.Array:
    different, which = np.unique(numbers, return_inverse=True)
    return pa.array([strings[number] for number in different.tolist()], pa.string()).take(pa.array(which))
