import datetime as dt

import pyarrow as pa
import pytest

from pipeline.ingest.articles import to_articles
from pipeline.ingest.stories import group_stories
from pipeline.schema.render.arrow import rows_to_arrow, to_arrow
from pipeline.schema.tables.article_text import ARTICLE_TEXT, ArticleText
from pipeline.schema.tables.articles import ARTICLES
from pipeline.schema.tables.stories import STORIES
from pipeline.schema.vocabularies import Form, PublicationPrecision
from tests.ingest.conftest import LEAD, REST

TEXT = f"{LEAD}\n\n{REST}"
OTHER = (
    "Ghana and Togo will open the Aflao border post again, their foreign ministries announced after Friday's meeting. "
    "Lorry drivers had waited there for weeks while the two governments argued about boats and nets."
)


def article(number: int, body: str, hours: float = 0, source: str = "Harbour Post", start: int = 0) -> ArticleText:
    return ArticleText(
        article_id=f"art_{number:016x}",
        source=source,
        uri=f"{number}.txt",
        url=None,
        title=f"Headline {number}",
        body=body,
        title_in_body=False,
        text_start=start,
        published_at=dt.datetime(2022, 3, 26, tzinfo=dt.UTC) + dt.timedelta(hours=hours),
        published_precision=PublicationPrecision.SECOND,
        language="en",
        form=Form.TEXT,
        sha256=f"{number:064x}",
        ingest_batch="batch",
    )


def table(*articles: ArticleText) -> pa.Table:
    return rows_to_arrow(ARTICLE_TEXT, articles)


def members(*articles: ArticleText) -> list[list[int]]:
    stories = group_stories(table(*articles))
    return [[int(member[4:], 16) for member in ids] for ids in stories["article_ids"].to_pylist()]


def test_a_copy_with_a_word_changed_is_of_the_same_story() -> None:
    changed = TEXT.replace("Friday", "Saturday").replace("officials", "diplomats")
    assert members(article(1, TEXT), article(2, changed.upper(), 5)) == [[1, 2]]


def test_the_same_news_in_other_words_is_another_story() -> None:
    assert members(article(1, TEXT), article(2, OTHER, 5)) == [[1], [2]]


def test_a_header_or_headline_does_not_part_copies() -> None:
    head = "date 2022-03-26 'Something quite different stands here above the very same text'\n\n"
    assert members(article(1, TEXT), article(2, head + TEXT, 1, start=len(head))) == [[1, 2]]


def test_copies_more_than_three_days_apart_are_two_stories() -> None:
    assert members(article(1, TEXT), article(2, TEXT, 72), article(3, TEXT, 73)) == [[1, 2], [3]]


def test_texts_too_short_for_a_shingle_are_compared_whole() -> None:
    assert members(article(1, "Talks failed."), article(2, "talks failed", 1), article(3, "Talks resumed.", 2)) == [
        [1, 2],
        [3],
    ]


def test_a_story_counts_its_outlets_and_bears_the_name_of_its_first_article() -> None:
    (story,) = group_stories(
        table(article(1, TEXT, 2, "Lagoon Times"), article(2, TEXT, 1), article(3, TEXT, 3))
    ).to_pylist()
    assert (story["title"], story["article_count"], story["source_count"]) == ("Headline 2", 3, 2)
    assert (story["last_published"] - story["first_published"]) == dt.timedelta(hours=2)


def test_the_order_of_articles_does_not_matter() -> None:
    articles = [article(number, TEXT if number % 3 else OTHER, number % 7) for number in range(40)]
    assert group_stories(table(*articles)) == group_stories(table(*reversed(articles)))


def test_no_articles_are_no_stories() -> None:
    empty = to_arrow(ARTICLE_TEXT).empty_table()
    assert group_stories(empty).schema == to_arrow(STORIES)
    assert to_articles(empty, group_stories(empty)).num_rows == 0


def test_articles_carry_their_story_and_size_and_never_their_body() -> None:
    texts = table(article(1, " Two words\n"), article(2, TEXT, 1), article(3, TEXT, 2))
    stories = group_stories(texts)
    articles = to_articles(texts, stories)
    assert articles.schema == to_arrow(ARTICLES)
    assert articles["words"].to_pylist()[:2] == [2, len(TEXT.split())]
    assert articles["characters"].to_pylist()[:2] == [11, len(TEXT)]
    assert articles["story_id"].to_pylist() == [stories["story_id"][row].as_py() for row in (0, 1, 1)]


def test_an_article_in_no_story_is_an_error() -> None:
    with pytest.raises(ValueError, match="1 articles are in no story"):
        to_articles(table(article(1, TEXT), article(2, OTHER)), group_stories(table(article(1, TEXT))))
