"""Whatever is changed in a release is found, and the file is named."""

import json
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.release.manifest import MANIFEST, SIDECAR, sidecar_text
from pipeline.release.verify import verify
from pipeline.store.hashing import sha256_of_file
from tests.release.conftest import NOW


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    """A release that every test copies, with the index beside it."""
    from pipeline.release.publish import publish
    from pipeline.store.paths import Output
    from tests.samples import sample_tables

    output = Output(tmp_path_factory.mktemp("whole"))
    return publish(
        output, sample_tables(), version=None, today=NOW.date(), now=NOW, input_digest="ab" * 32, quality="# Quality\n"
    )


@pytest.fixture
def release(whole, tmp_path) -> Path:
    shutil.copytree(whole.parent, tmp_path / "releases")
    return tmp_path / "releases" / whole.name


def _paths(release: Path) -> set[str]:
    return {problem.path for problem in verify(release)}


def _files(release: Path) -> list[str]:
    return sorted(path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file())


def test_one_changed_byte_in_any_file_is_found_there(release):
    unfound = []
    for name in _files(release):
        path = release / name
        original = path.read_bytes()
        for place in {0, len(original) // 2, len(original) - 1}:
            path.write_bytes(original[:place] + bytes([original[place] ^ 1]) + original[place + 1 :])
            if name not in _paths(release) and not (name == MANIFEST and SIDECAR in _paths(release)):
                unfound.append((name, place))
        path.write_bytes(original)
    assert unfound == []
    assert verify(release) == []


def test_a_file_that_is_missing_is_named(release):
    unfound = []
    for name in _files(release):
        path, content = release / name, (release / name).read_bytes()
        path.unlink()
        if name not in _paths(release):
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
    (release / SIDECAR).write_text(sidecar_text(sha256_of_file(release / MANIFEST)))


def test_a_forged_manifest_is_betrayed_by_the_index(release):
    (release / "LICENSE").write_text("all rights reserved\n")
    _forge(release, "LICENSE")
    assert _paths(release) == {MANIFEST}
    assert "index.json" in str(verify(release)[0])


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
