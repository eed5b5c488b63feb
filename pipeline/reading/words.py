"""Words of several texts as columns: what the parser hands on. White space is left out, and numbers count over all of the texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from pipeline.reading.encoder import Numbers
from pipeline.reading.names import Flags, Name

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc

_READ = ["IDX", "LENGTH", "ORTH", "TAG", "DEP", "HEAD", "SENT_START", "IS_SPACE"]


@dataclass(frozen=True, slots=True)
class Words:
    """Columns of one length, a row a word, and the names among them."""

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
    """All tokens of some parsed documents, white space among them, as numbers."""

    def __init__(self, documents: Sequence["Doc"]) -> None:
        arrays: list[Any] = [document.to_array(_READ) for document in documents]
        self._columns = dict(zip(_READ, np.concatenate(arrays).T.astype(np.int64), strict=True))
        self._lengths = np.array([len(document) for document in documents])
        self.is_space: Flags = self._columns["IS_SPACE"] == 1
        starts = self._columns["SENT_START"] == 1
        starts[self._firsts()] = True
        self._sentence: Numbers = np.cumsum(starts)
        self.goes_on: Flags = np.append(~starts[1:], False)

    def words(self, outcomes: Any, names: Sequence[Name], strings: "StringStore") -> Words:
        """The words among the tokens; `outcomes`, of shape (tokens, 2), are their parts of speech and lemmas as numbers of `strings`."""
        kept = np.flatnonzero(~self.is_space)
        place = np.cumsum(~self.is_space) - 1
        columns = {name: column[kept] for name, column in self._columns.items()}
        head = kept + columns["HEAD"]
        return Words(
            text=np.repeat(np.arange(len(self._lengths)), self._lengths)[kept],
            sentence=self._sentence[kept],
            start=columns["IDX"],
            end=columns["IDX"] + columns["LENGTH"],
            head=np.where(self.is_space[head], np.arange(len(kept)), place[head]),
            form=_strings(columns["ORTH"], strings),
            lemma=_strings(outcomes[kept, 1], strings),
            tag=_strings(columns["TAG"], strings),
            part=_strings(outcomes[kept, 0], strings),
            dependency=_strings(columns["DEP"], strings),
            names=[each for name in names if (each := self._without_space(name, place))],
        )

    def _firsts(self) -> Numbers:
        return (np.cumsum(self._lengths) - self._lengths)[self._lengths > 0]

    def _without_space(self, name: Name, place: Numbers) -> Name | None:
        words = place[name.start : name.end][~self.is_space[name.start : name.end]]
        return Name(int(words[0]), int(words[-1]) + 1, name.label) if len(words) else None


def _strings(numbers: Numbers, strings: "StringStore") -> pa.Array:
    different, which = np.unique(numbers.view(np.uint64), return_inverse=True)
    return pa.array([strings[number] for number in different.tolist()], pa.string()).take(pa.array(which))
