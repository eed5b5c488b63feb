"""What the tests of the assets share: an output folder that was built once from a few articles, and copies of it to spoil."""

import shutil
from collections.abc import Callable
from pathlib import Path

import dagster as dg
import pytest

from assets.build import run_build
from assets.definitions import defs
from assets.partitions import add_days, all_days
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.store.paths import Output

VISIT = """date 2022-03-26 'Togo minister in Accra'

The foreign minister of Togo visited Ghana on Thursday and met President Nana Akufo-Addo in Accra, officials said.

Ghana and Togo signed a memorandum on fisheries in Accra on Friday.
"""
BLAME = """date 2022-03-28 'Ghana accuses Togo'

Ghana accused Togo on Sunday of violating the memorandum.

"We regret this," the foreign minister of Ghana said.
"""
LATER = """date 2022-04-02 'Talks in Lome'

The presidents of Ghana and Togo met in Lome on Friday, officials said.
"""


@pytest.fixture(scope="session")
def articles(once) -> Path:
    return once("articles", _write_articles)


def _write_articles(folder: Path) -> None:
    folder.mkdir()
    (folder / "visit.txt").write_text(VISIT)
    (folder / "blame.txt").write_text(BLAME)
    (folder / "empty.txt").write_text("")


@pytest.fixture(scope="session")
def built(once, articles) -> Output:
    """An output folder with one release; not to be changed."""

    def build(out: Path) -> None:
        assert run_build([str(articles)], out, "2026.11.23") == 0

    return Output(once("built", build))


@pytest.fixture
def output(built, tmp_path) -> Output:
    """A copy of the built folder to do with as a test pleases."""
    shutil.copytree(built.root, tmp_path / "out")
    return Output(tmp_path / "out")


Run = Callable[..., dg.ExecuteInProcessResult]


@pytest.fixture
def run(output) -> Run:
    """Run a job, or the given assets of it with their checks, on the copy."""

    def run_job(job: str, assets: list[str] | None = None) -> dg.ExecuteInProcessResult:
        definition = defs.resolve_job_def(job)
        with dg.DagsterInstance.ephemeral() as instance:
            add_days(instance, output.lake.days(ARTICLE_TEXT))
            return definition.execute_in_process(
                instance=instance,
                tags=all_days(instance) if job == "release" and not assets else {},
                run_config={"resources": {"workspace": {"config": {"home": str(output.root)}}}},
                asset_selection=[dg.AssetKey(name) for name in assets] if assets else None,
                raise_on_error=False,
            )

    return run_job
