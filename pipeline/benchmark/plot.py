"""What a benchmark measured as a drawing that stands in a guide: growth over a size on logarithmic axes, and ratios beside what is aimed at.

The same figures give the same bytes. Charts of a release's site are drawn in `release/site/chart.py`.
"""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

_PANEL, _GAP, _TOP, _HEIGHT = 270, 60, 46, 180
"""Pixels: width of a panel, what is free left of it, above and its height."""
_MEASURED, _AIM, _INK, _FAINT = "#20639b", "#c0392b", "#333333", "#dddddd"
_BAR, _STRIDE = 16, 30
_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Curve:
    """What grows with a size: how it is headed, and its points, by size."""

    title: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio, what it is of, and what is aimed at."""

    label: str
    value: float
    aim: float


def plot(curves: Sequence[Curve], ratios: Sequence[Ratio]) -> str:
    """An SVG of a panel for each curve that has points, and one for the ratios."""
    panels = [_curve(curve) for curve in curves if curve.points] + ([_ratios(ratios)] if ratios else [])
    width, height = len(panels) * (_PANEL + _GAP) + _GAP // 2, _TOP + _depth(ratios) + 40
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11" fill="{_INK}">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for number, panel in enumerate(panels):
        lines += [f'<g transform="translate({_GAP + number * (_PANEL + _GAP)} {_TOP})">', *panel, "</g>"]
    return "\n".join([*lines, "</svg>", ""])


def _curve(curve: Curve) -> Iterator[str]:
    sizes, values = zip(*curve.points, strict=True)
    across, along = _steps(sizes), _steps(values)
    points = [(_place(size, across) * _PANEL, _HEIGHT - _place(value, along) * _HEIGHT) for size, value in curve.points]
    yield _text(0, -20, curve.title, weight="bold")
    for value in along:
        y = _HEIGHT - _place(value, along) * _HEIGHT
        yield _line((0, y), (_PANEL, y), _FAINT)
        yield _text(-6, y + 4, f"{value:,}", anchor="end")
    for size in across:
        x = _place(size, across) * _PANEL
        yield _line((x, _HEIGHT), (x, _HEIGHT + 4), _INK)
        yield _text(x, _HEIGHT + 16, f"{size:,}", anchor="middle")
    yield _text(_PANEL / 2, _HEIGHT + 32, "articles", anchor="middle")
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    yield f'<polyline points="{path}" fill="none" stroke="{_MEASURED}" stroke-width="2"/>'
    for (x, y), value in zip(points, values, strict=True):
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{_MEASURED}"/>'
        yield _text(x + 6, y - 8, f"{value:,.0f}", anchor="start" if x < _PANEL / 2 else "end")


def _ratios(ratios: Sequence[Ratio]) -> Iterator[str]:
    longest = max(1.0, *(each.value / each.aim for each in ratios))
    yield _text(0, -20, "Ratios, with what is aimed at", weight="bold")
    for number, each in enumerate(ratios):
        y = number * _STRIDE + 16
        width, aim = (share / longest * (_PANEL - 40) for share in (each.value / each.aim, 1))
        yield _text(0, y - 4, each.label)
        yield f'<rect x="0" y="{y:.1f}" width="{width:.1f}" height="{_BAR}" fill="{_MEASURED}"/>'
        yield _text(max(width, aim) + 6, y + _BAR - 4, f"{each.value:.2f} of {each.aim:.2f}")
        yield _line((aim, y - 2), (aim, y + _BAR + 2), _AIM, 2)
    yield _text(0, _depth(ratios) + 32, "bar: measured; line: aimed at")


def _depth(ratios: Sequence[Ratio]) -> int:
    """The height of all panels: what the ratios take, but no less than a curve."""
    return max(_HEIGHT, len(ratios) * _STRIDE)


def _steps(values: Sequence[float]) -> list[int]:
    """Round numbers from one below the least to one above the greatest."""
    least, greatest = max(1.0, min(values)), max(values)
    powers = range(math.floor(math.log10(least)), math.ceil(math.log10(greatest)) + 1)
    rounds = [step * 10**power for power, step in itertools.product(powers, _STEPS)]
    low = max(each for each in rounds if each <= least)
    return [each for each in rounds if low <= each <= min(other for other in rounds if other > greatest)]


def _place(value: float, steps: Sequence[int]) -> float:
    """Where a value lies between the first step and the last, from 0 to 1."""
    return math.log(max(value, steps[0]) / steps[0]) / math.log(steps[-1] / steps[0])


def _text(x: float, y: float, text: str, anchor: str = "start", weight: str = "normal") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}">{escape(text)}</text>'


def _line(start: tuple[float, float], end: tuple[float, float], colour: str, width: int = 1) -> str:
    (x, y), (to_x, to_y) = start, end
    return f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="{colour}" stroke-width="{width}"/>'
