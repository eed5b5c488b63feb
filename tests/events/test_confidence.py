"""Reports in which more is left to inference are surer to be wrong, and say so."""

from pipeline.events.candidates import candidates
from pipeline.events.confidence import confidence_of
from pipeline.events.lexicon import load_lexicon
from tests.events.casts import cast


def of(marked, *, is_headline=False):
    read = cast(marked)
    (found, *_) = candidates(read.sentence, read, load_lexicon())
    return confidence_of(found, is_headline)


def test_a_named_doer_and_victim_make_a_report_surer_than_an_unnamed_doer():
    assert of("[Chad|=TCD GOV] accused [Niger|=NER GOV] of shelling a village.") > of(
        "Two [soldiers|NER MIL] were killed on Monday."
    )


def test_a_headline_says_less_than_a_sentence():
    text = "[Chad|=TCD GOV] accused [Niger|=NER GOV] of shelling a village."
    assert of(text, is_headline=True) < of(text)


def test_it_is_a_probability():
    assert 0.0 < of("Two [soldiers|NER MIL] were killed on Monday.") < of("[Chad|=TCD GOV] met [Niger|=NER GOV].") < 1.0
