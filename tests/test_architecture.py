"""The house keeps its shape: who may import whom, and how long a module or a function may be."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.store.paths import PROJECT

ROOMS = ("pipeline", "assets", "expectations")
MODULES = sorted(path.relative_to(PROJECT) for room in ROOMS for path in (PROJECT / room).rglob("*.py"))
LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_ASSET = 350, 50, 15

# One enumeration after the other, which nobody reads from top to bottom.
CLOSED_LISTS = {Path("pipeline/schema/vocabularies.py")}


def _tree(module: Path) -> ast.Module:
    return ast.parse((PROJECT / module).read_text(encoding="utf-8"))


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_no_module_imports_what_its_room_may_not():
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([lint, "--no-cache"], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_says_what_it_is_for_and_is_soon_read(module):
    lines = (PROJECT / module).read_text(encoding="utf-8").count("\n")
    assert ast.get_docstring(_tree(module)), f"{module} opens without a docstring"
    assert lines <= LONGEST_MODULE or module in CLOSED_LISTS, f"{module} has {lines} lines: give a part of it a home"
    for function in _functions(_tree(module)):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        assert length <= LONGEST_FUNCTION, f"{module}:{function.lineno} {function.name} has {length} lines: divide it"


def test_closed_lists_hold_no_logic_to_speak_of():
    for module in CLOSED_LISTS:
        assert all((each.end_lineno or 0) - each.lineno < 10 for each in _functions(_tree(module))), module


def test_the_body_of_an_asset_only_puts_a_stage_to_work():
    for module in (each for each in MODULES if each.parts[0] == "assets"):
        for function in _functions(_tree(module)):
            if any(ast.unparse(each).startswith(("dg.asset(", "dg.multi_asset(")) for each in function.decorator_list):
                told = function.body[1:] if ast.get_docstring(function) else function.body
                lines = (told[-1].end_lineno or 0) - told[0].lineno + 1
                assert lines <= LONGEST_ASSET, (
                    f"{module}: {function.name} has {lines} lines: its work belongs into pipeline/"
                )
