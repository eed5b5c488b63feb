"""Releases of an output folder sent to an object store (`s3://…`), so that two publishers never both win and no reader sees half of one.

The claim on a version is its `manifest.sha256`, which holds the digest of every byte: it is put first, and only where there
is none. Whoever finds the same claim goes on where another stopped, and writes the same bytes; whoever finds another is too late.
`index.json` is put last, by compare-and-swap, and only by the publisher whose release follows the newest one that it lists.
Decisions, such as promotions, follow when all releases are there, and only where they continue those that the store knows.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, NotFoundError

from pipeline.release.errors import ReleaseError, in_a_line
from pipeline.release.index import Channel, Index, IndexEntry, Withdrawn, gone_since, read_index
from pipeline.release.manifest import PROOF, SIDECAR, Manifest, read_manifest
from pipeline.release.remote import NO_CONDITION, change, objects, read_remote
from pipeline.release.seal import Seal
from pipeline.release.sums import read_sums
from pipeline.release.verify import verify
from pipeline.store.hashing import sha256_of_bytes

Sent = Callable[[int], None]
"""Told how many bytes are in the store that were not known to be there."""


def missing(releases: Path, store: Any) -> list[IndexEntry]:
    """The releases of a folder that the index of a store does not list, oldest first.

    Raises ReleaseError where the store lists another release under the version of one, or cannot be reached.
    """
    held = read_remote(store)
    return [entry for entry in reversed(read_index(releases).releases) if not _lists(held, entry)]


def send(release: Path, entry: IndexEntry, store: Any, sent: Sent, seal: Seal | None = None) -> None:
    """Send a release folder to a store and list it there.

    Raises ReleaseError where it is not whole, its version is taken there, it does not follow the newest release of the
    store, or the store fails: what was sent by then is no release to any reader, and is used when it is sent again.
    """
    if problems := verify(release):
        raise ReleaseError(f"{release}: not sent, since it is not whole: {problems[0]}")
    try:
        held = read_remote(store)
        gap = list(_withdrawn_before(release, held))
        _require_next(held, release, gap)
        for gone in gap:
            _send_proof(release.parent / gone.version, store)
        _claim(release, store)
        for path, digest in read_sums(release).items():
            _put(release, path, digest, store)
            sent((release / path).stat().st_size)
        _check(release, store)
        change(store, lambda index: _announced(index, release, entry, gap), seal)
    except (BaseError, FileNotFoundError) as error:
        raise ReleaseError(f"{release.name}: the store failed: {in_a_line(error)}") from error


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
        raise ReleaseError(NO_CONDITION) from error


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
    listed = dict(objects(store, release.name))
    wanted = {path: (release / path).stat().st_size for path in [*read_sums(release), SIDECAR]}
    if differing := sorted(path for path in listed.keys() | wanted.keys() if listed.get(path) != wanted.get(path)):
        raise ReleaseError(f"{release.name}/{differing[0]}: in the store it is not what was sent: publish again")


def _withdrawn_before(release: Path, held: Index) -> Iterator[Withdrawn]:
    """The releases before a release, newest first, that were withdrawn here before the store had them."""
    here, parent = read_index(release.parent), read_manifest(release).parent
    while parent and (gone := here.withdrawal(parent.version)) and parent.version not in held.versions:
        yield gone
        parent = read_manifest(release.parent / gone.version).parent


def _send_proof(release: Path, store: Any) -> None:
    """Send what is left of a release that was withdrawn, so that the chain can be proved in the store too."""
    _claim(release, store)
    for path, digest in read_sums(release).items():
        if path in PROOF:
            _put(release, path, digest, store)


def _announced(held: Index, release: Path, entry: IndexEntry, gap: Sequence[Withdrawn]) -> Index:
    if _lists(held, entry):
        return held
    _require_next(held, release, gap)
    return held.with_release(entry).model_copy(update={"withdrawn": (*gap, *held.withdrawn)})


def _require_next(held: Index, release: Path, gap: Sequence[Withdrawn]) -> None:
    """Raise ReleaseError unless a release, with the gap before it, follows the newest that the store has; its first may be any."""
    newest = next(iter(held.releases), None)
    if newest is None or newest.version == release.name:
        return
    first: Manifest = read_manifest(release.parent / gap[-1].version if gap else release)
    parent = first.parent
    if parent is None or (parent.version, parent.manifest_sha256) != (newest.version, newest.manifest_sha256):
        follows = f"follows {parent.version}" if parent else "follows none"
        raise ReleaseError(
            f"{first.version}: {follows}, but the newest release of the store is {newest.version}: another publisher was first"
        )


def _lists(held: Index, entry: IndexEntry) -> bool:
    found = held.entry(entry.version) or held.withdrawal(entry.version)
    if found is not None and found.sums_sha256 != entry.sums_sha256:
        raise ReleaseError(
            f"{entry.version}: the store has another release under this version: another publisher was first"
        )
    return found is not None


def settle(releases: Path, store: Any, seal: Seal | None = None) -> bool:
    """Bring the decisions of a folder, whose releases the store has, into the store; whether there was any to bring.

    Raises ReleaseError where the store knows decisions that do not stand here, or has withdrawn what one is about.
    """
    here, before = read_index(releases), read_remote(store)
    try:
        return change(store, lambda held: _settled(held, here), seal) != before
    except BaseError as error:
        raise ReleaseError(f"the store failed: {in_a_line(error)}") from error


def _settled(held: Index, here: Index) -> Index:
    if _continues(held, here):
        return held
    if not _continues(here, held):
        last = held.decisions[0]
        raise ReleaseError(
            f"the store has a decision of {last.at:%Y-%m-%d %H:%M} that is not known here ({last}): another publisher was first: "
            "put its index.json in the place of yours, and decide again"
        )
    # The nightly of a store that is ahead is not ours to move.
    ours = {
        name: version
        for name, version in here.channels.items()
        if held.latest == here.latest or name != Channel.NIGHTLY
    }
    for version in {*ours.values(), *here.pins}:
        if gone := held.withdrawal(version):
            raise ReleaseError(f"{gone_since(gone)} in the store: a channel or pin here still holds it")
    return held.model_copy(update={"channels": held.channels | ours, "pins": here.pins, "decisions": here.decisions})


def _continues(index: Index, other: Index) -> bool:
    """Whether the decisions of an index are those of another, or go on from there."""
    shared = len(index.decisions) - len(other.decisions)
    return shared >= 0 and index.decisions[shared:] == other.decisions
