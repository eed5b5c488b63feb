"""Where a guide shows what was measured: between two comments of its Markdown, which a benchmark writes anew.

What is measured is told by each benchmark itself.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.store.atomic import write_text


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    return "\n".join([line(head), "|" + "---|" * len(head), *map(line, rows)])


def line(cells: Sequence[str]) -> str:
    """A row of a table in Markdown."""
    return f"| {' | '.join(cells)} |"


def renew(page: Path, name: str, text: str) -> None:
    """Put `text` between the comments `<!-- name -->` and `<!-- end of name -->` of a page; ValueError where it lacks them."""
    opening, closing = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    before, found, rest = page.read_text(encoding="utf-8").partition(opening)
    _, closed, after = rest.partition(closing)
    if not (found and closed):
        raise ValueError(f"{page}: has no place for what was measured: write '{opening.strip()}' and '{closing}'")
    write_text(page, f"{before}{opening}{text}\n{closing}{after}")
