"""Sentences parsed for tests, with the mentions that a test states instead of a linker's."""

from pipeline.events.grammar import Sentence
from pipeline.reading.parser import parse
from pipeline.schema.tables.annotations import Annotation
from pipeline.schema.vocabularies import Section


def sentence(text, *, is_headline=False):
    ((_, (parsed, *_)),) = parse([(text, None)])
    return Sentence(
        Annotation(
            article_id="art_0000000000000001",
            section=Section.BODY,
            sentence=0,
            paragraph=1,
            is_headline=is_headline,
            start_char=0,
            end_char=len(text),
            token_start=parsed.starts,
            token_end=parsed.ends,
            token_text=parsed.texts,
            token_lemma=parsed.lemmas,
            token_tag=parsed.tags,
            token_pos=parsed.parts,
            token_dep=parsed.dependencies,
            token_head=parsed.heads,
            name_start=parsed.name_starts,
            name_end=parsed.name_ends,
            name_label=parsed.name_labels,
            text_sha256="0" * 64,
            reader_version="test",
        )
    )


def word(found, text):
    return next(token for token in found.tokens if token.text == text)
