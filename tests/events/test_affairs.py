"""Short articles read for real and grouped: which of them tell one affair."""

import datetime as dt

import pytest

from pipeline.events import open_affairs
from pipeline.events.affairs import group_affairs
from pipeline.reading.read import annotate
from pipeline.schema.render.arrow import rows_to_arrow, to_arrow
from pipeline.schema.tables.annotations import ANNOTATIONS
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from tests.entities.reading import article

DAY = dt.date(2021, 6, 14)
NOON = dt.datetime(2021, 6, 14, 12, tzinfo=dt.UTC)
FERRY = (
    "A ferry with 90 people aboard sank off Zanzibar on Monday, the Tanzanian coast guard said.\n\n"
    "Fishermen pulled 60 survivors from the water near Nungwi, and divers searched the hull of the Azam Star for the others.",
    "Divers recovered eight bodies from the ferry Azam Star, which went down off Zanzibar.\n\n"
    "Tanzania's coast guard said fishermen from Nungwi had saved most of the 90 people aboard before the hull sank.",
)
ELECTION = (
    "Tanzanian opposition leader Juma Mshana rejected the result of Sunday's parliamentary election.\n\n"
    "He said ballot boxes had vanished in Dodoma and asked the electoral commission in Zanzibar for a recount."
)
STRIKE = (
    "Dockers in Mombasa walked out over wages on Monday and left 14 container ships waiting.\n\n"
    "The Kenyan labour ministry called the walkout illegal and invited the union to talks."
)


def groups(*texts, days=None):
    """The affair of each text, as the number of the text that tells it first."""
    ahead = days or [0] * len(texts)
    rows = [article(text, DAY + dt.timedelta(days=days)) for text, days in zip(texts, ahead, strict=True)]
    annotations = annotate(rows_to_arrow(ARTICLE_TEXT, rows))
    homes = group_affairs([annotations], {row.article_id: row.published_at for row in rows})
    numbers = {row.article_id: number for number, row in enumerate(rows)}
    return [numbers[homes[row.article_id]] for row in rows]


def test_articles_that_speak_of_one_affair_in_other_words_are_brought_together():
    assert groups(*FERRY, ELECTION, STRIKE, days=[0, 1, 1, 2]) == [0, 0, 2, 3]


def test_a_corpus_of_two_articles_has_rare_words_too():
    assert groups(*FERRY, days=[0, 1]) == [0, 0]
    assert groups(FERRY[0], ELECTION, days=[0, 1]) == [0, 1]


@pytest.mark.parametrize(("days", "expected"), [(1, [0, 0]), (7, [0, 0]), (300, [0, 1])])
def test_likeness_fades_with_time(days, expected):
    assert groups(*FERRY, days=[0, days]) == expected


def test_an_affair_is_named_by_the_article_that_tells_it_first_whatever_the_order_of_rows():
    assert groups(FERRY[1], STRIKE, FERRY[0], days=[1, 0, 0]) == [2, 1, 2]


def test_an_article_without_words_of_weight_is_an_affair_of_its_own():
    assert group_affairs([to_arrow(ANNOTATIONS).empty_table()], {"a": NOON, "b": NOON}) == {"a": "a", "b": "b"}


def test_the_work_for_an_article_is_bounded_by_the_affairs_that_a_word_leads_to(monkeypatch):
    monkeypatch.setattr(open_affairs, "_LATEST", 1)
    assert groups(*FERRY, ELECTION, STRIKE, days=[0, 1, 1, 2]) == [0, 0, 2, 3]
