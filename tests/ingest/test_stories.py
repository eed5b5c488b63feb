import datetime as dt
import random

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.articles import to_articles, told_of
from pipeline.ingest.stories import READ, group_stories, stories_of
from pipeline.schema.render.arrow import rows_to_arrow, to_arrow
from pipeline.schema.tables.article_text import ARTICLE_TEXT, ArticleText
from pipeline.schema.tables.articles import ARTICLES
from pipeline.schema.tables.stories import STORIES
from pipeline.schema.vocabularies import DateOrigin, Form, PublicationPrecision
from tests.ingest.conftest import LEAD, REST

SHORT = f"{LEAD}\n\n{REST}"
FERRY = (
    "A ferry with 214 people on board ran aground off the port of Lomé on Tuesday night, and the coast guard of Togo brought all of "
    "them ashore before dawn, the transport ministry said.",
    "Eleven passengers were treated for cold and bruises at the Sylvanus Olympio hospital, and a deckhand who had stayed behind to work "
    "the pumps was flown out by a helicopter of the Ghanaian navy at first light.",
    "The Étoile du Golfe had left Cotonou at noon with cement, cloth and 40 cattle, and its master told harbour police that the engine "
    "had failed twice before the wind drove the ship on to the sandbank.",
    "Divers will look at the hull on Thursday, said Afi Mensah, who heads the inquiry. The owners, a company registered in Cotonou, "
    "lost their licence for eight months in 2019 after an inspection found too few lifejackets.",
    "About 60,000 people a year take the night boats along the coast, which are cheaper than the road and, since customs posts were "
    "merged, often faster.",
)
AHEAD = (
    "Togo will keep all night ferries in port until an inquiry has heard the crew of the ship that ran aground this week, the cabinet "
    "decided at a meeting that lasted into Wednesday evening."
)
BACKGROUND = (
    "The two countries have quarrelled over the river since 1963, when a treaty drew the frontier along its eastern bank and left the "
    "islands to be settled later. A court in The Hague gave most of them to the northern side in 2005, but villagers there still vote, "
    "pay taxes and send their children to school across the water, and patrols of both armies meet at the fords."
)
CLOSING = (
    "Shares in Accra closed {how} on {day}, with the composite index at {index} points after {turnover} million shares changed hands. "
    "The financial index ended at {bank} points and the index of cocoa buyers at {cocoa}. Of {all} companies traded, {up} rose, {down} "
    "fell and {same} ended where they had begun. The cedi bought {cedi} dollar cents at the close, dealers said."
)


def article(
    number: int, body: str, hours: float = 0, source: str = "Harbour Post", start: int = 0, title: str | None = None
) -> ArticleText:
    return ArticleText(
        article_id=f"art_{number:016x}",
        source=source,
        uri=f"{number}.txt",
        url=None,
        title=f"Headline {number}" if title is None else title,
        body=body,
        title_in_body=False,
        text_start=start,
        published_at=dt.datetime(2022, 3, 26, tzinfo=dt.UTC) + dt.timedelta(hours=hours),
        published_precision=PublicationPrecision.SECOND,
        published_from=DateOrigin.STATED,
        authors=(),
        language="en",
        form=Form.TEXT,
        sha256=f"{number:064x}",
        ingest_batch="batch",
    )


def text(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def table(*articles: ArticleText) -> pa.Table:
    return rows_to_arrow(ARTICLE_TEXT, articles)


def number_of(article_id: str) -> int:
    return int(article_id[4:], 16)


def members(*articles: ArticleText) -> list[list[int]]:
    stories = group_stories(table(*articles))
    return [[number_of(member) for member in ids] for ids in stories["article_ids"].to_pylist()]


def derivations(*articles: ArticleText) -> dict[int, tuple[int, str]]:
    """What each article that is not the first of its story is made from, and how."""
    rows = to_articles(
        table(*articles), told_of(table(*articles)), group_stories(table(*articles)), affairs_only=True
    ).to_pylist()
    return {
        number_of(row["article_id"]): (number_of(row["derived_from"]), row["derivation"])
        for row in rows
        if row["derived_from"]
    }


def closing(day: str, seed: int) -> str:
    figures = random.Random(seed)
    names = ("index", "turnover", "bank", "cocoa", "all", "up", "down", "same", "cedi")
    return CLOSING.format(day=day, how="higher", **{name: figures.randint(100, 9999) for name in names})


def test_a_copy_with_words_changed_is_of_the_same_story() -> None:
    changed = SHORT.replace("Friday", "Saturday").replace("officials", "diplomats")
    assert members(article(1, SHORT), article(2, changed.upper(), 5)) == [[1, 2]]


def test_the_same_news_in_other_words_is_another_story() -> None:
    other = (
        "Ghana and Togo will open the Aflao border post again, their foreign ministries announced after Friday's meeting. "
        "Lorry drivers had waited there for weeks while the two governments argued about boats and nets."
    )
    assert members(article(1, SHORT), article(2, other, 5)) == [[1], [2]]


def test_a_header_or_headline_does_not_part_copies() -> None:
    head = "date 2022-03-26 'Something quite different stands here above the very same text'\n\n"
    assert members(article(1, SHORT), article(2, head + SHORT, 1, start=len(head))) == [[1, 2]]


def test_copies_more_than_three_days_apart_are_two_stories() -> None:
    assert members(article(1, text(*FERRY)), article(2, text(*FERRY), 72)) == [[1, 2]]
    assert members(article(1, text(*FERRY)), article(2, text(*FERRY), 73)) == [[1], [2]]


def test_a_copy_of_a_copy_counts_its_three_days_from_the_copy() -> None:
    assert members(article(1, text(*FERRY)), article(2, text(*FERRY), 60), article(3, text(*FERRY[:2]), 120)) == [
        [1, 2, 3]
    ]


def test_texts_too_short_for_a_shingle_are_compared_whole() -> None:
    assert members(article(1, "Talks failed."), article(2, "talks failed", 1), article(3, "Talks resumed.", 2)) == [
        [1, 2],
        [3],
    ]


def test_a_page_that_only_asks_to_subscribe_is_no_copy_of_another_such_page() -> None:
    stub = "Subscribe now to read this article and all others."
    assert members(
        article(1, stub, title="Ferry aground off Lomé"), article(2, stub, 1, title="Cocoa at a record")
    ) == [[1], [2]]


def test_forms_filled_in_for_two_companies_are_two_stories() -> None:
    form = "{} said its board declared a quarterly dividend of {} cents a share payable on {} April to holders of record on 15 March."
    assert members(
        article(1, form.format("Volta Cement Ltd", 12, 3), title="Volta Cement declares dividend"),
        article(2, form.format("Keta Salt Works Plc", 9, 7), 1, title="Keta Salt declares dividend"),
    ) == [[1], [2]]


def test_a_copy_with_other_dateline_credit_headline_and_typography_is_a_copy() -> None:
    copied = (
        "LOME, March 26 (Gulf Wire) – "
        + text(*FERRY).replace("the Étoile", "Mr. Étoile").replace("'", "’")
        + "\n\n(Gulf Wire)"
    )
    assert derivations(article(1, text(*FERRY)), article(2, copied, 3, title="All saved from ferry")) == {
        2: (1, "copy")
    }


def test_a_text_without_its_last_paragraphs_is_a_cut() -> None:
    assert derivations(article(1, text(*FERRY)), article(2, text(*FERRY[:2]), 3)) == {2: (1, "cut")}


def test_a_text_with_a_new_lead_and_other_numbers_is_an_update() -> None:
    later = text(AHEAD, *FERRY[:3]).replace("214", "221").replace("Eleven", "Fourteen")
    assert derivations(article(1, text(*FERRY)), article(2, later, 20)) == {2: (1, "update")}


def test_each_lead_of_a_growing_story_is_made_from_the_one_before() -> None:
    leads = [article(number, text(*FERRY[:number]), number) for number in range(1, 6)]
    assert derivations(*leads) == {number: (number - 1, "update") for number in range(2, 6)}


def test_a_copy_of_a_cut_is_made_from_the_cut() -> None:
    cut = text(*FERRY[:2])
    found = derivations(article(1, text(*FERRY)), article(2, cut, 1), article(3, cut.replace("Tuesday", "Monday"), 2))
    assert found == {2: (1, "cut"), 3: (2, "copy")}


def test_an_update_that_has_lost_what_its_story_began_with_begins_a_story() -> None:
    first, second, third = text(*FERRY[:2]), text(*FERRY[:4]), text(FERRY[2], FERRY[3], FERRY[4], BACKGROUND)
    assert members(article(1, first), article(2, second, 5), article(3, third, 10)) == [[1, 2], [3]]


def test_background_that_an_agency_reuses_does_not_join_articles() -> None:
    assert members(
        article(1, text(LEAD, BACKGROUND)),
        article(2, text(FERRY[0], BACKGROUND), 5),
        article(3, text(AHEAD, BACKGROUND), 9),
    ) == [
        [1],
        [2],
        [3],
    ]


def test_instalments_of_a_daily_series_are_stories_of_their_own() -> None:
    days = ("Monday", "Tuesday", "Wednesday")
    assert members(*(article(number, closing(day, number), 24 * number) for number, day in enumerate(days))) == [
        [0],
        [1],
        [2],
    ]


def test_a_copy_of_one_instalment_joins_that_one() -> None:
    first, second = closing("Monday", 1), closing("Tuesday", 2)
    assert members(article(1, first), article(2, second, 24), article(3, second, 30)) == [[1], [2, 3]]


def test_a_story_counts_its_outlets_and_bears_the_name_of_its_first_article() -> None:
    (story,) = group_stories(
        table(article(1, SHORT, 2, "Lagoon Times"), article(2, SHORT, 1), article(3, SHORT, 3))
    ).to_pylist()
    assert (story["title"], story["article_count"], story["source_count"]) == ("Headline 2", 3, 2)
    assert (story["last_published"] - story["first_published"]) == dt.timedelta(hours=2)


def test_many_copies_are_one_story_and_do_not_hide_it_from_the_next() -> None:
    copies = [article(number, text(*FERRY), number / 10, f"outlet {number}") for number in range(300)]
    assert members(*copies, article(300, text(*FERRY[:1]), 31)) == [list(range(301))]


def test_no_articles_are_no_stories() -> None:
    empty = to_arrow(ARTICLE_TEXT).empty_table()
    assert group_stories(empty).schema == to_arrow(STORIES)
    assert to_articles(empty, told_of(empty), group_stories(empty), affairs_only=True).num_rows == 0


def test_articles_carry_their_story_and_size_and_never_their_body() -> None:
    texts = table(article(1, " Two words\n"), article(2, SHORT, 1), article(3, SHORT, 2))
    stories = group_stories(texts)
    articles = to_articles(texts, told_of(texts), stories, affairs_only=True)
    assert articles.schema == to_arrow(ARTICLES)
    assert articles["words"].to_pylist()[:2] == [2, len(SHORT.split())]
    assert articles["characters"].to_pylist()[:2] == [11, len(SHORT)]
    assert articles["is_read"].to_pylist() == [True] * 3
    assert articles["story_id"].to_pylist() == [stories["story_id"][row].as_py() for row in (0, 1, 1)]


def test_an_article_in_no_story_is_an_error() -> None:
    with pytest.raises(ValueError, match="1 articles are in no story"):
        to_articles(
            table(article(1, SHORT), article(2, AHEAD)),
            told_of(table(article(1, SHORT), article(2, AHEAD))),
            group_stories(table(article(1, SHORT))),
            affairs_only=True,
        )


PARAGRAPHS = [*FERRY, AHEAD, BACKGROUND, LEAD, REST, closing("Friday", 1)]
ARTICLES_OF_THEM = st.lists(
    st.tuples(st.lists(st.sampled_from(PARAGRAPHS), max_size=4), st.integers(0, 200)), min_size=1, max_size=12
).map(lambda drawn: [article(number, text(*chosen), hours) for number, (chosen, hours) in enumerate(drawn)])


@settings(deadline=None, max_examples=60)
@given(ARTICLES_OF_THEM, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter_and_each_article_is_in_one_story(
    drawn: list[ArticleText], shuffle: random.Random
) -> None:
    stories = group_stories(table(*drawn))
    mixed = list(drawn)
    shuffle.shuffle(mixed)
    assert group_stories(table(*mixed)) == stories
    told = [member for ids in stories["article_ids"].to_pylist() for member in ids]
    assert sorted(told) == sorted(each.article_id for each in drawn)


@settings(deadline=None, max_examples=60)
@given(ARTICLES_OF_THEM)
def test_later_articles_never_change_the_story_of_earlier_ones(drawn: list[ArticleText]) -> None:
    ordered = sorted(drawn, key=lambda each: (each.published_at, each.article_id))
    before, after = (
        {
            member: story["story_id"]
            for story in group_stories(table(*some)).to_pylist()
            for member in story["article_ids"]
        }
        for some in (ordered[:-1] or ordered, ordered)
    )
    assert before.items() <= after.items()


WORDS = st.lists(
    st.sampled_from([f"{a}{b}" for a in "bdfgklmnprst" for b in ("an", "el", "in", "or", "ust", "ay")]),
    min_size=9,
    max_size=14,
)


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS.map(" ".join), min_size=7, max_size=20, unique=True), st.data())
def test_a_copy_cut_after_sixty_words_or_more_joins_its_original(sentences: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.integers(7, len(sentences)))
    hours = data.draw(st.integers(1, 72))
    original, cut = ". ".join(sentences), ". ".join(sentences[:kept])
    assert members(article(1, original), article(2, cut, hours, title="Otherwise")) == [[1, 2]]


@settings(deadline=None, max_examples=20)
@given(ARTICLES_OF_THEM)
def test_articles_given_in_parts_by_day_are_the_same_stories(drawn: list[ArticleText]) -> None:
    days = sorted({each.published_at.date() for each in drawn})
    parts = (table(*(each for each in drawn if each.published_at.date() == day)).select(READ) for day in days)
    assert stories_of(parts) == group_stories(table(*drawn))
