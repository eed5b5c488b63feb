"""How long what analysts ask of a large release takes: `python -m pipeline.benchmark.queries OUT EVENTS --guide PAGE`, which
`make benchmark-queries` runs, makes `entente.duckdb` of so many events out of those in OUT, in a folder that goes afterwards.

Every question is asked in a process of its own, of a file that the system was told to forget, then again; beside them stands a look
at every column of every event.
"""

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.benchmark.guide import line, renew, table
from pipeline.benchmark.multiplied import events_of, multiply
from pipeline.release.database import fill_database, ordered
from pipeline.schema.registry import PUBLIC_TABLES
from pipeline.schema.render.duckdb import identifier, literal
from pipeline.store.paths import Output
from pipeline.store.warehouse import refresh

COPIED = ("articles", "agreements", "events", "participants", "evidence")
"""The tables that are asked; of the others the large release has what the one in OUT had."""
MARK = "measured by make benchmark-queries"
HEAD = ("question", "rows", "opening", "cold", "warm", "all events × cold")
_MEMORY = "4GB"

_PAIR = "SELECT country_a, country_b FROM pair_events WHERE country_a <> country_b GROUP BY ALL ORDER BY count(*) DESC, country_a, country_b LIMIT 1 OFFSET {}"
_AGREEMENT = "SELECT agreement_id FROM events WHERE agreement_id IS NOT NULL GROUP BY ALL ORDER BY sum(report_count) DESC, agreement_id LIMIT 1"
_BY_MONTH = """
SELECT date_trunc('month', date_start) AS month, direction, count(*) AS events, avg(score) AS mean_score
FROM dyad('{}', '{}')
GROUP BY ALL
ORDER BY ALL
"""


@dataclass(frozen=True, slots=True)
class Timing:
    """Rows of an answer, and the seconds of opening the database, of the first answer and of the second."""

    rows: int
    opening: float
    cold: float
    warm: float


def questions(database: Path) -> Iterator[tuple[str, str]]:
    """What is asked, in words and SQL: of the pair with most events, of the twentieth, and of the agreement with most reports."""
    with duckdb.connect(database, read_only=True) as connection:
        ((first, second),) = connection.execute(_PAIR.format(0)).fetchall()
        ((other, another),) = connection.execute(_PAIR.format(19)).fetchall() or [(first, second)]
        ((agreement,),) = connection.execute(_AGREEMENT).fetchall()
    yield "every column of every event", "SELECT bit_xor(hash(COLUMNS(*))) FROM events"
    yield f"{first} and {second} by month: events and mean score", _BY_MONTH.format(first, second)
    yield f"{other} and {another} by month", _BY_MONTH.format(other, another)
    yield f"the events of {other} and {another}, with their parties", f"FROM dyad('{other}', '{another}')"
    yield (
        f"the latest 1,000 events of {first} and {second}, with their parties",
        f"FROM dyad('{first}', '{second}') ORDER BY date_start DESC NULLS LAST LIMIT 1000",
    )
    yield "the words, articles and addresses behind an agreement", f"FROM agreement_evidence('{agreement}')"


def ask(database: Path, query: str) -> Timing:
    """Ask twice, in this process, of a file that the system keeps no page of, as far as it heeds what it is told."""
    descriptor = os.open(database, os.O_RDONLY)
    os.fsync(descriptor)
    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(descriptor)
    started = time.monotonic()
    with duckdb.connect(database, read_only=True) as connection:
        connection.execute("SELECT count(*) FROM duckdb_tables()").fetchall()
        opened = time.monotonic()
        rows = connection.execute(query).to_arrow_table().num_rows
        cold = time.monotonic()
        connection.execute(query).to_arrow_table()
        warm = time.monotonic()
    return Timing(rows, opened - started, cold - opened, warm - cold)


def make(source: Output, events: int, scratch: Path) -> Path:
    """The database of so many events, in a folder; that which is there, where it was made before."""
    database = scratch / "entente.duckdb"
    if database.is_file():
        return database
    warehouse = refresh(source)
    large = Output(scratch)
    multiply(warehouse, large, -(-events // events_of(warehouse)), COPIED, varied=True)
    sources = {
        each.name: f"{large.warehouse.stem}.main.{identifier(each.name)} {ordered(each.sort_columns)}"
        for each in PUBLIC_TABLES
    }
    making = scratch / "making.duckdb"
    with duckdb.connect(refresh(large), config={"memory_limit": _MEMORY}) as connection:
        connection.execute(f"SET temp_directory = {literal(str(scratch))}")
        fill_database(connection, sources, making, events)
    return making.rename(database)


def measured(database: Path) -> Iterator[Sequence[str]]:
    """The rows of the table, one by one; the first is what the others are set against."""
    whole: float | None = None
    # A process of its own for each: none finds open what another opened.
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), max_tasks_per_child=1) as alone:
        for words, query in questions(database):
            timing = alone.submit(ask, database, query).result()
            whole = timing.cold if whole is None else whole
            seconds = (f"{each:.2f} s" for each in (timing.opening, timing.cold, timing.warm))
            yield (words, f"{timing.rows:,}", *seconds, f"{timing.cold / whole:.2f}")


@contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    if given:
        given.mkdir(parents=True, exist_ok=True)
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="entente-queries-") as scratch:
        yield Path(scratch)


def main() -> int:
    """Make the release, ask, print the table as Markdown, each row as it is measured, and put it into a guide."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.benchmark.queries", description=main.__doc__)
    parser.add_argument("out", type=Path, help="the output folder whose events are copied")
    parser.add_argument("events", type=int, help="how many events the release is to have")
    parser.add_argument("--guide", type=Path, help="the page that shows the table")
    parser.add_argument(
        "--folder",
        type=Path,
        help="where the release goes and stays, or stands; by default a folder that goes afterwards",
    )
    options = parser.parse_args()
    source = Output(options.out)
    if not source.lake.root.is_dir():
        print(f"{options.out}: holds no lake: run `make release` first", file=sys.stderr)
        return 2
    with _folder(options.folder) as folder:
        database = make(source, options.events, folder)
        size = f"{options.events:,} events, entente.duckdb of {database.stat().st_size / 1e9:.1f} GB"
        print(f"{size}\n\n{table(HEAD, ())}", flush=True)
        rows = []
        for row in measured(database):
            print(line(row), flush=True)
            rows.append(row)
    if options.guide:
        renew(options.guide, MARK, f"{size[0].upper()}{size[1:]}:\n\n{table(HEAD, rows)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
