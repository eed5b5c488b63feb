"""Releases in a store: whole or not there, in one chain, whoever else publishes and whenever a publisher stops."""

import json
import shutil
import threading

import obstore
import pytest

from pipeline import cli
from pipeline.release import mirror
from pipeline.release.errors import ReleaseError
from pipeline.release.index import read_index
from pipeline.release.manifest import SIDECAR
from pipeline.release.mirror import missing
from pipeline.release.remote import open_store
from pipeline.store.paths import Output
from tests.release.conftest import publish_samples
from tests.release.store import read, send_all
from tests.samples import sample_tables


def test_every_release_that_the_store_lacks_is_sent_in_order(release_of, output, url):
    first = release_of()
    store = open_store(url)
    send_all(output, store)
    second, third = release_of(), release_of()
    send_all(output, store)
    assert read(store) == [third.name, second.name, first.name]
    assert missing(output.releases, store) == []


def test_a_publisher_that_stopped_anywhere_is_followed_by_one_that_goes_on(release_of, output, url, monkeypatch):
    release_of()
    store = open_store(url)
    count = len(list((output.releases / "2026.11.23").rglob("*")))
    for stop in (0, 1, 5, count // 2):
        put = obstore.put
        left = iter(range(stop))

        def put_until_the_end(*given, put=put, left=left, **named):
            if next(left, None) is None:
                raise KeyboardInterrupt
            return put(*given, **named)

        with monkeypatch.context() as patched:
            patched.setattr(mirror.obstore, "put", put_until_the_end)
            with pytest.raises(KeyboardInterrupt):
                send_all(output, store)
        assert [entry.version for entry in missing(output.releases, store)] == ["2026.11.23"]
    send_all(output, store)
    assert read(store) == ["2026.11.23"]


def test_half_a_file_that_was_left_is_put_again(release_of, output, url):
    release = release_of()
    store = open_store(url)
    obstore.put(store, f"{release.name}/{SIDECAR}", (release / SIDECAR).read_bytes())
    path = "csv/events.csv"
    content = (release / path).read_bytes()
    obstore.put(store, f"{release.name}/{path}", content[: len(content) // 2])
    obstore.put(store, f"{release.name}/LICENSE", b"X" * (release / "LICENSE").stat().st_size)
    send_all(output, store)
    assert read(store) == [release.name]


def test_of_publishers_at_once_with_different_releases_one_wins_and_the_others_are_told(
    release_of, output, url, tmp_path
):
    release_of()
    store = open_store(url)
    send_all(output, store)
    rivals = []
    for number in range(4):
        shutil.copytree(output.root, tmp_path / f"rival{number}")
        rivals.append(Output(tmp_path / f"rival{number}"))
    for number, rival in enumerate(rivals):
        # Two under one version, two under versions of their own.
        version = "2026.11.24" if number < 2 else f"2026.11.2{3 + number}"
        tables = sample_tables() | {"quotes": sample_tables()["quotes"].slice(0, number % 2)}
        publish_samples(rival, tables, version=version)
    outcomes: list[str] = []
    barrier = threading.Barrier(len(rivals))

    def publish_one(rival):
        barrier.wait()
        try:
            send_all(rival, open_store(url))
            outcomes.append("won")
        except ReleaseError as error:
            outcomes.append(str(error))

    threads = [threading.Thread(target=publish_one, args=(rival,)) for rival in rivals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("won") == 1
    assert all("another publisher" in outcome for outcome in outcomes if outcome != "won")
    assert len(read(store)) == 2


def test_a_release_that_is_not_whole_is_not_sent(release_of, output, url):
    release = release_of()
    (release / "LICENSE").unlink()
    store = open_store(url)
    with pytest.raises(ReleaseError, match="not whole: LICENSE: missing"):
        send_all(output, store)
    assert list(obstore.list(store)) == []


def test_the_command_sends_and_says_where(release_of, output, url, capsys):
    release_of()
    assert cli.main(["publish", str(output.root), "--to", url]) == 0
    assert capsys.readouterr().out == f"{url}/2026.11.23\n"
    assert cli.main(["publish", str(output.root), "--to", url]) == 0
    assert "has every release" in capsys.readouterr().err
    release_of()
    assert cli.main(["publish", str(output.root), "--to", url, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"to": url, "sent": [f"{url}/2026.11.23.1"], "decisions_sent": False}
    assert cli.main(["publish", str(output.root), "--to", "nosuch://bucket"]) == 2
    assert cli.main(["publish", str(output.root), "--to", "s3://no-such-bucket-here/entente"]) == 1
    told = [line for line in capsys.readouterr().err.splitlines() if line.startswith("entente publish: ")]
    assert len(told) == 2
    assert told[0].startswith("entente publish: nosuch://bucket: not a store")
    assert read_index(output.releases).latest == "2026.11.23.1"
