from dataclasses import replace

import pytest

from pipeline.reading.read import annotate, current, unread
from pipeline.schema.render.arrow import arrow_to_rows, rows_to_arrow
from pipeline.schema.tables.annotations import ANNOTATIONS
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.store.hashing import sha256_of_bytes
from tests.reading.test_segments import article


def texts_of(*bodies):
    rows = [(article(body), sha256_of_bytes(body.encode())) for body in bodies]
    return rows_to_arrow(ARTICLE_TEXT, [replace(row, article_id=f"art_{sha[:16]}", sha256=sha) for row, sha in rows])


def read(*bodies):
    return annotate(texts_of(*bodies))


def test_tokens_stand_in_the_body_where_their_offsets_say():
    body = "Israel’s army chief met Moroccan officers - in Rabat.\n\nThey signed “an accord”."
    for row in arrow_to_rows(ANNOTATIONS, read(body)):
        for start, end, text in zip(row.token_start, row.token_end, row.token_text, strict=True):
            assert body[start:end].replace("’", "'").replace("“", '"').replace("”", '"').replace("-", "—") == text


def test_a_text_that_was_read_by_this_reader_is_read():
    known = read("The ministers met in Rabat.")
    texts = texts_of("The ministers met in Rabat.", "They left.")
    assert unread(texts, known)["body"].to_pylist() == ["They left."]
    assert current(texts, known).equals(known)


def test_annotations_of_another_reader_do_not_count():
    known = read("The ministers met in Rabat.")
    old = known.set_column(known.schema.names.index("reader_version"), "reader_version", [["0/old"] * known.num_rows])
    texts = texts_of("The ministers met in Rabat.")
    assert unread(texts, old).equals(texts)
    assert current(texts, old).num_rows == 0


def test_a_text_is_read_alike_alone_and_among_others():
    bodies = [f"The ministers of {name} met in Rabat on Friday, officials said." for name in ("Togo", "Ghana", "Chad")]
    together = list(arrow_to_rows(ANNOTATIONS, read(*bodies)))
    alone = [row for body in bodies for row in arrow_to_rows(ANNOTATIONS, read(body))]
    assert together == alone


@pytest.mark.parametrize(("form", "verb"), [("staged", "stage"), ("hoped", "hope"), ("installed", "install")])
def test_verbs_that_the_model_mistakes_have_their_own_lemma(form, verb):
    (row,) = arrow_to_rows(ANNOTATIONS, read(f"The army {form} it."))
    assert verb in row.token_lemma
