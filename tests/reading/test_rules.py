"""What the model's rules make of words is the same, asked once of each use as asked anew every time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reading.parser import model
from pipeline.reading.rules import COMPONENTS, Rules
from tests.reading.paragraphs import PARAGRAPHS

WORDS = "there 's is are the Minister 's has had 'd do n't I it y' all you but gon na got ta let us That , run ran men"


def same(rules, texts):
    strings = model().vocab.strings
    for whole, parsed in zip(model().pipe(texts), model().pipe(texts, disable=COMPONENTS), strict=True):
        told = [(strings[part], strings[lemma]) for part, lemma in rules.ask(parsed)]
        assert told == [(token.pos_, token.lemma_) for token in whole]


@pytest.fixture(scope="module")
def rules():
    return Rules(model())


def test_the_paragraphs_of_the_seeds_have_the_parts_of_speech_and_lemmas_of_the_model(rules):
    assert len(PARAGRAPHS) > 100
    same(rules, PARAGRAPHS)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=12).map(" ".join))
def test_so_have_words_thrown_together(rules, text):
    same(rules, [text])


def test_rules_on_several_words_are_asked_of_the_document(rules):
    same(rules, ["There's no deal, and there are no talks.", "Let's go.", "Y'all ain't gonna sign."])


def test_when_too_many_uses_are_known_they_are_learnt_anew(rules, monkeypatch):
    monkeypatch.setattr("pipeline.reading.rules._MOST", 3)
    same(rules, PARAGRAPHS[:20])
