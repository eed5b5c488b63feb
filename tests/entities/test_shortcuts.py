"""What the linker rules out by a first look at the words loses nothing: over the seeds' articles the findings are the same without."""

from dataclasses import replace
from itertools import islice

import pytest

from pipeline.entities import link, names, survey
from pipeline.entities.findings import from_row
from pipeline.entities.link import find
from pipeline.entities.places import toponyms
from pipeline.entities.pronouns import Anaphora
from pipeline.entities.reference import knowledge
from pipeline.entities.sentence import Sentence
from pipeline.schema.render.arrow import arrow_to_rows
from pipeline.schema.tables.annotations import ANNOTATIONS
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.tables.findings import FINDINGS

_ARTICLES = 60
_LONGEST = 16


@pytest.fixture(scope="module")
def articles(seeds):
    lake = seeds.lake
    return lake.read(ARTICLE_TEXT).slice(0, _ARTICLES), lake.read(ANNOTATIONS)


def _every_word(annotations):
    words = {word.lower() for row in arrow_to_rows(ANNOTATIONS, annotations) for word in row.token_text}
    return dict.fromkeys(words, _LONGEST)


@pytest.fixture(scope="module")
def findings(articles):
    return find(*articles)


def test_findings_are_the_same_where_any_word_may_begin_a_name(articles, findings, monkeypatch):
    def every_word(sentence, *_):
        return ((token, min(_LONGEST, len(sentence) - token)) for token in range(len(sentence)))

    monkeypatch.setattr(names, "_openings", every_word)
    assert find(*articles).equals(findings)


def test_findings_are_the_same_where_any_word_may_point_back(articles, findings, monkeypatch):
    monkeypatch.setattr(Anaphora, "_pointing", lambda _, sentence: range(len(sentence)))
    assert find(*articles).equals(findings)


def test_the_words_by_which_places_are_called_are_those_that_the_gazetteer_has(articles):
    known = knowledge()
    for row in islice(arrow_to_rows(ANNOTATIONS, articles[1]), 300):
        sentence = Sentence(0, row)
        spans = ((start, end) for start in range(len(sentence)) for end in range(start + 1, len(sentence) + 1))
        called = {
            (start, end)
            for start, end in spans
            if end - start <= 5 and sentence.is_capitalised(start) and sentence.phrase(start, end) in known.places
        }
        found = {(start, each.end) for start, held in toponyms(sentence, known).words.items() for each in held}
        may_end = {(start, end) for start, end in called if sentence.is_capitalised(end - 1)}
        assert may_end <= found


def test_findings_are_the_same_where_every_sentence_is_searched_again_for_places_named_elsewhere(
    articles, findings, monkeypatch
):
    monkeypatch.setattr(survey, "_may_be_more", lambda *_: True)
    assert find(*articles).equals(findings)


def test_findings_are_the_same_where_any_word_may_begin_a_role_noun(articles, findings, monkeypatch):
    known = replace(knowledge(), role_reach=_every_word(articles[1]))
    monkeypatch.setattr(link, "knowledge", lambda: known)
    assert find(*articles).equals(findings)


def test_what_was_found_is_the_same_once_it_was_kept(findings):
    for row in arrow_to_rows(FINDINGS, findings):
        found = from_row(row)
        assert found.mentions
        assert set(found.referents) == {referent for _, referent in found.namings() if referent is not None}
        assert len(found.meant) == len(found.mentions)


def test_a_known_name_is_known_to_begin_with_its_first_words():
    known = knowledge()
    for name in known.names:
        assert known.may_begin(name[: len(name) // 2 + 1])
    assert not known.may_begin("Xqz")
