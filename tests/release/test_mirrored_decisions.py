"""What is decided in one place holds in a store too, unless another decided otherwise first; stores are pruned as folders are."""

import shutil
from threading import Barrier, Thread

import obstore
import pytest

from pipeline import cli
from pipeline.release import remote, retention
from pipeline.release.channels import pin, promote
from pipeline.release.errors import ReleaseError
from pipeline.release.index import Channel
from pipeline.release.manifest import MANIFEST, PROOF, SIDECAR
from pipeline.release.mirror import missing, send, settle
from pipeline.release.remote import objects, open_store
from pipeline.release.retention import Rule, prune, prune_store
from pipeline.store.paths import Output
from tests.release.conftest import NOW
from tests.release.store import index_of, read, send_all
from tests.release.test_channels import FIRST, SECOND, THIRD

FOURTH = "2026.11.23.3"


@pytest.fixture
def store(url):
    return open_store(url)


@pytest.fixture
def twin(tmp_path):
    """A copy of an output folder, as a second publisher has it."""

    def copied(output):
        shutil.copytree(output.root, tmp_path / "twin")
        return Output(tmp_path / "twin")

    return copied


def _data(store, version) -> set[str]:
    return {path for path, _ in objects(store, version)} - PROOF


def test_publishing_brings_channels_and_pins_into_the_store(standing, url, store, capsys):
    output = standing(2)
    promote(output.releases, FIRST, Channel.STABLE, NOW)
    assert cli.main(["publish", str(output.root), "--to", url]) == 0
    pin(output.releases, FIRST, "cited", NOW)
    assert cli.main(["publish", str(output.root), "--to", url]) == 0
    index = index_of(store)
    assert (index.channels, index.pins) == ({"nightly": SECOND, "stable": FIRST}, {FIRST: "cited"})
    assert "knows what was decided" in capsys.readouterr().err
    assert cli.main(["publish", str(output.root), "--to", url]) == 0
    assert "has every release" in capsys.readouterr().err


def test_a_reader_of_the_store_gets_what_a_channel_points_at(standing, url, store, tmp_path, capsys):
    output = standing(2)
    promote(output.releases, FIRST, Channel.STABLE, NOW)
    send_all(output, store)
    settle(output.releases, store)
    assert cli.main(["get", url, "--release", "stable", "--out", str(tmp_path / "got")]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'got' / FIRST}\n"


def test_of_two_promoters_in_two_places_one_wins_and_the_other_is_told(standing, twin, store):
    output = standing(3)
    send_all(output, store)
    other = twin(output)
    promote(output.releases, SECOND, Channel.STABLE, NOW)
    promote(other.releases, THIRD, Channel.STABLE, NOW)
    barrier, told = Barrier(2), []

    def settle_one(place):
        barrier.wait()
        try:
            told.append(str(settle(place.releases, store)))
        except ReleaseError as error:
            told.append(str(error))

    threads = [Thread(target=settle_one, args=(place,)) for place in (output, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (loser,) = (each for each in told if each != "True")
    winner = index_of(store).channels["stable"]
    assert f"not known here (stable from none to {winner}): another publisher was first" in loser


def test_who_is_behind_with_decisions_changes_nothing_and_who_is_ahead_is_followed(standing, twin, store):
    output = standing(2)
    send_all(output, store)
    behind = twin(output)
    promote(output.releases, FIRST, Channel.STABLE, NOW)
    settle(output.releases, store)
    before = index_of(store)
    assert settle(behind.releases, store) is False
    assert index_of(store) == before
    promote(output.releases, SECOND, Channel.STABLE, NOW)
    assert settle(output.releases, store) is True
    assert index_of(store).channels["stable"] == SECOND


def test_the_nightly_of_a_store_that_is_ahead_stays(standing, twin, store):
    output = standing(2)
    behind = twin(output)
    shutil.rmtree(output.root)
    ahead = standing(3)
    send_all(ahead, store)
    promote(behind.releases, FIRST, Channel.STABLE, NOW)
    settle(behind.releases, store)
    assert index_of(store).channels == {"nightly": THIRD, "stable": FIRST}


def test_a_store_is_pruned_and_keeps_the_proof(standing, url, store, capsys):
    output = standing(4)
    send_all(output, store)
    assert cli.main(["prune", url, "--keep", "2"]) == 0
    assert len(index_of(store).releases) == 4
    assert _data(store, FIRST)
    assert cli.main(["prune", url, "--keep", "2", "--really"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"{FIRST}: withdrawn"
    assert read(store) == [FOURTH, THIRD]
    assert [gone.version for gone in index_of(store).withdrawn] == [SECOND, FIRST]
    assert _data(store, FIRST) == _data(store, SECOND) == set()
    assert {path for path, _ in objects(store, FIRST)} == {MANIFEST, SIDECAR}
    assert missing(output.releases, store) == []


def test_a_pruning_of_a_store_that_stops_is_completed_by_the_next(standing, store, monkeypatch):
    output = standing(4)
    send_all(output, store)

    def fail(*arguments, **named):
        raise KeyboardInterrupt

    for module, step in ((remote, "put"), (retention, "delete")):
        with monkeypatch.context() as patched:
            patched.setattr(module.obstore, step, fail)
            with pytest.raises(KeyboardInterrupt):
                prune_store(store, Rule(2), NOW)
        assert read(store)[:2] == [FOURTH, THIRD]
    prune_store(store, Rule(2), NOW)
    assert _data(store, FIRST) == _data(store, SECOND) == set()


def test_a_release_that_follows_what_was_withdrawn_before_it_was_sent_is_sent_with_the_proof(standing, twin, store):
    output = standing(4)
    early = twin(output)
    first = missing(early.releases, store)[0]
    send(early.releases / FIRST, first, store, lambda _count: None)
    prune(output.releases, Rule(1), NOW)
    send_all(output, store)
    assert read(store) == [FOURTH, THIRD, FIRST]
    assert [gone.version for gone in index_of(store).withdrawn] == [SECOND]
    assert {path for path, _ in objects(store, SECOND)} == {MANIFEST, SIDECAR}
    assert (
        bytes(obstore.get(store, f"{SECOND}/{MANIFEST}").bytes()) == (early.releases / SECOND / MANIFEST).read_bytes()
    )


def test_what_the_store_withdrew_is_not_sent_again_and_not_followed(standing, store):
    output = standing(4)
    send_all(output, store)
    prune_store(store, Rule(2), NOW)
    promote(output.releases, FIRST, Channel.STABLE, NOW)
    assert missing(output.releases, store) == []
    with pytest.raises(ReleaseError, match=f"release {FIRST} was withdrawn on 2026-11-23 .* in the store"):
        settle(output.releases, store)
