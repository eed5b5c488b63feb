import datetime as dt
import json

import pytest

from pipeline.benchmark.linked import Text
from pipeline.benchmark.linking import Link, classes, read_set, score_linking, score_links, together

_TEXT = "Envoys of France met in Rabat. The Bank of France and the French envoy said that it hoped."
_LABELS = [
    {"span": [10, 16], "entity_id": "Q142"},
    {"span": [24, 29], "entity_id": "Q3551"},
    {"span": [35, 49], "entity_id": "Q806950"},
    {"span": [81, 83], "entity_id": "Q142"},
]


def test_a_name_linked_to_its_id_is_right_and_words_of_a_longer_name_are_not_judged(tmp_path):
    path = tmp_path / "news-fair.benchmark.jsonl"
    path.write_text(json.dumps({"text": _TEXT, "labels": _LABELS}) + "\n", encoding="utf-8")
    score = together(score_linking(tmp_path))
    assert (score.gold, score.hit, score.predicted, score.right) == (2, 2, 2, 2)


def test_another_id_for_the_same_words_is_false():
    text = Text("a", "Georgia won.", dt.date(2020, 1, 1))
    gold = {"a": [Link(0, 7, "Q1428")]}
    score = score_links([text], gold, {"a": [Link(0, 7, "Q230")]}, frozenset({"Q230"}))
    assert (score.gold, score.predicted, score.right) == (0, 1, 0)


def test_countries_capitals_and_bodies_are_measured():
    assert {"Q142", "Q90", "Q1065"} <= classes()


def test_a_file_of_another_form_is_refused_with_its_line(tmp_path):
    path = tmp_path / "other.jsonl"
    path.write_text('{"text": "x"}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"other.jsonl:1: no labels"):
        read_set(path, dt.date(2020, 1, 1))
