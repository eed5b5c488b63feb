"""The command `entente benchmark`: build a release of each hand-coded set and score it. How scores are counted is in `pipeline.benchmark`."""

import contextlib
import io
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from assets.build import run_build
from pipeline.benchmark.calibration import calibrate
from pipeline.benchmark.clusters import (
    Clustered,
    affair_pairs,
    best_alike,
    coded_pairs,
    read_clusters,
    read_ecb_plus,
    score_pairs,
)
from pipeline.benchmark.copies import half_of, score_copies
from pipeline.benchmark.faults import faults_of
from pipeline.benchmark.figures import FIGURES, figures_of, write_figures
from pipeline.benchmark.gold import CodedEvent, GoldSet, read_gold, read_idle_pages, read_plover_gsr, read_release
from pipeline.benchmark.labels import Coded, coded_in, count_found, macro_f1, read_conflict, read_plv, score_roots
from pipeline.benchmark.linking import score_linking, together
from pipeline.benchmark.newswire import read_originals
from pipeline.benchmark.pages import by_entente, by_trafilatura, read_pages, score_pages
from pipeline.benchmark.persons import score_names
from pipeline.benchmark.planting import plant
from pipeline.benchmark.relations import score_relations
from pipeline.benchmark.report import (
    as_document,
    brought_together,
    by_root,
    by_type,
    calibration,
    fault_counts,
    fault_examples,
    overview,
)
from pipeline.benchmark.scores import Score, Scores, score
from pipeline.benchmark.subjects import score_subjects
from pipeline.benchmark.timeml import score_timeml
from pipeline.benchmark.toponyms import score_lgl
from pipeline.display import to_json
from pipeline.events.code import coder_version
from pipeline.release.index import read_index
from pipeline.store.paths import PROJECT, Output


@dataclass(frozen=True, slots=True)
class _Bench:
    """A gold set with the articles that it codes."""

    gold: GoldSet
    articles: list[str]


def run_benchmark(corpora: Path, record: bool = False, as_json: bool = False, affairs_only: bool = True) -> int:
    """Score the seeds, and the sets under `corpora` that are there; print tables and give back 0, or 1 where a build failed.

    With `record` the figures of the seeds are kept in the project, where releases take them from for QUALITY.md. With `as_json`
    the scores of hand-coded events are printed as JSON, and all else to standard error. With `affairs_only` the hand-coded sets are
    built without reading articles that tell of no world affairs.
    """
    console = Console(stderr=as_json)
    if not console.is_terminal:
        console = Console(stderr=as_json, width=120)
    done: list[Scores] = []
    with tempfile.TemporaryDirectory(prefix="entente-benchmark-") as scratch:
        for bench in _benches(corpora, Path(scratch), console):
            output = Output(Path(scratch) / bench.gold.name)
            console.print(f"{bench.gold.name}: building a release of {len(bench.gold.documents)} documents …")
            if _build(bench.articles, output, affairs_only):
                console.print(f"{bench.gold.name}: the build failed; see {output.root / 'logs'}")
                return 1
            predicted = read_release(output.releases / str(read_index(output.releases).latest))
            done.append(score(bench.gold, predicted))
            console.print(by_type(done[-1]))
            _print_faults(bench.gold, predicted, console)
            console.print(calibration(bench.gold.name, calibrate(bench.gold, predicted)))
    console.print(overview(done))
    if record:
        write_figures(FIGURES, figures_of(done[0], coder_version()))
        console.print(f"figures of {done[0].name} kept in {FIGURES.relative_to(PROJECT)}")
    _print_pages(corpora / "html", console)
    _print_times(corpora / "time", console)
    _print_toponyms(corpora / "geo" / "lgl.xml", console)
    _print_links(corpora / "el", console)
    _print_persons(corpora / "el" / "dwie" / "dev.json", console)
    _print_roots(corpora / "events" / "plv_train.tsv", console)
    _print_conflict(corpora / "events" / "case2021_task2" / "half.tsv", console)
    _print_copies(corpora, console)
    _print_subjects(corpora, console)
    code = _print_clusters(corpora, console)
    if as_json:
        print(to_json([as_document(each) for each in done]))
    return code


def _benches(corpora: Path, scratch: Path, console: Console) -> Iterator[_Bench]:
    seeds = PROJECT / "seeds"
    yield _Bench(read_gold("seeds", seeds / "gold" / "events.jsonl"), [str(seeds / "articles")])
    leads = corpora / "events" / "newswire_leads"
    if _is_there(leads, console):
        yield _Bench(read_gold("newswire_leads", leads / "gold.jsonl"), [str(leads / "articles")])
    pages, articles = corpora / "bulk" / "bbc_2225_txt.tar.gz", scratch / "idle_pages.jsonl"
    if _is_there(pages, console):
        yield _Bench(read_idle_pages(pages, articles), [str(articles)])
    sentences, articles = corpora / "events" / "plover_gsr.json", scratch / "plover_gsr.jsonl"
    if _is_there(sentences, console):
        yield _Bench(read_plover_gsr(sentences, articles), [str(articles)])


def _is_there(corpus: Path, console: Console) -> bool:
    """Whether a corpus is at hand; says so where it is not."""
    if not corpus.exists():
        console.print(f"skipped: {corpus} is not there")
    return corpus.exists()


def _print_clusters(corpora: Path, console: Console) -> int:
    """Print which articles are brought together, in each clustered set that is there; 1 where a build failed."""
    rows: list[tuple[str, str, Score]] = []
    with tempfile.TemporaryDirectory(prefix="entente-benchmark-") as scratch:
        for given, articles in _clustered(corpora, Path(scratch), console):
            name, output = articles.stem, Output(articles.with_suffix(""))
            console.print(f"{name}: building a release of {len(given.texts)} documents …")
            if _build([str(articles)], output):
                console.print(f"{name}: the build failed")
                return 1
            release = output.releases / str(read_index(output.releases).latest)
            found = {
                "of one affair": affair_pairs(output.lake),
                "that share a coded event": coded_pairs(release),
                "TF-IDF within 3 days, best threshold": best_alike(given, days=3),
                "TF-IDF within 60 days, best threshold": best_alike(given, days=60),
            }
            rows += [(name, what, score_pairs(pairs, given.pairs())) for what, pairs in found.items()]
    if rows:
        console.print(brought_together(rows))
    return 0


def _clustered(corpora: Path, scratch: Path, console: Console) -> Iterator[tuple[Clustered, Path]]:
    """The clustered sets that are there, each with the file of its articles."""
    folder, articles = corpora / "clusters" / "giveme5w1h", scratch / "giveme5w1h.jsonl"
    if _is_there(folder, console):
        yield read_clusters(folder, articles), articles
    archive, articles = corpora / "coref" / "coref_ecbplus_t01-35.tar.gz", scratch / "ecb_plus.jsonl"
    if _is_there(archive, console):
        yield read_ecb_plus(archive, articles), articles


def _print_copies(corpora: Path, console: Console) -> None:
    """Print how copies planted in the half of the articles that was not tuned on are found."""
    if not _is_there(corpora / "bulk", console):
        return
    originals = half_of(read_originals(corpora), 1)
    found = score_copies(originals, plant(originals))
    console.print(
        f"copies planted among {len(originals)} articles: {found.pairs.gold} pairs of one text, recall {found.pairs.recall:.3f} at precision "
        f"{found.pairs.precision:.3f}; made from the right one {found.right_parent / found.derived:.3f}, rightly told to be a copy, cut or "
        f"update {found.right_derivation / found.derived:.3f}; {len(found.natural)} pairs of the corpora's own articles are one story"
    )
    for edit, reached in found.by_edit.items():
        console.print(f"  {edit.value}: {reached.recall:.3f} of {reached.gold} with their original")


def _print_subjects(corpora: Path, console: Console) -> None:
    if _is_there(corpora / "bulk" / "bbc_2225_txt.tar.gz", console):
        told = score_subjects(read_originals(corpora))
        console.print(f"stories of the BBC set aside as of no world affairs: {'; '.join(map(str, told))}")


def _print_roots(path: Path, console: Console) -> None:
    if not _is_there(path, console):
        return
    with tempfile.TemporaryDirectory(prefix="entente-benchmark-") as scratch:
        articles = Path(scratch) / "plv.jsonl"
        labels = read_plv(path, articles)
        scores = score_roots(labels, _coded(articles, console))
    console.print(by_root("plv_train", scores))
    console.print(f"plv_train: root type, macro-F1 {macro_f1(scores):.3f} (PETRARCH2 .38 on a sister set)")


def _print_conflict(path: Path, console: Console) -> None:
    if not _is_there(path, console):
        return
    with tempfile.TemporaryDirectory(prefix="entente-benchmark-") as scratch:
        articles = Path(scratch) / "case2021.jsonl"
        labels = read_conflict(path, articles)
        found = count_found(labels, _coded(articles, console))
    console.print(
        f"case2021: of {found.labelled} conflict snippets {found.right_type / found.labelled:.3f} have an event of the right type, "
        f"{found.right_mode / found.labelled:.3f} of the right mode; {found.false} of {found.disasters} disasters have an event"
    )


def _coded(articles: Path, console: Console) -> Mapping[str, Sequence[Coded]]:
    """The events of a release of these articles; RuntimeError where the build fails."""
    console.print(f"{articles.stem}: building a release …")
    output = Output(articles.with_suffix(""))
    if _build([str(articles)], output):
        raise RuntimeError(f"{articles.stem}: the build failed; see {output.root / 'logs'}")
    return coded_in(output.releases / str(read_index(output.releases).latest))


def _build(articles: list[str], output: Output, affairs_only: bool = True) -> int:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return run_build(articles, output.root, None, affairs_only=affairs_only)


def _print_faults(gold: GoldSet, predicted: Mapping[str, Sequence[CodedEvent]], console: Console) -> None:
    found = faults_of(gold, predicted)
    console.print(fault_counts(gold.name, found))
    console.print(fault_examples(gold.name, found))


def _print_pages(folder: Path, console: Console) -> None:
    if not _is_there(folder, console):
        return
    pages = read_pages(folder)
    ours, theirs = score_pages(pages, by_entente), score_pages(pages, by_trafilatura)
    console.print(
        f"html: {ours.pages} pages of many publishers and languages: headline as given {ours.title:.3f} (trafilatura {theirs.title:.3f}), "
        f"day {ours.day:.3f} ({theirs.day:.3f}), words of the text F1 {ours.body:.3f} ({theirs.body:.3f})"
    )


def _print_times(folder: Path, console: Console) -> None:
    if not _is_there(folder, console):
        return
    for corpus in sorted(path for path in folder.iterdir() if path.is_dir()):
        found = score_timeml(corpus)
        console.print(
            f"{corpus.name}: value F1 {found.value_f1:.3f} of {found.gold} time expressions (HeidelTime .776 on a sister set)"
        )


def _print_toponyms(path: Path, console: Console) -> None:
    if not _is_there(path, console):
        return
    found = score_lgl(path)
    console.print(
        f"lgl: {found.gold} place names, F1 of finding {found.f1:.3f} (DBpedia Spotlight .73 by the same count); found and right, of "
        f"{found.pointed} with a point, {found.right_of_all:.3f} (largest place .57); right of those found {found.right_of_found:.3f} "
        "(Mordecai 3 .83)"
    )


def _print_links(folder: Path, console: Console) -> None:
    if not _is_there(folder, console):
        return
    scores = score_linking(folder, folder.parents[1] / "reference" / "igos.yaml")
    for name, found in (*scores.items(), ("all three", together(scores))):
        console.print(
            f"{name}: countries, territories, intergovernmental bodies and capitals, {found.gold} names: Wikidata ids F1 {found.f1:.3f} "
            f"(precision {found.precision:.3f}, recall {found.recall:.3f})"
        )


def _print_persons(path: Path, console: Console) -> None:
    pairs = score_names(PROJECT / "seeds" / "gold" / "names.jsonl")
    console.print(
        f"names: {pairs.accuracy:.2f} of {pairs.same + pairs.different} pairs right ({pairs.joined} of {pairs.same} spellings of one "
        f"person joined, {pairs.parted} of {pairs.different} namesakes kept apart); our own pairs, on which the linker was tuned"
    )
    if _is_there(path, console):
        found = score_relations(path)
        console.print(
            f"dwie: {found.gold} heads of state and ministers of a country in {found.documents} documents, recall {found.recall:.3f} at "
            f"precision {found.precision:.3f}"
        )
