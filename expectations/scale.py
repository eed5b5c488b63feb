"""How long the checks take over many events: `python -m expectations.scale OUT EVENTS` makes a lake of so many out of that in OUT,
in a folder that goes afterwards, and runs every suite over it.

How such a lake is made is in `pipeline/benchmark/multiplied.py`.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

from expectations.validate import validate
from pipeline.benchmark.multiplied import events_of, multiply
from pipeline.schema.registry import PUBLIC_TABLES, TABLES
from pipeline.store.paths import Output
from pipeline.store.warehouse import refresh

_MIB = 1024
"""KiB, in which the system tells how much a process held."""


def measure(source: Output, events: int) -> int:
    """Check so many events and print seconds and memory of each table; beside them stands a parent with the same tables. 1 where a
    check fails that stops a release."""
    warehouse = refresh(source)
    copies = -(-events // events_of(warehouse))
    stopped = 0
    with tempfile.TemporaryDirectory(prefix="entente-scale-") as scratch:
        output = Output(Path(scratch))
        multiply(warehouse, output, copies)
        parent = {table.name: output.lake.root / table.name / "part.parquet" for table in PUBLIC_TABLES}
        made = refresh(output, parent)
        print(f"{events_of(made):,} events, {copies:,} copies of {events_of(warehouse):,}", flush=True)
        begun = time.monotonic()
        for table in TABLES:
            started = time.monotonic()
            failed = [each for each in validate(output.lake, table, parent) if not each.passed and each.severity.stops]
            stopped += len(failed)
            print(f"{table.name:16}{time.monotonic() - started:7.1f} s", *failed, flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MIB
    print(f"in all {time.monotonic() - begun:.0f} s, at most {peak:,.0f} MiB")
    return min(stopped, 1)


if __name__ == "__main__":
    sys.exit(measure(Output(Path(sys.argv[1])), int(sys.argv[2])))
