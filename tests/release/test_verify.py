"""Whatever is changed in a release is found, and the file is named."""

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.release import verify as verifying
from pipeline.release.manifest import DATABASE, MANIFEST, SIDECAR, read_manifest
from pipeline.release.sums import write_sums
from pipeline.release.verify import verify
from pipeline.store.hashing import sha256_of_file


@pytest.fixture
def release(release_of) -> Path:
    """A release to spoil, with the index beside it."""
    return release_of()


@pytest.fixture
def digests_alone(monkeypatch) -> Callable[[Path], set[str]]:
    """The files that a verification names which opens no table: a change of bytes must be seen without that, and it takes long."""

    def paths(release: Path) -> set[str]:
        with monkeypatch.context() as patched:
            patched.setattr(verifying, "table_faults", lambda *_, **__: ())
            return _paths(release)

    return paths


OF_THE_SITE = frozenset({"site/index.html", "site/data/relations.parquet"})


def _paths(release: Path) -> set[str]:
    return {problem.path for problem in verify(release)}


def _files(release: Path) -> list[str]:
    """Every file of the release, with one page and one extract for all of the site, which has many of a kind."""
    every = (path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file())
    return sorted(name for name in every if not name.startswith("site/") or name in OF_THE_SITE)


def _is_opened(name: str) -> bool:
    """Whether a verification opens the file, which it must not stumble over."""
    return name == DATABASE or name.startswith("tables/")


def test_one_changed_byte_in_any_file_is_found_there(release, digests_alone):
    unfound = []
    for name in _files(release):
        path = release / name
        original = path.read_bytes()
        for place in {0, len(original) // 2, len(original) - 1}:
            path.write_bytes(_flipped(original, place, 1))
            if name not in digests_alone(release):
                unfound.append((name, place))
        if _is_opened(name):
            assert name in _paths(release)
        path.write_bytes(original)
    assert unfound == []
    assert verify(release) == []


def _flipped(content: bytes, place: int, bits: int) -> bytes:
    return content[:place] + bytes([content[place] ^ bits]) + content[place + 1 :]


def test_a_file_that_is_missing_is_named(release, digests_alone):
    unfound = []
    for name in _files(release):
        path, content = release / name, (release / name).read_bytes()
        path.unlink()
        if name not in (_paths(release) if _is_opened(name) else digests_alone(release)):
            unfound.append(name)
        path.write_bytes(content)
    assert unfound == []


def test_a_file_too_many_is_named(release):
    (release / "tables" / "events" / "more.parquet").write_bytes(b"")
    assert _paths(release) == {"tables/events/more.parquet"}


def test_a_file_cut_short_is_told_by_its_size(release):
    path = release / "csv" / "events.csv"
    path.write_bytes(path.read_bytes()[:-10])
    (problem,) = verify(release)
    assert str(problem).startswith("csv/events.csv: has ")


def _forge(release: Path, name: str) -> None:
    """Make manifest and sidecar agree with a changed file, as a careful forger would."""
    document = json.loads((release / MANIFEST).read_text())
    for file in document["files"]:
        if file["path"] == name:
            file["sha256"], file["bytes"] = sha256_of_file(release / name), (release / name).stat().st_size
    (release / MANIFEST).write_text(json.dumps(document, indent=2) + "\n")
    write_sums(release, read_manifest(release))


def test_a_forged_manifest_is_betrayed_by_the_index(release):
    (release / "LICENSE").write_text("all rights reserved\n")
    _forge(release, "LICENSE")
    assert _paths(release) == {MANIFEST, SIDECAR}
    assert all("index.json" in str(problem) for problem in verify(release))


def test_a_forged_database_is_betrayed_by_the_index(release):
    with duckdb.connect(release / DATABASE) as connection:
        connection.execute("UPDATE events SET confidence = 1")
    write_sums(release, read_manifest(release))
    assert _paths(release) == {SIDECAR}


def test_two_files_that_are_swapped_are_both_named(release):
    one, other = release / "csv" / "events.csv", release / "csv" / "evidence.csv"
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)
    assert _paths(release) == {"csv/events.csv", "csv/evidence.csv"}


def test_a_list_of_digests_that_lacks_a_file_or_has_one_too_many_is_told(release):
    lines = (release / SIDECAR).read_text().splitlines(keepends=True)
    (release / "../index.json").resolve().unlink()
    (release / SIDECAR).write_text("".join(line for line in lines if DATABASE not in line))
    assert [str(problem) for problem in verify(release)] == [f"{SIDECAR}: lacks {DATABASE}"]
    (release / SIDECAR).write_text("".join([*lines, f"{'0' * 64}  zeros.bin\n"]))
    assert [str(problem) for problem in verify(release)] == [
        f"{SIDECAR}: lists zeros.bin, which is no file of the release"
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_bit_that_flips_anywhere_is_found_in_its_file(release, digests_alone, data):
    name = data.draw(st.sampled_from(_files(release)))
    path = release / name
    original = path.read_bytes()
    place, bit = data.draw(st.integers(0, len(original) - 1)), data.draw(st.integers(0, 7))
    path.write_bytes(_flipped(original, place, 1 << bit))
    try:
        assert name in digests_alone(release)
    finally:
        path.write_bytes(original)


def test_a_release_of_the_form_before_is_told_what_verifies_it(release):
    document = json.loads((release / MANIFEST).read_text())
    (release / MANIFEST).write_text(json.dumps(document | {"format": "entente-release/1"}))
    assert [str(problem) for problem in verify(release)] == [
        f"{MANIFEST}: is of the form entente-release/1: verify it with Entente {document['code_version']}"
    ]


def _rewrite(release: Path, table: str, change) -> list[str]:
    name = f"tables/{table}/part.parquet"
    data = pq.read_table(release / name, partitioning=None)
    pq.write_table(change(data), release / name)
    _forge(release, name)
    return [str(problem) for problem in verify(release) if problem.path == name]


def test_a_row_dropped_behind_the_digests_is_counted(release):
    assert any("rows, the manifest says" in fault for fault in _rewrite(release, "events", lambda data: data.slice(1)))


def test_a_column_dropped_behind_the_digests_is_seen(release):
    faults = _rewrite(release, "events", lambda data: data.drop_columns(["summary"]))
    assert any("is declared with" in fault for fault in faults)


def test_a_key_that_is_there_twice_is_counted(release):
    faults = _rewrite(release, "events", lambda data: data.take([0, 0, 2]))
    assert any("keys (event_id) are not unique" in fault for fault in faults)


def test_a_reference_to_nothing_is_counted(release):
    def rename(data):
        ids = [
            None if value is None else value.replace("0003", "9999") for value in data.column("event_id").to_pylist()
        ]
        place = data.schema.get_field_index("event_id")

        return data.set_column(place, data.schema.field(place), pa.array(ids))

    faults = _rewrite(release, "evidence", rename)
    assert any("whose event_id is not in events" in fault for fault in faults)


def test_a_folder_that_is_no_release_is_one_problem(tmp_path):
    (problem,) = verify(tmp_path)
    assert problem.path == MANIFEST


def test_a_release_is_verified_without_its_index_too(release):
    (release.parent / "index.json").unlink()
    assert verify(release) == []


def test_a_release_that_the_index_does_not_list_is_told(release):
    (release.parent / "index.json").write_text('{"latest": null, "releases": []}')
    assert _paths(release) == {"../index.json"}


def test_a_spoiled_index_is_told(release):
    (release.parent / "index.json").write_text("{")
    assert _paths(release) == {"../index.json"}
