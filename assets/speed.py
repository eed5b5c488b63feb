"""How fast builds are: `python -m assets.speed CORPORA`, which `make benchmark-speed` runs.

Every figure is a ratio to something measured in the same run: to the model alone over the same texts (`nlp.pipe`), to one process,
to a first build, to a smaller corpus. What was measured is kept in a file at once, and shown in a guide at the end.
"""

import argparse
import json
import math
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import CalledProcessError

import numpy as np
import pyarrow.compute as pc

from pipeline.benchmark.bulk import write_lines
from pipeline.benchmark.enlarged import enlarged
from pipeline.benchmark.guide import line, renew, table
from pipeline.benchmark.kept import Kept
from pipeline.benchmark.newswire import Original, read_originals
from pipeline.benchmark.plot import Curve, Ratio, plot
from pipeline.benchmark.usage import Usage, measure
from pipeline.current import RECORD
from pipeline.events.codings import with_value
from pipeline.reading.parser import MODEL
from pipeline.schema.tables.codings import CODINGS
from pipeline.schema.tables.reports import REPORTS
from pipeline.store.atomic import write_text
from pipeline.store.paths import Output

_SIZES = (1_000, 3_000, 10_000, 30_000)
_COMPARED = 10_000
"""Articles up to which a build is set beside the model alone, and by Ray beside the pool."""
_SHOWN = 3_000
"""Articles from which ratios are drawn: over fewer, most tell of what starts and ends a build, whatever the corpus."""
_ONE, _TWO = "whole build, one process", "whole build, two processes"
_KEPT = Path("data/speed.jsonl")
_TOUCHED = 50
"""Of them, those that a change of the lexicon touches: one of a verb in common use."""
_RAW = """
import json, sys
import spacy
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
for document in spacy.load(sys.argv[2]).pipe(texts, batch_size=64):
    pass
"""
"""The model as it comes over the same texts and nothing else, whole articles in batches of 64."""


@dataclass(frozen=True, slots=True)
class Row:
    """A measurement: of what, how it came out, what it is set against, and how many times as fast, or as large, it is."""

    measure: str
    usage: Usage
    articles: int
    words: int
    ratio: str = ""
    plotted: Ratio | None = None

    def cells(self) -> tuple[str, ...]:
        """As a row of the table."""
        rate = f"{self.articles / self.usage.seconds:,.1f}", f"{self.words / self.usage.seconds:,.0f}"
        cost = (_number(figure) for figure in (self.usage.seconds, self.usage.cpu_seconds, self.usage.memory))
        return (self.measure, f"{self.articles:,}", *cost, *rate, self.ratio)


def _number(figure: float) -> str:
    return "–" if math.isnan(figure) else f"{figure:,.0f}"


MARK = "measured by make benchmark-speed"
GROWTH = "growth"
HEAD = ("measure", "articles", "seconds", "CPU seconds", "MiB", "articles/s", "words/s", "ratio")


class Bench:
    """A folder of corpora and builds, and the processors to measure on."""

    def __init__(self, originals: Sequence[Original], scratch: Path) -> None:
        self._originals = originals
        self._scratch = scratch
        self._made: dict[int, tuple[Path, int]] = {}
        self.processors = sorted(os.sched_getaffinity(0))[:2]

    def corpus(self, articles: int) -> tuple[Path, int]:
        """The file of so many articles, and their words."""
        if articles not in self._made:
            self._made[articles] = self._written(articles)
        return self._made[articles]

    def _written(self, articles: int) -> tuple[Path, int]:
        path, words = self._scratch / f"{articles}.jsonl", 0

        def counted() -> Iterator[Original]:
            nonlocal words
            for article in enlarged(self._originals, articles):
                words += len(article.text.split())
                yield article

        write_lines(counted(), path)
        return path, words

    def raw(self, corpus: Path) -> Usage:
        """The model alone, on one processor."""
        return measure([sys.executable, "-c", _RAW, str(corpus), MODEL], self.processors[:1])

    def build(self, corpus: Path, out: str, *more: str, processes: int = 2, engine: str = "local") -> Usage:
        """A build on so many processors, with more options."""
        options = ["--engine", engine, "--processes", str(processes), "--json", *more]
        command = [str(Path(sys.executable).with_name("entente")), "build", "--articles", str(corpus)]
        return measure([*command, "--out", str(self._scratch / out), *options], self.processors[:processes])

    def code_again(self, corpus: Path, out: str, touched: int) -> Usage:
        """A build of an output folder as a changed lexicon finds it: coded with another one, which tells of each of so many articles
        what it has not told before."""
        output = Output(self._scratch / out)
        if not output.root.exists():
            self.build(corpus, out)
        codings, reports = output.lake.read(CODINGS), output.lake.read(REPORTS)
        told = pc.if_else(np.arange(codings.num_rows) < touched, "0" * 32, codings["told"])
        codings = codings.set_column(codings.schema.get_field_index("told"), codings.schema.field("told"), told)
        output.lake.write(CODINGS, with_value(codings, "lexicon", "0" * 16))
        output.lake.write(REPORTS, with_value(reports, "coder_version", "0"))
        (output.root / RECORD).unlink()
        return self.build(corpus, out)


def rows(bench: Bench, kept: Kept, sizes: Sequence[int]) -> Iterator[Row]:
    """The measurements, one by one; those that are kept are not taken again."""
    for articles in sizes:
        # What is set against each other is measured one after the other, since hours differ.
        if articles <= _COMPARED:
            yield from _beside_model(bench, kept, articles)
            yield from _beside_pool(bench, kept, articles)
        yield from _coded_again(bench, kept, articles, _TOUCHED)
        if articles == _SHOWN:
            yield from _coded_again(bench, kept, articles, articles)
    yield from _growth(bench, kept, sizes)


def _one(bench: Bench, kept: Kept, articles: int) -> Usage:
    corpus, _ = bench.corpus(articles)
    return kept.usage(_ONE, articles, lambda: bench.build(corpus, f"one-{articles}", processes=1))


def _two(bench: Bench, kept: Kept, articles: int) -> Usage:
    corpus, _ = bench.corpus(articles)
    return kept.usage(_TWO, articles, lambda: bench.build(corpus, f"two-{articles}"))


def _beside_model(bench: Bench, kept: Kept, articles: int) -> Iterator[Row]:
    """A build in one process beside the model alone."""
    corpus, words = bench.corpus(articles)
    raw = kept.usage(name := "the model alone, one process", articles, lambda: bench.raw(corpus))
    yield Row(name, raw, articles, words, "1")
    name, out = f"{_ONE}, every article read", f"all-{articles}"
    whole = kept.usage(name, articles, lambda: bench.build(corpus, out, "--no-affairs-only", processes=1))
    speed = Ratio(f"every article read, {articles:,}: beside the model alone", raw.seconds / whole.seconds, 1.5)
    yield Row(name, whole, articles, words, f"{speed.value:.2f} × the model's speed", speed)
    one = _one(bench, kept, articles)
    speed = Ratio(f"one process, {articles:,}: beside the model alone", raw.seconds / one.seconds, 1.5)
    yield Row(_ONE, one, articles, words, f"{speed.value:.2f} × the model's speed", speed)
    rest = _overhead(one)
    yield Row(
        "of which Dagster, checks, release", rest, articles, words, f"{rest.seconds / one.seconds:.0%} of the build"
    )


def _beside_pool(bench: Bench, kept: Kept, articles: int) -> Iterator[Row]:
    """A build in two processes beside one, and by Ray beside that."""
    corpus, words = bench.corpus(articles)
    one, two = _one(bench, kept, articles), _two(bench, kept, articles)
    pool = Ratio(f"two processes, {articles:,}: beside one", one.seconds / two.seconds, 1.8)
    yield Row(_TWO, two, articles, words, f"{pool.value:.2f} × one process", pool)
    name, out = "whole build, Ray, two processes", f"ray-{articles}"
    ray = kept.usage(name, articles, lambda: bench.build(corpus, out, engine="ray"))
    beside = Ratio(f"Ray, {articles:,}: beside the pool", two.seconds / ray.seconds, 1 / 1.15)
    yield Row(name, ray, articles, words, f"{ray.seconds / two.seconds:.2f} × the time of the pool", beside)


def _coded_again(bench: Bench, kept: Kept, articles: int, touched: int) -> Iterator[Row]:
    """What a change of the lexicon costs beside a first build."""
    corpus, words = bench.corpus(articles)
    first = _two(bench, kept, articles)
    name = f"after a change of the lexicon that touches {touched:,}"
    again = kept.usage(name, articles, lambda: bench.code_again(corpus, f"two-{articles}", touched))
    faster = Ratio(f"coded again, {touched:,} of {articles:,}: beside a first", first.seconds / again.seconds, 10)
    yield Row(name, again, articles, words, f"{faster.value:.1f} × a first build", faster)


def _growth(bench: Bench, kept: Kept, sizes: Sequence[int]) -> Iterator[Row]:
    last: Row | None = None
    for size in sizes:
        _, words = bench.corpus(size)
        grown = Row(GROWTH, _two(bench, kept, size), size, words)
        yield grown if last is None else _beside(grown, last)
        last = grown


def _overhead(build: Usage) -> Usage:
    """What a build spends besides its stages."""
    told = json.loads(build.output)
    work = sum(stage["seconds"] for name, stage in told["stages"].items() if name not in ("check", "release"))
    return Usage(build.seconds - work, math.nan, math.nan, "")


def _beside(grown: Row, last: Row) -> Row:
    exponent = math.log(grown.usage.seconds / last.usage.seconds) / math.log(grown.articles / last.articles)
    ratio = f"exponent {exponent:.2f}, memory × {grown.usage.memory / last.usage.memory:.2f}"
    return Row(grown.measure, grown.usage, grown.articles, grown.words, ratio)


def show(measured: Sequence[Row], page: Path) -> None:
    """Put the table into a guide, and the drawing of it beside the guide, under the same name."""
    grown = [row for row in measured if row.measure == GROWTH]
    curves = (
        Curve("Seconds of a build, two processes", [(row.articles, row.usage.seconds) for row in grown]),
        Curve("MiB, all processes together", [(row.articles, row.usage.memory) for row in grown]),
    )
    ratios = [row.plotted for row in measured if row.plotted and row.articles >= _SHOWN]
    write_text(page.with_suffix(".svg"), plot(curves, ratios))
    renew(page, MARK, table(HEAD, (row.cells() for row in measured)))


def main() -> int:
    """Measure, and print the table as Markdown, each row as it is measured."""
    parser = argparse.ArgumentParser(prog="python -m assets.speed", description=main.__doc__)
    parser.add_argument("corpora", type=Path, help="a folder that holds bulk/te3-silver_2382_tml.tar.gz")
    parser.add_argument("--sizes", type=int, nargs="*", default=_SIZES, metavar="N", help="articles to grow over")
    parser.add_argument(
        "--scratch", type=Path, help="where builds go and stay; by default a folder that goes afterwards"
    )
    parser.add_argument("--kept", type=Path, default=_KEPT, help=f"what was measured, as it comes; {_KEPT} by default")
    parser.add_argument("--resume", action="store_true", help="go on from what is kept of a run that was stopped")
    parser.add_argument("--guide", type=Path, metavar="PAGE", help="the page that shows the table, and PAGE.svg")
    options = parser.parse_args()
    originals = [each for each in read_originals(options.corpora) if each.source == "newswire"]
    if not originals:
        print(f"{options.corpora}: holds no bulk/te3-silver_2382_tml.tar.gz", file=sys.stderr)
        return 2
    print(table(HEAD, ()), flush=True)
    measured = []
    with tempfile.TemporaryDirectory(prefix="entente-speed-", dir=options.scratch) as scratch:
        try:
            kept = Kept(options.kept, resume=options.resume)
            for row in rows(Bench(originals, Path(scratch)), kept, options.sizes):
                print(line(row.cells()), flush=True)
                measured.append(row)
        except CalledProcessError as fault:
            print(f"{' '.join(fault.cmd)} ended with {fault.returncode}:\n{fault.stderr}", file=sys.stderr)
            return 1
        except ValueError as fault:
            print(fault, file=sys.stderr)
            return 2
    if options.guide:
        show(measured, options.guide)
    return 0


if __name__ == "__main__":
    sys.exit(main())
