"""Readers follow a channel; people move it, on the record, and never to what is not whole."""

import json
import threading

import pytest

from pipeline.release import channels
from pipeline.release.channels import pin, promote
from pipeline.release.errors import ReleaseError
from pipeline.release.index import Channel, Index, read_index, write_index
from pipeline.release.signature import SIGNING_KEY, keygen, signing_key
from pipeline.release.verify import verify
from tests.release.conftest import NOW

FIRST, SECOND, THIRD = "2026.11.23", "2026.11.23.1", "2026.11.23.2"


def _channels(output) -> dict[str, str]:
    return json.loads((output.releases / "index.json").read_text())["channels"]


def test_builds_move_nightly_and_nobody_but_people_stable(standing, release_of, output, run):
    standing(1)
    assert _channels(output) == {"nightly": FIRST}
    assert run("promote", output.root, "--release", "nightly", "--to", "stable") == (0, f"stable: {FIRST}\n", "")
    release_of()
    assert _channels(output) == {"nightly": SECOND, "stable": FIRST}
    assert read_index(output.releases).latest == SECOND


def test_a_promotion_is_recorded_with_its_time_and_what_was_before(standing, output):
    standing(2)
    promote(output.releases, FIRST, Channel.STABLE, NOW)
    index = promote(output.releases, SECOND, Channel.STABLE, NOW)
    assert [(each.act, each.channel, each.before, each.version, each.at) for each in index.decisions] == [
        ("promoted", "stable", FIRST, SECOND, NOW),
        ("promoted", "stable", None, FIRST, NOW),
    ]
    assert promote(output.releases, SECOND, Channel.STABLE, NOW) == index == read_index(output.releases)


def test_a_channel_goes_back_only_where_that_is_said(standing, output, run):
    standing(2)
    run("promote", output.root, "--release", "latest", "--to", "stable")
    back = ["promote", output.root, "--release", FIRST, "--to", "stable"]
    code, _, complaint = run(*back)
    assert code == 1
    assert f"stable is at {SECOND}, which is later than {FIRST}: --back takes it back" in complaint
    assert run(*back, "--back")[0] == 0
    assert _channels(output)["stable"] == FIRST


def test_a_nightly_that_was_taken_back_moves_on_with_the_next_build(standing, release_of, output, run):
    standing(2)
    assert run("promote", output.root, "--release", FIRST, "--to", "nightly", "--back")[0] == 0
    assert (_channels(output)["nightly"], read_index(output.releases).latest) == (FIRST, SECOND)
    release_of()
    assert _channels(output)["nightly"] == THIRD


def test_what_is_not_whole_or_not_signed_is_not_promoted(standing, release_of, output, run, tmp_path):
    keygen(tmp_path / "ours", None)
    standing(1)
    signed = release_of(key=signing_key({SIGNING_KEY: str(tmp_path / "ours.key")}))
    before = (output.releases / "index.json").read_bytes()
    key = ["--key", tmp_path / "ours.pub"]
    assert run("promote", output.root, "--release", FIRST, "--to", "stable", *key)[0] == 1
    (signed / "LICENSE").write_text("")
    code, _, complaint = run("promote", output.root, "--release", SECOND, "--to", "stable", *key)
    assert code == 1
    assert f"release {SECOND} is not whole and not promoted: LICENSE: has 0 bytes" in complaint
    assert (output.releases / "index.json").read_bytes() == before


def test_what_is_not_there_is_bad_usage_told_in_one_line(standing, output, run):
    standing(1)
    for wrong, told in (
        ("2020.01.01", f"there is no release 2020.01.01: the newest are {FIRST}"),
        ("stable", "no release was promoted to stable yet"),
    ):
        code, _, complaint = run("promote", output.root, "--release", wrong, "--to", "stable")
        assert (code, complaint) == (2, f"entente promote: {told}\n")
    assert run("promote", output.root, "--release", FIRST, "--to", "weekly")[0] == 2
    assert run("pin", output.root / "nowhere", "--release", FIRST)[0] == 2


def test_of_two_promoters_at_once_the_record_knows_both(standing, output):
    standing(3)
    barrier, told = threading.Barrier(2), []

    def promote_one(version):
        barrier.wait()
        try:
            promote(output.releases, version, Channel.STABLE, NOW)
            told.append("won")
        except ReleaseError as error:
            told.append(str(error))

    threads = [threading.Thread(target=promote_one, args=(version,)) for version in (SECOND, THIRD)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    index = read_index(output.releases)
    assert index.channels["stable"] == THIRD
    assert len(index.decisions) == told.count("won")
    assert all("--back takes it back" in each for each in told if each != "won")


@pytest.mark.parametrize("step", ["verify", "only_publisher", "write_durably"])
def test_a_promotion_that_stops_anywhere_changes_nothing(standing, output, monkeypatch, step):
    standing(1)
    before = (output.releases / "index.json").read_bytes()

    def fail(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(channels, step, fail)
    with pytest.raises(KeyboardInterrupt):
        promote(output.releases, FIRST, Channel.STABLE, NOW)
    assert (output.releases / "index.json").read_bytes() == before


def test_a_disk_that_cannot_be_written_is_told_in_one_line(standing, output, run, monkeypatch):
    standing(1)

    def fail(*arguments):
        raise PermissionError(13, "Permission denied", str(output.releases / "index.json"))

    monkeypatch.setattr(channels, "write_durably", fail)
    code, _, complaint = run("promote", output.root, "--release", FIRST, "--to", "stable")
    assert (code, complaint) == (1, f"entente promote: {output.releases / 'index.json'}: Permission denied\n")


def test_pins_are_listed_with_their_reasons_and_taken_off(standing, output, run):
    standing(2)
    assert run("pin", output.root, "--release", FIRST, "--reason", "cited") == (0, f"{FIRST}: cited\n", "")
    assert run("pin", output.root, "--release", "latest")[1] == f"{FIRST}: cited\n{SECOND}\n"
    assert run("unpin", output.root, "--release", FIRST)[1] == f"{SECOND}\n"
    code, _, complaint = run("unpin", output.root, "--release", FIRST)
    assert (code, complaint) == (1, f"entente unpin: release {FIRST} is not pinned: pinned are {SECOND}\n")
    assert pin(output.releases, SECOND, None, NOW) == read_index(output.releases)


def test_commands_take_a_channel_in_the_place_of_a_release(standing, output, run, tmp_path):
    standing(2)
    assert run("verify", output.releases / "stable") == (
        2,
        "",
        "entente verify: no release was promoted to stable yet\n",
    )
    promote(output.releases, FIRST, Channel.STABLE, NOW)
    assert f"{output.releases / FIRST}: whole" in run("verify", output.releases / "stable")[1]
    assert (
        json.loads(run("diff", output.releases / "stable", output.releases / "latest", "--json")[1])["after"] == SECOND
    )
    got = run("get", output.releases, "--release", "stable", "--out", tmp_path / "got")
    assert got == (0, f"{tmp_path / 'got' / FIRST}\n", "")
    assert verify(tmp_path / "got" / FIRST) == []


def test_an_index_from_before_there_were_channels_is_read_and_carried_on(standing, release_of, output, run):
    standing(2)
    index = read_index(output.releases)
    older = index.model_dump(mode="json", include={"latest", "releases"})
    (output.releases / "index.json").write_text(json.dumps(older))
    assert read_index(output.releases).resolve("nightly").version == SECOND
    assert run("promote", output.root, "--release", "nightly", "--to", "stable")[0] == 0
    release_of()
    assert _channels(output) == {"stable": SECOND, "nightly": THIRD}


def test_who_knows_only_latest_reads_an_index_with_channels(standing, output):
    standing(2)
    promote(output.releases, FIRST, Channel.STABLE, NOW)
    document = json.loads((output.releases / "index.json").read_text())
    assert document["latest"] == SECOND
    assert [each["version"] for each in document["releases"]] == [SECOND, FIRST]


def test_an_index_that_names_what_is_not_there_is_told(output, run):
    output.releases.mkdir(parents=True)
    write_index(output.releases, Index(latest=FIRST, channels={"stable": FIRST}))
    assert run("verify", output.releases / "stable")[0] == 2
