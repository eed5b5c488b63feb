import datetime as dt

from pipeline.benchmark.enlarged import enlarged
from pipeline.benchmark.newswire import Original

DAY = dt.datetime(2006, 3, 1, tzinfo=dt.UTC)
ORIGINALS = [
    Original("a", "newswire", DAY, "Talks", "Officials of Ghana met those of Togo in Accra, and left."),
    Original("b", "newswire", DAY, "Talks fail", "Talks between Kenya and Ghana failed."),
]


def test_the_first_articles_are_the_originals():
    assert list(enlarged(ORIGINALS, 2)) == ORIGINALS
    assert list(enlarged(ORIGINALS, 1)) == ORIGINALS[:1]


def test_copies_have_other_names_and_days_and_the_same_words_else():
    copies = list(enlarged(ORIGINALS, 5))
    assert len({article.name for article in copies}) == len({article.text for article in copies}) == 5
    assert copies[2].text == "Officials of Kenya met those of Accra in Ghana, and left."
    assert [(article.published_at - DAY).days for article in copies] == [0, 0, 5, 5, 10]


def test_a_name_is_the_same_other_name_throughout_a_copy():
    first, second = list(enlarged(ORIGINALS, 4))[2:]
    assert "of Kenya" in first.text
    assert "and Kenya" in second.text
