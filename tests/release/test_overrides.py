"""A person may answer for a check that fails, by name, with a reason and for a time; whatever else the file says is told in a line."""

import datetime as dt

import pytest

from pipeline.release.checked import CheckResult, Override, Severity
from pipeline.release.overrides import Overrides, OverridesError, overrides_text, read_overrides

TODAY = dt.date(2026, 11, 23)
LEVELS = {
    "changes.types_kept": Severity.ERROR,
    "events.past_is_past": Severity.ERROR,
    "events.key_unique": Severity.FATAL,
    "events.in_country": Severity.WARNING,
}
SOUND = {
    "check": '"changes.types_kept"',
    "reason": '"protests are coded\\n more narrowly"',
    "who": '"A. Idrissi"',
    "until": "2026-11-23",
}


def _file(tmp_path, *rows: dict[str, str]):
    path = tmp_path / "overrides.toml"
    path.write_text("\n".join("[[override]]\n" + "\n".join(f"{k} = {v}" for k, v in row.items()) for row in rows))
    return path


def _result(check: str, failing: int) -> CheckResult:
    table, name = check.split(".")
    return CheckResult(table, name, "so it is", LEVELS[check], failing)


def test_an_override_counts_until_its_last_day(tmp_path):
    path = _file(tmp_path, SOUND)
    expected = Override("changes.types_kept", "protests are coded more narrowly", "A. Idrissi", TODAY)
    assert read_overrides(path, lambda: LEVELS, TODAY).counting == {"changes.types_kept": expected}
    later = read_overrides(path, lambda: LEVELS, TODAY + dt.timedelta(days=1))
    assert (later.counting, later.expired) == ({}, (expected,))


def test_there_need_not_be_a_file(tmp_path):
    assert read_overrides(tmp_path / "overrides.toml", lambda: LEVELS, TODAY) == Overrides({})


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"check": '"changes.types_kep"'}, "there is no check changes.types_kep: did you mean changes.types_kept?"),
        ({"check": '"no"'}, "there is no check no: `entente checks OUT` lists them"),
        ({"check": '"events.key_unique"'}, "events.key_unique is a fatal check, which nobody can override"),
        ({"check": '"events.in_country"'}, "events.in_country is a warning, which stops nothing"),
        ({"check": "3"}, "check is a text, and not an empty one"),
        ({"reason": '" "'}, "reason is a text, and not an empty one"),
        ({"until": '"2026-11-23"'}, "until is a date without quotes"),
        ({"until": "2026-11-23T00:00:00"}, "until is a date without quotes"),
        ({"till": "2026-11-23"}, "give check, reason, who and until, and nothing else"),
    ],
)
def test_what_is_no_override_is_told_with_its_place(tmp_path, change, complaint):
    path = _file(tmp_path, SOUND | {"check": '"events.past_is_past"'}, SOUND | change)
    with pytest.raises(OverridesError) as fault:
        read_overrides(path, lambda: LEVELS, TODAY)
    assert str(fault.value).startswith(f"{path}: override 2: {complaint}")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[override]", "cannot be read as TOML"),
        ("[overrides]\ncheck = 1", "overrides is not known here"),
        ("[override]\ncheck = 1", "write [[override]], in double brackets"),
        ("\udcff", "cannot be read as TOML"),
    ],
)
def test_what_is_no_file_of_overrides_is_told_in_one_line(tmp_path, text, complaint):
    path = tmp_path / "overrides.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(OverridesError, match=complaint.replace("[", r"\[")) as fault:
        read_overrides(path, lambda: LEVELS, TODAY)
    assert "\n" not in str(fault.value)


def test_one_check_is_overridden_once(tmp_path):
    with pytest.raises(OverridesError, match="overridden twice"):
        read_overrides(_file(tmp_path, SOUND, SOUND), lambda: LEVELS, TODAY)


def test_an_override_without_need_and_one_that_expired_are_noted(tmp_path):
    rows = SOUND, SOUND | {"check": '"events.past_is_past"', "until": "2026-11-22"}
    overrides = read_overrides(_file(tmp_path, *rows), lambda: LEVELS, TODAY)
    assert list(overrides.notes([_result("changes.types_kept", 1)])) == [
        "the override of events.past_is_past counted until 2026-11-22 and does not any more"
    ]
    unneeded, _ = overrides.notes([_result("changes.types_kept", 0)])
    assert unneeded.startswith("the override of changes.types_kept was not needed")
    assert overrides.needed([_result("changes.types_kept", 0)]) == ()


def test_overrides_are_written_as_they_are_read(tmp_path):
    override = Override("changes.types_kept", 'say "no"\\ é', "A. Idrissi", TODAY)
    path = tmp_path / "overrides.toml"
    path.write_text(overrides_text([override]), encoding="utf-8")
    assert read_overrides(path, lambda: LEVELS, TODAY).counting == {override.check: override}
