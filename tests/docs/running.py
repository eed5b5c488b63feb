"""How the code of a page is run: in a folder that holds `data/`, as a reader who follows the page would."""

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb

from pipeline.schema.render.codebook import markdown_table
from tests.docs.pages import Block

SCRIPTS = Path(sys.executable).parent
_REMOTE = re.compile(r"https?://|s3://")
_WITH_ARROW = "quit(status = !all(sapply(c('arrow', 'dplyr', 'duckdb'), requireNamespace, quietly = TRUE)))"


def runs(block: Block) -> bool:
    """Whether a block is run: all SQL and Python that stays on this machine, and of the shell what shows that it was."""
    if block.language in ("sql", "python"):
        return not _REMOTE.search(block.code)
    return block.language == "sh" and (block.output is not None or block.is_marked)


def run(block: Block, folder: Path, held: dict[str, Any]) -> str:
    """What a block prints; `held` are the names that Python blocks of the page made so far."""
    if block.language == "sql":
        return run_sql(block.code, folder)
    return run_python(block.code, held) if block.language == "python" else run_shell(block.code, folder)


def run_sql(code: str, folder: Path) -> str:
    """The answer of the last statement to the latest release under `folder`, as a Markdown table."""
    (database,) = (folder / "data" / "releases").glob("*/entente.duckdb")
    with duckdb.connect(database, read_only=True) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        answer = connection.sql(code)
        if answer is None:
            return ""
        rows = ([_cell(value) for value in row] for row in answer.fetchall())
        return "\n".join(markdown_table(answer.columns, rows))


def run_python(code: str, held: dict[str, Any]) -> str:
    """What the code prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "docs", "exec"), held)
    return printed.getvalue()


def run_shell(code: str, folder: Path) -> str:
    """What the commands print to standard output, on a terminal of 80 columns; an error is an AssertionError."""
    terminal = {"TTY_COMPATIBLE": "1", "TERM": "dumb", "COLUMNS": "80"}
    environment = os.environ | terminal | {"PATH": f"{SCRIPTS}:{os.environ['PATH']}"}
    environment.pop("FORCE_COLOR", None)
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", code],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.replace(f"{folder}/", "")


def run_r(code: str, folder: Path) -> str:
    """What R prints."""
    done = subprocess.run(["Rscript", "-e", code], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def has_r() -> bool:
    """Whether R is here with the packages of the pages."""
    rscript = shutil.which("Rscript")
    return rscript is not None and subprocess.run([rscript, "-e", _WITH_ARROW], check=False).returncode == 0


def _cell(value: object) -> str:
    if value is None:
        return ""
    return "; ".join(map(_cell, value)) if isinstance(value, list) else str(value)
