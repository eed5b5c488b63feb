"""What builds cost is measured once, told row by row, and shown in a guide with its drawing."""

import json

import pytest

from assets.speed import MARK, rows, show
from pipeline.benchmark.kept import Kept
from pipeline.benchmark.usage import Usage

TOLD = json.dumps({"stages": {"read": {"seconds": 6.0}, "check": {"seconds": 1.0}}})


class Counted:
    """A bench on which all takes known times; `builds` are those that were asked for."""

    processors = (0, 1)

    def __init__(self):
        self.builds = []

    def corpus(self, articles):
        return articles, articles * 10

    def raw(self, corpus):
        return Usage(5.0, 5.0, 100.0, "")

    def build(self, corpus, out, *more, processes=2, engine="local"):
        self.builds.append(out)
        return Usage(corpus / 100 / processes, 10.0, 400.0, TOLD)

    def code_again(self, corpus, out, touched):
        return Usage(1.0, 1.0, 300.0, TOLD)


class Stopping(Counted):
    def code_again(self, corpus, out, touched):
        raise KeyboardInterrupt


def measured(bench, path, *, resume=False):
    return list(rows(bench, Kept(path, resume=resume), (3_000, 30_000)))


def test_every_figure_is_set_against_another_of_the_run(tmp_path):
    ratios = {(row.measure, row.articles): row.ratio for row in measured(Counted(), tmp_path / "kept")}
    assert ratios["whole build, one process", 3_000] == "0.17 × the model's speed"
    assert ratios["whole build, two processes", 3_000] == "2.00 × one process"
    assert ratios["of which Dagster, checks, release", 3_000] == "80% of the build"
    assert ratios["after a change of the lexicon that touches 50", 30_000] == "150.0 × a first build"
    assert ratios["growth", 30_000] == "exponent 1.00, memory × 1.00"


def test_a_run_that_was_stopped_goes_on_without_measuring_again(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        measured(Stopping(), tmp_path / "kept")
    bench = Counted()
    resumed = measured(bench, tmp_path / "kept", resume=True)
    assert bench.builds == ["two-30000"]
    assert [row.cells() for row in resumed] == [row.cells() for row in measured(Counted(), tmp_path / "other")]


def test_the_guide_shows_the_rows_and_has_the_drawing_beside_it(tmp_path):
    page = tmp_path / "scaling.md"
    page.write_text(f"<!-- {MARK} -->\n<!-- end of {MARK} -->\n")
    show(measured(Counted(), tmp_path / "kept"), page)
    assert "| growth | 30,000 | 150 |" in page.read_text()
    assert "one process, 3,000: beside the model alone" in (tmp_path / "scaling.svg").read_text()
