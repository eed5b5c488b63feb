"""Verification of a release folder: is every byte, table and reference as the manifest and the declarations say?

The checks inside the tables are in `verify_tables.py`. Nothing is changed, and nothing outside is needed but `../index.json` where it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from minisign import PublicKey

from pipeline.release.errors import ReleaseError
from pipeline.release.index import INDEX, gone_since, read_index
from pipeline.release.manifest import (
    DATABASE,
    FORMAT,
    MANIFEST,
    PROOF,
    SIDECAR,
    SIGNATURE,
    UNLISTED,
    Manifest,
    ReleaseFile,
    content_digest,
    read_manifest,
    table_path,
)
from pipeline.release.seal import seal_fault
from pipeline.release.signature import signature_faults
from pipeline.release.sums import read_sums
from pipeline.release.verify_tables import table_faults
from pipeline.schema.registry import PUBLIC_TABLES, SCHEMA_VERSION
from pipeline.store.hashing import sha256_of_file


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a release: the file, by its path inside the release, and the fault in a line."""

    path: str
    fault: str

    def __str__(self) -> str:
        return f"{self.path}: {self.fault}"


def verify(release: Path, key: PublicKey | None = None) -> list[Problem]:
    """Everything that is wrong with a release folder, in order of path; nothing where it is whole.

    With a key, the release must also be signed by it.
    """
    try:
        manifest = read_manifest(release)
    except ReleaseError as error:
        return [Problem(MANIFEST, str(error).removeprefix(f"{release / MANIFEST}: "))]
    if gone := _withdrawal(release, manifest.version):
        return [Problem(f"../{INDEX}", gone)]
    if manifest.format != FORMAT:
        return [Problem(MANIFEST, f"is of the form {manifest.format}: verify it with Entente {manifest.code_version}")]
    broken = [*_file_problems(release, manifest), *_sums_problems(release, manifest)]
    spoiled = {problem.path for problem in broken}
    problems = [*broken, *_index_problems(release, manifest.version), *_promises(manifest)]
    problems += [Problem(SIGNATURE, fault) for fault in signature_faults(release, manifest, key)]
    faults = table_faults(release, manifest, spoiled, as_declared=manifest.schema_version == SCHEMA_VERSION)
    problems += [Problem(path, fault) for path, fault in faults]
    return sorted(set(problems), key=lambda problem: (problem.path, problem.fault))


def verify_index(release: Path, key: PublicKey) -> list[Problem]:
    """What is wrong with the signature of the index beside a release that it lists; nothing where there is none such."""
    path = release.resolve().parent / INDEX
    try:
        is_listed = path.is_file() and release.resolve().name in read_index(path.parent).versions
    except ReleaseError:
        # `verify` tells of it.
        return []
    if not is_listed:
        return []
    fault = seal_fault(path.read_bytes(), key)
    return [Problem(f"../{INDEX}", fault)] if fault else []


def _withdrawal(release: Path, version: str) -> str | None:
    """What the index says of a release of which no more than the proof is there, where it was withdrawn."""
    if any(path.name not in PROOF for path in release.iterdir()):
        return None
    try:
        gone = read_index(release.resolve().parent).withdrawal(version)
    except ReleaseError:
        return None
    return f"{gone_since(gone)}: of its files only the manifest is kept" if gone else None


def _sums_problems(release: Path, manifest: Manifest) -> Iterator[Problem]:
    """What the list of digests says of the files that no manifest can list, and where it is at odds with the manifest."""
    try:
        sums = read_sums(release)
    except ReleaseError as error:
        yield Problem(SIDECAR, str(error).removeprefix(f"{release / SIDECAR}: "))
        return
    listed = {file.path: file.sha256 for file in manifest.files}
    beside = {MANIFEST, DATABASE} | ({SIGNATURE} & (sums.keys() | {path.name for path in release.iterdir()}))
    for path in sorted((listed.keys() | beside) ^ sums.keys()):
        yield Problem(SIDECAR, f"lists {path}, which is no file of the release" if path in sums else f"lacks {path}")
    for path in sorted(listed.keys() & sums.keys()):
        if sums[path] != listed[path]:
            yield Problem(SIDECAR, f"has another digest of {path} than {MANIFEST}")
    for path in sorted(beside):
        if fault := _digest_fault(release / path, sums.get(path)):
            yield Problem(path, fault)


def _digest_fault(path: Path, digest: str | None) -> str | None:
    if not path.is_file() or path.is_symlink():
        return "missing"
    try:
        return None if digest in (None, sha256_of_file(path)) else f"SHA-256 differs from that in {SIDECAR}"
    except OSError as error:
        return f"cannot be read ({error.strerror})"


def _index_problems(release: Path, version: str) -> Iterator[Problem]:
    try:
        index = read_index(release.resolve().parent)
    except ReleaseError:
        yield Problem(f"../{INDEX}", "not an index of releases")
        return
    entry = index.entry(version) or index.withdrawal(version)
    is_listing = (release.resolve().parent / INDEX).exists()
    if entry is None and is_listing and release.resolve().name == version:
        yield Problem(f"../{INDEX}", f"does not list release {version}")
    if entry is not None:
        for path, digest in ((MANIFEST, entry.manifest_sha256), (SIDECAR, entry.sums_sha256)):
            if digest is not None and (release / path).is_file() and sha256_of_file(release / path) != digest:
                yield Problem(path, f"is not the one that ../{INDEX} lists for release {version}")


def _promises(manifest: Manifest) -> Iterator[Problem]:
    """What the manifest must say whatever the bytes are: all public tables, and a content digest that follows from its files."""
    for table in PUBLIC_TABLES:
        if not manifest.has(table.name) and manifest.schema_version == SCHEMA_VERSION:
            yield Problem(MANIFEST, f"does not list {table_path(table.name)}")
    if content_digest(manifest.files) != manifest.content_digest:
        yield Problem(MANIFEST, "content_digest does not follow from the digests of the tables")


def _file_problems(release: Path, manifest: Manifest) -> Iterator[Problem]:
    listed = {file.path: file for file in manifest.files}
    if len(listed) != len(manifest.files):
        yield Problem(MANIFEST, "lists a file twice")
    found = {
        path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_symlink() or not path.is_dir()
    }
    for path in sorted(found - set(listed) - UNLISTED):
        yield Problem(path, "is not in the manifest")
    for path, file in sorted(listed.items()):
        fault = _fault(release / path, file) if path in found else "missing"
        if fault:
            yield Problem(path, fault)


def _fault(path: Path, file: ReleaseFile) -> str | None:
    try:
        size = path.stat().st_size
        if size != file.bytes:
            return f"has {size} bytes, the manifest says {file.bytes}"
        return None if sha256_of_file(path) == file.sha256 else "SHA-256 differs from the manifest's"
    except OSError as error:
        return f"cannot be read ({error.strerror})"
