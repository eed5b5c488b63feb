import shutil

import pytest

from pipeline.events.lexicon import load_lexicon
from pipeline.schema.vocabularies import MODES, EventType
from pipeline.store.paths import REFERENCE
from pipeline.store.reference import ReferenceError


@pytest.fixture
def folder(tmp_path):
    for path in (*REFERENCE.glob("event_*.csv"), *REFERENCE.glob("time_*.csv")):
        shutil.copy(path, tmp_path)
    return tmp_path


def test_every_event_type_has_words():
    types = {frame.event_type for frames in load_lexicon().frames.values() for frame in frames}
    assert types == set(EventType)


def test_every_frame_has_a_mode_that_its_type_admits():
    for frames in load_lexicon().frames.values():
        for frame in frames:
            assert frame.mode is None or frame.mode in MODES[frame.event_type], frame.name


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("frown,verb,,GRIMACE,,subj>obj,,", "GRIMACE"),
        ("frown,verb,,ACCUSE,visit,subj>obj,,", "ACCUSE has no mode visit"),
        ("frown,verb,,ACCUSE,,subj,,", "neither > nor <>"),
        ("frown,verb,,ACCUSE,,subj>obj,nonsense,", "'nonsense' is no class"),
        ("frown,verb,,ACCUSE,,subj>obj,,nonsense", "'nonsense' is no operator"),
        ("frown,verb,ACCUSE", "3 fields where the header has 8"),
    ],
)
def test_a_wrong_row_is_named_with_its_file_and_fault(folder, row, complaint):
    path = folder / "event_frames.csv"
    path.write_text(path.read_text() + row + "\n")
    with pytest.raises(ReferenceError, match=r"event_frames\.csv") as fault:
        load_lexicon(folder)
    assert complaint in str(fault.value)


def test_classes_after_an_exclamation_mark_are_forbidden_and_one_behind_a_complement_makes_it_needed(folder):
    path = folder / "event_frames.csv"
    path.write_text(path.read_text() + "frown,verb,,ACCUSE,,subj>obj,person!team|view,accuse!\n")
    load_lexicon.cache_clear()
    (frame,) = load_lexicon(folder).frames_of("frown", "verb")
    assert (frame.required, frame.forbidden) == ({"person"}, {"team", "view"})
    assert (frame.complement, frame.needs_inner) == ("accuse", True)


def test_any_change_of_a_word_changes_the_version(folder):
    before = load_lexicon(folder).version
    path = folder / "event_contexts.csv"
    path.write_text(path.read_text().replace("ebola", "lassa"))
    load_lexicon.cache_clear()
    assert load_lexicon(folder).version != before
