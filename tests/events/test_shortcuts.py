"""What the coder leaves unasked loses nothing: over the seeds' articles reports, quotes and codings are the same without."""

import pytest

from pipeline.events import candidates
from pipeline.events.code import code
from pipeline.events.codings import digests, with_entities
from pipeline.events.dating import Narrative
from pipeline.schema.tables.annotations import ANNOTATIONS
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.tables.entities import ENTITIES
from pipeline.schema.tables.mentions import MENTIONS

_ARTICLES = 60


@pytest.fixture(scope="module")
def articles(seeds):
    read = seeds.lake.read
    texts, entities, mentions = read(ARTICLE_TEXT).slice(0, _ARTICLES), read(ENTITIES), read(MENTIONS)
    wanted = set(texts["article_id"].to_pylist())
    of_texts = [
        table.filter([article in wanted for article in table["article_id"].to_pylist()])
        for table in (read(ANNOTATIONS), mentions)
    ]
    (batch,) = with_entities([(texts, *of_texts)], entities, digests(texts, of_texts[1], entities, "test"))
    return batch


@pytest.fixture(scope="module")
def coded(articles):
    return code(*articles)


def _is_coded_alike(articles, coded):
    return coded[0].num_rows > 0 and all(map(lambda made, held: made.equals(held), code(*articles), coded))


def test_codings_are_the_same_where_every_word_is_asked_for_a_frame(articles, coded, monkeypatch):
    def every_word(sentence, _):
        return sorted(sentence.tokens, key=lambda token: (sum(1 for _ in sentence.ancestors(token)), token.index))

    monkeypatch.setattr(candidates, "_triggers", every_word)
    assert _is_coded_alike(articles, coded)


def test_codings_are_the_same_where_the_date_of_every_sentence_is_told_at_once(articles, coded, monkeypatch):
    def tell_at_once(narrative, told):
        if (interval := told()) is not None:
            narrative.tell(interval)

    monkeypatch.setattr(Narrative, "begin", tell_at_once)
    assert _is_coded_alike(articles, coded)
