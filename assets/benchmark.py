"""The command `entente benchmark`: build a release of each hand-coded set and score it. How scores are counted is in `pipeline.benchmark`."""

import contextlib
import io
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from assets.build import run_build
from pipeline.benchmark.calibration import calibrate
from pipeline.benchmark.gold import GoldSet, read_gold, read_plover_gsr, read_release
from pipeline.benchmark.report import by_type, calibration, overview
from pipeline.benchmark.scores import Scores, score
from pipeline.benchmark.timeml import score_timeml
from pipeline.release.index import read_index
from pipeline.store.paths import PROJECT, Output


@dataclass(frozen=True, slots=True)
class _Bench:
    """A gold set with the articles that it codes."""

    gold: GoldSet
    articles: list[str]


def run_benchmark(corpora: Path) -> int:
    """Score the seeds, and the sets under `corpora` that are there; print tables and give back 0, or 1 where a build failed."""
    console = Console(width=120) if not Console().is_terminal else Console()
    done: list[Scores] = []
    with tempfile.TemporaryDirectory(prefix="entente-benchmark-") as scratch:
        for bench in _benches(corpora, Path(scratch), console):
            output = Output(Path(scratch) / bench.gold.name)
            console.print(f"{bench.gold.name}: building a release of {len(bench.gold.documents)} documents …")
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                code = run_build(bench.articles, output.root, None)
            if code:
                console.print(f"{bench.gold.name}: the build failed; see {output.root / 'logs'}")
                return 1
            predicted = read_release(output.releases / str(read_index(output.releases).latest))
            done.append(score(bench.gold, predicted))
            console.print(by_type(done[-1]))
            console.print(calibration(bench.gold.name, calibrate(bench.gold, predicted)))
    console.print(overview(done))
    _print_times(corpora / "time", console)
    return 0


def _benches(corpora: Path, scratch: Path, console: Console) -> Iterator[_Bench]:
    seeds = PROJECT / "seeds"
    yield _Bench(read_gold("seeds", seeds / "gold" / "events.jsonl"), [str(seeds / "articles")])
    leads = corpora / "events" / "newswire_leads"
    if leads.is_dir():
        yield _Bench(read_gold("newswire_leads", leads / "gold.jsonl"), [str(leads / "articles")])
    else:
        console.print(f"newswire_leads: skipped, {leads} is not there")
    sentences = corpora / "events" / "plover_gsr.json"
    if sentences.is_file():
        articles = scratch / "plover_gsr.jsonl"
        yield _Bench(read_plover_gsr(sentences, articles), [str(articles)])
    else:
        console.print(f"plover_gsr: skipped, {sentences} is not there")


def _print_times(folder: Path, console: Console) -> None:
    if not folder.is_dir():
        console.print(f"time: skipped, {folder} is not there")
        return
    for corpus in sorted(path for path in folder.iterdir() if path.is_dir()):
        found = score_timeml(corpus)
        console.print(
            f"{corpus.name}: value F1 {found.value_f1:.3f} of {found.gold} time expressions (HeidelTime .776 on a sister set)"
        )
