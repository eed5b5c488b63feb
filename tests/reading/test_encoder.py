"""Vectors are those of the model's own layers, in whatever batch they are asked for."""

from itertools import accumulate

import numpy as np
import pytest

from pipeline.reading.encoder import Encoder
from pipeline.reading.parser import model
from tests.reading.paragraphs import PARAGRAPHS


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
