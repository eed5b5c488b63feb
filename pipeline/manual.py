"""The page `docs/commands.md`, made from the parser of the command line; a test holds that it is up to date."""

import argparse
from collections.abc import Iterator, Mapping

from pipeline.schema.render.codebook import markdown_table

_HEAD = """# Commands

Made from the command line's own help; `make golden` renews it. Every command ends with 0 where it is done, 1 where the data failed a check,
2 where it was used wrongly, told in one line."""


def commands_page(commands: Mapping[str, argparse.ArgumentParser]) -> str:
    """The page, a section for each command."""
    return "\n".join([_HEAD, *(line for name, command in commands.items() for line in _section(name, command))]) + "\n"


def _section(name: str, command: argparse.ArgumentParser) -> Iterator[str]:
    yield from ("", f"## entente {name}", str(command.description), "```sh")
    yield from (str(command.epilog).removeprefix("Example: "), "```")
    rows = ((f"`{_call(action)}`", _help(action)) for action in command._actions if action.dest != "help")
    yield from markdown_table(("argument", "meaning"), rows)


def _call(action: argparse.Action) -> str:
    values = "" if action.nargs == 0 else str(action.metavar or "|".join(action.choices or ()))
    return " ".join(filter(None, (*action.option_strings, values)))


def _help(action: argparse.Action) -> str:
    return str(action.help or "") % {"default": action.default} if action.help else ""
