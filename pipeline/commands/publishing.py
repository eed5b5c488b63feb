"""The commands by which releases get to readers and stay or go: publish, promote, pin, unpin, prune and get.

What each does is in `pipeline/release`; a release itself is made by `entente build`.
"""

import argparse
import datetime as dt
import os
import sys
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.arguments import Run
from pipeline.commands.common import DONE, FAILED, UsageError, folder, misuse, print_json

if TYPE_CHECKING:
    from rich.progress import Progress

    from pipeline.release.index import Index
    from pipeline.release.retention import Pruning
    from pipeline.release.seal import Seal
    from pipeline.release.targets.upload import Target


def _told(run: Run) -> Run:
    """A command that tells of what went wrong with releases, or their files, in one line."""

    @wraps(run)
    def telling(options: argparse.Namespace) -> int:
        from pipeline.release.errors import ReleaseError

        try:
            return run(options)
        except BrokenPipeError:
            raise
        except ReleaseError as fault:
            told = str(fault)
        except OSError as fault:
            told = f"{fault.filename}: {fault.strerror}" if fault.filename else str(fault.strerror or fault)
        print(f"entente {options.command}: {told}", file=sys.stderr)
        if options.json:
            print_json({"fault": told})
        return FAILED

    return telling


@_told
def publish(options: argparse.Namespace) -> int:
    """Send the releases of an output folder to a store that lacks them, or one release to Hugging Face or Zenodo."""
    from pipeline.release.targets import huggingface, zenodo

    for target in (huggingface, zenodo):
        if options.to.startswith(target.SCHEME):
            return _upload(options, target)
    if options.release:
        raise UsageError("--release is for hf:// and zenodo: only: a store is sent every release that it lacks")
    return _mirror(options)


def _mirror(options: argparse.Namespace) -> int:
    from pipeline.release.manifest import read_manifest
    from pipeline.release.mirror import missing, send, settle

    releases, store = _releases(options), _store(options.to)
    waiting, sent, seal = missing(releases, store), list[str](), _seal()
    with _bytes_shown() as progress:
        for entry in waiting:
            release = releases / entry.version
            task = progress.add_task(entry.version, total=sum(file.bytes for file in read_manifest(release).files))
            send(release, entry, store, partial(progress.advance, task), seal)
            sent.append(f"{options.to.rstrip('/')}/{entry.version}")
            _print_unless_json(options, sent[-1])
    if is_settled := settle(releases, store, seal):
        print(f"{options.to} knows what was decided of the releases of {options.out}", file=sys.stderr)
    elif not waiting:
        print(f"{options.to} has every release of {options.out}", file=sys.stderr)
    if options.json:
        print_json({"to": options.to, "sent": sent, "decisions_sent": is_settled})
    return DONE


def _upload(options: argparse.Namespace, target: "Target") -> int:
    from pipeline.release.index import LATEST
    from pipeline.release.targets.upload import plan_upload

    releases = _releases(options)
    release = releases / _named(releases, options.release or LATEST)
    with misuse():
        where = target.destination(options.to)
    planned, address = plan_upload(release, where), None
    _print_unless_json(options, planned)
    if options.really:
        with _bytes_shown() as progress:
            task = progress.add_task(release.name, total=planned.bytes)
            address = target.upload(planned, partial(progress.advance, task))
        _print_unless_json(options, address)
    else:
        print("nothing was sent: --really sends it", file=sys.stderr)
    if options.json:
        files = [{"path": path, "bytes": size} for path, size in planned.files]
        print_json({"to": where.place, "release": str(release), "files": files, "address": address})
    return DONE


@_told
def promote(options: argparse.Namespace) -> int:
    """Point a channel at a release, once every byte of it is verified."""
    from pipeline.release.channels import promote as promote_release
    from pipeline.release.index import Channel

    releases, key, channel = _releases(options), _key(options), Channel(options.to)
    version = _named(releases, options.release)
    index = promote_release(releases, version, channel, _now(), back=options.back, key=key, seal=_seal())
    if options.json:
        print_json({"channel": channel, "release": version, "channels": index.channels})
    else:
        print(f"{channel}: {version}")
    return DONE


@_told
def pin(options: argparse.Namespace) -> int:
    """Keep a release from ever being withdrawn, as one that is cited."""
    from pipeline.release.channels import pin as pin_release

    releases = _releases(options)
    version = _named(releases, options.release)
    _print_pins(pin_release(releases, version, options.reason, _now(), _seal()), options)
    return DONE


@_told
def unpin(options: argparse.Namespace) -> int:
    """Let a release go that was pinned."""
    from pipeline.release.channels import unpin as unpin_release

    releases = _releases(options)
    version = _named(releases, options.release)
    _print_pins(unpin_release(releases, version, _now(), _seal()), options)
    return DONE


def _print_pins(index: "Index", options: argparse.Namespace) -> None:
    if options.json:
        print_json({"pins": index.pins})
        return
    for version, reason in index.pins.items():
        print(f"{version}: {reason}" if reason else version)


@_told
def prune(options: argparse.Namespace) -> int:
    """Withdraw old releases from an output folder or a store; without --really, say which."""
    from pipeline.release.index import read_index
    from pipeline.release.remote import read_remote
    from pipeline.release.retention import Rule, plan_pruning, prune_store
    from pipeline.release.retention import prune as prune_folder

    rule = Rule(options.keep, options.yearly)
    if "://" in options.out:
        store = _store(options.out)
        done = prune_store(store, rule, _now(), _seal()) if options.really else plan_pruning(read_remote(store), rule)
    else:
        releases = _releases(options)
        done = (
            prune_folder(releases, rule, _now(), _seal())
            if options.really
            else plan_pruning(read_index(releases), rule)
        )
    if options.json:
        releases_told = [{"release": entry.version, "kept_for": reasons} for entry, reasons in done.reasons]
        print_json({"is_done": options.really, "releases": releases_told})
    else:
        _print_pruning(done, is_done=options.really)
    return DONE


def _print_pruning(pruning: "Pruning", *, is_done: bool) -> None:
    for entry, reasons in pruning.reasons:
        if reasons:
            print(f"{entry.version}: kept: {', '.join(reasons)}")
        else:
            print(f"{entry.version}: " + ("withdrawn" if is_done else "would be withdrawn"))
    if pruning.withdrawn and not is_done:
        print("nothing was removed: --really withdraws them, and removes their data", file=sys.stderr)


@_told
def get(options: argparse.Namespace) -> int:
    """Fetch a release from a folder, a web server or a store, and hold every byte against its digests."""
    from pipeline.release.download import choose, fetch, open_base, sizes
    from pipeline.release.signature import key_id

    with misuse():
        store, key = open_base(options.source), _key(options)
    if options.max_age and not key:
        raise UsageError("--max-age takes --key: who signed the index says when")
    wanted = choose(store, options.release, options.tables.split(",") if options.tables else None, key)
    if wanted.signed_at:
        _require_fresh(wanted.signed_at, options)
    with _bytes_shown() as progress:
        task = progress.add_task(wanted.version, total=sum(sizes(store, wanted).values()))
        release = fetch(store, wanted, options.out, partial(progress.advance, task), key)
    if options.json:
        signer = key_id(key) if key else None
        told = {
            "release": str(release),
            "version": wanted.version,
            "signed_by": signer,
            "index_signed_at": wanted.signed_at,
        }
        print_json(told)
    else:
        print(release)
    return DONE


def _require_fresh(signed_at: dt.datetime, options: argparse.Namespace) -> None:
    """Tell when the list of releases was signed, and refuse one that is older than was asked for."""
    from pipeline.release.errors import ReleaseError

    if options.max_age and _now() - signed_at > dt.timedelta(days=options.max_age):
        raise ReleaseError(
            f"index.json was signed on {signed_at:%Y-%m-%d %H:%M} UTC, more than {options.max_age} days ago: "
            "what is newer may be held back here"
        )
    print(f"the list of releases was signed on {signed_at:%Y-%m-%d %H:%M} UTC", file=sys.stderr)


def _print_unless_json(options: argparse.Namespace, told: object) -> None:
    """Tell people at once what programs are told in one document at the end."""
    if not options.json:
        print(told, flush=True)


def _releases(options: argparse.Namespace) -> Path:
    from pipeline.store.paths import Output

    return Output(folder(Path(options.out), "output")).releases


def _named(releases: Path, name: str) -> str:
    from pipeline.release.index import read_index

    with misuse():
        return read_index(releases).resolve(name).version


def _store(url: str) -> Any:
    from pipeline.release.remote import open_store

    with misuse():
        return open_store(url)


def _key(options: argparse.Namespace) -> Any:
    from pipeline.release.signature import read_public_key

    with misuse():
        return read_public_key(options.key) if options.key else None


def _seal() -> "Seal | None":
    """What signs an index that is changed now; nothing where the environment names no key."""
    from pipeline.release.seal import Seal
    from pipeline.release.signature import signing_key

    with misuse():
        key = signing_key(os.environ)
    return Seal(key, _now()) if key else None


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _bytes_shown() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=Console(file=sys.stderr), disable=not sys.stderr.isatty())
