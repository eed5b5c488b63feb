"""The figures of the set that ships with the project, kept beside it so that every release can state them.

They are written by a benchmark and say which coder they were measured with.
"""

import csv
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from pipeline.benchmark.scores import Score, Scores
from pipeline.store.atomic import replacing
from pipeline.store.paths import PROJECT
from pipeline.store.reference import rows

FIGURES = PROJECT / "seeds" / "gold" / "figures.csv"
_MEASURES = {"dyads": "typed dyads", "types": "types", "dates": "start dates", "places": "place countries"}


@dataclass(frozen=True, slots=True)
class Recorded:
    """A figure as recorded: precision, recall and F1 from 0 to 1 with two digits, and the version of coder and lexicon."""

    measure: str
    precision: str
    recall: str
    f1: str
    coder: str


def figures_of(scores: Scores, coder: str) -> list[Recorded]:
    """The figures of a set as they are recorded."""
    held: list[tuple[str, Score]] = [(label, getattr(scores, name)) for name, label in _MEASURES.items()]
    return [
        Recorded(label, f"{score.precision:.2f}", f"{score.recall:.2f}", f"{score.f1:.2f}", coder)
        for label, score in held
        if score.gold
    ]


def write_figures(path: Path, figures: Sequence[Recorded]) -> None:
    """Write the file of figures, all or nothing."""
    with replacing(path) as scratch, scratch.open("w", encoding="utf-8", newline="") as file:
        file.write(
            "# Figures of the coder on seeds/gold, written by `entente benchmark --record`; do not edit by hand.\n"
        )
        writer = csv.DictWriter(file, [each.name for each in fields(Recorded)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(figure) for figure in figures)


def read_figures(path: Path) -> list[Recorded]:
    """The recorded figures; none where nothing was recorded yet."""
    return [Recorded(**row) for _, row in rows(path)] if path.is_file() else []
