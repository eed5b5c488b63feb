"""What commands cost, kept in a file as soon as it is known, so that a run that was stopped goes on from there.

How a command is measured is in `usage.py`.
"""

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

from pipeline.benchmark.usage import Usage


class Kept:
    """The measurements of a file of JSON lines, by what was measured and over how many articles."""

    def __init__(self, path: Path, *, resume: bool) -> None:
        """Take up the measurements of `path`, or begin it anew; ValueError where it holds something else."""
        self._path = path
        self._held: dict[tuple[str, int], Usage] = {}
        path.parent.mkdir(parents=True, exist_ok=True)
        if not resume or not path.exists():
            path.write_text("", encoding="utf-8")
        for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                told = json.loads(text)
                self._held[told["measure"], told["articles"]] = Usage(**told["usage"])
            except (ValueError, KeyError, TypeError) as fault:
                raise ValueError(f"{path}:{number}: is no measurement: leave out --resume") from fault

    def usage(self, measure: str, articles: int, take: Callable[[], Usage]) -> Usage:
        """The measurement that is held, or else the one that `take` gives, written down."""
        if (measure, articles) not in self._held:
            usage = take()
            told = {"measure": measure, "articles": articles, "usage": dataclasses.asdict(usage)}
            with self._path.open("a", encoding="utf-8") as file:
                file.write(f"{json.dumps(told)}\n")
            self._held[measure, articles] = usage
        return self._held[measure, articles]
