import datetime as dt
import json
from typing import Any

import pytest

from pipeline.ingest.readers import model
from tests.ingest.conftest import LEAD, REST, Desk


def line(**changes: Any) -> str:
    fields = {
        "url": "https://harbour.example/1",
        "title": "Ministers meet",
        "text": f"{LEAD}\r\n\r\n{REST}",
        "published_at": "2022-03-26T10:05:30Z",
        "source": "Harbour Post",
        "language": "en",
    }
    return json.dumps(fields | changes, ensure_ascii=False)


def test_a_line_is_an_article_with_its_number_in_the_uri(desk: Desk) -> None:
    row = desk.article("a.jsonl", line() + "\n")
    assert row["uri"] == f"{desk.folder}/a.jsonl#1"
    assert row["body"] == f"{LEAD}\n\n{REST}"
    assert (row["title"], row["title_in_body"], row["text_start"]) == ("Ministers meet", False, 0)
    assert (row["source"], row["url"], row["form"]) == ("Harbour Post", "https://harbour.example/1", "json_lines")
    assert row["published_at"] == dt.datetime(2022, 3, 26, 10, 5, 30, tzinfo=dt.UTC)


def test_numbers_count_the_lines_that_are_not_blank_and_a_broken_line_is_refused_alone(desk: Desk) -> None:
    desk.put("a.jsonl", f'\n{line()}\r\n\r\n{{"title": "é", oops}}\n{line(title="Another")}')
    taken = desk.ingest()
    assert [uri.rpartition("#")[2] for uri in taken.inputs["uri"].to_pylist()] == ["1", "2", "3"]
    (refused,) = taken.quarantine.to_pylist()
    assert (refused["uri"][-2:], refused["reason"], refused["offset"]) == (
        "#2",
        "malformed",
        len('{"title": "é", '.encode()),
    )
    assert taken.article_text["title"].to_pylist() == ["Ministers meet", "Another"]


@pytest.mark.parametrize(
    ("content", "reason", "said"),
    [
        ("[1, 2]", "malformed", "not an object"),
        ("[" * 100_000, "malformed", "not a record"),
        (line(title=7), "malformed", "`title`"),
        (line(text=None), "empty", "`text`"),
        (line(text=" \n"), "empty", "`text`"),
        (line(published_at=None), "undated", "published_at"),
        (line(published_at="last week"), "undated", "last week"),
        (line(published_at="2027-01-01"), "future_dated", "2027-01-01"),
        (line(text=f"{LEAD}\0"), "undecodable", "NUL"),
        (r'{"text": "\ud83d the talks went on", "published_at": "2022-03-26"}', "undecodable", "surrogate"),
    ],
)
def test_a_record_at_fault_is_refused_with_what_was_found(desk: Desk, content: str, reason: str, said: str) -> None:
    row = desk.refusal("a.jsonl", content)
    assert row["reason"] == reason
    assert said in row["detail"]


def test_the_outlet_is_the_host_of_the_address_where_none_is_given(desk: Desk) -> None:
    assert desk.article("a.jsonl", line(source=""))["source"] == "harbour.example"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://[broken", "no address"])
def test_what_is_no_web_address_is_left_out(desk: Desk, url: str) -> None:
    row = desk.article("a.jsonl", line(url=url, source=None))
    assert (row["url"], row["source"]) == (None, "unknown")


def test_a_text_that_begins_with_its_headline_is_read_from_below_it(desk: Desk) -> None:
    row = desk.article("a.jsonl", line(text=f"Ministers meet\n\n{LEAD}"))
    assert (row["title_in_body"], row["body"][row["text_start"] :]) == (True, LEAD)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_a_file_in_any_unicode_encoding_is_read(desk: Desk, encoding: str) -> None:
    desk.put("a.jsonl", f"{line()}\n{line(title='Second')}\n".encode(encoding))
    assert desk.ingest().article_text["title"].to_pylist() == ["Ministers meet", "Second"]


def test_records_are_known_without_a_suffix(desk: Desk) -> None:
    assert desk.article("records", line())["form"] == "json_lines"


def test_a_file_of_blank_lines_is_one_empty_input(desk: Desk) -> None:
    assert desk.refusal("a.jsonl", "\n \n")["reason"] == "empty"


def test_a_record_over_the_limit_is_refused_and_its_neighbours_are_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "LARGEST", 2_000)
    desk.put("a.jsonl", f"{line()}\n{line(text=LEAD * 20)}\n{line(title='Third')}\n")
    taken = desk.ingest()
    (refused,) = taken.quarantine.to_pylist()
    assert (refused["uri"][-2:], refused["reason"]) == ("#2", "too_large")
    assert taken.inputs["bytes"].to_pylist()[1] == len(line(text=LEAD * 20).encode())
    assert taken.article_text.num_rows == 2
