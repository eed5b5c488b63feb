"""Every command and option is told of in the pages, and the pages tell of no other."""

import argparse
import re
import shlex
from collections.abc import Iterator

import pytest

from pipeline import cli
from pipeline.arguments import parser
from pipeline.store.paths import PROJECT
from tests.docs.pages import PAGES, blocks

COMMANDS = next(
    action.choices for action in parser(cli._COMMANDS_HERE)._actions if isinstance(action, argparse._SubParsersAction)
)
OPTIONS = [
    (name, option)
    for name, command in COMMANDS.items()
    for action in command._actions
    for option in action.option_strings
    if option.startswith("--") and option != "--help"
]
_TEXT = "\n".join((PROJECT / page).read_text(encoding="utf-8") for page in PAGES)


def _lines() -> Iterator[tuple[str, str]]:
    """The command lines of the pages that call `entente`, without what follows a pipe."""
    for page in PAGES:
        for block in blocks(page):
            if block.language == "sh":
                code = block.code.replace("\\\n", " ")
                for line in code.splitlines():
                    if found := re.search(r"(?:^|\s|/)entente ([^|>&#]*(?:\"[^\"]*\"[^|>&#]*)*)", line):
                        yield f"{block.place}: {line.strip()}", found[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_told_of(name):
    assert f"entente {name}" in _TEXT


@pytest.mark.parametrize(("name", "option"), OPTIONS, ids=" ".join)
def test_every_option_is_told_of_with_its_command(name, option):
    told = [line for line in _TEXT.splitlines() if f"entente {name}" in line]
    assert any(option in line for line in told), f"no page shows `entente {name} … {option}`"


@pytest.mark.parametrize("line", [pytest.param(line, id=place) for place, line in _lines()])
def test_the_pages_call_no_command_or_option_that_is_not_there(line, capsys):
    given = shlex.split(line.replace("…", "x"), comments=True)
    if any("{" in word for word in given) or given[0] == "COMMAND":
        return
    try:
        parser(cli._COMMANDS_HERE).parse_args(given)
    except SystemExit as stop:
        assert not stop.code, capsys.readouterr().err
