"""What the command line takes: options, help texts and examples of each command.

What a command does is in `cli.py` and `commands/`.
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

_NAMES = "a version, stable, nightly or latest"
_RELEASE_HELP = "folder of a release, OUT/releases/stable (or nightly, latest), or an output folder for its latest"

_EXAMPLES: Mapping[str, str] = {
    "build": "entente build --articles seeds/articles --out data",
    "fetch": "entente fetch --sources sources.toml --out data",
    "verify": "entente verify data/releases/2026.11.23",
    "keygen": "entente keygen ~/keys/entente",
    "rebuild": "entente rebuild data/releases/2026.11.23 --articles seeds/articles",
    "publish": "entente publish data --to s3://bucket/entente",
    "promote": "entente promote data --release 2026.11.23 --to stable",
    "pin": "entente pin data --release 2026.11.23 --reason 'cited in a paper'",
    "unpin": "entente unpin data --release 2026.11.23",
    "prune": "entente prune data --keep 30 --yearly",
    "get": "entente get https://data.example.org/entente --tables events,participants --out data/got",
    "diff": "entente diff data/releases/2026.11.22 data/releases/2026.11.23 --json",
    "checks": "entente checks data",
    "quarantine": "entente quarantine data --json",
    "benchmark": "entente benchmark",
    "site": "entente site data --serve",
    "query": "entente query data/releases/2026.11.23 \"FROM dyad('ISR', 'MAR')\"",
    "show": "entente show evt_ad403e3c9a4b3aa7 --in data",
    "completion": "entente completion bash > ~/.local/share/bash-completion/completions/entente",
}


ENGINES = ("local", "ray")
"""The engines by name, as `assets/engines` has them; the first is the default."""


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


def _json(command: argparse.ArgumentParser, what: str) -> None:
    command.add_argument("--json", action="store_true", help=f"print {what} as JSON")


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
    command.add_argument(
        "--engine",
        choices=ENGINES,
        default=ENGINES[0],
        help="where articles are read, linked and coded: processes of this machine, or a Ray cluster (docs/scaling.md)",
    )
    _add_affairs_only(
        command,
        "leave articles unread that plainly tell of sport, business, culture or science (the default; docs/scaling.md)",
    )
    command.add_argument(
        "--processes", type=_positive, default=0, metavar="N", help="so many at once; by default one for each processor"
    )
    _json(command, "what was published, or why nothing was,")


def _fetch(command: argparse.ArgumentParser) -> None:
    command.add_argument("--sources", type=Path, required=True, metavar="FILE", help="a sources.toml (docs/sources.md)")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder below which fetched/ lies")
    _json(command, "how each source fared")


def _verify(command: argparse.ArgumentParser) -> None:
    command.add_argument("release", type=Path, metavar="RELEASE_DIR", help=_RELEASE_HELP)
    _add_key(command)
    _json(command, "what is wrong")


def _keygen(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "path",
        type=Path,
        metavar="PATH",
        help="where the keys go: PATH.key, which is secret, and PATH.pub; ENTENTE_KEY_PASSWORD encrypts the secret one",
    )
    _json(command, "the public key and where the secret one lies")


def _rebuild(command: argparse.ArgumentParser) -> None:
    command.add_argument("release", type=Path, metavar="RELEASE_DIR", help=_RELEASE_HELP)
    command.add_argument(
        "--articles",
        nargs="+",
        required=True,
        metavar="DIR_OR_FILE",
        help="the articles that it was made from, by the same paths: these are in its tables",
    )
    _json(command, "how each table compares")


def _publish(command: argparse.ArgumentParser) -> None:
    command.add_argument("out", type=Path, metavar="OUT_DIR", help="folder that `entente build --out` wrote to")
    command.add_argument(
        "--to",
        required=True,
        metavar="URL",
        help="store and prefix, such as s3://bucket/entente (AWS_* say how to reach it), or hf://OWNER/NAME, "
        "zenodo: for a new record, zenodo:NUMBER for a new version of one",
    )
    command.add_argument(
        "--release", metavar="NAME", help=f"of hf:// and zenodo:, what to upload: {_NAMES} (default: latest)"
    )
    command.add_argument(
        "--really", action="store_true", help="upload to hf:// or zenodo:, rather than say what would be"
    )
    _json(command, "what was sent, or would be,")


def _promote(command: argparse.ArgumentParser) -> None:
    _add_release(command)
    command.add_argument("--to", required=True, choices=("stable", "nightly"), help="the channel to point at it")
    command.add_argument("--back", action="store_true", help="allow for a release before the one that it points at")
    _add_key(command)
    _json(command, "what the channels point at")


def _pin(command: argparse.ArgumentParser) -> None:
    _add_release(command)
    command.add_argument("--reason", metavar="TEXT", help="why it must stay, for those who come after")
    _json(command, "what is pinned")


def _unpin(command: argparse.ArgumentParser) -> None:
    _add_release(command)
    _json(command, "what is pinned")


def _prune(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "out", metavar="OUT_DIR_OR_URL", help="folder that `entente build --out` wrote to, or a store such as s3://…"
    )
    command.add_argument("--keep", type=_positive, required=True, metavar="N", help="keep the last N releases")
    command.add_argument("--yearly", action="store_true", help="keep the last release of each year too")
    command.add_argument("--really", action="store_true", help="withdraw the others, rather than say which would be")
    _json(command, "which releases stay and why")


def _add_release(command: argparse.ArgumentParser) -> None:
    command.add_argument("out", type=Path, metavar="OUT_DIR", help="folder that `entente build --out` wrote to")
    command.add_argument("--release", required=True, metavar="NAME", help=f"the release: {_NAMES}")


def _add_key(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--key",
        metavar="PUBLIC_KEY",
        help="refuse a release that this key did not sign: file of a public key, or its base64 text",
    )


def _add_affairs_only(command: argparse.ArgumentParser, text: str) -> None:
    command.add_argument("--affairs-only", action=argparse.BooleanOptionalAction, default=True, help=text)


def _positive(text: str) -> int:
    if text.isdecimal() and int(text):
        return int(text)
    raise argparse.ArgumentTypeError(f"'{text}' is no number: give 1 or more")


def _get(command: argparse.ArgumentParser) -> None:
    command.add_argument("source", metavar="URL_OR_DIR", help="what holds index.json: a folder, http(s)://… or s3://…")
    command.add_argument("--release", metavar="NAME", help=f"what to fetch: {_NAMES} (default: latest)")
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
    _add_key(command)
    command.add_argument(
        "--max-age",
        type=_positive,
        metavar="DAYS",
        help="refuse a list of releases that the key of --key signed longer ago: newer ones may be held back",
    )
    _json(command, "what was fetched")


def _diff(command: argparse.ArgumentParser) -> None:
    command.add_argument("before", type=Path, metavar="RELEASE_A", help="folder of the earlier release")
    command.add_argument("after", type=Path, metavar="RELEASE_B", help="folder of the later release")
    command.add_argument("--json", action="store_true", help="print JSON instead of a table")


def _query(command: argparse.ArgumentParser) -> None:
    command.add_argument("release", type=Path, metavar="RELEASE_DIR", help=_RELEASE_HELP)
    command.add_argument("sql", metavar="SQL", help="a query; CODEBOOK.md lists tables, views and macros")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print a JSON list of rows")
    form.add_argument("--csv", action="store_true", help="print CSV")
    command.add_argument(
        "--limit", type=int, default=100, metavar="ROWS", help="rows to show in the table, 0 for all (default: 100)"
    )


def _show(command: argparse.ArgumentParser) -> None:
    command.add_argument("event", metavar="EVENT_ID", help="an event's id, of this release or of an earlier one")
    command.add_argument(
        "--in",
        dest="folder",
        type=Path,
        default=Path("data"),
        metavar="DIR",
        help="folder of a release, or an output folder for its latest and the articles' own words (default: %(default)s)",
    )
    _json(command, "the event")


def _completion(command: argparse.ArgumentParser) -> None:
    command.add_argument("shell", choices=("bash", "zsh", "fish"), help="the shell that is to complete")


def _site(command: argparse.ArgumentParser) -> None:
    command.add_argument("release", type=Path, metavar="RELEASE_DIR", help=_RELEASE_HELP)
    command.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="write the site into this folder instead: by default, and only where the release has none, beside it as VERSION-site",
    )
    command.add_argument(
        "--serve", action="store_true", help="show the site to this machine's own browser until Ctrl + C"
    )
    command.add_argument(
        "--port",
        type=int,
        default=8000,
        metavar="PORT",
        help="port to show it at, 0 for a free one (default: %(default)s)",
    )
    _json(command, "where its first page is")


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
    _add_affairs_only(command, "build the hand-coded sets as `entente build` does with that option")
    _json(command, "the scores of hand-coded events, and all else to standard error,")


_OPTIONS: Mapping[str, Callable[[argparse.ArgumentParser], None]] = {
    "build": _build,
    "fetch": _fetch,
    "verify": _verify,
    "keygen": _keygen,
    "rebuild": _rebuild,
    "publish": _publish,
    "promote": _promote,
    "pin": _pin,
    "unpin": _unpin,
    "prune": _prune,
    "get": _get,
    "diff": _diff,
    "checks": _checks,
    "quarantine": _quarantine,
    "site": _site,
    "benchmark": _benchmark,
    "query": _query,
    "show": _show,
    "completion": _completion,
}
