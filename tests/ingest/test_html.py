import datetime as dt

import pytest

from tests.ingest.conftest import LEAD, REST, Desk

FURTHER = "Talks on a joint customs post are to begin next month in Lomé, the ministers said in a communiqué."


def page(meta: str, title: str = "Ministers meet | Harbour Post", charset: str = "utf-8") -> str:
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="{charset}"><title>{title}</title>
<meta property="og:site_name" content="Harbour Post"><link rel="canonical" href="https://harbour.example/world/1">{meta}
</head><body><nav><a href="/">Home</a> <a href="/world">World</a></nav><main><article><h1>Ministers meet in Accra over the border</h1>
<p>{LEAD}</p><p>{REST}</p><p>{FURTHER}</p></article></main><footer>Copyright</footer></body></html>"""


PUBLISHED = '<meta property="article:published_time" content="2022-03-26T12:05:30+02:00">'


def test_a_page_gives_body_headline_outlet_address_and_time(desk: Desk) -> None:
    row = desk.article("a.html", page(PUBLISHED))
    assert row["body"][row["text_start"] :] == f"{LEAD}\n\n{REST}\n\n{FURTHER}"
    assert (row["form"], row["source"], row["url"]) == ("html", "Harbour Post", "https://harbour.example/world/1")
    assert row["published_at"] == dt.datetime(2022, 3, 26, 10, 5, 30, tzinfo=dt.UTC)
    assert row["published_precision"] == "second"


@pytest.mark.parametrize(
    "meta",
    [
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2022-03-26T10:05:30Z"}]}</script>',
        '<meta itemprop="datePublished" content="2022-03-26T10:05:30Z">',
        f'<script type="application/ld+json">{{broken</script>{PUBLISHED}',
    ],
)
def test_the_time_is_found_wherever_the_markup_states_it(desk: Desk, meta: str) -> None:
    assert desk.article("a", page(meta))["published_at"] == dt.datetime(2022, 3, 26, 10, 5, 30, tzinfo=dt.UTC)


def test_a_page_that_states_a_day_only_is_dated_to_the_day(desk: Desk) -> None:
    row = desk.article("a.html", page('<meta name="date" content="2022-03-26">'))
    assert (row["published_at"], row["published_precision"]) == (dt.datetime(2022, 3, 26, tzinfo=dt.UTC), "day")


def test_the_name_of_the_outlet_is_cut_from_the_headline(desk: Desk) -> None:
    title = "Ministers meet in Accra over the border"
    row = desk.article("a.html", page(PUBLISHED, f"{title} – The Harbour Post"))
    assert row["title"] == title


def test_a_page_in_its_declared_encoding_is_decoded_by_it(desk: Desk) -> None:
    row = desk.article("a.html", page(PUBLISHED, charset="iso-8859-1").encode("iso-8859-1"))
    assert "in Lomé, the ministers said in a communiqué." in row["body"]


def test_a_page_without_a_date_is_undated(desk: Desk) -> None:
    assert desk.refusal("a.html", page(""))["reason"] == "undated"


@pytest.mark.parametrize(
    "content", ["<html></html>", "<html><body><script>x = 1</script></body></html>", "<!doctype html>"]
)
def test_a_page_without_an_article_is_empty(desk: Desk, content: str) -> None:
    assert desk.refusal("a.html", content)["reason"] == "empty"
