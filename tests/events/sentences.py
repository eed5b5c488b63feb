"""Sentences parsed for tests, with the mentions that a test states instead of a linker's."""

from dataclasses import replace

from pipeline.events.grammar import Sentence
from pipeline.reading.read import annotate
from pipeline.schema.render.arrow import arrow_to_rows, rows_to_arrow
from pipeline.schema.tables.annotations import ANNOTATIONS
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from tests.reading.test_segments import article


def sentence(text, *, is_headline=False):
    row, *_ = arrow_to_rows(ANNOTATIONS, annotate(rows_to_arrow(ARTICLE_TEXT, [article(text)])))
    return Sentence(replace(row, is_headline=is_headline))


def word(found, text):
    return next(token for token in found.tokens if token.text == text)
