"""Verification of a release folder: is every byte, table and reference as the manifest and the declarations say?

The checks inside the tables are in `verify_tables.py`. Nothing is changed, and nothing outside is needed but `../index.json` where it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.release.errors import ReleaseError
from pipeline.release.index import INDEX, read_index
from pipeline.release.manifest import (
    MANIFEST,
    SIDECAR,
    UNLISTED,
    Manifest,
    ReleaseFile,
    content_digest,
    read_manifest,
    sidecar_text,
    table_path,
)
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


def verify(release: Path) -> list[Problem]:
    """Everything that is wrong with a release folder, in order of path; nothing where it is whole."""
    try:
        manifest = read_manifest(release)
    except ReleaseError as error:
        return [Problem(MANIFEST, str(error).removeprefix(f"{release / MANIFEST}: ")), *_manifest_digest(release, None)]
    broken = [*_file_problems(release, manifest)]
    spoiled = {problem.path for problem in broken}
    problems = [*broken, *_manifest_digest(release, manifest), *_promises(manifest)]
    faults = table_faults(release, manifest, spoiled, as_declared=manifest.schema_version == SCHEMA_VERSION)
    problems += [Problem(path, fault) for path, fault in faults]
    return sorted(problems, key=lambda problem: (problem.path, problem.fault))


def _manifest_digest(release: Path, manifest: Manifest | None) -> Iterator[Problem]:
    path, sidecar = release / MANIFEST, release / SIDECAR
    if not path.is_file():
        return
    digest = sha256_of_file(path)
    if not sidecar.is_file():
        yield Problem(SIDECAR, "missing")
    elif sidecar.read_bytes() != sidecar_text(digest).encode():
        yield Problem(SIDECAR, f"does not hold the digest of {MANIFEST}: one of the two was changed")
    if manifest is not None:
        yield from _index_problems(release, manifest.version, digest)


def _index_problems(release: Path, version: str, digest: str) -> Iterator[Problem]:
    try:
        entry = read_index(release.resolve().parent).entry(version)
    except ReleaseError:
        yield Problem(f"../{INDEX}", "not an index of releases")
        return
    listed = (release.resolve().parent / INDEX).exists()
    if entry is None and listed and release.resolve().name == version:
        yield Problem(f"../{INDEX}", f"does not list release {version}")
    elif entry is not None and entry.manifest_sha256 != digest:
        yield Problem(MANIFEST, f"is not the manifest that ../{INDEX} lists for release {version}")


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
