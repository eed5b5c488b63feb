import json
from pathlib import Path

import pytest

from pipeline.benchmark.persons import NamesScore, read_names, score_names

NAMES = Path(__file__).resolve().parents[2] / "seeds" / "gold" / "names.jsonl"
"""The project's own set; the last row below asks for a person whom no article can tell."""

ROWS = [
    (
        True,
        ("2009-03-02", "Latvian lawmaker Juris Kalnins spoke.", "Juris Kalnins"),
        ("2010-03-02", "Juris Kalniņš, a Latvian lawmaker, left.", "Juris Kalniņš"),
    ),
    (
        True,
        ("2009-03-02", "Latvian lawmaker Andra Berze spoke.", "Andra Berze"),
        ("2010-03-02", "Estonian lawmaker Mart Tamm left.", "Mart Tamm"),
    ),
    (
        False,
        ("2009-03-02", "Lithuanian mayor Jonas Petraitis spoke.", "Petraitis"),
        ("2010-03-02", "Lithuanian mayor Rimas Petraitis left.", "Petraitis"),
    ),
    (False, ("2009-03-02", "Nobody spoke.", "Nobody"), ("2010-03-02", "Estonian mayor Mart Tamm left.", "Mart Tamm")),
]


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "names.jsonl"
    lines = (
        {
            "same": same,
            "articles": [{"text": text, "published_at": day} for day, text, _ in articles],
            "names": [name for _, _, name in articles],
        }
        for same, *articles in ROWS
    )
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return file


def test_a_pair_is_right_where_its_names_lead_to_as_many_entities_as_persons(path):
    score = score_names(path)
    assert score == NamesScore(same=2, joined=1, different=2, parted=1)
    assert score.accuracy == 0.5


def test_an_article_without_its_name_is_told_by_line(path):
    path.write_text(path.read_text(encoding="utf-8").replace("Nobody spoke.", "No one spoke."), encoding="utf-8")
    with pytest.raises(ValueError, match="line 4: a name is not in its article"):
        read_names(path)


def test_the_projects_own_set_holds_fifty_pairs_of_either_sort_and_is_mostly_decided_rightly():
    score = score_names(NAMES)
    assert (score.same, score.different) == (50, 50)
    assert score.accuracy >= 0.95
