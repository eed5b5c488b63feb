"""Figures become a drawing that is well formed and the same for the same figures."""

import re
from xml.etree import ElementTree

from pipeline.benchmark.plot import Curve, Ratio, plot

SVG = "{http://www.w3.org/2000/svg}"
GROWTH = Curve("Seconds", [(1_000, 90.0), (3_000, 206.4), (30_000, 1_900.0)])
SPEED = Ratio("speed <one & all>", 0.45, 1.5)


def drawn(*figures):
    return ElementTree.fromstring(plot(*figures))


def test_the_same_figures_give_the_same_drawing():
    assert plot([GROWTH], [SPEED]) == plot([GROWTH], [SPEED])


def test_every_point_is_drawn_inside_its_panel_and_told():
    root = drawn([GROWTH], [])
    points = [(float(each.get("cx")), float(each.get("cy"))) for each in root.iter(f"{SVG}circle")]
    assert points == sorted(points, key=lambda point: (point[0], -point[1]))
    assert all(0 <= x <= 270 and 0 <= y <= 180 for x, y in points)
    assert {"90", "206", "1,900"} <= {each.text for each in root.iter(f"{SVG}text")}


def test_growth_in_proportion_is_a_line_of_one_slope():
    (line,) = drawn([Curve("Seconds", [(10, 10), (100, 100), (1_000, 1_000)])], []).iter(f"{SVG}polyline")
    (x, y), (to_x, to_y), (end_x, end_y) = (map(float, each.split(",")) for each in line.get("points").split())
    assert abs((to_y - y) / (to_x - x) - (end_y - to_y) / (end_x - to_x)) < 0.01


def test_a_ratio_is_a_bar_that_falls_short_of_its_aim_as_it_does():
    text = plot([], [SPEED])
    width = float(re.search(r'<rect x="0" .*?width="([\d.]+)"', text)[1])
    aim = float(re.search(r'<line x1="([\d.]+)"', text)[1])
    assert abs(width / aim - 0.45 / 1.5) < 0.01
    assert "speed &lt;one &amp; all&gt;" in text


def test_what_has_no_points_has_no_panel():
    assert len(list(drawn([Curve("Seconds", []), GROWTH], []).iter(f"{SVG}g"))) == 1
