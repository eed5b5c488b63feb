import pytest

from pipeline.events.circumstances import Reality, circumstances
from pipeline.events.lexicon import load_lexicon
from tests.events.sentences import sentence, word


@pytest.mark.parametrize(
    ("text", "trigger", "reality"),
    [
        ("Egypt released the prisoners.", "released", Reality.FACT),
        ("Egypt is holding talks with Sudan.", "holding", Reality.ONGOING),
        ("Egypt will release the prisoners.", "release", Reality.FUTURE),
        ("Egypt plans to release the prisoners.", "release", Reality.FUTURE),
        ("Egypt said it would release the prisoners.", "release", Reality.FUTURE),
        ("Egypt may release the prisoners.", "release", Reality.MAYBE),
        ("Egypt wants to release the prisoners.", "release", Reality.MAYBE),
        ("If Egypt releases the prisoners, Sudan will follow.", "releases", Reality.MAYBE),
        ("Egypt did not release the prisoners.", "release", Reality.NEGATED),
        ("Egypt never released the prisoners.", "released", Reality.NEGATED),
        ("Had Egypt released the prisoners, Sudan would have followed.", "released", Reality.MAYBE),
        ("An attack on Egypt would alarm Sudan.", "attack", Reality.MAYBE),
        ("Sudan will denounce the attack.", "attack", Reality.FACT),
        ("The minister flies to Cairo on Monday.", "flies", Reality.FUTURE),
        ("The minister flew to Cairo on Monday.", "flew", Reality.FACT),
        ("Egypt released no prisoners.", "released", Reality.NEGATED),
        ("The planned visit to Sudan worries Egypt.", "visit", Reality.FUTURE),
        ("Rebels often attack convoys.", "attack", Reality.MAYBE),
        ("Rebels often attacked convoys.", "attacked", Reality.FACT),
        ("Troops are stationed in Sudan.", "stationed", Reality.ONGOING),
        ("Troops were stationed in Sudan.", "stationed", Reality.FACT),
        ("The opposition supported sending soldiers to Sudan.", "sending", Reality.MAYBE),
        ("He was convicted of arming the rebels.", "arming", Reality.MAYBE),
        ("Sudan demanded that the prisoners be released.", "released", Reality.MAYBE),
    ],
)
def test_the_words_around_a_trigger_tell_how_real_it_is(text, trigger, reality):
    found = sentence(text)
    assert circumstances(found, load_lexicon(), word(found, trigger)).reality is reality


def test_a_cancelled_visit_is_turned():
    found = sentence("The president cancelled his visit to Sudan.")
    assert circumstances(found, load_lexicon(), word(found, "visit")).turns == ("cancel",)


@pytest.mark.parametrize(
    ("text", "trigger", "is_background"),
    [
        ("Sudan has been isolated since Egypt invaded its north.", "invaded", True),
        ("The general, who later invaded Sudan, was there.", "invaded", True),
        ("Egypt invaded the north of Sudan.", "invaded", False),
    ],
)
def test_a_side_clause_that_sets_itself_before_the_story_is_background(text, trigger, is_background):
    found = sentence(text)
    assert circumstances(found, load_lexicon(), word(found, trigger)).is_background is is_background


def test_a_condition_by_inversion_is_no_promise_where_it_opens_the_sentence():
    told_of = sentence("Were Kenya to release the prisoners, a boycott of its tea could perhaps be avoided.")
    assert circumstances(told_of, load_lexicon(), word(told_of, "release")).reality is Reality.MAYBE
