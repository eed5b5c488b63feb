"""A rule that a table must keep; how rules are checked is in `validate`, and what comes of it is a `CheckResult`."""

from dataclasses import dataclass

from pipeline.release.checked import Part, Severity

ROWS = "(SELECT * FROM {batch}) b"
"""The rows of the table that is checked; Great Expectations gives its batch an alias of its own where there is no join."""


@dataclass(frozen=True, slots=True)
class RowRule:
    """A rule that each row keeps or breaks by itself: `breaks` is true of a row that breaks it.

    `source` holds every row of `{batch}` at most once, as `b`, and may join what the rule needs beside it. Rules of one
    source are checked together, in one pass over the table.
    """

    name: str
    description: str
    breaks: str
    severity: Severity
    source: str = ROWS


@dataclass(frozen=True, slots=True)
class TableRule:
    """A rule on rows together, or on several tables: `failing` selects what breaks it; the table stands as `{batch}`,
    others under their own names."""

    name: str
    description: str
    failing: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class DriftRule:
    """A rule on how far a release may move from its parent: of the figures of a `measure` none is below `least` or above `most`
    times what was to be expected, as far as the difference is more than so many standard deviations.

    Figures and measures are those of `drift.py`. A small number moves by a large share soon; a large one by many deviations.
    """

    name: str
    description: str
    measure: str
    part: Part
    severity: Severity
    least: float | None = None
    most: float | None = None
    deviations: float = 2.0

    @property
    def breaks(self) -> str:
        """SQL that is true of a figure that breaks the rule."""
        # A table that is of no single article is counted whole: it may not lose what is kept, but may grow by what is new.
        parts = f"part IN ('{self.part}', '{Part.ALL}')" if self.part is Part.KEPT else f"part = '{self.part}'"
        less = f"{parts} AND after < {self.least} * expected AND expected - after > {self.deviations} * spread"
        more = (
            f"part = '{self.part}' AND after > {self.most} * expected AND after - expected > {self.deviations} * spread"
        )
        sides = [f"({side})" for side, bound in ((less, self.least), (more, self.most)) if bound is not None]
        return f"measure = '{self.measure}' AND ({' OR '.join(sides)})"


Rule = RowRule | TableRule | DriftRule
