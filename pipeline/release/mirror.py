"""Releases of an output folder sent to an object store (`s3://…`), so that two publishers never both win and no reader sees half of one.

The claim on a version is its `manifest.sha256`, which holds the digest of every byte: it is put first, and only where there
is none. Whoever finds the same claim goes on where another stopped, and writes the same bytes; whoever finds another is too late.
`index.json` is put last, by compare-and-swap, and only by the publisher whose release follows the newest one that it lists.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, NotFoundError, PreconditionError
from pydantic import ValidationError

from pipeline.release.errors import ReleaseError
from pipeline.release.index import INDEX, Index, IndexEntry, read_index
from pipeline.release.manifest import SIDECAR, Manifest, read_manifest
from pipeline.release.sums import read_sums
from pipeline.release.verify import verify
from pipeline.store.hashing import sha256_of_bytes

Sent = Callable[[int], None]
"""Told how many bytes are in the store that were not known to be there."""

_NO_CONDITION = (
    "the store does not put on a condition (If-None-Match, If-Match), without which two publishers could both win"
)


def open_store(url: str) -> Any:
    """The store at a URL such as `s3://bucket/prefix`, by the settings of the environment; ReleaseError where it is none."""
    try:
        return obstore.store.from_url(url)
    except (BaseError, ValueError) as error:
        raise ReleaseError(f"{url}: not a store that can be published to: {_line(error)}") from error


def missing(releases: Path, store: Any) -> list[IndexEntry]:
    """The releases of a folder that the index of a store does not list, oldest first.

    Raises ReleaseError where the store lists another release under the version of one, or cannot be reached.
    """
    held, _ = _index(store)
    return [entry for entry in reversed(read_index(releases).releases) if not _lists(held, entry)]


def send(release: Path, entry: IndexEntry, store: Any, sent: Sent) -> None:
    """Send a release folder to a store and list it there.

    Raises ReleaseError where it is not whole, its version is taken there, it does not follow the newest release of the
    store, or the store fails: what was sent by then is no release to any reader, and is used when it is sent again.
    """
    if problems := verify(release):
        raise ReleaseError(f"{release}: not sent, since it is not whole: {problems[0]}")
    try:
        _require_next(_index(store)[0], release)
        _claim(release, store)
        for path, digest in read_sums(release).items():
            _put(release, path, digest, store)
            sent((release / path).stat().st_size)
        _check(release, store)
        _announce(release, entry, store)
    except (BaseError, FileNotFoundError) as error:
        raise ReleaseError(f"{release.name}: the store failed: {_line(error)}") from error


def _claim(release: Path, store: Any) -> None:
    key, claim = f"{release.name}/{SIDECAR}", (release / SIDECAR).read_bytes()
    try:
        obstore.put(store, key, claim, mode="create")
    except AlreadyExistsError as error:
        if bytes(obstore.get(store, key).bytes()) != claim:
            raise ReleaseError(
                f"{release.name}: another publisher has put another release under this version: publish under the next one"
            ) from error
    except NotImplementedError as error:
        raise ReleaseError(_NO_CONDITION) from error


def _put(release: Path, path: str, digest: str, store: Any) -> None:
    key = f"{release.name}/{path}"
    if not _is_there(key, (release / path).stat().st_size, digest, store):
        # Not on a condition: none but holders of the same claim write here, and they write the same bytes.
        obstore.put(store, key, release / path)


def _is_there(key: str, size: int, digest: str, store: Any) -> bool:
    try:
        if obstore.head(store, key)["size"] != size:
            return False
        return sha256_of_bytes(bytes(obstore.get(store, key).bytes())) == digest
    except (NotFoundError, FileNotFoundError):
        return False


def _check(release: Path, store: Any) -> None:
    """Whether all that was sent is there, by size, and nothing else."""
    listed = {each["path"].rsplit(f"{release.name}/", 1)[-1]: each["size"] for each in _listed(release.name, store)}
    wanted = {path: (release / path).stat().st_size for path in [*read_sums(release), SIDECAR]}
    if differing := sorted(path for path in listed.keys() | wanted.keys() if listed.get(path) != wanted.get(path)):
        raise ReleaseError(f"{release.name}/{differing[0]}: in the store it is not what was sent: publish again")


def _listed(version: str, store: Any) -> Iterator[Any]:
    for batch in obstore.list(store, prefix=f"{version}/"):
        yield from batch


def _announce(release: Path, entry: IndexEntry, store: Any) -> None:
    while True:
        held, tag = _index(store)
        if _lists(held, entry):
            return
        _require_next(held, release)
        text = held.with_release(entry).model_dump_json(indent=2) + "\n"
        try:
            obstore.put(store, INDEX, text.encode(), mode="create" if tag is None else {"e_tag": tag})
        except (AlreadyExistsError, PreconditionError):
            continue
        except NotImplementedError as error:
            raise ReleaseError(_NO_CONDITION) from error
        return


def _require_next(held: Index, release: Path) -> None:
    """Raise ReleaseError unless a release follows the newest that the store has; the first of a store may be any."""
    manifest: Manifest = read_manifest(release)
    newest = next(iter(held.releases), None)
    if newest is None or newest.version == manifest.version:
        return
    parent = manifest.parent
    if parent is None or (parent.version, parent.manifest_sha256) != (newest.version, newest.manifest_sha256):
        follows = f"follows {parent.version}" if parent else "follows none"
        raise ReleaseError(
            f"{release.name}: {follows}, but the newest release of the store is {newest.version}: another publisher was first"
        )


def _lists(held: Index, entry: IndexEntry) -> bool:
    found = held.entry(entry.version)
    if found is not None and found.sums_sha256 != entry.sums_sha256:
        raise ReleaseError(
            f"{entry.version}: the store has another release under this version: another publisher was first"
        )
    return found is not None


def _index(store: Any) -> tuple[Index, str | None]:
    """The index of a store and its ETag; an empty one and none where there is none yet."""
    try:
        got = obstore.get(store, INDEX)
        return Index.model_validate_json(bytes(got.bytes())), got.meta["e_tag"]
    except (NotFoundError, FileNotFoundError):
        return Index(), None
    except ValidationError as error:
        raise ReleaseError(f"{INDEX} of the store is no index of releases: restore it from a copy") from error
    except BaseError as error:
        raise ReleaseError(f"the store cannot be read: {_line(error)}") from error


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
