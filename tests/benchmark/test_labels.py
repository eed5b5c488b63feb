"""Sets that label texts: how marks are read, which event answers, and what is counted."""

import json

from pipeline.benchmark.labels import Coded, Label, answer, count_found, macro_f1, read_conflict, read_plv, score_roots

MARKED = "<s>Chad</s> accused <t>the army of Niger</t> of a raid."


def test_marked_sentences_are_written_without_marks_and_their_spans_kept(tmp_path):
    path, articles = tmp_path / "plv.tsv", tmp_path / "plv.jsonl"
    path.write_text(f"marked_sentence\tgold_root\n{MARKED}\tACCUSE\n")
    labels = read_plv(path, articles)
    text = json.loads(articles.read_text())["text"]
    (label,) = labels
    assert text == "Chad accused the army of Niger of a raid."
    assert label.wanted == ("ACCUSE",)
    assert [text[start:end] for start, end in label.spans] == ["Chad", "the army of Niger"]


def test_a_sentence_marked_twice_is_one_article_with_two_labels(tmp_path):
    path, articles = tmp_path / "plv.tsv", tmp_path / "plv.jsonl"
    path.write_text(
        f"marked_sentence\tgold_root\n{MARKED}\tACCUSE\n{MARKED.replace('<s>', '').replace('</s>', '')}\tACCUSE\n"
    )
    assert [label.document for label in read_plv(path, articles)] == ["plv.jsonl#1", "plv.jsonl#1"]
    assert len(articles.read_text().splitlines()) == 1


def test_snippets_of_sub_types_that_fit_no_type_are_left_out(tmp_path):
    path, articles = tmp_path / "half.tsv", tmp_path / "half.jsonl"
    path.write_text("id\tEventSnippet\tSubType\n1\tA flood.\tNATURAL_DISASTER\n2\tGuns were found.\tDISR_WEAP\n")
    assert read_conflict(path, articles) == [Label("half.jsonl#1", ())]


def test_the_event_whose_parties_are_marked_answers_before_a_surer_one():
    label = Label("a", ("ACCUSE",), ((0, 4), (13, 30)))
    about = Coded("ACCUSE", "ACCUSE allege", 0.5, ((0, 4), (25, 30)))
    other = Coded("ASSAULT", "ASSAULT targeted", 0.9, ((13, 30),))
    assert answer(label, [other, about]) == "ACCUSE"
    assert answer(label, [other]) == "ASSAULT"
    assert answer(label, []) == ""


def test_macro_f1_weighs_every_root_alike():
    labels = [Label("a", ("ACCUSE",)), Label("b", ("ACCUSE",)), Label("c", ("YIELD",))]
    coded = {"a": [Coded("ACCUSE", "ACCUSE", 0.5, ())], "b": [Coded("ACCUSE", "ACCUSE", 0.5, ())]}
    assert macro_f1(score_roots(labels, coded)) == 0.5


def test_types_and_modes_are_counted_apart_and_disasters_should_have_no_event():
    labels = [Label("a", ("ASSAULT aerial",)), Label("b", ("PROTEST",)), Label("c", ()), Label("d", ())]
    coded = {
        "a": [Coded("ASSAULT", "ASSAULT targeted", 0.5, ())],
        "b": [Coded("PROTEST", "PROTEST demo", 0.5, ())],
        "c": [Coded("ASSAULT", "ASSAULT", 0.5, ())],
    }
    found = count_found(labels, coded)
    assert (found.labelled, found.right_type, found.right_mode) == (2, 2, 1)
    assert (found.disasters, found.false) == (2, 1)
