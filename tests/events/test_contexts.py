"""What an event is held to be about: by the words of its sentence, by what is done, and by whom."""

import pytest

from pipeline.events.candidates import candidates
from pipeline.events.contexts import contexts_of
from pipeline.events.lexicon import load_lexicon
from tests.events.casts import cast


@pytest.mark.parametrize(
    ("marked", "contexts"),
    [
        ("[Peru|=PER GOV] rejected a proposal by [Chile|=CHL GOV].", {"diplomatic"}),
        ("[Peru|=PER GOV] and [Chile|=CHL GOV] signed a trade accord.", {"economic"}),
        ("[Peru|=PER GOV] and [Chile|=CHL GOV] signed an accord.", {"diplomatic"}),
        ("[Rebels|COD REB] killed three [villagers|COD CVL].", {"military"}),
        ("A [court|CHL JUD] convicted the [minister|CHL GOV].", {"legal"}),
        ("[Police|CHL COP] arrested the [opposition leader|CHL OPP].", {"legal"}),
        ("The [attorney general|PER GOV] condemned the [minister|PER GOV].", {"legal"}),
        ("[Peru|=PER GOV] agreed to sell water rights to [Chile|=CHL GOV].", {"natural_resource"}),
    ],
)
def test_words_act_and_parties_tell_what_an_event_is_about(marked, contexts):
    read = cast(marked)
    lexicon = load_lexicon()
    (found, *_) = candidates(read.sentence, read, lexicon)
    assert set(contexts_of(read.sentence, lexicon, found)) == contexts
