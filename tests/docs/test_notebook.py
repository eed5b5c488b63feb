"""The notebook runs from start to end, draws its chart, and is kept without outputs."""

import nbformat
from nbclient import NotebookClient

from pipeline.store.paths import PROJECT


def _notebook() -> nbformat.NotebookNode:
    return nbformat.read(PROJECT / "docs" / "explore.ipynb", as_version=4)


def test_the_notebook_is_kept_without_outputs():
    assert all(
        not cell.outputs and cell.execution_count is None for cell in _notebook().cells if cell.cell_type == "code"
    )


def test_the_notebook_runs_and_draws_its_chart(folder):
    done = NotebookClient(_notebook(), timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    kinds = [kind for cell in done.cells for output in cell.get("outputs", []) for kind in output.get("data", {})]
    assert "image/png" in kinds
