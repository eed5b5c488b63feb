"""A changed lexicon codes an article again only where it can be coded otherwise; what is put together equals coding all anew."""

import csv
import dataclasses
import hashlib
import os
import shutil
import subprocess
import sys

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from pipeline.events import code as code_module
from pipeline.events import codings as codings_module
from pipeline.events import topics as topics_module
from pipeline.events import whereabouts as whereabouts_module
from pipeline.events.code import code, of_coder
from pipeline.events.codings import digests, standing, untouched
from pipeline.events.lexicon import load_lexicon
from pipeline.events.reach import BY_ACT, WORDS, act_name, load_reach, reach_of
from pipeline.events.topics import load_topics
from pipeline.reading.parser import READER_VERSION
from pipeline.schema.tables.annotations import ANNOTATIONS
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.tables.entities import ENTITIES
from pipeline.schema.tables.mentions import MENTIONS
from pipeline.store.paths import REFERENCE

_ARTICLES = 24


def _of(table, articles):
    return table.filter(pc.is_in(table["article_id"], articles["article_id"].combine_chunks()))


@dataclasses.dataclass(frozen=True)
class Corpus:
    """Articles as coding takes them."""

    texts: pa.Table
    annotations: pa.Table
    mentions: pa.Table
    entities: pa.Table

    @property
    def made_from(self):
        return digests(self.texts, self.mentions, self.entities, READER_VERSION)

    def only(self, articles):
        return Corpus(*(_of(each, articles) for each in (self.texts, self.annotations, self.mentions)), self.entities)

    def coded(self):
        """Reports, quotes and codings."""
        return code(self.texts, self.annotations, self.mentions, self.entities, self.made_from)


@pytest.fixture(scope="module")
def corpus(seeds):
    read = seeds.lake.read
    texts = read(ARTICLE_TEXT)
    few = texts.take(list(range(0, texts.num_rows, texts.num_rows // _ARTICLES)))
    return Corpus(texts, read(ANNOTATIONS), read(MENTIONS), read(ENTITIES)).only(few)


@pytest.fixture(scope="module")
def before(corpus):
    """What the lexicon in use makes of the corpus."""
    return corpus.coded()


@pytest.fixture
def use(monkeypatch):
    """A function that puts a lexicon and its topics in the place of those in use."""

    def put(lexicon, topics):
        digest = hashlib.sha256(f"{lexicon.version} {sorted(topics)}".encode()).hexdigest()[:16]
        reach = reach_of(lexicon, topics)
        for module in (code_module, whereabouts_module):
            monkeypatch.setattr(module, "load_lexicon", lambda: lexicon)
        monkeypatch.setattr(topics_module, "load_topics", lambda: topics)
        for module in (code_module, codings_module):
            monkeypatch.setattr(module, "load_reach", lambda: reach)
            monkeypatch.setattr(module, "lexicon_digest", lambda: digest)

    return put


def _every(count, change):
    """A change of rows: of every so many of them, `change` makes others."""
    return lambda rows: [
        other for place, row in enumerate(rows) for other in (change(row) if place % count == count - 1 else [row])
    ]


def _gone(_row):
    return []


def _with(**values):
    return lambda row: [{**row, **values}]


def _halved(column):
    return lambda row: [{**row, column: "|".join(row[column].split("|")[::2])}]


def _before_all(**values):
    """A change that puts a row before the others, with what is not given left empty."""
    return lambda rows: [dict.fromkeys(rows[0], "") | values, *rows]


_BEFORE = {"pos": "verb", "event_type": "ACCUSE", "pattern": "subj>obj"}
_CHANGES = {
    "a trigger that stands nowhere": ("event_frames.csv", _before_all(triggers="befrobnicate", **_BEFORE)),
    "a trigger that stands somewhere": ("event_frames.csv", _before_all(triggers="visit", **_BEFORE)),
    "triggers that go": ("event_frames.csv", _every(300, _gone)),
    "another type": ("event_frames.csv", _every(200, _with(event_type="REJECT", mode=""))),
    "classes of fewer words": ("event_themes.csv", _every(60, _halved("lemmas"))),
    "operators that go": ("event_operators.csv", _every(9, _gone)),
    "turns into another type": ("event_turns.csv", _every(7, _with(event_type="REQUEST", mode="", status=""))),
    "fewer words of contexts": ("event_contexts.csv", _every(6, _halved("words"))),
    "contexts of acts that go": ("event_context_acts.csv", _every(9, _gone)),
    "recipients implied no more": ("event_implied.csv", _every(4, _gone)),
    "fewer words of topics": ("event_topics.csv", _every(2, _halved("words"))),
}


def _changed(folder, name, change):
    """The reference data in a folder, with the rows of a file changed."""
    for path in (*REFERENCE.glob("event_*.csv"), *REFERENCE.glob("time_*.csv")):
        shutil.copy(path, folder)
    lines = (line for line in (REFERENCE / name).read_text("utf-8").splitlines() if line and not line.startswith("#"))
    rows = list(csv.DictReader(lines))
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(change(rows))
    return load_lexicon(folder), load_topics(folder)


def _in_order(table):
    return sorted(map(repr, table.to_pylist()))


@pytest.mark.parametrize("change", _CHANGES)
def test_coding_again_what_a_change_can_touch_equals_coding_everything_anew(corpus, before, use, tmp_path, change):
    use(*_changed(tmp_path, *_CHANGES[change]))
    reports, quotes, codings = before
    stand = untouched(standing(corpus.made_from, corpus.entities, codings), [corpus.annotations.select(WORDS)])
    is_stale = pc.invert(pc.is_in(corpus.texts["article_id"], stand["article_id"].combine_chunks()))
    again = corpus.only(corpus.texts.filter(is_stale)).coded()
    kept = of_coder(_of(reports, stand)), _of(quotes, stand), stand
    for made, mended, anew in zip(again, kept, corpus.coded(), strict=True):
        assert _in_order(pa.concat_tables([made, mended])) == _in_order(anew)
    assert stand.num_rows > 0
    assert (stand.num_rows == codings.num_rows) == (change == "a trigger that stands nowhere")


def test_an_article_is_coded_by_what_its_own_words_and_acts_are_told_alone(corpus, before, use):
    lexicon, topics = load_lexicon(), load_topics()
    reports, quotes, codings = before
    words = dict(load_reach().words_in(corpus.annotations.select(WORDS)))
    for coding in codings.to_pylist():
        article = corpus.only(pa.table({"article_id": [coding["article_id"]]}))
        use(*_cut(lexicon, topics, words[coding["article_id"]], coding["acts_asked"]))
        told, said, _ = article.coded()
        assert told.equals(_of(reports, article.texts)) and said.equals(_of(quotes, article.texts))


def _cut(lexicon, topics, words, acts):
    """A lexicon, and topics, that tell of no other words and acts than these."""

    def some(phrases):
        return frozenset(phrase for phrase in phrases if phrase.split(" ")[0] in words)

    left = dataclasses.replace(
        lexicon,
        frames={key: frames for key, frames in lexicon.frames.items() if key[0] in words},
        themes={name: some(phrases) for name, phrases in lexicon.themes.items()},
        operators={key: operator for key, operator in lexicon.operators.items() if key[0] in words},
        contexts={phrase: lexicon.contexts[phrase] for phrase in some(lexicon.contexts)},
        **{
            name: {key: value for key, value in getattr(lexicon, name).items() if act_name(name, key) in acts}
            for name in BY_ACT
        },
    )
    return left, {topic: some(held) for topic, held in topics.items()}


def test_what_stands_is_not_looked_into_while_the_lexicon_is_the_same(corpus, before):
    def unasked():
        pytest.fail("no words are needed")
        yield

    *_, codings = before
    assert untouched(standing(corpus.made_from, corpus.entities, codings), unasked()).equals(codings)


def test_every_process_tells_the_same_of_the_lexicon():
    told = "from pipeline.events.reach import load_reach as r; print(r().told(sorted(r().by_word), sorted(r().by_act)))"
    runs = [
        subprocess.run(
            [sys.executable, "-c", told], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        )
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout != b""


def test_words_are_found_by_lemma_and_by_form_in_any_case():
    row = {"article_id": ["b", "a", "b"], "token_text": [["Visits"], ["He", "SIGNED"], ["treaty"]]}
    tokens = pa.table({**row, "token_lemma": [["visit"], ["he", "Sign"], ["treaty"]]})
    found = {article: set(words) for article, words in load_reach().words_in(tokens)}
    assert list(found) == ["a", "b"]
    assert {"sign"} <= found["a"] and {"visit", "treaty"} <= found["b"]
