"""What a shell needs to complete the commands and options of `entente`, printed by `entente completion SHELL`.

It is made from the parser of the command line, so that it never lags behind it; nothing runs when a user presses Tab.
"""

import argparse

import shtab


def completion_script(parser: argparse.ArgumentParser, shell: str) -> str:
    """The script of a shell, bash, zsh or fish; arguments that name no closed list complete as files."""
    _complete_files(parser)
    return shtab.complete(parser, shell)


def _complete_files(parser: argparse.ArgumentParser) -> None:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                _complete_files(command)
        elif action.nargs != 0 and action.choices is None and _is_path(action):
            action.complete = shtab.FILE  # type: ignore[attr-defined]


def _is_path(action: argparse.Action) -> bool:
    return any(word in str(action.metavar) for word in ("DIR", "FILE", "PATH", "KEY", "RELEASE_A", "RELEASE_B"))
