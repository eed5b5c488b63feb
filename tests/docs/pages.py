"""The pages for readers as blocks of code with the output that each shows; how a block is run is in `running.py`.

A block's output is what follows it: of SQL a Markdown table, of Python, R and the shell a fence `text`. A shell block is run where it
shows its output or `<!-- run -->` stands before it. Where output differs from run to run, `…` stands for whatever is there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.store.paths import PROJECT

PAGES = tuple(
    path.relative_to(PROJECT).as_posix()
    for path in (PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *sorted((PROJECT / "docs").glob("*.md")))
)
CONTRIBUTIONS = "docs/contributing-examples.md"
"""The page whose code changes the checkout; it is run in a copy of one."""
RUN = "<!-- run -->"
_FENCE = re.compile(r"^```(\w*)$")


@dataclass(frozen=True, slots=True)
class Block:
    """Code of a page, the line on which it begins, and its output with the lines of the page that show it (from 0, end excluded)."""

    page: str
    line: int
    language: str
    code: str
    output: str | None
    shown: tuple[int, int] | None
    is_marked: bool

    @property
    def place(self) -> str:
        """Where a reader finds it."""
        return f"{self.page}:{self.line}"


def blocks(page: str) -> list[Block]:
    """The code blocks of a page, in order; outputs are none of them."""
    return list(_blocks(page, (PROJECT / page).read_text(encoding="utf-8").splitlines()))


def show(block: Block, output: str) -> None:
    """Write another output in place of the one that the page shows."""
    assert block.shown
    path = PROJECT / block.page
    lines = path.read_text(encoding="utf-8").splitlines()
    start, end = block.shown
    path.write_text("\n".join([*lines[:start], *output.splitlines(), *lines[end:]]) + "\n", encoding="utf-8")


def agrees(shown: str, real: str) -> bool:
    """Whether a real output is the one shown, where `…` stands for anything and spaces at the ends of lines do not count."""
    pattern = re.escape(_trimmed(shown)).replace("…", "(.|\n)*")
    return re.fullmatch(pattern, _trimmed(real)) is not None


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def _blocks(page: str, lines: list[str]) -> Iterator[Block]:
    number = 0
    while number < len(lines):
        fence = _FENCE.match(lines[number])
        if not fence:
            number += 1
            continue
        start, end = number + 1, _closing(lines, number + 1)
        language, code = fence[1], "\n".join(lines[start:end])
        is_marked = number > 0 and lines[number - 1] == RUN
        shown = _table(lines, end + 1) if language == "sql" else _text(lines, end + 1)
        output = "\n".join(lines[shown[0] : shown[1]]) if shown else None
        yield Block(page, number + 1, language, code, output, shown, is_marked)
        number = (shown[1] if shown else end) + 1


def _closing(lines: list[str], start: int) -> int:
    return next(number for number in range(start, len(lines)) if lines[number] == "```")


def _table(lines: list[str], start: int) -> tuple[int, int] | None:
    """The lines of a Markdown table that begins there, or after an empty line."""
    first = start + (start < len(lines) and not lines[start])
    end = first
    while end < len(lines) and lines[end].startswith("|"):
        end += 1
    return (first, end) if end > first else None


def _text(lines: list[str], start: int) -> tuple[int, int] | None:
    """The lines within a fence `text` that begins there, or after an empty line."""
    first = start + (start < len(lines) and not lines[start])
    if first < len(lines) and lines[first] == "```text":
        return first + 1, _closing(lines, first + 1)
    return None
