import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.normalise import normalise
from pipeline.reading.segments import segments
from pipeline.schema.tables.article_text import ArticleText
from pipeline.schema.vocabularies import DateOrigin, Form, PublicationPrecision, Section


def article(body, *, title="", title_in_body=False, text_start=0):
    return ArticleText(
        article_id="art_0000000000000001",
        source="unknown",
        uri="a.txt",
        url=None,
        title=title,
        body=body,
        title_in_body=title_in_body,
        text_start=text_start,
        published_at=dt.datetime(2022, 3, 26, tzinfo=dt.UTC),
        published_precision=PublicationPrecision.DAY,
        published_from=DateOrigin.STATED,
        authors=(),
        language="en",
        form=Form.TEXT,
        sha256="0" * 64,
        ingest_batch="b",
    )


def test_a_headline_in_the_body_is_read_once_and_before_the_paragraphs():
    body = "date 2022-03-26 'Talks end'\n\nThe talks ended.\n\nNobody signed."
    found = list(segments(article(body, title="Talks end", title_in_body=True, text_start=29)))
    assert [(piece.text, piece.is_headline) for piece in found] == [
        ("Talks end", True),
        ("The talks ended.", False),
        ("Nobody signed.", False),
    ]


def test_a_title_outside_the_body_is_a_section_of_its_own():
    first = next(segments(article("The talks ended.", title="Talks end")))
    assert (first.section, first.start) == (Section.TITLE, 0)


@pytest.mark.parametrize(
    "dateline",
    ["RABAT, March 26 (Reuters) -", "GENEVA, Nov. 4 (Xinhua) --", "BUENOS AIRES —", "Nicosia, Feb 3 (AFP) -"],
)
def test_a_dateline_is_cut_from_the_sentence_that_follows_it(dateline):
    found = [piece.text for piece in segments(article(f"{dateline} Ministers met on Friday."))]
    assert found == [dateline, "Ministers met on Friday."]


def test_hard_wrapped_lines_stay_one_paragraph():
    found = [piece.text for piece in segments(article("The ministers met\nin Rabat.\nThey signed."))]
    assert found == ["The ministers met\nin Rabat.", "They signed."]


@given(st.text(max_size=300), st.integers(min_value=0, max_value=20))
def test_every_piece_stands_in_the_body_where_it_says(body, start):
    for piece in segments(article(body, text_start=min(start, len(body)))):
        assert body[piece.start : piece.start + len(piece.text)] == piece.text


@given(st.text())
def test_normalising_keeps_every_character_in_its_place(text):
    assert len(normalise(text)) == len(text)


def test_spaced_hyphens_and_curly_quotes_become_what_the_parser_knows():
    assert normalise("officials - “the army’s”") == 'officials — "the army\'s"'
