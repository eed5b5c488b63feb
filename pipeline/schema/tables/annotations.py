"""The table `annotations`."""

from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Reference, Table
from pipeline.schema.vocabularies import Section


@dataclass(frozen=True, slots=True)
class Annotation:
    """A sentence as read: its tokens with lemma, tag, head and dependency, and the spans of names. All lists of tokens are of one length; names are spans of token indices."""

    article_id: Annotated[str, Col("The article.", pattern=r"^art_[0-9a-f]{16}$")]
    section: Annotated[Section, Col("The text that the offsets count in.")]
    sentence: Annotated[int, Col("Number of the sentence in its section, from 0.", minimum=0)]
    paragraph: Annotated[
        int,
        Col(
            "Number of the paragraph in its section, from 0; the headline inside a body is paragraph 0 of it.",
            minimum=0,
        ),
    ]
    is_headline: Annotated[bool, Col("Whether the sentence is the headline.")]
    start_char: Annotated[int, Col("First character of the span, counted in Unicode characters from 0.", minimum=0)]
    end_char: Annotated[int, Col("Character after the last one of the span.", minimum=0)]
    token_start: Annotated[tuple[int, ...], Col("First character of each token.")]
    token_end: Annotated[tuple[int, ...], Col("Character after the last of each token.")]
    token_text: Annotated[tuple[str, ...], Col("Each token as read (quotes and dashes normalised).")]
    token_lemma: Annotated[tuple[str, ...], Col("Lemma of each token, lower case but for names.")]
    token_tag: Annotated[tuple[str, ...], Col("Penn Treebank tag.")]
    token_pos: Annotated[tuple[str, ...], Col("Universal part of speech.")]
    token_dep: Annotated[tuple[str, ...], Col("Dependency label (ClearNLP/spaCy English scheme).")]
    token_head: Annotated[
        tuple[int, ...], Col("Index in the sentence of each token's head; its own index for the root.")
    ]
    name_start: Annotated[tuple[int, ...], Col("First token of each name that the model found.")]
    name_end: Annotated[tuple[int, ...], Col("Token after the last of each name.")]
    name_label: Annotated[tuple[str, ...], Col("Label of each name (OntoNotes: PERSON, ORG, GPE, DATE…).")]
    text_sha256: Annotated[str, Col("Content hash of the article text read.", pattern=r"^[0-9a-f]{64}$")]
    reader_version: Annotated[str, Col("Version of reader and model; with the content hash it is the cache's key.")]


ANNOTATIONS = Table(
    row=Annotation,
    name="annotations",
    group="reading",
    audience=Audience.INTERNAL,
    key=("article_id", "section", "sentence"),
    references=(Reference("article_id", "article_text", "article_id"),),
    order=("article_id", "section", "sentence"),
)
