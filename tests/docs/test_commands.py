"""Every command and option is told of in the pages, and the pages call no other."""

import argparse
import re
import shlex
from collections.abc import Iterator

import pytest

from pipeline import cli
from pipeline.arguments import parser
from pipeline.manual import commands_page
from tests.docs.pages import PAGES, blocks

COMMANDS = next(
    action.choices for action in parser(cli._COMMANDS_HERE)._actions if isinstance(action, argparse._SubParsersAction)
)


def _calls() -> Iterator[tuple[str, str]]:
    """The lines of the pages that call `entente`, with their arguments up to what follows a pipe or redirection."""
    for block in (block for page in PAGES for block in blocks(page) if block.language == "sh"):
        for line in block.code.replace("\\\n", " ").splitlines():
            if found := re.search(r"(?:^|[\s/])entente ((?:\"[^\"]*\"|[^|>&#\"])+)", line.split(" # ")[0]):
                yield f"{block.place} {line.strip()}", found[1]


def test_the_page_of_commands_says_what_the_command_line_says(golden):
    golden("../../docs/commands.md", commands_page(COMMANDS))


@pytest.mark.parametrize("call", [pytest.param(call, id=place) for place, call in _calls()])
def test_the_pages_call_no_command_or_option_that_is_not_there(call, capsys):
    given = shlex.split(call.replace("…", "x"))
    if given[0] not in COMMANDS and not given[0].startswith("-"):
        pytest.skip("the word is no call")
    try:
        parser(cli._COMMANDS_HERE).parse_args(given)
    except SystemExit as stop:
        assert not stop.code, capsys.readouterr().err
