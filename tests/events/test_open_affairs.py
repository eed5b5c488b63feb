"""The search for the affair that an article is most like, beside one that looks at every affair and every word."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.events.open_affairs import OpenAffairs
from pipeline.events.vectors import Vector

DAY = 86_400_000_000
WORDS = 12


def vector(*counts):
    """The vector of an article by how much each word weighs in it."""
    words = np.flatnonzero(counts).astype(np.int32)
    weights = np.array(counts, dtype=float)[words]
    weights /= np.sqrt(np.sum(weights**2)) or 1
    return Vector(words, weights, np.argsort(-weights, kind="stable"))


def plain_search(told, new, day):
    """The likest affair of those told so far, by its first article; `told` has affair, vector and day of each article."""
    best = (0.2, None)
    for affair in sorted({affair for affair, _, _ in told}):
        own = [(each, on) for of, each, on in told if of == affair]
        middle = np.mean([on - own[0][1] for _, on in own])
        if day > own[0][1] + min(60 + middle, 120):
            continue
        dense = np.zeros((len(own) + 1, WORDS))
        for row, each in zip(dense, [new, *(each for each, _ in own)], strict=True):
            row[each.words] = each.weights
        likeness = np.mean(dense[1:] @ dense[0]) * 30 / (30 + day - own[0][1] - middle)
        best = max(best, (round(likeness, 9), -affair), key=lambda each: (each[0], each[1] or 0))
    return None if best[1] is None else -best[1]


@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from([0, 0, 1, 5]), min_size=WORDS, max_size=WORDS), st.integers(0, 25)),
        max_size=18,
    )
)
def test_an_article_joins_the_affair_that_a_look_at_all_of_them_finds(articles):
    affairs, told, day = OpenAffairs(WORDS, len(articles)), [], 0
    for number, (counts, later) in enumerate(articles):
        new, day = vector(*counts), day + later
        found = affairs.likest(new, day * DAY)
        assert found == plain_search(told, new, day)
        home = number if found is None else found
        affairs.add(home, new, day * DAY)
        told.append((home, new, day))
        if number % 5 == 0:
            affairs.forget(day * DAY)


def test_an_affair_that_was_let_go_is_not_found_and_what_it_held_serves_the_next():
    affairs = OpenAffairs(WORDS, 3)
    affairs.add(0, vector(1, 1, 0), 0)
    affairs.forget(200 * DAY)
    assert affairs.likest(vector(1, 1, 0), 0) is None
    affairs.add(1, vector(0, 1, 1), 200 * DAY)
    assert affairs.likest(vector(0, 1, 1), 200 * DAY) == 1


@pytest.mark.parametrize("told", [1, 2])
def test_a_word_leads_to_the_affairs_told_last(monkeypatch, told):
    monkeypatch.setattr("pipeline.events.open_affairs._LATEST", told)
    affairs = OpenAffairs(WORDS, 3)
    for number in range(3):
        affairs.add(number, vector(1, *(number == place for place in range(3))), 0)
    assert affairs.likest(vector(1), 0) == 3 - told
