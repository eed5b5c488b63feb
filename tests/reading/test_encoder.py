"""Vectors and names are those of the model's own layers, in whatever batch they are asked for."""

from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reading.encoder import Encoder
from pipeline.reading.names import Names
from pipeline.reading.parser import model
from pipeline.reading.words import Tokens
from tests.reading.paragraphs import PARAGRAPHS

WILD = st.text(alphabet=st.sampled_from("Aa Bé.,-'’\"$%1 2\n\t東ßIN Rabat"), min_size=1, max_size=60)


def networks():
    return [model().get_pipe("tok2vec").model, model().get_pipe("ner").model.get_ref("tok2vec").layers[0]]


def documents(texts):
    return [document for text in texts if len(document := model().make_doc(text))]


@pytest.fixture(scope="module")
def encode():
    return Encoder(networks())


@pytest.mark.parametrize("number", [0, 1])
def test_vectors_are_the_model_s(encode, number):
    read = documents(PARAGRAPHS[:60])
    own = np.concatenate(networks()[number].predict(read))
    np.testing.assert_allclose(encode(read)[number], own, atol=1e-5)


def test_a_document_has_the_same_vectors_to_the_bit_alone_and_among_others(encode):
    read = documents(PARAGRAPHS[:80])
    together = encode(read)
    ends = list(accumulate(map(len, read)))
    for document, end in zip(read, ends, strict=True):
        for alone, all_of_them in zip(Encoder(networks())([document]), together, strict=True):
            assert np.array_equal(alone, all_of_them[end - len(document) : end])


def test_when_too_many_spellings_are_known_they_are_learnt_anew(encode, monkeypatch):
    read = documents(PARAGRAPHS[:40])
    known = [encode([document]) for document in read]
    monkeypatch.setattr("pipeline.reading.encoder._MOST", 5)
    for document, before in zip(read, known, strict=True):
        for old, new in zip(before, encode([document]), strict=True):
            assert np.array_equal(old, new)


def same_names(encode, texts):
    read = [document for document in model().pipe(texts) if len(document)]
    if not read:
        return
    tokens, (_, vectors) = Tokens(read), encode(read)
    found = list(Names(model().get_pipe("ner")).find(vectors, tokens.is_space, tokens.goes_on))
    starts = [0, *accumulate(map(len, read))]
    assert [tuple(name) for name in found] == [
        (start + name.start, start + name.end, name.label_)
        for start, document in zip(starts, read, strict=False)
        for name in document.ents
    ]


def test_names_are_those_of_the_model(encode):
    assert len(PARAGRAPHS) > 100
    same_names(encode, PARAGRAPHS)


@settings(deadline=None, max_examples=40)
@given(st.lists(WILD, min_size=1, max_size=4))
def test_so_are_those_of_wild_texts(encode, texts):
    same_names(encode, texts)
