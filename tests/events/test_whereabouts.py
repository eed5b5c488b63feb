import pytest

from tests.events.stories import placed


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("A court in Managua jailed two opposition leaders of Nicaragua on Monday.", ("SANCTION", "Managua")),
        ("Crowds attacked the embassies of Rwanda and France in Kinshasa on Monday.", ("PROTEST", "Kinshasa")),
        ("The talks took place in Geneva, where Swiss diplomats met Iranian envoys on Monday.", ("CONSULT", "Geneva")),
        (
            "Thousands of people marched against the government in the Armenian capital on Monday.",
            ("PROTEST", "Yerevan"),
        ),
        ("Norway's foreign minister met his Kenyan counterpart in Nairobi on Monday.", ("CONSULT", "Nairobi")),
    ],
)
def test_an_event_is_placed_where_its_clause_says(article, expected):
    assert expected in placed(article)


@pytest.mark.parametrize(
    "article",
    [
        "Norway condemned the arrests in Myanmar on Monday.",
        "OSLO - Norway expelled two Russian diplomats on Monday.",
    ],
)
def test_neither_a_dateline_nor_another_event_gives_the_place(article):
    assert all(place is None for kind, place in placed(article) if kind in ("ACCUSE", "SANCTION"))
