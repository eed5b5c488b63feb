"""Every block of code in the pages runs, and prints what the page says that it prints."""

import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.store.paths import PROJECT
from tests.docs.pages import CONTRIBUTIONS, PAGES, Block, agrees, blocks, show
from tests.docs.running import SCRIPTS, has_r, run, run_r, runs

R_BLOCKS = [block for page in PAGES for block in blocks(page) if block.language == "r"]
RUNNING = [page for page in PAGES if page != CONTRIBUTIONS and any(map(runs, blocks(page)))]


@pytest.mark.parametrize("page", RUNNING)
def test_the_code_of_a_page_runs_and_prints_what_is_shown(page, folder, monkeypatch, request):
    monkeypatch.chdir(folder)
    _run(page, folder, request)


def test_the_contributions_that_are_shown_do_what_they_say_and_keep_the_rules_of_style(tmp_path, monkeypatch, request):
    checkout = tmp_path / "entente"
    left_out = shutil.ignore_patterns(".*", "data", "tests", "__pycache__", "*.egg-info")
    shutil.copytree(PROJECT, checkout, ignore=left_out)
    monkeypatch.setenv("PYTHONPATH", str(checkout))
    _run(CONTRIBUTIONS, checkout, request)
    for check in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [SCRIPTS / "ruff", *check, "."], cwd=checkout, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout


def _run(page: str, folder: Path, request: pytest.FixtureRequest) -> None:
    """Run a page's code in a folder; what it prints is what is shown, or is written in its place where that is asked for."""
    held: dict[str, object] = {}
    told = [(block, run(block, folder, held)) for block in blocks(page) if runs(block)]
    if request.config.getoption("--renew-golden"):
        # From the end, so that lines that are yet to be written to stay where they are.
        for block, real in reversed(told):
            if block.shown and not agrees(str(block.output), real):
                show(block, real.strip("\n"))
        return
    wrong = [_difference(block, real) for block, real in told if block.output and not agrees(block.output, real)]
    assert not wrong, "\n".join([*wrong, "renew with pytest tests/docs --renew-golden, and read the difference"])


@pytest.mark.parametrize("block", R_BLOCKS, ids=lambda block: block.place)
def test_the_r_of_a_page_runs_and_prints_what_is_shown(block, request):
    if not has_r():
        pytest.skip("R with arrow, dplyr and duckdb is not here")
    real = run_r(block.code, request.getfixturevalue("folder"))
    assert block.output is None or agrees(block.output, real), _difference(block, real)


def _difference(block: Block, real: str) -> str:
    return f"{block.place} shows\n{block.output}\nbut prints\n{real}"
