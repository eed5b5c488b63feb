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

if TYPE_CHECKING:
    import pyarrow as pa

    from pipeline.ingest.fetching.sources import Sources

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

DONE, FAILED, MISUSED = 0, 1, 2
_INTERRUPTED = 130

_COMMANDS = "entente.commands"
"""The entry point group in which commands that put the stages together are found; this package imports none of them."""

Build = Callable[[list[str], Path, str | None, Path | None], int]
"""What the entry point `build` loads: sources, output folder, version and `sources.toml` to an exit code."""

Retry = Callable[[Path], int]
"""What the entry point `retry` loads: the output folder to an exit code."""

Benchmark = Callable[[Path, bool], int]
"""What the entry point `benchmark` loads: the folder of hand-coded corpora, and whether to keep the figures, to an exit code."""


class UsageError(Exception):
    """What was asked for cannot be done as asked; the message is one line."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line given, or that of the process, and give back its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return cast(Callable[[argparse.Namespace], int], options.run)(options)
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
    from pipeline.release.errors import ReleaseError
    from pipeline.release.version import parse_version
    from pipeline.store.paths import Output

    if not (options.articles or options.sources):
        raise UsageError("there is nothing to build from: give --articles, --sources or both")
    if options.out.exists() and not options.out.is_dir():
        raise UsageError(f"{options.out}: is a file: --out takes a folder")
    try:
        version = str(parse_version(options.release)) if options.release else None
    except ReleaseError as error:
        raise UsageError(str(error)) from error
    if options.sources:
        fetch(options)
    if version is None and (release := _current(options)):
        print(f"nothing new: release {release} is of these articles and this code", file=sys.stderr)
        print(Output(options.out).releases / release)
        return DONE
    return cast(Build, _command("build"))(options.articles, options.out, version, options.sources)


def fetch(options: argparse.Namespace) -> int:
    """Ask the web sources of a sources.toml for what is new, and keep it as WARC files in the output folder."""
    from pipeline.ingest.fetching.fetch import FetchBusy
    from pipeline.ingest.fetching.fetch import fetch as fetch_all
    from pipeline.ingest.fetching.state import StateError

    try:
        report = fetch_all(_configured(options.sources), options.out)
    except (FetchBusy, StateError) as fault:
        print(f"entente {options.command}: {fault}", file=sys.stderr)
        return FAILED
    except OSError as fault:
        raise UsageError(f"{options.out}: cannot be written to: {fault.strerror or fault}") from fault
    for each in report.sources:
        print(each.line, file=sys.stderr)
    return FAILED if report.sources and len(report.failing) == len(report.sources) else DONE


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
        return current_release(Output(options.out), [*options.articles, *listed])
    except SourceNotFound as fault:
        raise UsageError(str(fault)) from fault
    except OSError:
        return None


def benchmark(options: argparse.Namespace) -> int:
    """Score the coding against hand-coded events: seeds/gold, and corpora where they are present."""
    return cast(Benchmark, _command("benchmark"))(options.corpora, options.record)


def verify(options: argparse.Namespace) -> int:
    """Check every file, table and reference of a release."""
    from pipeline.release.verify import verify as find_problems

    release = _latest(_folder(options.release, "release"))
    problems = find_problems(release)
    for problem in problems:
        print(problem)
    if problems:
        print(f"{release}: {len(problems)} problems", file=sys.stderr)
        return FAILED
    print(f"{release}: whole: checksums, schema, counts, keys and references hold")
    return DONE


def diff(options: argparse.Namespace) -> int:
    """Print what one release changes against another."""
    from pipeline.release.diff import as_json, as_table
    from pipeline.release.diff import diff as find_differences
    from pipeline.release.errors import ReleaseError

    try:
        found = find_differences(_folder(options.before, "release"), _folder(options.after, "release"))
    except ReleaseError as error:
        raise UsageError(str(error)) from error
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

    database = _latest(_folder(options.release, "release")) / DATABASE
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


def quarantine(options: argparse.Namespace) -> int:
    """List what was refused and why, or try it again."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from pipeline.schema.tables.quarantine import QUARANTINE
    from pipeline.store.paths import Output

    lake = Output(_folder(options.out, "output")).lake
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


def _folder(path: Path, what: str) -> Path:
    if not path.is_dir():
        raise UsageError(f"{path}: there is no such {what} folder")
    return path


def _latest(path: Path) -> Path:
    """The folder itself, or the latest release of an output folder."""
    from pipeline.release.index import read_index
    from pipeline.store.paths import Output

    output = Output(path)
    if not output.releases.is_dir():
        return path
    latest = read_index(output.releases).latest
    return output.releases / latest if latest else path


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="entente",
        description="Who did what to whom in world affairs: build, check, compare and query releases.",
        epilog="Exit codes: 0 done, 1 the data failed a check, 2 bad usage.",
    )
    parser.add_argument("--version", action="version", version=f"entente {metadata.version('entente')}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_build(commands)
    _add_fetch(commands)
    _add_verify(commands)
    _add_diff(commands)
    _add_query(commands)
    _add_quarantine(commands)
    _add_benchmark(commands)
    return parser


def _add(commands: "Commands", run: Callable[[argparse.Namespace], int], example: str) -> argparse.ArgumentParser:
    command = commands.add_parser(
        run.__name__,
        help=run.__doc__,
        description=run.__doc__,
        epilog=f"Example: {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=run)
    return command


def _add_build(commands: "Commands") -> None:
    command = _add(commands, build, "entente build --articles seeds/articles --out data")
    command.add_argument(
        "--articles",
        nargs="+",
        default=[],
        metavar="DIR_OR_FILE",
        help="folders, files, patterns or URLs of a store (s3://…) to take in; - for standard input",
    )
    command.add_argument(
        "--sources",
        type=Path,
        metavar="FILE",
        help="a sources.toml (docs/sources.md): fetch what it lists, and take it in",
    )
    command.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="folder for lake/, warehouse.duckdb and releases/"
    )
    command.add_argument(
        "--release", metavar="VERSION", help="version to publish, such as 2026.11.23; by default the next one of today"
    )


def _add_fetch(commands: "Commands") -> None:
    command = _add(commands, fetch, "entente fetch --sources sources.toml --out data")
    command.add_argument("--sources", type=Path, required=True, metavar="FILE", help="a sources.toml (docs/sources.md)")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder below which fetched/ lies")


def _add_verify(commands: "Commands") -> None:
    command = _add(commands, verify, "entente verify data/releases/2026.11.23")
    command.add_argument(
        "release", type=Path, metavar="RELEASE_DIR", help="folder of a release, or an output folder for its latest"
    )


def _add_diff(commands: "Commands") -> None:
    command = _add(commands, diff, "entente diff data/releases/2026.11.22 data/releases/2026.11.23 --json")
    command.add_argument("before", type=Path, metavar="RELEASE_A", help="folder of the earlier release")
    command.add_argument("after", type=Path, metavar="RELEASE_B", help="folder of the later release")
    command.add_argument("--json", action="store_true", help="print JSON instead of a table")


def _add_query(commands: "Commands") -> None:
    example = "entente query data/releases/2026.11.23 \"FROM dyad('ISR', 'MAR')\""
    command = _add(commands, query, example)
    command.add_argument(
        "release", type=Path, metavar="RELEASE_DIR", help="folder of a release, or an output folder for its latest"
    )
    command.add_argument("sql", metavar="SQL", help="a query; CODEBOOK.md lists tables, views and macros")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print a JSON list of rows")
    form.add_argument("--csv", action="store_true", help="print CSV")
    command.add_argument(
        "--limit", type=int, default=100, metavar="ROWS", help="rows to show in the table, 0 for all (default: 100)"
    )


def _add_quarantine(commands: "Commands") -> None:
    command = _add(commands, quarantine, "entente quarantine data --json")
    command.add_argument("out", type=Path, metavar="OUT_DIR", help="folder that `entente build --out` wrote to")
    command.add_argument("--json", action="store_true", help="print a JSON list of refusals")
    command.add_argument(
        "--retry", action="store_true", help="first read again what was kept of the refused inputs, as after a mend"
    )
    command.add_argument("--reason", nargs="+", metavar="REASON", help="list only refusals for these reasons")


def _add_benchmark(commands: "Commands") -> None:
    command = _add(commands, benchmark, "entente benchmark")
    command.add_argument(
        "--corpora",
        type=Path,
        default=Path("../shared/corpora"),
        metavar="DIR",
        help="folder of hand-coded corpora; those that are not there are skipped (default: %(default)s)",
    )
    command.add_argument(
        "--record", action="store_true", help="keep the figures of the seeds for the QUALITY.md of later releases"
    )


if __name__ == "__main__":
    sys.exit(main())
