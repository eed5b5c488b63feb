"""A release fetched from a folder, a web server or an object store: every byte held against digests before it counts.

The index vouches for `manifest.sha256`, which vouches for every file. What was fetched is kept beside, in `.getting-VERSION`, until
all of it is there, so that a download that stopped goes on where it was, and half of one is never taken for a release.
"""

import datetime as dt
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import obstore
from minisign import PublicKey
from obstore.exceptions import BaseError
from obstore.store import LocalStore, from_url
from pydantic import ValidationError

from pipeline.release.errors import ReleaseError, in_a_line
from pipeline.release.index import INDEX, LATEST, Index, IndexEntry, Withdrawn, gone_since
from pipeline.release.manifest import (
    DATABASE,
    MANIFEST,
    SIDECAR,
    SIGNATURE,
    UNLISTED,
    Manifest,
    read_manifest,
    table_path,
)
from pipeline.release.seal import seal_fault, sealed_at
from pipeline.release.signature import signature_faults
from pipeline.release.sums import parse_sums
from pipeline.release.verify import Problem, verify
from pipeline.release.version import parse_version
from pipeline.store.hashing import sha256_of_bytes, sha256_of_file

_STAGING = ".getting-"
_ATTEMPTS = 5
"""How often a file is asked for that breaks off; each goes on where the last stopped."""
_CHUNK = 1 << 20
_BESIDE = (MANIFEST, SIGNATURE, "CODEBOOK.md", "LICENSE", "CITATION.cff")
"""What comes with chosen tables."""

Got = Callable[[int], None]
"""Told how many bytes more are there."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A release to be fetched: its version, the digest of each file to be fetched, the list of all digests, whether these are all, and
    when the index that lists it was signed, where a key vouches for that."""

    version: str
    digests: Mapping[str, str]
    sums: bytes
    is_whole: bool
    signed_at: dt.datetime | None = None


def open_base(base: str) -> Any:
    """The folder or URL that holds `index.json`; ReleaseError where it is neither."""
    try:
        if Path(base).is_dir():
            return LocalStore(Path(base).resolve())
        return from_url(base, client_options={"allow_http": True})
    except (BaseError, ValueError) as error:
        raise ReleaseError(f"{base}: neither a folder nor a URL that can be read: {in_a_line(error)}") from error


def choose(store: Any, version: str | None, tables: Iterable[str] | None, key: PublicKey | None = None) -> Wanted:
    """What is to be fetched of a version or channel, by default the latest.

    Raises ReleaseError where it, or one of the tables, is not there, or the key did not sign the index.
    """
    entry, signed_at = _entry(store, version, key)
    sums = _read(store, f"{entry.version}/{SIDECAR}")
    if entry.sums_sha256 not in (None, sha256_of_bytes(sums)):
        raise ReleaseError(f"{entry.version}/{SIDECAR}: is not the one that {INDEX} lists")
    digests = parse_sums(sums.decode(errors="replace"), f"{entry.version}/{SIDECAR}")
    for path in digests:
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts or "\\" in path:
            raise ReleaseError(f"{entry.version}/{SIDECAR}: lists {path}, which is no path inside a release")
    if tables is None:
        return Wanted(entry.version, digests, sums, is_whole=True, signed_at=signed_at)
    paths = {table_path(table): table for table in tables}
    if unknown := sorted(table for path, table in paths.items() if path not in digests):
        held = sorted(path.split("/")[1] for path in digests if path.startswith("tables/"))
        raise ReleaseError(f"release {entry.version} has no table {unknown[0]}: it has {', '.join(held)}")
    chosen = {path: digest for path, digest in digests.items() if path in paths or path in _BESIDE}
    return Wanted(entry.version, chosen, sums, is_whole=False, signed_at=signed_at)


def sizes(store: Any, wanted: Wanted) -> dict[str, int]:
    """Bytes of each file to be fetched, as far as the manifest knows them."""
    text = _read(store, f"{wanted.version}/{MANIFEST}")
    if sha256_of_bytes(text) != wanted.digests.get(MANIFEST):
        raise ReleaseError(f"{wanted.version}/{MANIFEST}: is not the one that {SIDECAR} lists")
    try:
        manifest = Manifest.model_validate(json.loads(text))
    except (ValueError, ValidationError) as error:
        raise ReleaseError(f"{wanted.version}/{MANIFEST}: not a manifest that this version of Entente reads") from error
    return {file.path: file.bytes for file in manifest.files if file.path in wanted.digests}


def fetch(store: Any, wanted: Wanted, out: Path, got: Got, key: PublicKey | None = None) -> Path:
    """Fetch what is wanted into a folder of `out` named for the version, and give it back.

    A whole release is verified, with the key where there is one, before it gets its name; chosen tables are held against what
    the key signed. Raises ReleaseError where it is
    not what was published, or the source or the disk fails: run again, it goes on from there.
    """
    final, staging = out / wanted.version, out / f"{_STAGING}{wanted.version}"
    try:
        staging.parent.mkdir(parents=True, exist_ok=True)
        if final.exists() and not staging.exists():
            # What is there of it, such as chosen tables, is used.
            final.rename(staging)
        staging.mkdir(exist_ok=True)
        _fetch_all(store, wanted, staging, got)
        (staging / SIDECAR).write_bytes(wanted.sums)
        if problems := verify(staging, key) if wanted.is_whole else list(_unsigned(staging, wanted, key)):
            raise ReleaseError(
                f"{staging}: {len(problems)} problems, so that it is not taken for a release: {problems[0]}"
            )
        if final.exists():
            shutil.rmtree(final)
        staging.rename(final)
    except OSError as error:
        raise ReleaseError(f"{out}: cannot be written to: {error.strerror or error}") from error
    return final


def _unsigned(staging: Path, wanted: Wanted, key: PublicKey | None) -> Iterator[Problem]:
    """What a key did not sign of chosen tables, which are what the list of digests says; nothing without a key."""
    if key is None:
        return
    manifest, sums = read_manifest(staging), parse_sums(wanted.sums.decode(), SIDECAR)
    for file in manifest.files:
        if wanted.digests.get(file.path, file.sha256) != file.sha256:
            yield Problem(SIDECAR, f"has another digest of {file.path} than {MANIFEST}")
    for path in sorted(wanted.digests.keys() - {file.path for file in manifest.files} - UNLISTED):
        yield Problem(path, "is not in the manifest")
    yield from (Problem(SIGNATURE, fault) for fault in signature_faults(staging, manifest, key, sums.get(DATABASE)))


def _fetch_all(store: Any, wanted: Wanted, staging: Path, got: Got) -> None:
    try:
        for path, digest in wanted.digests.items():
            _fetch(store, f"{wanted.version}/{path}", staging / path, digest, got)
    except ReleaseError as error:
        if gone := _withdrawal(store, wanted.version):
            raise ReleaseError(gone_since(gone)) from error
        raise


def _fetch(store: Any, key: str, target: Path, digest: str, got: Got) -> None:
    if target.is_file() and sha256_of_file(target) == digest:
        got(target.stat().st_size)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    for attempt in range(_ATTEMPTS):
        held = part.stat().st_size if part.exists() else 0
        try:
            _stream(store, key, part, held, got)
        except (BaseError, FileNotFoundError) as error:
            if attempt + 1 == _ATTEMPTS or isinstance(error, FileNotFoundError):
                raise ReleaseError(f"{key}: cannot be read: {in_a_line(error)}: run again to go on") from error
            continue
        if sha256_of_file(part) == digest:
            part.replace(target)
            return
        got(-part.stat().st_size)
        part.unlink()
        if not held:
            break
    raise ReleaseError(f"{key}: is not what {SIDECAR} lists: the copy there is spoiled, or was changed")


def _stream(store: Any, key: str, part: Path, held: int, got: Got) -> None:
    """Append to a part what is missing of an object, or all of it where the source knows no ranges."""
    size = obstore.head(store, key)["size"]
    if held >= size:
        return
    if held:
        got(held)
    try:
        answer = obstore.get(store, key, options={"range": {"offset": held}} if held else {})
    except (BaseError, NotImplementedError):
        if not held:
            raise
        got(-held)
        part.unlink()
        held, answer = 0, obstore.get(store, key)
    with part.open("ab") as file:
        for chunk in answer.stream(min_chunk_size=_CHUNK):
            file.write(chunk)
            got(len(chunk))


def _entry(store: Any, version: str | None, key: PublicKey | None) -> tuple[IndexEntry, dt.datetime | None]:
    """The release that is asked for, and when the key signed the list that it is in."""
    text = _read(store, INDEX)
    if key and (fault := seal_fault(text, key)):
        raise ReleaseError(f"{INDEX}: {fault}")
    entry = _parsed(text).resolve(version or LATEST)
    # The index comes from elsewhere, and folders here are named for what it says.
    parse_version(entry.version)
    return entry, sealed_at(text) if key else None


def _withdrawal(store: Any, version: str) -> Withdrawn | None:
    """What the index says of a version that was withdrawn; nothing where there is no index that can be read."""
    try:
        return _parsed(_read(store, INDEX)).withdrawal(version)
    except ReleaseError:
        return None


def _parsed(text: bytes) -> Index:
    try:
        return Index.model_validate_json(text)
    except ValidationError as error:
        raise ReleaseError(f"{INDEX}: not an index of releases") from error


def _read(store: Any, key: str) -> bytes:
    try:
        return bytes(obstore.get(store, key).bytes())
    except (BaseError, FileNotFoundError) as error:
        raise ReleaseError(f"{key}: cannot be read: {in_a_line(error)}") from error
