"""What a page says of itself: which title is the headline, who signed it, which lines are the article's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.bylines import names_in
from pipeline.ingest.headline import agree
from pipeline.ingest.tidy import is_boilerplate, plain
from tests.ingest.conftest import LEAD, REST, Desk
from tests.ingest.test_html import PUBLISHED, page

HEADING = "Ministers meet in Accra over the border"
LINKED = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("meta", "title", "headline"),
    [
        ("", "Ministers meet in Accra over the border - Harbour Post", HEADING),
        ('<meta property="og:title" content="Ghana and Togo: what next?">', "World news", "Ghana and Togo: what next?"),
        (f'<meta property="og:title" content="Africa | {HEADING}">', f"{HEADING} | Harbour Post", HEADING),
        (f'<meta property="og:title" content="Border: {HEADING}">', f"{HEADING} | Harbour Post", f"Border: {HEADING}"),
        ('<meta property="og:title" content="Ministers meet in Accra over…">', f"{HEADING} | Harbour Post", HEADING),
        (
            LINKED.format(f'{{"@type": "NewsArticle", "headline": "{HEADING}"}}')
            + '<meta property="og:title" content="What next at the border?">',
            "World news",
            HEADING,
        ),
        (
            LINKED.format(f'{{"@type": "NewsArticle", "headline": "{HEADING}"}}')
            + '<meta property="og:title" content="What next at the border?">',
            f"{HEADING} | Harbour Post",
            "What next at the border?",
        ),
        (
            LINKED.format('{"@type": "NewsArticle", "headline": "Border talks open"}')
            + '<meta property="og:title" content="What next?"><meta name="twitter:title" content="Border talks open">',
            "World news",
            "Border talks open",
        ),
        (
            LINKED.format('{"@type": "NewsArticle", "headline": "Border talks open"}'),
            "Harbour Post",
            "Border talks open",
        ),
        (
            LINKED.format('{"@type": "NewsArticle", "headline": "Border talks"}')
            + f'<meta property="og:title" content="{HEADING}">',
            f"{HEADING} | Harbour Post",
            HEADING,
        ),
        (
            LINKED.format('{"@type": ["Thing", "ReportageNewsArticle"], "headline": "A &amp; B talk",}'),
            "x",
            "A & B talk",
        ),
        (LINKED.format('<!-- {"@graph": [{"@type": "Article", "headline": "In a graph"}]} -->'), "x", "In a graph"),
        (LINKED.format("{broken"), f"Harbour Post: {HEADING}", HEADING),
    ],
)
def test_the_headline_is_what_networks_are_told_unless_another_title_has_the_better_witness(
    desk: Desk, meta: str, title: str, headline: str
) -> None:
    assert desk.article("a.html", page(PUBLISHED + meta, title))["title"] == headline


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Talks open", "Talks open | Harbour Post", True),
        ("Talks open in Accra", "World » Talks open in Accra", True),
        ("“Talks” open", "'Talks' open", True),
        ("Talks open", "Talks open again", False),
        ("Talks", "Talks - what the ministers of both countries want to see settled", False),
    ],
)
def test_titles_agree_but_for_the_name_of_an_outlet_and_marks(one: str, other: str, same: bool) -> None:
    assert agree(one, other) is same
    assert agree(other, one) is same


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ama Mensah", ("Ama Mensah",)),
        ("by Ama Mensah and Kofi Boateng-Owusu in Accra", ("Ama Mensah", "Kofi Boateng-Owusu")),
        ("Ama Mensah, Harbour Post Staff; Yaw O'Brien", ("Ama Mensah", "Yaw O'Brien")),
        ("AFP", ()),
        ("Reuters Staff", ()),
        ("Written by: Ama Mensah (ama@harbour.example)", ("Ama Mensah",)),
        ("https://harbour.example/ama", ()),
        ("", ()),
    ],
)
def test_a_byline_names_people_and_no_desk(byline: str, names: tuple[str, ...]) -> None:
    assert names_in(byline) == names


def test_authors_come_from_linked_data_or_metadata_and_from_records(desk: Desk) -> None:
    linked = LINKED.format('{"@type": "NewsArticle", "author": [{"name": "Ama Mensah"}, {"name": "AFP"}]}')
    desk.put("a.html", page(PUBLISHED + linked))
    desk.put(
        "b.html",
        page(PUBLISHED.replace("26T", "27T") + '<meta name="author" content="Kofi Boateng">').replace(REST, ""),
    )
    desk.put("c.txt", f"By the ministers\nDate: 2022-03-28\nByline: Esi Owusu\n\n{LEAD}")
    found = {row["uri"][-6:]: row["authors"] for row in desk.ingest().article_text.to_pylist()}
    assert found == {"a.html": ["Ama Mensah"], "b.html": ["Kofi Boateng"], "/c.txt": ["Esi Owusu"]}


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Envoys return to Lomé",
        "ALSO READ: Envoys return to Lomé",
        "Related stories",
        "Advertisement",
        "Image caption The crossing at Aflao",
        "Photo: AFP",
        "The crossing at Aflao on Friday / AFP",
        "Sign up for our morning letter",
        "Reporting by Ama Mensah; Editing by Kofi Boateng",
        "(Reuters)",
        "AFP contributed to this report.",
        "© 2022 Harbour Post",
        "Share this article",
    ],
)
def test_a_line_that_points_calls_or_credits_goes(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "Also in Illinois, another law bans the use of drones.",
        "Like our neighbours, we want peace, the minister said.",
        "Related charges were dropped on Friday.",
        "Read the room, the envoy told reporters.",
        "More than forty people were killed.",
        "The photo shows the crossing after the attack.",
        "Reuters reported that the talks had failed.",
        "Share prices fell after the minister resigned.",
        LEAD,
        REST,
    ],
)
def test_prose_that_begins_like_such_a_line_stays(line: str) -> None:
    assert not is_boilerplate(line)


def test_a_page_loses_its_pointers_and_what_does_not_show(desk: Desk) -> None:
    spoilt = page(PUBLISHED).replace(
        f"<p>{REST}</p>", f"<p>Read also: Envoys return</p><p>{REST[:9]}\u200b\u00ad{REST[9:]}</p>"
    )
    body = desk.article("a.html", spoilt)["body"]
    assert "Read also" not in body
    assert REST in body


@given(st.text())
def test_plain_text_is_composed_shows_and_is_plain_already(text: str) -> None:
    once = plain(text)
    assert plain(once) == once
    assert not any(sign in once for sign in ("\u200b", "\u202e", "\ufeff"))


@pytest.mark.parametrize(
    ("name", "content", "origin"),
    [
        ("a.html", page(PUBLISHED), "page"),
        ("2022-03-26-a.txt", LEAD, "file_name"),
        ("a.txt", f"Date: 2022-03-26\n\n{LEAD}", "stated"),
        ("a.txt", f"Talks open\n\nSaturday, 26 March 2022\n\n{LEAD}", "line"),
        ("a.txt", f"ACCRA, March 26, 2022 (Agency) - {LEAD}", "dateline"),
        ("a.txt", f"date 2022-03-26 'Talks open'\n\n{LEAD}", "stated"),
    ],
)
def test_what_dates_an_article_is_said(desk: Desk, name: str, content: str, origin: str) -> None:
    assert desk.article(name, content)["published_from"] == origin
