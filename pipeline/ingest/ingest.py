"""The ingest stage: sources to inputs, quarantine and article texts.

Every input ends as exactly one of article, duplicate and refusal. How a file comes apart is in `walk.py`, in which process
that is done in `crew.py`; which articles tell one story is in `stories.py`.
"""

import datetime as dt
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from pipeline.ingest.batch import Batch, Ingested, Taken, Turned
from pipeline.ingest.files import STDIN, File, Source, SourceNotFound, find_files
from pipeline.ingest.walk import walk

__all__ = ["Ingested", "Source", "SourceNotFound", "ingest", "read_here"]

Read = Callable[[Iterable[File], frozenset[str], dt.datetime], Iterator[Taken | Turned | int]]
"""What reads files: the files in order, the ids of inputs that are settled, and the time of the run, to what the others are
and how many were settled."""

Keep = Callable[[str, bytes], None]
"""What keeps the bytes of a refused input, given their SHA-256."""


def read_here(files: Iterable[File], settled: frozenset[str], now: dt.datetime) -> Iterator[Taken | Turned | int]:
    """Read files in this process, which hostile ones may slow or break."""
    for file in files:
        for found in walk(file, now):
            if found.input_id in settled:
                yield 1
            else:
                yield found if isinstance(found, Turned) else found.read()


def ingest(
    sources: Sequence[str | Path | Source],
    known: Mapping[str, str] | None = None,
    settled: frozenset[str] = frozenset(),
    *,
    now: dt.datetime,
    progress: Callable[[int], None] | None = None,
    read: Read = read_here,
    keep: Keep = lambda _sha256, _data: None,
) -> Ingested:
    """Take in files and folders, walked in order of uri, hidden files passed over.

    `known` maps the sha256 of title and body to the id of an article that is held already: such an input is a duplicate,
    as is one whose title and body came earlier in this batch. The same text under another headline or in another form
    is an article of its own, of the same story. Inputs whose ids are in `settled` are passed over. `now`, with its time
    zone, bounds the dates of publication. `progress` is called with the number of inputs done since its last call. `keep`
    is given the bytes of each input that is refused. Raises SourceNotFound.
    """
    with from_standard_input(find_files(sources)) as files:
        return take_in(read(files, settled, now), known or {}, progress, keep)


def take_in(
    found: Iterable[Taken | Turned | int],
    known: Mapping[str, str],
    progress: Callable[[int], None] | None,
    keep: Keep,
) -> Ingested:
    """The tables of a batch of inputs."""
    batch = Batch(dict(known))
    for each in found:
        if isinstance(each, Turned) and each.piece.data:
            keep(each.piece.sha256, each.piece.data)
        batch.add(each)
        if progress:
            progress(each if isinstance(each, int) else 1)
    return batch.tables()


@contextmanager
def from_standard_input(files: Sequence[File]) -> Iterator[list[File]]:
    """The files, of which `-` is copied to a temporary file: reading processes have no standard input."""
    with tempfile.TemporaryDirectory(prefix="entente-stdin-") as folder:
        held = Path(folder) / "stdin"
        if any(file.uri == STDIN for file in files):
            with held.open("wb") as copy:
                shutil.copyfileobj(sys.stdin.buffer, copy)
        yield [replace(file, path=held) if file.uri == STDIN else file for file in files]
