import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.events.time.expressions import find
from pipeline.events.time.forms import Kind, Part, Relation
from pipeline.events.time.patterns import load_grammar


def surfaces(text):
    return [text[found.start : found.end] for found in find(text)]


@pytest.mark.parametrize("rule", load_grammar().rules, ids=lambda rule: rule.name)
def test_every_row_of_the_grammar_finds_its_example(rule):
    found = find(rule.example)
    if rule.form == "none":
        assert found == []
    else:
        assert len(found) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministers met on Friday in Rabat.", ["Friday"]),
        ("Last Friday's raid came two weeks ago.", ["Last Friday", "two weeks ago"]),
        ("On Friday, March 25, 2022, they signed.", ["Friday, March 25, 2022"]),
        ("Talks run from 3 to 5 May and March 3-5.", ["3 to 5 May", "March 3-5"]),
        ("It was bombed overnight and again this morning.", ["overnight", "this morning"]),
        ("Jets struck at 10 p.m. Wednesday.", ["10 p.m. Wednesday"]),
        ("The war of 1990-2026 and the truce between 1998 and 2003", ["1990-2026", "1998 and 2003"]),
        (
            "He left earlier this year, later Thursday or in early April.",
            ["earlier this year", "later Thursday", "early April"],
        ),
        ("In recent weeks it has now grown.", ["recent weeks", "now"]),
        ("nineteen ninety-seven and the 1990s", ["nineteen ninety-seven", "the 1990s"]),
        ("from November 2003 to August last year", ["November 2003 to August last year"]),
    ],
)
def test_time_expressions_are_found_with_their_borders(text, expected):
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They signed the Good Friday Agreement after Bloody Sunday.",
        "Theresa May may march on.",
        "March on Rome! The second man came second.",
        "April Glaspie met August Wilson.",
        "2000 soldiers, 1950 refugees and $1,990 were lost.",
        "The Sunday Times and The Daily Telegraph agree.",
        "A 43-year-old man spoke in the Jewish quarter.",
        "The fall of Kabul was a spring for some quarters.",
        "They will answer as soon as possible.",
        "On June 31 nothing happens.",
        "",
    ],
)
def test_what_only_looks_like_a_time_is_left_alone(text):
    assert surfaces(text) == []


def test_a_month_does_not_swallow_a_count_of_people():
    assert surfaces("In March 10 people were killed.") == ["March"]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("jailed since October", Relation.SINCE),
        ("in prison since at least 2014", Relation.SINCE),
        ("curfew until Friday", Relation.UNTIL),
        ("ahead of Sunday's vote", Relation.BEFORE),
        ("withdraw within 10 days", Relation.WITHIN),
        ("met on Friday", Relation.AT),
    ],
)
def test_the_preposition_before_an_expression_is_kept(text, relation):
    (found,) = find(text)
    assert found.relation is relation


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("on Friday", Kind.DATE),
        ("Friday evening", Kind.TIME),
        ("for two years", Kind.DURATION),
        ("the past three days", Kind.DURATION),
        ("every Thursday", Kind.SET),
        ("now", Kind.DATE),
    ],
)
def test_an_expression_has_its_timeml_type(text, kind):
    (found,) = find(text)
    assert found.kind is kind


def test_early_and_late_are_kept_apart_from_the_date():
    assert [found.part for found in find("late 2019, mid-March and the end of the year")] == [
        Part.LATE,
        Part.MID,
        Part.LATE,
    ]


WORDS = sorted(load_grammar().words.words)
FRAGMENTS = st.one_of(
    st.sampled_from(WORDS), st.sampled_from(WORDS).map(str.title), st.integers(0, 10**7).map(str), st.text(max_size=6)
)


@given(st.lists(FRAGMENTS, max_size=14), st.sampled_from([" ", "-", ", ", ""]))
def test_any_text_gives_ordered_expressions_inside_it(parts, glue):
    text = glue.join(parts)
    position = 0
    for found in find(text):
        assert position <= found.start < found.end <= len(text)
        position = found.end


@given(st.text())
def test_no_text_is_an_error(text):
    assert find(text) == find(text)
