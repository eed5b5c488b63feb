"""A guide shows what was measured last, and all else of it stays."""

import pytest

from pipeline.benchmark.guide import renew, table

PAGE = "before\n<!-- speed -->\nold\n<!-- end of speed -->\nafter\n"


def test_what_was_measured_replaces_what_stood_there(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(PAGE)
    for _ in range(2):
        renew(page, "speed", table(("a", "b"), [("1", "2")]))
    assert page.read_text() == "before\n<!-- speed -->\n| a | b |\n|---|---|\n| 1 | 2 |\n<!-- end of speed -->\nafter\n"


def test_an_empty_place_is_filled(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("<!-- speed -->\n<!-- end of speed -->\n")
    renew(page, "speed", "new")
    assert page.read_text() == "<!-- speed -->\nnew\n<!-- end of speed -->\n"


def test_a_page_without_a_place_is_left_as_it_is(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("nothing here\n")
    with pytest.raises(ValueError, match=r"page\.md: has no place for what was measured"):
        renew(page, "speed", "new")
    assert page.read_text() == "nothing here\n"
