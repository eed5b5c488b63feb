from pathlib import Path

import pytest

from pipeline.benchmark.timeml import TimeScore, read_timeml, score_timeml

TIMEBANK = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "time" / "TimeBank"
DOCUMENT = """<?xml version="1.0" ?>
<TimeML>
<DCT><TIMEX3 tid="t0" type="DATE" value="1998-02-13" functionInDocument="CREATION_TIME">19980213</TIMEX3></DCT>
<TEXT>
Envoys <EVENT eid="e1">met</EVENT> on <TIMEX3 tid="t1" type="DATE" value="1998-02-11">Wednesday</TIMEX3>. They will
meet again <TIMEX3 tid="t2" type="DATE" value="1998-02-16">Monday</TIMEX3>. It was <TIMEX3 tid="t3" type="DATE"
value="1998-02-13">the day</TIMEX3>. Now.
</TEXT>
</TimeML>
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.tml").write_text(DOCUMENT, encoding="utf-8")
    return tmp_path


def test_offsets_of_a_timeml_document_point_at_its_words(folder):
    document = read_timeml(folder / "a.tml")
    assert [document.text[timex.start : timex.end] for timex in document.gold] == ["Wednesday", "Monday", "the day"]


def test_misses_and_finds_beyond_the_annotation_both_cost(folder):
    score = score_timeml(folder)
    assert score == TimeScore(documents=1, gold=3, found=3, matched=2, right=2)
    assert score.value_f1 == pytest.approx(2 / 3)


def test_a_file_without_creation_date_is_named(tmp_path):
    (tmp_path / "b.tml").write_text("<TimeML><TEXT>Now</TEXT></TimeML>", encoding="utf-8")
    with pytest.raises(ValueError, match=r"b\.tml: no DCT"):
        score_timeml(tmp_path)


@pytest.mark.skipif(not TIMEBANK.is_dir(), reason="TimeBank is not beside the checkout (../shared/corpora/time)")
def test_most_expressions_of_timebank_are_found_and_valued_rightly():
    score = score_timeml(TIMEBANK)
    assert score.f1 >= 0.9
    assert score.value_f1 >= 0.75
