import datetime as dt

from tests.ingest.conftest import LEAD, REST, Desk

UTC = dt.UTC


def test_the_whole_file_is_the_body_and_the_text_starts_below_the_header(desk: Desk) -> None:
    content = f" date 2022-03-26 'Ministers meet'\n\n{LEAD}\n\n{REST}\n"
    row = desk.article("a.txt", content)
    assert row["body"] == content
    assert row["body"][row["text_start"] :] == f"{LEAD}\n\n{REST}\n"
    assert (row["form"], row["title"], row["title_in_body"]) == ("wire", "Ministers meet", True)
    assert (row["published_at"], row["published_precision"]) == (dt.datetime(2022, 3, 26, tzinfo=UTC), "day")


def test_apostrophes_and_quotes_within_a_headline_are_its_own(desk: Desk) -> None:
    row = desk.article("a", f"date 2022-03-26 'Togo's minister: 'we're glad''\n\n{LEAD}\n")
    assert row["title"] == "Togo's minister: 'we're glad'"
    assert row["title"] in row["body"]


def test_a_wire_article_is_known_by_its_header_whatever_its_name(desk: Desk) -> None:
    assert desk.article("story.html", f"\ufeffdate 2022-03-26 'Ministers meet'\r\n\r\n{LEAD}\r\n")["form"] == "wire"


def test_newlines_become_line_feeds_and_nothing_else_changes(desk: Desk) -> None:
    row = desk.article("a.txt", f"date 2022-03-26 'e\u0301te\u0301'\r\n\r\n{LEAD}\r\rTwo  spaces\u00a0here.\x0c\r\n")
    assert row["body"] == f"date 2022-03-26 'e\u0301te\u0301'\n\n{LEAD}\n\nTwo  spaces\u00a0here.\x0c\n"


def test_a_header_with_a_day_that_does_not_exist_is_undated_at_that_byte(desk: Desk) -> None:
    row = desk.refusal("a.txt", f"date 2022-02-30 'Ministers meet'\n\n{LEAD}\n")
    assert (row["reason"], row["offset"]) == ("undated", 5)
    assert "2022-02-30" in row["detail"]


def test_a_header_with_no_text_below_is_empty(desk: Desk) -> None:
    assert desk.refusal("a.txt", "date 2022-03-26 'Ministers meet'\n\n \n")["reason"] == "empty"
