"""A signed release is trusted by the key that is pinned, and by no other; minisign can check it as well."""

import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.release.errors import ReleaseError
from pipeline.release.manifest import DATABASE, MANIFEST, SIDECAR, SIGNATURE, read_manifest
from pipeline.release.signature import SIGNING_KEY, key_id, keygen, read_public_key, sign, signature_faults, signing_key
from pipeline.release.sums import write_sums
from pipeline.release.verify import verify
from pipeline.store.paths import Output
from tests.release.conftest import publish_samples


@pytest.fixture(scope="module")
def ring(tmp_path_factory) -> Path:
    """The folder of two pairs of keys: the publisher's, and those of somebody else."""
    folder = tmp_path_factory.mktemp("ring")
    for name in ("ours", "theirs"):
        keygen(folder / name, None)
    return folder


@pytest.fixture(scope="module")
def keys(ring):
    """The public keys: the publisher's, and that of somebody else."""
    return [read_public_key(str(ring / f"{name}.pub")) for name in ("ours", "theirs")]


@pytest.fixture(scope="module")
def secret_of(ring):
    return lambda name: signing_key({SIGNING_KEY: str(ring / f"{name}.key")})


@pytest.fixture(scope="module")
def made(secret_of, tmp_path_factory) -> Path:
    """A signed release, not to be changed."""
    return publish_samples(Output(tmp_path_factory.mktemp("signed")), key=secret_of("ours"))


@pytest.fixture
def signed(made, tmp_path) -> Path:
    """A signed release to spoil, with the index beside it."""
    shutil.copytree(made.parent, tmp_path / "releases")
    return tmp_path / "releases" / made.name


def _faults(release, key):
    return [str(problem) for problem in verify(release, key)]


def test_a_signed_release_is_whole_under_its_key_and_without_one(signed, keys):
    assert _faults(signed, keys[0]) == []
    assert _faults(signed, None) == []


def test_a_release_that_somebody_else_signed_again_is_refused(signed, keys, secret_of):
    manifest = read_manifest(signed)
    (signed / SIGNATURE).unlink()
    sign(signed, manifest, secret_of("theirs"))
    write_sums(signed, manifest)
    (signed.parent / "index.json").unlink()
    assert _faults(signed, None) == []
    assert _faults(signed, keys[1]) == []
    (fault,) = _faults(signed, keys[0])
    assert fault == f"{SIGNATURE}: is by key {key_id(keys[1])}, not by {key_id(keys[0])}, which was asked for"


def test_a_signature_under_a_borrowed_key_id_is_refused(signed, keys, secret_of):
    theirs = secret_of("theirs")
    theirs._keynum_sk.key_id[:] = keys[0]._keynum_pk.key_id
    (signed.parent / "index.json").unlink()
    sign(signed, read_manifest(signed), theirs)
    write_sums(signed, read_manifest(signed))
    assert [fault.split(": ")[0] for fault in _faults(signed, keys[0])] == [SIGNATURE]


def test_a_database_forged_with_its_digests_is_betrayed_by_the_signature(signed, keys):
    (signed.parent / "index.json").unlink()
    with (signed / DATABASE).open("ab") as file:
        file.write(b"more")
    write_sums(signed, read_manifest(signed))
    assert any(fault.startswith(f"{SIGNATURE}: is for another {DATABASE}") for fault in _faults(signed, keys[0]))


def test_a_manifest_forged_with_its_digests_is_betrayed_by_the_signature(signed, keys):
    (signed.parent / "index.json").unlink()
    path = signed / MANIFEST
    path.write_text(path.read_text().replace('"input_digest": "abab', '"input_digest": "cdab'))
    write_sums(signed, read_manifest(signed))
    assert any(fault.startswith(f"{SIGNATURE}: is not what key") for fault in _faults(signed, keys[0]))


def test_every_byte_of_the_signature_counts(signed, keys):
    original, manifest = (signed / SIGNATURE).read_bytes(), read_manifest(signed)
    unfound = []
    for place in range(len(original)):
        (signed / SIGNATURE).write_bytes(original[:place] + bytes([original[place] ^ 1]) + original[place + 1 :])
        # What a verification says of the signature, whatever else betrays the change.
        if not list(signature_faults(signed, manifest, keys[0])):
            unfound.append(place)
    assert unfound == []


def test_an_unsigned_release_is_refused_where_a_key_is_asked_for(release_of, keys):
    release = release_of()
    assert not (release / SIGNATURE).exists()
    assert _faults(release, keys[0]) == [
        f"{SIGNATURE}: missing: the release is not signed, and key {key_id(keys[0])} is asked for"
    ]


def test_what_is_no_signature_is_told_without_a_key_too(signed):
    (signed / SIGNATURE).write_text("signed, sealed, delivered\n")
    assert any(fault.startswith(f"{SIGNATURE}: not a signature") for fault in _faults(signed, None))


def test_a_signature_is_made_again_by_the_same_key(signed, secret_of):
    before = (signed / SIGNATURE).read_bytes()
    sign(signed, read_manifest(signed), secret_of("ours"))
    assert (signed / SIGNATURE).read_bytes() == before


@pytest.mark.skipif(shutil.which("minisign") is None, reason="minisign is not installed")
def test_minisign_checks_a_signature(signed, ring):
    subprocess.run(["minisign", "-Vm", MANIFEST, "-p", ring / "ours.pub"], cwd=signed, check=True)


def test_a_secret_key_is_its_owners_alone_and_never_overwritten(tmp_path):
    keygen(tmp_path / "pair", None)
    assert stat.S_IMODE((tmp_path / "pair.key").stat().st_mode) == 0o600
    before = (tmp_path / "pair.key").read_bytes()
    with pytest.raises(ReleaseError, match="is there already"):
        keygen(tmp_path / "pair", None)
    (tmp_path / "pair.pub").unlink()
    with pytest.raises(ReleaseError, match="is there already"):
        keygen(tmp_path / "pair", None)
    assert (tmp_path / "pair.key").read_bytes() == before
    assert not (tmp_path / "pair.pub").exists()


def test_an_encrypted_key_signs_with_its_password_alone(tmp_path):
    public = keygen(tmp_path / "pair", "correct horse")
    place = {SIGNING_KEY: str(tmp_path / "pair.key")}
    held = signing_key(place | {"ENTENTE_KEY_PASSWORD": "correct horse"})
    assert held is not None
    assert held.get_public_key() == public
    with pytest.raises(ReleaseError, match="wrong password"):
        signing_key(place | {"ENTENTE_KEY_PASSWORD": "wrong horse"})
    with pytest.raises(ReleaseError, match="is encrypted: set ENTENTE_KEY_PASSWORD"):
        signing_key(place)


@pytest.mark.parametrize("content", [None, b"", b"not a key\n", b"\xff" * 40])
def test_what_is_no_secret_key_is_one_line(tmp_path, content):
    if content is not None:
        (tmp_path / "some.key").write_bytes(content)
    with pytest.raises(ReleaseError) as raised:
        signing_key({SIGNING_KEY: str(tmp_path / "some.key")})
    assert "\n" not in str(raised.value)


def test_a_public_key_is_given_by_file_or_text(ring, keys):
    assert read_public_key(str(ring / "ours.pub")) == read_public_key(keys[0].to_base64().decode()) == keys[0]
    with pytest.raises(ReleaseError, match="neither the file of a public key nor"):
        read_public_key("RWQ")


def test_the_commands_make_a_key_and_pin_it(release_of, tmp_path, capsys, monkeypatch):
    assert cli.main(["keygen", str(tmp_path / "pair")]) == 0
    pinned = capsys.readouterr().out.strip()
    monkeypatch.setenv(SIGNING_KEY, str(tmp_path / "pair.key"))
    release = release_of(key=signing_key({SIGNING_KEY: str(tmp_path / "pair.key")}))
    assert cli.main(["verify", str(release), "--key", pinned]) == 0
    assert f"signed by key {key_id(read_public_key(pinned))}" in capsys.readouterr().out
    assert cli.main(["verify", str(release)]) == 0
    assert "which was not checked" in capsys.readouterr().err
    keygen(tmp_path / "other", None)
    assert cli.main(["verify", str(release), "--key", str(tmp_path / "other.pub")]) == 1
    assert cli.main(["verify", str(release), "--key", "nonsense"]) == 2
    assert SIDECAR not in capsys.readouterr().out


def test_a_build_with_a_key_that_cannot_sign_does_not_begin(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv(SIGNING_KEY, str(tmp_path / "nowhere.key"))
    assert cli.main(["build", "--articles", str(tmp_path), "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "out").exists()
