"""Old releases go where that is said; what readers may hold on to stays, and so does the proof of what went."""

import datetime as dt
import json
import shutil

import pytest

from pipeline import cli
from pipeline.release import publisher, retention
from pipeline.release.channels import pin, promote
from pipeline.release.errors import ReleaseError
from pipeline.release.index import Channel, Index, IndexEntry, read_index
from pipeline.release.manifest import PROOF, read_manifest
from pipeline.release.retention import Rule, plan_pruning, prune
from pipeline.release.verify import verify
from tests.release.conftest import NOW
from tests.release.test_channels import FIRST, SECOND, THIRD

FOURTH = "2026.11.23.3"


def _entry(version: str) -> IndexEntry:
    digest = "0" * 64
    return IndexEntry(
        version=version, date=dt.date(2026, 1, 1), manifest_sha256=digest, content_digest=digest, events=1
    )


def _index(*versions: str, **more) -> Index:
    return Index(latest=versions[0], releases=tuple(map(_entry, versions)), **more)


def _gone(index: Index, rule: Rule) -> list[str]:
    return [entry.version for entry in plan_pruning(index, rule).withdrawn]


@pytest.fixture
def four(standing):
    """Four releases of one day."""
    return standing(4)


def test_the_last_and_what_readers_follow_stay():
    days = [f"2026.11.{day:02}" for day in range(28, 18, -1)]
    index = _index(*days, channels={"stable": days[6], "nightly": days[0]}, pins={days[8]: "cited"})
    assert _gone(index, Rule(3)) == [days[3], days[4], days[5], days[7], days[9]]
    reasons = {entry.version: why for entry, why in plan_pruning(index, Rule(1)).reasons if why}
    assert reasons == {
        days[0]: ("latest", "nightly", "one of the last 1"),
        days[1]: ("the one before the latest",),
        days[6]: ("stable",),
        days[8]: ("pinned: cited",),
    }


def test_the_last_of_each_year_stays_where_that_is_asked():
    versions = ["2026.02.01", "2026.01.01", "2025.12.31.2", "2025.12.31", "2024.05.05", "2024.05.04"]
    assert _gone(_index(*versions), Rule(1)) == versions[2:]
    assert _gone(_index(*versions), Rule(1, yearly=True)) == ["2025.12.31", "2024.05.04"]


def test_without_the_word_nothing_goes(four, run):
    before = sorted(four.releases.rglob("*"))
    code, shown, told = run("prune", four.root, "--keep", "1")
    assert (code, shown.splitlines()[-1]) == (0, f"{FIRST}: would be withdrawn")
    assert "nothing was removed" in told
    assert sorted(four.releases.rglob("*")) == before
    assert len(read_index(four.releases).releases) == 4
    assert [run("prune", four.root, "--keep", each)[0] for each in ("0", "-1", "all")] == [2, 2, 2]


def test_what_is_withdrawn_is_listed_with_its_digests_and_its_proof_stays(four, run):
    listed = {entry.version: entry for entry in read_index(four.releases).releases}
    code, shown, _ = run("prune", four.root, "--keep", "2", "--really")
    assert (code, shown.splitlines()) == (
        0,
        [f"{FOURTH}: kept: latest, nightly, one of the last 2", f"{THIRD}: kept: the one before the latest, one of the last 2",
         f"{SECOND}: withdrawn", f"{FIRST}: withdrawn"],
    )  # fmt: skip
    index = read_index(four.releases)
    assert [entry.version for entry in index.releases] == [FOURTH, THIRD]
    for gone in index.withdrawn:
        assert gone.sums_sha256 == listed[gone.version].sums_sha256
        assert gone.reason == "retention: the last 2 are kept"
        assert {path.name for path in (four.releases / gone.version).iterdir()} <= PROOF
    version, chain = FOURTH, []
    while parent := read_manifest(four.releases / version).parent:
        assert parent.manifest_sha256 == listed[parent.version].manifest_sha256
        chain.append(version := parent.version)
    assert chain == [THIRD, SECOND, FIRST]
    assert verify(four.releases / FOURTH) == verify(four.releases / THIRD) == []


def test_what_points_at_a_release_keeps_it(four, run):
    promote(four.releases, FIRST, Channel.STABLE, NOW)
    pin(four.releases, SECOND, None, NOW)
    assert not prune(four.releases, Rule(1), NOW).withdrawn
    run("unpin", four.root, "--release", SECOND)
    assert [entry.version for entry in prune(four.releases, Rule(1), NOW).withdrawn] == [SECOND]
    assert not prune(four.releases, Rule(1), NOW).withdrawn


def test_commands_tell_of_a_withdrawn_release_in_one_line(four, run, tmp_path):
    prune(four.releases, Rule(2), NOW)
    gone = f"release {FIRST} was withdrawn on 2026-11-23 (retention: the last 2 are kept)"
    code, shown, _ = run("verify", four.releases / FIRST)
    assert (code, shown) == (1, f"../index.json: {gone}: of its files only the manifest is kept\n")
    assert run("get", four.releases, "--release", FIRST, "--out", tmp_path)[::2] == (
        1,
        f"entente get: {gone}: the newest releases are {FOURTH}, {THIRD}\n",
    )
    assert run("promote", four.root, "--release", FIRST, "--to", "stable")[0] == 2
    assert run("pin", four.root, "--release", FIRST)[0] == 2
    assert run("diff", four.releases / FIRST, four.releases / FOURTH)[0] == 2


def test_a_version_that_was_withdrawn_is_never_used_again(four, release_of):
    prune(four.releases, Rule(2), NOW)
    shutil.rmtree(four.releases / FIRST)
    with pytest.raises(ReleaseError, match=f"release {FIRST} exists already"):
        release_of(version=FIRST)
    assert read_manifest(release_of()).parent.version == FOURTH


@pytest.mark.parametrize("step", ["write_durably", "remove_withdrawn", "rename", "rmtree"])
def test_a_pruning_that_stops_anywhere_is_completed_by_the_next_publisher(four, release_of, monkeypatch, step):
    def fail(*arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        if step == "rename":
            patched.setattr(publisher.Path, "rename", fail)
        elif step == "rmtree":
            patched.setattr(publisher.shutil, "rmtree", fail)
        else:
            patched.setattr(retention, step, fail)
        with pytest.raises(KeyboardInterrupt):
            prune(four.releases, Rule(2), NOW)
    index = read_index(four.releases)
    assert [verify(four.releases / entry.version) for entry in index.releases] == [[]] * len(index.releases)
    release_of()
    for gone in read_index(four.releases).withdrawn:
        assert {path.name for path in (four.releases / gone.version).iterdir()} <= PROOF
    assert not [path for path in four.releases.iterdir() if path.name.startswith((".withdrawn-", ".staging-"))]


def test_a_copy_elsewhere_of_a_release_that_was_withdrawn_is_still_proved(four, tmp_path):
    shutil.copytree(four.releases / FIRST, tmp_path / FIRST)
    prune(four.releases, Rule(2), NOW)
    assert verify(tmp_path / FIRST) == []
    shutil.copy(four.releases / "index.json", tmp_path / "index.json")
    assert verify(tmp_path / FIRST) == []


def test_a_download_that_meets_a_withdrawal_says_so(four, monkeypatch, tmp_path, capsys):
    from pipeline.release import download

    choose = download.choose

    def choose_and_withdraw(*given):
        wanted = choose(*given)
        prune(four.releases, Rule(2), NOW)
        return wanted

    monkeypatch.setattr(download, "choose", choose_and_withdraw)
    assert cli.main(["get", str(four.releases), "--release", FIRST, "--out", str(tmp_path)]) == 1
    assert f"release {FIRST} was withdrawn on 2026-11-23" in capsys.readouterr().err


def test_who_knows_only_releases_finds_no_withdrawn_one_among_them(four):
    prune(four.releases, Rule(2), NOW)
    document = json.loads((four.releases / "index.json").read_text())
    assert [each["version"] for each in document["releases"]] == [FOURTH, THIRD]
    assert [each["version"] for each in document["withdrawn"]] == [SECOND, FIRST]
