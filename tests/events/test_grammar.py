import pytest

from tests.events.sentences import sentence, word


@pytest.mark.parametrize(
    ("text", "verb", "doers", "objects"),
    [
        ("Israel accused Iran.", "accused", ["Israel"], ["Iran"]),
        ("Iran was accused by Israel.", "accused", ["Israel"], ["Iran"]),
        ("The minister visited Rabat and met the king.", "met", ["minister"], ["king"]),
        ("Russia refused to release the prisoners.", "release", ["Russia"], ["prisoners"]),
        ("France urged Chad to free the journalists.", "free", ["Chad"], ["journalists"]),
        ("The rebels who attacked the village fled.", "attacked", ["rebels"], ["village"]),
        ("Troops sent by Ethiopia entered the town.", "sent", ["Ethiopia"], ["Troops"]),
        ("The envoy flew home after meeting the president.", "meeting", ["envoy"], ["president"]),
        ("They praised Togo for having hosted talks.", "hosted", ["Togo"], ["talks"]),
        ("Norway thanked Qatar for freeing the sailors.", "freeing", ["Qatar"], ["sailors"]),
    ],
)
def test_doers_and_objects_are_found_through_the_clause(text, verb, doers, objects):
    found = sentence(text)
    token = word(found, verb)
    assert [each.text for each in found.doers(token)] == doers
    assert [each.text for each in found.objects(token)] == objects


def test_coordinated_phrases_are_taken_apart():
    found = sentence("France, Germany and Italy condemned the attack.")
    assert [each.text for each in found.conjuncts(word(found, "France"))] == ["France", "Germany", "Italy"]


@pytest.mark.parametrize(
    ("text", "verb", "said"),
    [
        ("France described the vote as a sham.", "described", ["sham"]),
        ("France said the raid was unlawful.", "said", ["unlawful"]),
        ("France said the raid was not unlawful.", "said", []),
        ("France described the vote.", "described", []),
    ],
)
def test_what_is_said_of_an_object_is_found_unless_denied(text, verb, said):
    found = sentence(text)
    assert [each.text for each in found.predicates(word(found, verb))] == said


def test_a_walk_up_ends_at_the_root():
    found = sentence("Officials said that the talks in Geneva had failed.")
    assert [each.text for each in found.ancestors(word(found, "Geneva"))][-1] == "said"


def test_a_past_tense_does_not_share_the_auxiliary_of_an_infinitive_joined_to_it():
    told_of = sentence("The envoys could not settle the quarrel and on Friday asked Kenya for help.")
    assert not told_of.auxiliaries(word(told_of, "asked"))


def test_may_before_a_past_tense_is_a_name():
    named = sentence("May held the envoys responsible for the raid.")
    assert named.subject(word(named, "held")).text == "May"
    assert not named.auxiliaries(word(named, "held"))


def test_a_clause_after_as_keeps_its_subject_through_an_aside():
    tense = sentence("The town was tense on Friday as hundreds of villagers, led by clerics, staged a march.")
    assert tense.subject(word(tense, "staged")).text in ("hundreds", "villagers")
