import json
from pathlib import Path

import pytest

from pipeline.benchmark.dwie import Holding, put_together, read_documents
from pipeline.benchmark.relations import RelationScore, score_relations

DWIE = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "el" / "dwie" / "dev.json"


def mention(name, start, kind, link=None):
    return {"name": name, "absolute_pos": [start, start + len(name.split())], "type": kind, "link": link}


DOCUMENT = {
    "id": "DW_18000000",
    "sents": [
        ["Envoys", "meet", "."],
        ["Latvian", "Defence", "Minister", "Juris", "Kalnins", "met", "Jonas", "Petraitis", ",", "Lithuania", "'s", "president", "."],
        ["He", "said", ":", '"', "Peace", ",", "at", "last", '"', "."],
    ],
    "vertexSet": [
        [mention("Juris Kalnins", 6, "type_person")],
        [mention("Jonas Petraitis", 9, "type_person")],
        [mention("Latvian", 3, "type_misc", "")],
        [mention("Lithuania", 12, "type_location", "Lithuania")],
    ],
    "labels": [
        {"r": "minister_of-x", "h": 0, "t": 2},
        {"r": "head_of_gov", "h": 1, "t": 3},
        {"r": "based_in0", "h": 1, "t": 3},
    ],
}  # fmt: skip


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "dev.json"
    file.write_text(json.dumps([DOCUMENT]), encoding="utf-8")
    return file


def test_tokens_become_running_text_and_keep_their_places():
    body, spans = put_together(DOCUMENT["sents"])
    assert body == (
        "Envoys meet.\n\nLatvian Defence Minister Juris Kalnins met Jonas Petraitis, Lithuania's president. "
        'He said: "Peace, at last".'
    )
    assert [body[start:end] for start, end in spans] == [token for tokens in DOCUMENT["sents"] for token in tokens]


def test_relations_to_a_country_and_to_its_adjective_are_one_and_the_number_gives_the_day(path):
    (document,) = read_documents(path)
    assert document.gold == {Holding(0, "LVA", "minister_of"), Holding(1, "LTU", "head_of_gov")}
    assert document.text.day.year == 2014


def test_an_office_of_another_class_than_annotated_is_a_false_one(path):
    assert score_relations(path) == RelationScore(documents=1, gold=1, found=2, right=1)


@pytest.mark.skipif(not DWIE.exists(), reason=f"{DWIE} is not there")
def test_most_annotated_heads_of_state_and_ministers_are_found():
    score = score_relations(DWIE)
    assert score.recall >= 0.9
    assert score.precision >= 0.85
