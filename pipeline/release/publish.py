"""Publishing: a plan carried out beside the releases, checked, and moved into place in one step; the index last.

A reader sees a release whole or not at all. One publisher works at a time. Whatever fails, the last release stays as it was.
What is to be done is decided in `plan.py`; the files are made in `make.py`; the lock is in `publisher.py`.
"""

import datetime as dt
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from minisign import SecretKey

from pipeline.release.carried import note_database
from pipeline.release.changes import compute_changes
from pipeline.release.compatibility import require_compatible
from pipeline.release.errors import ReleaseError
from pipeline.release.index import Index, IndexEntry, read_index
from pipeline.release.make import Content, make_release
from pipeline.release.manifest import MANIFEST, Manifest, creation_time, read_manifest
from pipeline.release.plan import ReleasePlan, plan_release
from pipeline.release.published import EventTables, load_parent
from pipeline.release.publisher import STAGING, make_durable, only_publisher, write_durably
from pipeline.release.redirects import compute_redirects
from pipeline.release.seal import Seal
from pipeline.release.verify import verify
from pipeline.release.version import choose_version
from pipeline.schema.registry import PUBLIC_TABLES
from pipeline.schema.tables.changes import CHANGES
from pipeline.schema.tables.redirects import REDIRECTS
from pipeline.store.atomic import sync
from pipeline.store.paths import Output


@dataclass(frozen=True, slots=True)
class Basis:
    """The release after which tables were made and checked, by its version; none where there was no release."""

    version: str | None


RECKONED = frozenset({CHANGES.name, REDIRECTS.name})
"""The tables that tell of the release before, and are made when it is known for sure which that is."""


def publish(
    output: Output,
    tables: Mapping[str, pa.Table],
    *,
    version: str | None,
    today: dt.date,
    now: dt.datetime,
    input_digest: str,
    quality: str,
    quality_data: str = "{}\n",
    key: SecretKey | None = None,
    basis: Basis | None = None,
    reckoned: Basis | None = None,
) -> Path:
    """Publish the public tables as a release, signed where there is a key, and give back its folder.

    `tables` holds every public table. Those `RECKONED` are taken as they are where they were made after the release `reckoned`
    and it is still the latest; else they are made here, under the lock, since they could be stale by now. `quality` and `quality_data` are the texts of QUALITY.md
    and quality.json. With a `basis` the release follows that one alone: ids, checks and drift are told of it.
    Raises ReleaseError where another publisher came between or is at work, the version is malformed or
    taken, a table is missing, or the release fails its own verification.
    """
    with only_publisher(output.releases):
        seal = Seal(key, now) if key else None
        unannounced = _announce_left(output.releases, now, seal)
        index = read_index(output.releases)
        if index.latest:
            require_compatible(output.releases / index.latest)
        content = Content(_complete(tables, output, reckoned == Basis(index.latest)), quality, quality_data)
        chosen = choose_version(version, today, _taken(output.releases, index))
        plan = plan_release(
            version=chosen,
            created_at=creation_time(chosen, os.environ),
            index=index,
            rows={name: data.num_rows for name, data in content.tables.items()},
            input_digest=input_digest,
        )
        note = output.made / "database"
        manifest = _carry_out(plan, content, output.releases, unannounced, key, basis, note)
        if manifest != unannounced:
            _announce(output.releases, index, manifest, now, seal)
            note_database(note, output.releases / manifest.version)
        return output.releases / manifest.version


def _complete(tables: Mapping[str, pa.Table], output: Output, are_reckoned: bool) -> dict[str, pa.Table]:
    needed = {table.name for table in PUBLIC_TABLES} - (frozenset() if are_reckoned else RECKONED)
    if missing := sorted(needed - set(tables)):
        raise ReleaseError(f"cannot publish without the tables {', '.join(missing)}: run the stages that make them")
    if are_reckoned:
        return {name: tables[name] for name in needed}
    evidence, parent = tables["evidence"], load_parent(output)
    changes = compute_changes(EventTables.of(tables.__getitem__), parent)
    redirects = compute_redirects(changes, evidence, parent)
    return {name: tables[name] for name in needed} | {"changes": changes, "redirects": redirects}


def _taken(releases: Path, index: Index) -> frozenset[str]:
    return index.versions | {path.name for path in releases.iterdir() if path.is_dir()}


def _carry_out(
    plan: ReleasePlan,
    content: Content,
    releases: Path,
    unannounced: Manifest | None,
    key: SecretKey | None,
    basis: Basis | None,
    note: Path,
) -> Manifest:
    """Make a release and move it into place, unless it is the one again that a publisher had not come to announce."""
    staging = releases / f"{STAGING}{plan.version}-{os.getpid()}"
    try:
        staging.mkdir()
        manifest = make_release(plan, content, staging, key, note)
        if problems := verify(staging, key.get_public_key() if key else None):
            raise ReleaseError(f"release {plan.version} fails its own verification and is not published: {problems[0]}")
        if unannounced and manifest.content_digest == unannounced.content_digest:
            shutil.rmtree(staging)
            return unannounced
        _require_basis(plan, basis)
        make_durable(staging)
        staging.rename(releases / plan.version)
        sync(releases)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    return manifest


def _require_basis(plan: ReleasePlan, basis: Basis | None) -> None:
    latest = plan.parent.version if plan.parent else None
    if basis is not None and basis.version != latest:
        made = f"made after {basis.version}" if basis.version else "made as the first"
        raise ReleaseError(
            f"release {latest} was published while this one was {made}: it is not published: build again"
        )


def _announce_left(releases: Path, now: dt.datetime, seal: Seal | None) -> Manifest | None:
    """Announce a release that was whole and in place when its publisher was killed: the one that follows the latest."""
    index = read_index(releases)
    latest = index.latest
    for folder in sorted(path for path in releases.iterdir() if (path / MANIFEST).is_file()):
        manifest = read_manifest(folder)
        parent = manifest.parent.version if manifest.parent else None
        if folder.name not in index.versions and manifest.version == folder.name and parent == latest:
            _announce(releases, index, manifest, now, seal)
            return manifest
    return None


def _announce(releases: Path, index: Index, manifest: Manifest, now: dt.datetime, seal: Seal | None) -> None:
    entry = IndexEntry.of(releases / manifest.version, manifest, now)
    try:
        write_durably(releases, index.with_release(entry), seal)
    except BaseException:
        # What no index lists was never published, and must not stand in the way of the next attempt.
        if read_index(releases).entry(entry.version) is None:
            shutil.rmtree(releases / entry.version, ignore_errors=True)
        raise
