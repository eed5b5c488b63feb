"""The command `entente`: arguments in, one clear answer and an exit code out. What a command does is in its own module.

Exit codes: 0 done, 1 the data failed a check, 2 bad usage. Heavy modules are imported by the command that needs them.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pipeline.arguments import Run, parser
from pipeline.commands.common import DONE, FAILED, MISUSED, UsageError, folder, misuse, print_json, release_folder
from pipeline.commands.publishing import get, pin, promote, prune, publish, unpin
from pipeline.commands.showing import show, site

if TYPE_CHECKING:
    import pyarrow as pa

    from pipeline.ingest.fetching.report import FetchReport
    from pipeline.ingest.fetching.sources import Sources

_INTERRUPTED = 130

_COMMANDS = "entente.commands"
"""The entry point group in which commands that put the stages together are found; this package imports none of them."""

Build = Callable[[list[str], Path, str | None, Path | None, bool, str, int, bool], int]
"""What the entry point `build` loads: sources, output folder, version, `sources.toml`, whether to print JSON, the engine, how many
processes it may use, and whether to read only what may tell of world affairs, to an exit code."""

Retry = Callable[[Path], int]
"""What the entry point `retry` loads: the output folder to an exit code."""

Rebuild = Callable[[Path, list[str], bool], int]
"""What the entry point `rebuild` loads: the release folder, the articles and whether to print JSON to an exit code."""

Checks = Callable[[Path, bool, bool], int]
"""What the entry point `checks` loads: the output folder, whether as JSON, and whether to write pages, to an exit code."""

Benchmark = Callable[[Path, bool, bool, bool], int]
"""What the entry point `benchmark` loads: the folder of hand-coded corpora, whether to keep the figures, whether to print JSON, and
whether to read only what may tell of world affairs, to an exit code."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line given, or that of the process, and give back its exit code."""
    options = parser(_COMMANDS_HERE).parse_args(arguments)
    try:
        return cast(Run, options.run)(options)
    except UsageError as error:
        print(f"entente {options.command}: {error}", file=sys.stderr)
        return MISUSED
    except BrokenPipeError:
        # The reader, such as `head`, has enough; Python must not try to flush to it again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print(f"entente {options.command}: interrupted", file=sys.stderr)
        return _INTERRUPTED


def build(options: argparse.Namespace) -> int:
    """Run every stage on the given articles and publish a release."""
    from pipeline.release.version import parse_version
    from pipeline.store.paths import Output

    if not (options.articles or options.sources):
        raise UsageError("there is nothing to build from: give --articles, --sources or both")
    if options.out.exists() and not options.out.is_dir():
        raise UsageError(f"{options.out}: is a file: --out takes a folder")
    with misuse():
        version = str(parse_version(options.release)) if options.release else None
    _check_signing_key(options.out)
    if options.sources:
        _fetch(options)
    if version is None and (release := _current(options)):
        print(f"nothing new: release {release} is of these articles and this code", file=sys.stderr)
        folder = Output(options.out).releases / release
        print_json({"is_new": False, "release": str(folder)}) if options.json else print(folder)
        return DONE
    run = cast(Build, _command("build"))
    given = (options.articles, options.out, version, options.sources, options.json)
    return run(*given, options.engine, options.processes, options.affairs_only)


def _check_signing_key(out: Path) -> None:
    """Refuse a key that cannot sign, or that is missing, before the stages run, not when they are done."""
    from pipeline.release.index import read_index
    from pipeline.release.signature import SIGNING_KEY, signing_key
    from pipeline.store.paths import Output

    with misuse():
        if signing_key(os.environ) is None and read_index(Output(out).releases).signature:
            raise UsageError(f"{out}: its releases are signed: set {SIGNING_KEY} to the key, so that they stay so")


def fetch(options: argparse.Namespace) -> int:
    """Ask the web sources of a sources.toml for what is new, and keep it as WARC files in the output folder."""
    code, report = _fetch(options)
    if options.json and report:
        from dataclasses import asdict

        print_json(asdict(report))
    return code


def _fetch(options: argparse.Namespace) -> "tuple[int, FetchReport | None]":
    from pipeline.ingest.fetching.fetch import FetchBusy
    from pipeline.ingest.fetching.fetch import fetch as fetch_all
    from pipeline.ingest.fetching.state import StateError

    try:
        report = fetch_all(_configured(options.sources), options.out)
    except (FetchBusy, StateError) as fault:
        print(f"entente {options.command}: {fault}", file=sys.stderr)
        return FAILED, None
    except OSError as fault:
        raise UsageError(f"{options.out}: cannot be written to: {fault.strerror or fault}") from fault
    for each in report.sources:
        print(each.line, file=sys.stderr)
    return FAILED if report.sources and len(report.failing) == len(report.sources) else DONE, report


def _configured(path: Path) -> "Sources":
    from pipeline.ingest.fetching.sources_file import SourcesError, read_sources

    try:
        return read_sources(path)
    except SourcesError as fault:
        raise UsageError(str(fault)) from fault


def _current(options: argparse.Namespace) -> str | None:
    from pipeline.current import current_release
    from pipeline.ingest.configured import sources_to_take
    from pipeline.ingest.files import SourceNotFound
    from pipeline.store.paths import Output

    listed = sources_to_take(_configured(options.sources), options.out.resolve()) if options.sources else []
    try:
        return current_release(Output(options.out), [*options.articles, *listed], options.affairs_only)
    except SourceNotFound as fault:
        raise UsageError(str(fault)) from fault
    except OSError:
        return None


def benchmark(options: argparse.Namespace) -> int:
    """Score the coding against hand-coded events: seeds/gold, and corpora where they are present."""
    run = cast(Benchmark, _command("benchmark"))
    return run(options.corpora, options.record, options.json, options.affairs_only)


def verify(options: argparse.Namespace) -> int:
    """Check every file, table and reference of a release."""
    from pipeline.release.signature import key_id, read_public_key, signed_by
    from pipeline.release.verify import verify as find_problems
    from pipeline.release.verify import verify_index

    release = release_folder(options.release)
    with misuse():
        key = read_public_key(options.key) if options.key else None
    problems = find_problems(release, key)
    if key:
        problems += verify_index(release, key)
    if options.json:
        told = [{"path": problem.path, "fault": problem.fault} for problem in problems]
        by = key_id(key) if key and not problems else None
        print_json({"release": str(release), "is_whole": not problems, "signed_by": by, "problems": told})
        return FAILED if problems else DONE
    for problem in problems:
        print(problem)
    if problems:
        print(f"{release}: {len(problems)} problems", file=sys.stderr)
        return FAILED
    if key is None and (signer := signed_by(release)):
        print(
            f"signed by key {signer}, which was not checked: --key takes the public key that you trust", file=sys.stderr
        )
    signed = f", signed by key {key_id(key)}" if key else ""
    print(f"{release}: whole: checksums, schema, counts, keys and references hold{signed}")
    return DONE


def keygen(options: argparse.Namespace) -> int:
    """Make a pair of keys to sign releases with, as minisign does."""
    from pipeline.release.signature import KEY_SUFFIX, PASSWORD, SIGNING_KEY, key_id
    from pipeline.release.signature import keygen as make_keys

    with misuse():
        public = make_keys(options.path, os.environ.get(PASSWORD))
    secret = f"{options.path}{KEY_SUFFIX}"
    protected = (
        f"encrypted under {PASSWORD}" if os.environ.get(PASSWORD) else f"not encrypted, as {PASSWORD} is not set"
    )
    print(
        f"key {key_id(public)}: {secret} is secret ({protected}); builds sign with {SIGNING_KEY}={secret}",
        file=sys.stderr,
    )
    text = public.to_base64().decode()
    print_json({"key_id": key_id(public), "public_key": text, "secret": secret}) if options.json else print(text)
    return DONE


def rebuild(options: argparse.Namespace) -> int:
    """Make a release again from its articles, and compare every table with it."""
    return cast(Rebuild, _command("rebuild"))(release_folder(options.release), options.articles, options.json)


def diff(options: argparse.Namespace) -> int:
    """Print what one release changes against another."""
    from pipeline.release.diff import as_json, as_table
    from pipeline.release.diff import diff as find_differences

    with misuse():
        found = find_differences(release_folder(options.before), release_folder(options.after))
    if options.json:
        print(as_json(found))
    else:
        from pipeline.display import print_table

        print_table(as_table(found))
    return DONE


def query(options: argparse.Namespace) -> int:
    """Run SQL on a release's database, opened read-only."""
    import duckdb

    from pipeline.release.manifest import DATABASE

    database = release_folder(options.release) / DATABASE
    if not database.is_file():
        raise UsageError(f"{database}: there is no database: is this a release folder?")
    try:
        with duckdb.connect(database, read_only=True) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            answer = connection.sql(options.sql)
            rows = answer.to_arrow_table() if answer is not None else None
    except duckdb.Error as error:
        raise UsageError(" ".join(str(error).split("\n\nLINE", 1)[0].split())) from error
    if rows is not None:
        _print_rows(rows, options)
    return DONE


def completion(options: argparse.Namespace) -> int:
    """Print what makes a shell complete commands and options."""
    from pipeline.completion import completion_script

    print(completion_script(parser(_COMMANDS_HERE), options.shell))
    return DONE


def checks(options: argparse.Namespace) -> int:
    """Show what the last checks of an output folder found, and what stands in the way of a release."""
    return cast(Checks, _command("checks"))(folder(options.out, "output"), options.json, options.docs)


def quarantine(options: argparse.Namespace) -> int:
    """List what was refused and why, or try it again."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from pipeline.schema.tables.quarantine import QUARANTINE
    from pipeline.store.paths import Output

    lake = Output(folder(options.out, "output")).lake
    if not lake.root.is_dir():
        raise UsageError(f"{lake.root}: there is no lake: is {options.out} what `entente build --out` wrote to?")
    if options.retry and (code := cast(Retry, _command("retry"))(options.out)):
        return code
    refused = lake.read(QUARANTINE)
    if not refused.num_rows and not options.json:
        print("nothing was refused")
        return DONE
    if options.reason:
        refused = refused.filter(pc.is_in(refused["reason"], pa.array(options.reason)))
    elif not options.json:
        every, refused = refused.num_rows, refused.filter(pc.not_equal(refused["reason"], "not_an_article"))
        if left := every - refused.num_rows:
            print(
                f"{left:,} records that are no articles are left out: --reason not_an_article lists them",
                file=sys.stderr,
            )
    _print_rows(refused if options.json else refused.select(["uri", "reason", "offset", "detail"]), options)
    return DONE


def _print_rows(rows: "pa.Table", options: argparse.Namespace) -> None:
    from pipeline import display

    if options.json:
        print(display.as_json(rows))
    elif getattr(options, "csv", False):
        sys.stdout.write(display.as_csv(rows))
    else:
        display.print_rows(rows, getattr(options, "limit", 0))


def _command(name: str) -> Callable[..., int]:
    found = metadata.entry_points(group=_COMMANDS, name=name)
    if not found:
        raise UsageError("the pipeline is not installed beside this command: run `make env` in its checkout")
    return cast(Callable[..., int], next(iter(found)).load())


_COMMANDS_HERE: tuple[Run, ...] = (
    build,
    fetch,
    verify,
    keygen,
    rebuild,
    publish,
    promote,
    pin,
    unpin,
    prune,
    get,
    diff,
    query,
    show,
    site,
    checks,
    quarantine,
    benchmark,
    completion,
)


if __name__ == "__main__":
    sys.exit(main())
