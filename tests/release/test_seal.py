"""A list of releases that is signed cannot be changed, stripped or held back unnoticed by who holds a copy of it."""

import datetime as dt
import json

import pytest
from minisign import Signature
from obstore.store import MemoryStore

from pipeline.release.errors import ReleaseError
from pipeline.release.index import INDEX, Channel, Index, read_index
from pipeline.release.publisher import write_durably
from pipeline.release.remote import change, read_remote
from pipeline.release.seal import Seal, seal_fault
from pipeline.release.signature import SIGNING_KEY, key_id, keygen, signing_key
from tests.release.conftest import NOW


@pytest.fixture
def keys(tmp_path):
    """Two pairs of keys: the publisher's, and those of somebody else."""
    return {name: keygen(tmp_path / name, None) for name in ("ours", "theirs")}


@pytest.fixture
def seal_of(tmp_path, keys):
    return lambda name: Seal(signing_key({SIGNING_KEY: str(tmp_path / f"{name}.key")}), NOW)


@pytest.fixture
def signed(standing, seal_of):
    """Two releases in a folder, the list of which is signed."""
    output = standing(2)
    write_durably(output.releases, read_index(output.releases), seal_of("ours"))
    return output


@pytest.fixture
def with_key(tmp_path, monkeypatch, keys):
    monkeypatch.setenv(SIGNING_KEY, str(tmp_path / "ours.key"))


def _text(output) -> bytes:
    return (output.releases / INDEX).read_bytes()


def _change(output, edit) -> None:
    document = json.loads(_text(output))
    edit(document)
    (output.releases / INDEX).write_text(json.dumps(document, indent=2))


def _point_back(document) -> None:
    document["latest"] = document["channels"]["nightly"] = "2026.11.23"


def test_a_release_that_is_signed_makes_a_list_that_is(release_of, output, keys, seal_of):
    release_of(key=seal_of("ours").key)
    assert seal_fault(_text(output), keys["ours"]) is None
    assert "is by key" in seal_fault(_text(output), keys["theirs"])


def test_what_is_signed_can_be_made_without_entente(signed, keys):
    document = json.loads(_text(signed))
    signature = Signature.from_bytes(document.pop("signature").encode())
    rest = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n"
    keys["ours"].verify(rest.encode(), signature)
    assert signature.trusted_comment == "entente index signed 2026-11-23T05:30:00+00:00"


def test_a_list_in_another_layout_or_with_more_in_it_by_a_later_version_is_still_signed(signed, keys, seal_of):
    document = json.loads(_text(signed))
    assert seal_fault(json.dumps(document).encode(), keys["ours"]) is None
    assert "was changed" in seal_fault(json.dumps({**document, "more": 1}).encode(), keys["ours"])


@pytest.mark.parametrize(
    ("edit", "fault"),
    [
        (_point_back, "is not what key"),
        (lambda document: document.pop("signature"), "is not signed, and key"),
        (lambda document: document.update(signature="none of mine"), "is not what key"),
    ],
)
def test_a_list_that_was_changed_is_refused_by_who_pins_the_key(signed, run, keys, tmp_path, edit, fault):
    key = keys["ours"].to_base64().decode()
    _change(signed, edit)
    code, _, complaint = run("get", signed.releases, "--out", tmp_path / "got", "--key", key)
    assert (code, complaint.count("\n")) == (1, 1)
    assert f"{INDEX}: {fault}" in complaint
    code, shown, _ = run("verify", signed.releases / "2026.11.23", "--key", key)
    assert code == 1
    assert f"../{INDEX}: {fault}" in shown


def test_a_list_that_was_signed_too_long_ago_is_refused_where_that_is_asked_for(
    signed, run, keys, tmp_path, monkeypatch
):
    monkeypatch.setattr("pipeline.commands.publishing._now", lambda: NOW + dt.timedelta(days=3))
    arguments = ("get", signed.releases, "--tables", "dyads", "--out", tmp_path / "got", "--max-age", "2")
    code, _, complaint = run(*arguments, "--key", keys["ours"].to_base64().decode())
    assert code == 1
    assert "index.json was signed on 2026-11-23 05:30 UTC, more than 2 days ago" in complaint
    assert run(*arguments)[0] == 2


def test_decisions_keep_the_list_signed(signed, run, keys, with_key):
    assert run("pin", signed.root, "--release", "2026.11.23")[0] == 0
    assert run("promote", signed.root, "--release", "2026.11.23", "--to", "stable")[0] == 0
    assert seal_fault(_text(signed), keys["ours"]) is None
    assert read_index(signed.releases).channels[Channel.STABLE] == "2026.11.23"


def test_who_has_no_key_changes_no_list_that_is_signed(signed, run):
    before = _text(signed)
    for arguments in (
        ("pin", signed.root, "--release", "2026.11.23"),
        ("promote", signed.root, "--release", "2026.11.23", "--to", "stable"),
    ):
        code, _, complaint = run(*arguments)
        assert (code, complaint.count("\n")) == (1, 1)
        assert f"{INDEX} is signed: set {SIGNING_KEY}" in complaint
    code, _, complaint = run("build", "--articles", signed.root, "--out", signed.root)
    assert (code, complaint.count("\n")) == (2, 1)
    assert _text(signed) == before


def test_what_somebody_else_changed_is_not_signed_unseen(signed, run, with_key, keys, seal_of):
    _change(signed, _point_back)
    code, _, complaint = run("pin", signed.root, "--release", "2026.11.23")
    assert code == 1
    assert f"{INDEX} is not what key {key_id(keys['ours'])} signed: it was changed: put a good copy" in complaint
    with pytest.raises(ReleaseError, match="is by key"):
        write_durably(signed.releases, Index(), seal_of("theirs"))


def test_the_list_of_a_store_is_signed_in_the_same_write(keys, seal_of, signed):
    store, index = MemoryStore(), read_index(signed.releases)
    change(store, lambda _: index, seal_of("ours"))
    assert seal_fault(read_remote(store).text().encode(), keys["ours"]) is None
    with pytest.raises(ReleaseError, match="is signed: set"):
        change(store, lambda held: held.model_copy(update={"pins": {"2026.11.23": None}}))
    change(store, lambda held: held.model_copy(update={"pins": {"2026.11.23": None}}), seal_of("ours"))
    assert seal_fault(read_remote(store).text().encode(), keys["ours"]) is None
