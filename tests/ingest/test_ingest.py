import datetime as dt
import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.ingest import language
from pipeline.ingest.ingest import Ingested, SourceNotFound, ingest
from pipeline.ingest.language import check_english
from pipeline.ingest.readers import model
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.tables.inputs import INPUTS
from pipeline.schema.tables.quarantine import QUARANTINE
from pipeline.store import parquet
from tests.ingest.conftest import LEAD, NOW, REST, Desk
from tests.ingest.test_html import PUBLISHED, page
from tests.ingest.test_json_lines import line

Outcomes = Callable[[Ingested], dict[str, str]]
WIRE = f"date 2022-03-26 'Ministers meet'\n\n{LEAD}\n\n{REST}\n"
FRENCH = (
    "Les ministres des Affaires étrangères du Ghana et du Togo se sont rencontrés vendredi à Accra et ont convenu de "
    "rouvrir le poste frontière d'Aflao, ont annoncé les autorités des deux pays."
)


def check_conserved(taken: Ingested) -> None:
    outcomes = taken.inputs["outcome"].to_pylist()
    assert outcomes.count("article") == taken.article_text.num_rows
    assert outcomes.count("quarantined") == taken.quarantine.num_rows
    assert len(set(taken.inputs["input_id"].to_pylist())) == len(outcomes)
    refused = [row["input_id"] for row in taken.inputs.to_pylist() if row["outcome"] == "quarantined"]
    assert refused == taken.quarantine["input_id"].to_pylist()


def test_a_mixed_folder_is_taken_in_whole(desk: Desk, outcomes: Outcomes) -> None:
    desk.put("deep/wire.txt", WIRE)
    desk.put("page.html", page(PUBLISHED))
    desk.put("records.jsonl", f"{line()}\n{line()}\n{{broken\n")
    desk.put("2022-03-26-text.txt", f"{LEAD} {REST}")
    desk.put("2022-03-26-french.txt", FRENCH)
    desk.put("2022-03-26-copy.txt", f"{LEAD} {REST}")
    desk.put("2022-03-26-windows.txt", f"“{LEAD}” – {REST}".encode("cp1252"))
    desk.put("undated.txt", LEAD)
    desk.put("empty.txt", b"")
    desk.put("nul.txt", f"Date: 2022-03-26\n\n{LEAD}\0")
    desk.put("scan.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3")
    desk.put("table.csv", "day,deaths\n2022-03-26,3\n")
    desk.put(".hidden.txt", WIRE)
    desk.put(".git/wire.txt", WIRE)
    taken = desk.ingest()
    check_conserved(taken)
    assert outcomes(taken) == {
        "wire.txt": "article",
        "page.html": "article",
        "records.jsonl#1": "article",
        "records.jsonl#2": "duplicate",
        "records.jsonl#3": "quarantined",
        "2022-03-26-copy.txt": "article",
        "2022-03-26-text.txt": "duplicate",
        "2022-03-26-french.txt": "quarantined",
        "2022-03-26-windows.txt": "article",
        "undated.txt": "quarantined",
        "empty.txt": "quarantined",
        "nul.txt": "quarantined",
        "scan.pdf": "quarantined",
        "table.csv": "quarantined",
    }
    reasons = {Path(row["uri"]).name: row["reason"] for row in taken.quarantine.to_pylist()}
    assert reasons == {
        "records.jsonl#3": "malformed",
        "2022-03-26-french.txt": "not_english",
        "undated.txt": "undated",
        "empty.txt": "empty",
        "nul.txt": "undecodable",
        "scan.pdf": "unknown_form",
        "table.csv": "unknown_form",
    }


def test_what_was_taken_in_before_is_a_duplicate_of_it(desk: Desk) -> None:
    desk.put("wire.txt", WIRE)
    first = desk.ingest()
    (held,) = first.article_text.to_pylist()
    again = desk.ingest({held["sha256"]: held["article_id"]})
    check_conserved(again)
    (row,) = again.inputs.to_pylist()
    assert (row["outcome"], row["article_id"]) == ("duplicate", held["article_id"])
    assert row["publication_day"] == dt.date(2022, 3, 26)


def test_the_same_files_give_the_same_bytes_in_any_order_of_sources(desk: Desk, tmp_path: Path) -> None:
    paths = [desk.put("b.txt", WIRE), desk.put("a.txt", WIRE), desk.put("c.jsonl", line()), desk.put("d.txt", LEAD)]
    written = []
    for number, sources in enumerate((paths, [*reversed(paths), paths[0]])):
        taken = ingest(sources, now=NOW)
        for table, data in ((INPUTS, taken.inputs), (QUARANTINE, taken.quarantine), (ARTICLE_TEXT, taken.article_text)):
            parquet.write(table, data, tmp_path / str(number) / table.name)
        written.append(
            [(tmp_path / str(number) / name).read_bytes() for name in ("inputs", "quarantine", "article_text")]
        )
    assert written[0] == written[1]
    assert taken.inputs["outcome"].to_pylist() == ["article", "duplicate", "article", "quarantined"]


def test_uris_are_paths_as_given(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put("deep/wire.txt", WIRE)
    monkeypatch.chdir(desk.folder.parent)
    for source, uri in (
        ("articles", "articles/deep/wire.txt"),
        ("./articles/", "./articles/deep/wire.txt"),
        (Path("articles/deep/wire.txt"), "articles/deep/wire.txt"),
    ):
        assert ingest([source], now=NOW).article_text["uri"].to_pylist() == [uri]


@pytest.mark.parametrize("source", ["nowhere", "https://harbour.example/1"])
def test_a_source_that_is_not_there_is_said_in_one_line(source: str) -> None:
    with pytest.raises(SourceNotFound, match=f"^{source}: [^\n]+$"):
        ingest([source], now=NOW)


def test_a_source_without_files_gives_empty_tables(desk: Desk) -> None:
    taken = desk.ingest()
    assert (taken.inputs.num_rows, taken.quarantine.num_rows, taken.article_text.num_rows) == (0, 0, 0)


@pytest.mark.parametrize(("day", "is_taken"), [("2026-11-24", True), ("2026-11-25", False)])
def test_articles_may_be_dated_one_day_ahead_and_no_more(desk: Desk, day: str, is_taken: bool) -> None:
    desk.put("a.txt", WIRE.replace("2022-03-26", day))
    taken = desk.ingest()
    assert taken.article_text.num_rows == int(is_taken)
    assert taken.quarantine["reason"].to_pylist() == ([] if is_taken else ["future_dated"])


def test_a_refusal_for_language_names_the_language(desk: Desk) -> None:
    row = desk.refusal("2022-03-26.txt", FRENCH)
    assert (row["reason"], "French" in row["detail"]) == ("not_english", True)


def test_a_stated_language_does_not_make_french_english_nor_english_french(desk: Desk) -> None:
    desk.put("a.jsonl", f"{line(text=FRENCH * 2, language='en')}\n{line(text=f'{LEAD} {REST}', language='fr')}\n")
    assert desk.ingest().inputs["outcome"].to_pylist() == ["quarantined", "article"]


def test_gzip_is_undone_and_its_damage_reported_once(desk: Desk) -> None:
    packed = gzip.compress("\n".join(line(title=f"Headline {number}") for number in range(500)).encode())
    desk.put("whole.jsonl.gz", packed)
    desk.put("zcut.jsonl.gz", packed[:-200])
    taken = desk.ingest()
    check_conserved(taken)
    (row,) = taken.quarantine.to_pylist()
    assert (Path(row["uri"]).name, row["reason"]) == ("zcut.jsonl.gz", "malformed")
    assert taken.article_text.num_rows == 500


def test_a_file_over_the_limit_is_refused_with_its_size(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "LARGEST", 1_000)
    assert desk.refusal("a.txt", WIRE * 10)["reason"] == "too_large"
    assert desk.ingest().inputs["bytes"].to_pylist() == [len(WIRE) * 10]


def test_what_is_no_regular_file_is_unreadable_and_is_not_waited_for(desk: Desk) -> None:
    os.mkfifo(desk.folder / "pipe")
    (desk.folder / "zlink").symlink_to("nowhere")
    taken = desk.ingest()
    check_conserved(taken)
    assert taken.quarantine["reason"].to_pylist() == ["unreadable", "unreadable"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_unreadable_and_the_others_are_read(desk: Desk) -> None:
    desk.put("a.txt", WIRE).chmod(0)
    desk.put("b.txt", WIRE)
    taken = desk.ingest()
    check_conserved(taken)
    assert taken.quarantine["reason"].to_pylist() == ["unreadable"]


def test_a_file_name_that_is_not_utf8_is_printable(desk: Desk) -> None:
    Path(os.fsdecode(os.fsencode(desk.folder) + b"/caf\xe9.txt")).write_text(WIRE)
    assert desk.ingest().article_text["uri"].to_pylist() == [f"{desk.folder}/caf\\xe9.txt"]


def test_progress_counts_every_input(desk: Desk) -> None:
    desk.put("a.jsonl", f"{line()}\n{{broken\n{line()}\n")
    desk.put("b.txt", b"")
    done: list[int] = []
    ingest([desk.folder], now=NOW, progress=done.append)
    assert sum(done) == 4


def test_a_batch_is_named_for_its_inputs(desk: Desk) -> None:
    desk.put("a.txt", WIRE)
    first, again = (desk.ingest().article_text["ingest_batch"].to_pylist() for _ in range(2))
    desk.put("b.txt", b"")
    assert first == again != desk.ingest().article_text["ingest_batch"].to_pylist()


_PIECES = st.lists(
    st.one_of(
        st.binary(max_size=60),
        st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.sampled_from(
            [
                *(
                    piece.encode()
                    for piece in (WIRE, line(), page(PUBLISHED), LEAD, FRENCH, "\n", "Date: 2022-03-26\n\n")
                ),
                *(
                    b"\xff\xfe",
                    b"\xef\xbb\xbf",
                    b"\x1f\x8b\x08\x00",
                    b"<html>",
                    b'{"text": "',
                    b"date 2022-03-26 '",
                    b"\0",
                ),
                *("\n".join([line(), LEAD]).encode(name) for name in ("utf-16", "utf-16-be", "utf-32", "cp1252")),
            ]
        ),
    ),
    max_size=6,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pieces=_PIECES, name=st.sampled_from(["a", "a.txt", "2022-03-26.txt", "a.html", "a.jsonl", "a.csv", "a.jsonl.gz"])
)
def test_any_bytes_under_any_name_end_as_inputs_that_are_accounted_for(
    desk: Desk, pieces: list[bytes], name: str
) -> None:
    path = desk.put(name, b"".join(pieces))
    taken = ingest([path], now=NOW)
    assert taken.inputs.num_rows >= 1
    check_conserved(taken)


def test_what_the_commonest_words_settle_is_not_asked_of_the_identifier(monkeypatch: pytest.MonkeyPatch) -> None:
    def never() -> None:
        raise AssertionError("the identifier was asked")

    monkeypatch.setattr(language, "_identifier", never)
    check_english(f"{LEAD} {REST}", None)
    check_english(f"{LEAD} {REST}", "en-GB")
    for text, stated in ((f"{LEAD} {REST}", "fr"), (FRENCH, None), ("Talks fail", "en")):
        with pytest.raises(AssertionError):
            check_english(text, stated)
