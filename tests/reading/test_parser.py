"""What is read with the model's weights is what the model itself reads, to the last word."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reading.normalise import normalise
from pipeline.reading.parser import model, parse
from pipeline.reading.rules import MENDED
from tests.reading.paragraphs import PARAGRAPHS

WORDS = (
    "there 's is are the Minister has had 'd do n't I it y' all you but gon na got ta let us That , run men of Rabat"
)
CHARACTERS = st.text(alphabet=st.sampled_from("Aa Bé.,-'\"$%1 2\n\t東ßIN"), min_size=1, max_size=60)
TEXTS = st.lists(
    st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=12).map(" ".join) | CHARACTERS, max_size=5
)


def read(texts):
    """Of each text its words, with the first word of their sentence and their head, and its names."""
    for contexts, words in parse((text, text) for text in texts):
        found = [[] for _ in contexts]
        uses = zip(
            *(getattr(words, name).to_pylist() for name in ("form", "lemma", "tag", "part", "dependency")), strict=True
        )
        start, end, text = words.start.tolist(), words.end.tolist(), words.text.tolist()
        sentences = words.sentence.tolist()
        for word, use in enumerate(uses):
            first = sentences.index(sentences[word])
            found[text[word]].append((start[word], end[word], *use, start[words.head[word]], start[first]))
        for name in words.names:
            found[text[name.start]].append((start[name.start], end[name.end - 1], name.label))
        yield from found


def by_the_model(text):
    """The same as the model has it, but for the lemmas that are mended."""
    document = model()(normalise(text))
    for sentence in document.sents:
        words = [token for token in sentence if not token.is_space]
        for token in words:
            lemma = MENDED.get(token.lower_, token.lemma_) if token.pos_ == "VERB" else token.lemma_
            head = token if token.head.is_space else token.head
            use = (token.text, lemma, token.tag_, token.pos_, token.dep_)
            yield token.idx, token.idx + len(token), *use, head.idx, words[0].idx
    for name in document.ents:
        if words := [token for token in name if not token.is_space]:
            yield words[0].idx, words[-1].idx + len(words[-1]), name.label_


def same(texts):
    for text, found in zip(texts, read(texts), strict=True):
        assert found == list(by_the_model(text))


def test_the_paragraphs_of_the_seeds_are_read_as_the_model_reads_them():
    assert len(PARAGRAPHS) > 100
    same(PARAGRAPHS)


@settings(deadline=None, max_examples=60)
@given(TEXTS)
def test_so_are_words_and_characters_thrown_together(texts):
    same(texts)


def test_a_text_without_a_word_has_none():
    assert list(read([""])) == [[]]
    same(["", "Rabat.", "", " "])


def test_rules_on_several_words_are_kept():
    same(["There's no deal, and there are no talks.", "Let's go.", "Y'all ain't gonna sign."])


def test_when_too_many_uses_are_known_they_are_learnt_anew(monkeypatch):
    monkeypatch.setattr("pipeline.reading.rules._MOST", 3)
    same(PARAGRAPHS[:20])
