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


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("Kenyan soldiers moved into Somali territory on Monday.", ("MOBILIZE", "Somalia")),
        ("Police arrested five smugglers in a village near Arusha on Monday.", ("COERCE", "Arusha")),
        ("Norway sent 40 rescuers to Nepal on Monday.", ("AID", "Nepal")),
        ("Norway withdrew its soldiers from Mali on Monday.", ("RETREAT", "Mali")),
        ("Ministers of Norway and Chile met for 90 minutes in the capital, Lima, on Monday.", ("CONSULT", "Lima")),
        ("Chile and Peru signed a treaty in Geneva on Monday after talks held in Oslo.", ("CONSULT", "Oslo")),
        (
            "Norway's prime minister flew to Lima on Monday and asked Peru to free the sailors.",
            ("REQUEST", "Lima"),
        ),
        ("Norway's foreign minister invited the leaders of Kenya and Uganda to Oslo on Monday.", ("AGREE", "Oslo")),
        ("Officials in Lima condemned Chile on Monday.", ("ACCUSE", "Lima")),
        ('"Kenya will never yield to Uganda," the president told a crowd in Mombasa on Monday.', ("REJECT", "Mombasa")),
        ("Kenya will sign a pact with Uganda at a summit due to open in Kampala on Friday.", ("AGREE", "Kampala")),
    ],
)
def test_the_preposition_that_fits_the_act_gives_its_place(article, expected):
    assert expected in placed(article)


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (
            "OSLO - Chilean officials arrived here on Monday for talks with the Norwegian government.",
            ("CONSULT", "Oslo"),
        ),
        (
            "Norway and Chile agreed on a text in Lima. It was signed there on Monday by their foreign ministers.",
            ("SUPPORT", "Lima"),
        ),
        (
            "Fighting went on in Goma last week. Rwandan troops attacked Congolese soldiers in the city on Monday.",
            ("ASSAULT", "Goma"),
        ),
        (
            "Thousands of people marched in Nairobi on Monday. Kenyan police then arrested 40 of them.",
            ("COERCE", "Nairobi"),
        ),
        ("Norway's foreign minister visited Prime Minister Pedro Sanchez of Spain on Monday.", ("CONSULT", "Spain")),
        ("Peru has granted asylum to a Chilean senator.", ("AID", "Peru")),
    ],
)
def test_the_story_tells_what_place_is_meant(article, expected):
    assert expected in placed(article)


@pytest.mark.parametrize(
    "article",
    [
        "Mali's president resigned on Monday in a letter sent from Paris.",
        "Rebels attacked Goma on Monday. Norway expelled a Congolese diplomat.",
        "Kenya's president criticised Tanzania on Monday, and Uganda arrested three Tanzanian officials in Kampala.",
        "Kenya imposed sanctions on Somalia on Monday.",
    ],
)
def test_the_place_of_one_act_is_not_lent_to_another(article):
    acts = ("RETREAT", "SANCTION", "ACCUSE")
    assert [place for kind, place in placed(article) if kind in acts] == [None]


def test_an_answer_in_kind_is_not_where_the_first_blow_fell():
    story = "Russia shelled Kharkiv on Monday. Ukrainian forces then shot three Russian officials."
    assert placed(story) == {("ASSAULT", "Kharkiv"), ("ASSAULT", None)}
