"""The word that an event is coded from is found in a snippet by offsets that count in the article."""

import pytest

from pipeline.events.snippets import snippet
from pipeline.release.trigger import Clause, trigger_in

SHORT = "Ghana and Togo signed a memorandum on fisheries in Accra."
LONG = " ".join(f"word{number}" for number in range(60))


@pytest.mark.parametrize("trigger", ["signed", "Ghana", "Accra."])
def test_in_a_sentence_that_was_not_cut_it_stands_where_the_offsets_say(trigger):
    assert _found(SHORT, trigger) == trigger


@pytest.mark.parametrize("trigger", ["word0", "word3", "word30", "word57", "word59"])
def test_in_a_sentence_that_was_cut_it_is_found_near_its_start_its_end_and_between(trigger):
    assert _found(LONG, trigger) == trigger


def test_where_the_snippet_does_not_tell_nothing_is_marked():
    assert trigger_in("", Clause(10, 16, 0, 99)) is None


def _found(sentence: str, trigger: str) -> str | None:
    start = 1_000 + sentence.index(trigger)
    cut = snippet(sentence, 0, len(sentence), start - 1_000)
    span = trigger_in(cut, Clause(start, start + len(trigger), 1_000, 1_000 + len(sentence)))
    return cut[span.start : span.end] if span else None
