import pytest

from pipeline.reading.read import annotate
from pipeline.schema.render.arrow import arrow_to_rows, rows_to_arrow, to_arrow
from pipeline.schema.tables.annotations import ANNOTATIONS
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from tests.reading.test_segments import article

NONE = to_arrow(ANNOTATIONS).empty_table()


def read(*bodies, known=NONE):
    texts = [article(body) for body in bodies]
    return annotate(rows_to_arrow(ARTICLE_TEXT, texts), known)


def test_tokens_stand_in_the_body_where_their_offsets_say():
    body = "Israel’s army chief met Moroccan officers - in Rabat.\n\nThey signed “an accord”."
    for row in arrow_to_rows(ANNOTATIONS, read(body)):
        for start, end, text in zip(row.token_start, row.token_end, row.token_text, strict=True):
            assert body[start:end].replace("’", "'").replace("“", '"').replace("”", '"').replace("-", "—") == text


def test_a_text_that_was_read_is_not_read_again(monkeypatch):
    known = read("The ministers met in Rabat.")

    def fail(pieces):
        assert not list(pieces), "a known text came to the parser"
        return iter(())

    monkeypatch.setattr("pipeline.reading.read.parse", fail)
    assert read("The ministers met in Rabat.", known=known).equals(known)


def test_annotations_of_another_reader_are_not_taken_over():
    known = read("The ministers met in Rabat.")
    old = known.set_column(known.schema.names.index("reader_version"), "reader_version", [["0/old"] * known.num_rows])
    assert read("The ministers met in Rabat.", known=old).equals(known)


def test_progress_counts_every_article_once():
    counted = []
    texts = rows_to_arrow(ARTICLE_TEXT, [article("One met Two."), article("Three met Four.")])
    annotate(texts, NONE, counted.append)
    assert sum(counted) >= 1


@pytest.mark.parametrize(("form", "verb"), [("staged", "stage"), ("hoped", "hope"), ("installed", "install")])
def test_verbs_that_the_model_mistakes_have_their_own_lemma(form, verb):
    (row,) = arrow_to_rows(ANNOTATIONS, read(f"The army {form} it."))
    assert verb in row.token_lemma
