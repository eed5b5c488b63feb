"""The signature of a release: `manifest.json.minisig`, Ed25519 in the form of minisign, which can check it too.

The trusted comment, which is signed as well, names the version and the digest of the database, so that the signature
vouches for every file: the manifest lists the others. It depends on key and content alone, and is made again with them.
"""

import base64
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from minisign import Error, KeyPair, PublicKey, SecretKey, Signature

from pipeline.release.errors import ReleaseError
from pipeline.release.manifest import DATABASE, MANIFEST, SIGNATURE, Manifest
from pipeline.store.hashing import sha256_of_file

KEY_SUFFIX, PUBLIC_SUFFIX = ".key", ".pub"
SIGNING_KEY, PASSWORD = "ENTENTE_SIGNING_KEY", "ENTENTE_KEY_PASSWORD"
"""Variables of the environment: the file of the secret key that signs releases, and the password that it is encrypted under."""


def keygen(path: Path, password: str | None) -> PublicKey:
    """Make a pair of keys at `path` with the suffixes `.key`, which only its owner can read, and `.pub`.

    With a password the secret key is encrypted under it. Raises ReleaseError where a file is there already or cannot be written.
    """
    secret_path, public_path = (path.with_name(path.name + suffix) for suffix in (KEY_SUFFIX, PUBLIC_SUFFIX))
    pair = KeyPair.generate()
    secret, public = pair.secret_key, pair.public_key
    public.untrusted_comment = f"Entente public key {key_id(public)}"
    secret.untrusted_comment = f"Entente secret key {key_id(public)}"
    if password:
        secret.encrypt(password)
    try:
        _create(public_path, bytes(public), 0o644)
        try:
            _create(secret_path, bytes(secret), stat.S_IRUSR | stat.S_IWUSR)
        except OSError:
            public_path.unlink()
            raise
    except FileExistsError as error:
        raise ReleaseError(
            f"{error.filename}: is there already: a key is never overwritten, choose another name"
        ) from error
    except OSError as error:
        raise ReleaseError(f"{error.filename}: cannot be written ({error.strerror})") from error
    return public


def _create(path: Path, content: bytes, mode: int) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)


def key_id(key: PublicKey) -> str:
    """The id of a key as minisign shows it, 16 hexadecimal digits."""
    return _id(key.to_base64())


def signer_of(signature: Signature) -> str:
    """The id of the key that a signature says that it is by."""
    return _id(bytes(signature).splitlines()[1])


def _id(encoded: bytes) -> str:
    """The id in the encoding of a key or signature: after two bytes for the algorithm, eight, the least first."""
    return base64.b64decode(encoded)[2:10][::-1].hex().upper()


def signing_key(environment: Mapping[str, str]) -> SecretKey | None:
    """The key that the environment names, ready to sign; none where it names none.

    Raises ReleaseError where it cannot be read, or the password is not its own.
    """
    if not environment.get(SIGNING_KEY):
        return None
    path, password = Path(environment[SIGNING_KEY]), environment.get(PASSWORD)
    try:
        key = SecretKey.from_file(path)
        if key.is_encrypted():
            if password is None:
                raise ReleaseError(f"{path}: is encrypted: set {PASSWORD} to its password")
            key.decrypt(password)
    except OSError as error:
        raise ReleaseError(f"{path}: cannot be read ({error.strerror})") from error
    except Error as error:
        raise ReleaseError(f"{path}: not a secret key that can be used: {error}") from error
    return key


def read_public_key(pinned: str) -> PublicKey:
    """A public key from the path of its file or from its base64 text. ReleaseError where it is neither."""
    path = Path(pinned)
    try:
        return PublicKey.from_file(path) if path.is_file() else PublicKey.from_base64(pinned)
    except (OSError, Error) as error:
        raise ReleaseError(f"{pinned}: neither the file of a public key nor such a key: {error}") from error


def sign(release: Path, manifest: Manifest, key: SecretKey) -> None:
    """Write the signature of a release folder that holds its manifest and database."""
    signature = key.sign(
        (release / MANIFEST).read_bytes(),
        untrusted_comment=_untrusted(key.get_public_key()),
        trusted_comment=_trusted(release, manifest),
    )
    (release / SIGNATURE).write_bytes(bytes(signature) + b"\n")


def signature_faults(
    release: Path, manifest: Manifest, pinned: PublicKey | None, database: str | None = None
) -> Iterator[str]:
    """What is wrong with the signature of a release folder: with a pinned key it must be there, and by that key; else be well formed.

    `database` is the SHA-256 to expect of a database that is not in the folder, as where only chosen tables were fetched.
    """
    path = release / SIGNATURE
    if not path.is_file():
        if pinned is not None:
            yield f"missing: the release is not signed, and key {key_id(pinned)} is asked for"
        return
    try:
        signature = Signature.from_file(path)
    except (OSError, Error) as error:
        yield f"not a signature: {error}"
        return
    if pinned is not None:
        yield from _faults(release, signature, pinned, _trusted(release, manifest, database))


def signed_by(release: Path) -> str | None:
    """The id of the key that a release says that it is signed by; none where it has no signature that can be read."""
    try:
        return signer_of(Signature.from_file(release / SIGNATURE))
    except (OSError, Error):
        return None


def _faults(release: Path, signature: Signature, pinned: PublicKey, trusted: str) -> Iterator[str]:
    if (signer := signer_of(signature)) != key_id(pinned):
        yield f"is by key {signer}, not by {key_id(pinned)}, which was asked for"
        return
    try:
        pinned.verify((release / MANIFEST).read_bytes(), signature)
    except (OSError, Error):
        yield f"is not what key {key_id(pinned)} made of {MANIFEST}: one of the two was changed"
        return
    if signature.trusted_comment != trusted:
        yield f"is for another {DATABASE} or version: {signature.trusted_comment}"
    if (release / SIGNATURE).read_bytes() != bytes(signature) + b"\n" or signature.untrusted_comment != _untrusted(
        pinned
    ):
        yield "was changed where it is not signed"


def _untrusted(key: PublicKey) -> str:
    return f"Entente release signed by key {key_id(key)}"


def _trusted(release: Path, manifest: Manifest, expected: str | None = None) -> str:
    database = release / DATABASE
    digest = sha256_of_file(database) if database.is_file() else expected or "missing"
    return f"entente {manifest.version} {DATABASE} sha256:{digest}"
