"""Channels and pins: what people decide about releases that stand, each decision kept in the index with its time.

Builds move `nightly` as they publish (`publish.py`). What a decision makes of an index is a pure function; under the lock it is
carried out in one write.
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from minisign import PublicKey

from pipeline.release.errors import ReleaseError
from pipeline.release.index import Act, Channel, Decision, Index, IndexEntry, read_index, to_the_second
from pipeline.release.publisher import only_publisher, write_durably
from pipeline.release.seal import Seal
from pipeline.release.verify import verify


def promote(
    releases: Path,
    name: str,
    channel: Channel,
    now: dt.datetime,
    *,
    back: bool = False,
    key: PublicKey | None = None,
    seal: Seal | None = None,
) -> Index:
    """Point a channel at the release that `name` (a version, channel or `latest`) means, once it is verified; the index then.

    Raises ReleaseError where it is not whole, not signed by `key` where one is given, not there, or earlier than the one that
    the channel points at and `back` does not say that this is meant; or where the index is signed and `seal` cannot sign it again.
    """
    entry = read_index(releases).resolve(name)
    if problems := verify(releases / entry.version, key):
        raise ReleaseError(f"release {entry.version} is not whole and not promoted: {problems[0]}")
    return _decide(releases, seal, lambda index: promoted(index, entry, channel, now, back=back))


def pin(releases: Path, name: str, reason: str | None, now: dt.datetime, seal: Seal | None = None) -> Index:
    """Keep a release from ever being withdrawn, and give back the index. Raises ReleaseError where it is not there."""
    return _decide(releases, seal, lambda index: pinned(index, index.resolve(name).version, reason, now))


def unpin(releases: Path, name: str, now: dt.datetime, seal: Seal | None = None) -> Index:
    """Let a release go that was pinned, and give back the index. Raises ReleaseError where it is not pinned."""
    return _decide(releases, seal, lambda index: unpinned(index, index.resolve(name).version, now))


def promoted(index: Index, entry: IndexEntry, channel: Channel, now: dt.datetime, *, back: bool) -> Index:
    """The index after a promotion, or the same where the channel points there; ReleaseError as `promote` says."""
    if index.entry(entry.version) != entry:
        raise ReleaseError(f"release {entry.version} went while it was verified: another publisher withdrew it")
    before = index.pointed(channel)
    if before == entry.version and channel.value in index.channels:
        return index
    order = [each.version for each in index.releases]
    if before and order.index(entry.version) > order.index(before) and not back:
        raise ReleaseError(f"{channel} is at {before}, which is later than {entry.version}: --back takes it back")
    decision = Decision(
        at=to_the_second(now), act=Act.PROMOTED, version=entry.version, channel=channel.value, before=before
    )
    return _decided(index, decision, channels=index.channels | {channel.value: entry.version})


def pinned(index: Index, version: str, reason: str | None, now: dt.datetime) -> Index:
    """The index after a release was pinned, or the same where it was, for the same reason."""
    if version in index.pins and index.pins[version] == reason:
        return index
    decision = Decision(at=to_the_second(now), act=Act.PINNED, version=version, reason=reason)
    return _decided(index, decision, pins=index.pins | {version: reason})


def unpinned(index: Index, version: str, now: dt.datetime) -> Index:
    """The index after a pin was taken off; ReleaseError where there is none."""
    if version not in index.pins:
        raise ReleaseError(f"release {version} is not pinned: pinned are {', '.join(index.pins) or 'none'}")
    decision = Decision(at=to_the_second(now), act=Act.UNPINNED, version=version)
    return _decided(index, decision, pins={each: why for each, why in index.pins.items() if each != version})


def _decided(index: Index, decision: Decision, **changed: object) -> Index:
    return index.model_copy(update={**changed, "decisions": (decision, *index.decisions)})


def _decide(releases: Path, seal: Seal | None, decide: Callable[[Index], Index]) -> Index:
    with only_publisher(releases):
        index = read_index(releases)
        decided = decide(index)
        if decided != index:
            write_durably(releases, decided, seal)
        return decided
