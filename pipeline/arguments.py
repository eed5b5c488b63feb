"""What the command line takes: options, help texts and examples of each command.

What a command does is in `cli.py`.
"""

import argparse
from collections.abc import Callable, Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

Run = Callable[[argparse.Namespace], int]
"""What runs a command: its options to an exit code."""

_EXAMPLES: Mapping[str, str] = {
    "build": "entente build --articles seeds/articles --out data",
    "fetch": "entente fetch --sources sources.toml --out data",
    "verify": "entente verify data/releases/2026.11.23",
    "keygen": "entente keygen ~/keys/entente",
    "rebuild": "entente rebuild data/releases/2026.11.23 --articles seeds/articles",
    "publish": "entente publish data --to s3://bucket/entente",
    "get": "entente get https://data.example.org/entente --tables events,participants --out data/got",
    "diff": "entente diff data/releases/2026.11.22 data/releases/2026.11.23 --json",
    "checks": "entente checks data",
    "quarantine": "entente quarantine data --json",
    "benchmark": "entente benchmark",
    "query": "entente query data/releases/2026.11.23 \"FROM dyad('ISR', 'MAR')\"",
}


def parser(commands: Iterable[Run]) -> argparse.ArgumentParser:
    """The parser of the command line; each command is named for the function that runs it."""
    parser = argparse.ArgumentParser(
        prog="entente",
        description="Who did what to whom in world affairs: build, check, compare and query releases.",
        epilog="Exit codes: 0 done, 1 the data failed a check, 2 bad usage.",
    )
    parser.add_argument("--version", action="version", version=f"entente {metadata.version('entente')}")
    added = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for run in commands:
        _OPTIONS[run.__name__](_added(added, run))
    return parser


def _added(commands: "Commands", run: Run) -> argparse.ArgumentParser:
    command = commands.add_parser(
        run.__name__,
        help=run.__doc__,
        description=run.__doc__,
        epilog=f"Example: {_EXAMPLES[run.__name__]}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=run)
    return command


def _build(command: argparse.ArgumentParser) -> None:
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


def _fetch(command: argparse.ArgumentParser) -> None:
    command.add_argument("--sources", type=Path, required=True, metavar="FILE", help="a sources.toml (docs/sources.md)")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder below which fetched/ lies")


def _verify(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "release", type=Path, metavar="RELEASE_DIR", help="folder of a release, or an output folder for its latest"
    )
    command.add_argument(
        "--key",
        metavar="PUBLIC_KEY",
        help="refuse a release that this key did not sign: file of a public key, or its base64 text",
    )


def _keygen(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "path",
        type=Path,
        metavar="PATH",
        help="where the keys go: PATH.key, which is secret, and PATH.pub; ENTENTE_KEY_PASSWORD encrypts the secret one",
    )


def _rebuild(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "release", type=Path, metavar="RELEASE_DIR", help="folder of a release, or an output folder for its latest"
    )
    command.add_argument(
        "--articles",
        nargs="+",
        required=True,
        metavar="DIR_OR_FILE",
        help="the articles that it was made from, by the same paths: these are in its tables",
    )


def _publish(command: argparse.ArgumentParser) -> None:
    command.add_argument("out", type=Path, metavar="OUT_DIR", help="folder that `entente build --out` wrote to")
    command.add_argument(
        "--to",
        required=True,
        metavar="URL",
        help="store and prefix, such as s3://bucket/entente; AWS_* say how to reach it",
    )


def _get(command: argparse.ArgumentParser) -> None:
    command.add_argument("source", metavar="URL_OR_DIR", help="what holds index.json: a folder, http(s)://… or s3://…")
    command.add_argument("--release", metavar="VERSION", help="version to fetch (default: the latest)")
    command.add_argument(
        "--tables", metavar="TABLES", help="only these tables, as events,participants (default: the whole release)"
    )
    command.add_argument(
        "--out",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="folder in which the release gets its own (default: here)",
    )
    command.add_argument(
        "--key", metavar="PUBLIC_KEY", help="refuse a release that this key did not sign: its file, or its base64 text"
    )


def _diff(command: argparse.ArgumentParser) -> None:
    command.add_argument("before", type=Path, metavar="RELEASE_A", help="folder of the earlier release")
    command.add_argument("after", type=Path, metavar="RELEASE_B", help="folder of the later release")
    command.add_argument("--json", action="store_true", help="print JSON instead of a table")


def _query(command: argparse.ArgumentParser) -> None:
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


def _checks(command: argparse.ArgumentParser) -> None:
    command.add_argument("out", type=Path, metavar="OUT_DIR", help="folder that `entente build --out` wrote to")
    command.add_argument(
        "--json", action="store_true", help="print a JSON list of every check, also of those that hold"
    )
    command.add_argument(
        "--docs", action="store_true", help="run the suites again and write their pages to checks/docs/index.html there"
    )


def _quarantine(command: argparse.ArgumentParser) -> None:
    command.add_argument("out", type=Path, metavar="OUT_DIR", help="folder that `entente build --out` wrote to")
    command.add_argument("--json", action="store_true", help="print a JSON list of refusals")
    command.add_argument(
        "--retry", action="store_true", help="first read again what was kept of the refused inputs, as after a mend"
    )
    command.add_argument("--reason", nargs="+", metavar="REASON", help="list only refusals for these reasons")


def _benchmark(command: argparse.ArgumentParser) -> None:
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


_OPTIONS: Mapping[str, Callable[[argparse.ArgumentParser], None]] = {
    "build": _build,
    "fetch": _fetch,
    "verify": _verify,
    "keygen": _keygen,
    "rebuild": _rebuild,
    "publish": _publish,
    "get": _get,
    "diff": _diff,
    "checks": _checks,
    "quarantine": _quarantine,
    "benchmark": _benchmark,
    "query": _query,
}
