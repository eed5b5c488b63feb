"""Every form, alone and inside compression and archives: what it holds is taken in, whole and with its place."""

import gzip
import io
import json
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.ingest.files import Source
from pipeline.ingest.ingest import ingest
from pipeline.ingest.records import Given
from tests.ingest import forms
from tests.ingest.conftest import LEAD, NOW, REST, Desk
from tests.ingest.test_html import page
from tests.ingest.test_ingest import check_conserved
from tests.ingest.test_json_lines import line

HONEST = forms.honest()


@pytest.mark.parametrize("name", HONEST)
def test_a_file_of_every_form_gives_its_articles(desk: Desk, name: str) -> None:
    content, articles = HONEST[name]
    desk.put(name, content)
    taken = desk.ingest()
    check_conserved(taken)
    assert taken.article_text.num_rows == articles
    for row in taken.article_text.to_pylist():
        assert LEAD in row["body"].replace("\n", " ")
        assert row["published_at"].date().isoformat() in ("2022-03-26", "2022-03-27")


@pytest.mark.parametrize("name", [name for name in HONEST if HONEST[name][1] and not name.startswith("nested")])
def test_the_same_articles_come_out_of_zip_and_gzip(desk: Desk, name: str) -> None:
    content, articles = HONEST[name]
    desk.put("a.zip", forms.packed_zip({f"deep/{name}": content}))
    desk.put(f"b/{name}.gz", gzip.compress(content))
    taken = desk.ingest()
    check_conserved(taken)
    assert taken.inputs["outcome"].to_pylist().count("article") == articles
    assert taken.inputs["outcome"].to_pylist().count("duplicate") == articles


def test_a_uri_leads_through_the_archive_to_the_record(desk: Desk) -> None:
    desk.put("nested.zip", HONEST["nested.zip"][0])
    found = [uri.removeprefix(f"{desk.folder}/") for uri in desk.ingest().inputs["uri"].to_pylist()]
    assert found == [
        "nested.zip!/all.tar.bz2!/deep/wire.txt",
        "nested.zip!/all.tar.bz2!/more.jsonl#1",
        "nested.zip!/all.tar.bz2!/more.jsonl#2",
    ]


def test_members_of_one_name_are_told_apart(desk: Desk) -> None:
    desk.put("twice.tar", forms.packed_tar([("a.txt", forms.WIRE.encode())] * 2))
    taken = desk.ingest()
    check_conserved(taken)
    assert [uri.rpartition("!")[2] for uri in taken.inputs["uri"].to_pylist()] == ["/a.txt", "/a.txt~2"]


def test_a_capture_knows_its_address_and_what_is_no_page_says_so(desk: Desk) -> None:
    desk.put("crawl.warc.gz", HONEST["crawl.warc.gz"][0])
    taken = desk.ingest()
    assert [row["detail"] for row in taken.quarantine.to_pylist()] == [
        "a record of type warcinfo: it tells of the crawl only"
    ]
    assert taken.quarantine["reason"].to_pylist() == ["not_an_article"]
    assert f"{forms.ADDRESS}/1" in [row["url"] for row in taken.article_text.to_pylist()]


def test_fields_of_other_names_are_mapped(desk: Desk) -> None:
    record = {"meta": {"head": "Ministers meet"}, "story": f"{LEAD} {REST}", "day": "2022-03-26"}
    path = desk.put("a.jsonl", json.dumps(record))
    given = Given(source="Harbour Post", fields=(("title", "meta.head"), ("text", "story"), ("published_at", "day")))
    (row,) = ingest([Source(str(path), given)], now=NOW).article_text.to_pylist()
    assert (row["title"], row["body"], row["source"]) == ("Ministers meet", f"{LEAD} {REST}", "Harbour Post")


def test_a_table_without_texts_is_refused_once_with_its_columns(desk: Desk) -> None:
    row = desk.refusal("deaths.csv", "day,deaths\n2022-03-26,3\n2022-03-27,4\n")
    assert row["reason"] == "unknown_form"
    assert "day, deaths" in row["detail"]


def test_a_quotation_mark_that_is_not_closed_costs_its_rows_and_no_others(desk: Desk) -> None:
    desk.put("a.csv", forms.csv_table() + 'Third,2022-03-28,"an open quotation\nFourth,2022-03-29,text\n')
    taken = desk.ingest()
    check_conserved(taken)
    assert taken.inputs["outcome"].to_pylist()[:2] == ["article", "article"]


def test_a_sitemap_names_pages_and_is_no_article(desk: Desk) -> None:
    row = desk.refusal("sitemap.xml", forms.sitemap())
    assert row["reason"] == "not_an_article"
    assert forms.ADDRESS in row["detail"]


def test_an_entry_of_a_feed_is_text_without_markup_under_its_own_address(desk: Desk) -> None:
    row = desk.article("atom.xml", forms.atom())
    assert row["body"] == f"{LEAD}\n\n{REST}"
    assert (row["title"], row["url"], row["source"]) == ("Ministers meet", forms.ADDRESS, "Harbour Post")


def test_an_office_document_is_named(desk: Desk) -> None:
    document = forms.packed_zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
    assert "office document" in desk.refusal("letter.docx", document)["detail"]


def test_a_pattern_and_a_store_name_the_same_files(desk: Desk) -> None:
    desk.put("deep/a.jsonl", line())
    desk.put("b.jsonl", line(title="Another day"))
    by_pattern = ingest([f"{desk.folder}/**/*.jsonl"], now=NOW)
    by_url = ingest([f"file://{desk.folder}"], now=NOW)
    assert by_pattern.article_text["body"].to_pylist() == by_url.article_text["body"].to_pylist()
    assert [Path(uri).name for uri in by_url.inputs["uri"].to_pylist()] == ["b.jsonl#1", "a.jsonl#1"]


def test_a_page_that_states_no_date_has_that_of_the_feed_by_which_it_was_fetched(desk: Desk) -> None:
    held = io.BytesIO()
    writer = WARCWriter(held, gzip=True)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    undated = page("").encode()
    record = writer.create_warc_record(forms.ADDRESS, "response", payload=io.BytesIO(undated), http_headers=headers)
    about = io.BytesIO(b"via: https://harbour.example/feed\r\npublished: 2022-03-26T10:05:30+00:00\r\n")
    told = writer.create_warc_record(
        forms.ADDRESS,
        "metadata",
        payload=about,
        warc_content_type="application/warc-fields",
        warc_headers_dict={"WARC-Concurrent-To": record.rec_headers.get_header("WARC-Record-ID")},
    )
    writer.write_record(record)
    writer.write_record(told)
    writer.write_record(
        writer.create_warc_record(f"{forms.ADDRESS}/2", "response", payload=io.BytesIO(undated), http_headers=headers)
    )
    desk.put("fetched.warc.gz", held.getvalue())
    taken = desk.ingest()
    assert [row["published_at"].isoformat() for row in taken.article_text.to_pylist()] == ["2022-03-26T10:05:30+00:00"]
    assert [row["reason"] for row in taken.quarantine.to_pylist()] == ["not_an_article", "undated"]
