import datetime as dt

import pytest

from tests.ingest.conftest import LEAD, REST, Desk

TEXT = f"{LEAD}\n\n{REST}\n"


def day(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "name",
    ["2022-03-26-talks.txt", "talks_20220326.txt", "2022/03/26/talks.md", "2022-03-26/talks", "AFP_20220326.0421"],
)
def test_a_date_in_the_name_or_a_folder_dates_the_text(desk: Desk, name: str) -> None:
    row = desk.article(name, TEXT)
    assert (row["form"], row["published_at"], row["published_precision"]) == ("text", day(2022, 3, 26), "day")


def test_a_folder_above_the_source_dates_nothing(desk: Desk) -> None:
    above = Desk(desk.folder / "run-2022-03-26")
    above.folder.mkdir()
    assert above.refusal("talks.txt", TEXT)["reason"] == "undated"


def test_the_body_is_the_text_unchanged_and_a_first_line_apart_is_the_headline(desk: Desk) -> None:
    row = desk.article("2022-03-26.txt", f"  Ministers meet\n\n{TEXT}")
    assert row["body"] == f"  Ministers meet\n\n{TEXT}"
    assert (row["title"], row["title_in_body"]) == ("Ministers meet", True)
    assert row["body"][row["text_start"] :] == TEXT


def test_a_first_sentence_is_no_headline(desk: Desk) -> None:
    row = desk.article("2022-03-26.txt", f"The ministers of Ghana and Togo met on Friday.\n\n{REST}\n")
    assert (row["title"], row["title_in_body"], row["text_start"]) == ("", False, 0)


def test_fields_above_the_text_are_read_and_kept_in_the_body(desk: Desk) -> None:
    head = "Title: Ministers meet\nDate: 2022-03-26T10:05Z\nSource: Harbour Post\nURL: https://harbour.example/1\n\n"
    row = desk.article("talks.txt", head + TEXT)
    assert row["body"] == head + TEXT
    assert (row["title"], row["source"], row["url"]) == ("Ministers meet", "Harbour Post", "https://harbour.example/1")
    assert (row["published_at"], row["published_precision"]) == (day(2022, 3, 26, 10, 5), "minute")
    assert row["body"][row["text_start"] :] == TEXT


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("26 March 2022", day(2022, 3, 26)),
        ("Published: Saturday, March 26, 2022", day(2022, 3, 26)),
        ("Last updated on Mar. 26, 2022, 10:05 GMT", day(2022, 3, 26, 10, 5)),
        ("2022-03-26 12:05 +02:00", day(2022, 3, 26, 10, 5)),
    ],
)
def test_a_line_that_is_only_a_date_dates_the_text_below_a_headline(desk: Desk, line: str, at: dt.datetime) -> None:
    row = desk.article("talks.txt", f"Ministers meet\n{line}\n\n{TEXT}")
    assert (row["title"], row["published_at"]) == ("Ministers meet", at)
    assert row["body"][row["text_start"] :] == TEXT


def test_a_dateline_with_its_year_dates_the_text(desk: Desk) -> None:
    assert desk.article("talks.txt", f"ACCRA, March 26, 2022 (Post) - {TEXT}")["published_at"] == day(2022, 3, 26)


@pytest.mark.parametrize(
    "text", [TEXT, f"The treaty of 26 March 1979 remembered\n\n{TEXT}", f"ACCRA, March 26 - {TEXT}"]
)
def test_a_text_without_a_full_date_is_refused_with_the_mend(desk: Desk, text: str) -> None:
    row = desk.refusal("talks.txt", text)
    assert row["reason"] == "undated"
    assert "Date: 2022-03-26" in row["detail"]


def test_a_day_that_could_be_a_month_is_no_date(desk: Desk) -> None:
    row = desk.refusal("talks.txt", f"Date: 03/04/2022\n\n{TEXT}")
    assert (row["reason"], "03/04/2022" in row["detail"]) == ("undated", True)
