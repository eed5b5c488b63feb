import shutil

import pytest

from pipeline.events.time.patterns import load_grammar
from pipeline.store.paths import REFERENCE
from pipeline.store.reference import ReferenceError


@pytest.fixture
def folder(tmp_path):
    for name in ("time_words.csv", "time_patterns.csv"):
        shutil.copy(REFERENCE / name, tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "row", "message"),
    [
        ("time_words.csv", "friday,WEEKDAY,5,capital", "'friday' is given twice"),
        ("time_words.csv", "yore,,,", "a word needs a class"),
        ("time_patterns.csv", "odd,vague,,NOSUCHCLASS,x", "NOSUCHCLASS"),
        ("time_patterns.csv", "odd,vague,,(WEEKDAY,x", "odd"),
        ("time_patterns.csv", "odd,vagueish,,WEEKDAY,x", "vagueish"),
    ],
)
def test_a_wrong_row_is_named_with_file_and_line(folder, name, row, message):
    path = folder / name
    path.write_text(path.read_text(encoding="utf-8") + row + "\n", encoding="utf-8")
    line = len(path.read_text(encoding="utf-8").splitlines())
    with pytest.raises(ReferenceError, match=message) as fault:
        load_grammar(folder)
    assert str(fault.value).startswith(f"{name}:{line}:")


def test_a_new_row_is_a_new_expression(folder):
    path = folder / "time_words.csv"
    path.write_text(path.read_text(encoding="utf-8") + "caturday,WEEKDAY,6,capital\n", encoding="utf-8")
    assert "caturday" in load_grammar(folder).words.words
    assert load_grammar(folder).hints >= {"Caturday", "CATURDAY"}
