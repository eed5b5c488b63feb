"""The command line keeps its contract: what is printed where, and exit codes 0, 1 and 2."""

import datetime as dt
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.text import Text

from pipeline import cli
from pipeline.release.publish import publish
from pipeline.schema.render.arrow import rows_to_arrow
from pipeline.schema.tables.quarantine import QUARANTINE, Refusal
from pipeline.schema.vocabularies import RefusalReason
from pipeline.store.paths import PROJECT, Output
from tests.samples import sample_tables

NOW = dt.datetime(2026, 11, 23, 5, 30, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def output(tmp_path_factory) -> Output:
    output = Output(tmp_path_factory.mktemp("out"))
    for _ in range(2):
        publish(output, sample_tables(), version=None, today=NOW.date(), now=NOW, input_digest="ab" * 32, quality="Q\n")
    refused = Refusal(
        "inp_0000000000000003", "in/3.txt", RefusalReason.UNDATED, "no date: add one", 17, None, "3.txt", None
    )
    output.lake.write(QUARANTINE, rows_to_arrow(QUARANTINE, [refused]))
    return output


@pytest.fixture
def release(output) -> str:
    return str(output.releases / "2026.11.23")


def _one_line(text: str) -> bool:
    return text.count("\n") == 1 and "Traceback" not in text


def test_a_whole_release_verifies(run, release):
    code, shown, _ = run("verify", release)
    assert code == 0
    assert "whole" in shown


def test_a_spoiled_release_fails_with_the_file_named(run, output, tmp_path):
    release = publish(
        Output(tmp_path),
        sample_tables(),
        version=None,
        today=NOW.date(),
        now=NOW,
        input_digest="ab" * 32,
        quality="Q\n",
    )
    (release / "LICENSE").write_text("")
    code, shown, _ = run("verify", str(release))
    assert code == 1
    assert shown.startswith("LICENSE: ")


@pytest.mark.parametrize(
    "command", [["verify"], ["query", "SELECT 1"], ["diff", "."], ["quarantine"]], ids=lambda command: command[0]
)
def test_a_folder_that_is_not_there_is_bad_usage_told_in_one_line(run, command):
    name, *rest = command
    code, shown, complaint = run(name, "nowhere", *rest)
    assert (code, shown) == (2, "")
    assert complaint.startswith(f"entente {name}: nowhere")
    assert _one_line(complaint)


def test_a_query_prints_its_rows_as_a_table(run, release):
    code, shown, _ = run("query", release, "SELECT event_type, actors FROM events_wide ORDER BY event_id")
    assert code == 0
    assert "France; Ghana" in shown


def test_a_query_prints_json_and_csv_for_programs(run, release):
    sql = "SELECT event_id, actors, date_start FROM events_wide ORDER BY event_id LIMIT 1"
    row = {"event_id": "evt_0000000000000001", "actors": ["France"], "date_start": "2022-03-24"}
    assert json.loads(run("query", release, sql, "--json")[1]) == [row]
    assert run("query", release, sql, "--csv")[1].splitlines()[1] == '"evt_0000000000000001","France",2022-03-24'


def test_a_long_answer_says_how_much_is_left(run, release):
    assert "… 5 more rows" in run("query", release, "FROM range(8)", "--limit", "3")[1]


@pytest.mark.parametrize(
    "sql", ["SELEC 1", "FROM eventz", "DROP TABLE events", "SELECT 'x'::INTEGER", "FROM met('FRA'"]
)
def test_a_fault_in_sql_is_bad_usage_told_in_one_line(run, release, sql):
    code, shown, complaint = run("query", release, sql)
    assert (code, shown) == (2, "")
    assert _one_line(complaint)


def test_a_wide_row_is_shown_as_a_block_where_the_terminal_is_narrow(run, release, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "60")
    shown = run("query", release, "FROM events_wide")[1]
    assert "row 3" in shown


def test_a_diff_is_a_table_or_json(run, output, release):
    later = str(output.releases / "2026.11.23.1")
    assert "0 added" in " ".join(run("diff", release, later)[1].split())
    document = json.loads(run("diff", release, later, "--json")[1])
    assert document == {
        "before": "2026.11.23",
        "after": "2026.11.23.1",
        "counts": {"added": 0, "revised": 0, "merged": 0, "removed": 0},
        "changes": [],
    }


def test_the_quarantine_lists_what_was_refused_and_why(run, output):
    (refusal,) = json.loads(run("quarantine", str(output.root), "--json")[1])
    assert (refusal["uri"], refusal["reason"], refusal["offset"]) == ("in/3.txt", "undated", 17)
    assert "no date: add one" in run("quarantine", str(output.root))[1]


def test_an_empty_quarantine_says_so(run, tmp_path):
    Output(tmp_path).lake.write(QUARANTINE, rows_to_arrow(QUARANTINE, []))
    assert run("quarantine", str(tmp_path))[:2] == (0, "nothing was refused\n")
    assert run("quarantine", str(tmp_path), "--json")[:2] == (0, "[]\n")


def test_build_hands_over_to_the_installed_pipeline(run, tmp_path, monkeypatch):
    calls = []

    def run_build(*given):
        calls.append(given)
        return 1

    monkeypatch.setattr(cli, "_command", lambda name: {"build": run_build}[name])
    code = run("build", "--articles", str(tmp_path), "feed://a.example", "--out", "out", "--release", "2026.11.23")[0]
    assert code == 1
    assert calls == [([str(tmp_path), "feed://a.example"], Path("out"), "2026.11.23", None, False, "local", 0, True)]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--articles", "nowhere", "--out", "out"],
        ["--articles", ".", "--out", "out", "--release", "v1"],
        ["--articles", ".", "--out", __file__],
    ],
    ids=["no such articles", "no version", "out is a file"],
)
def test_build_refuses_what_cannot_be_built_before_it_begins(run, arguments):
    code, shown, complaint = run("build", *arguments)
    assert (code, shown) == (2, "")
    assert _one_line(complaint)


def test_verify_tells_programs_what_is_wrong(run, release, tmp_path):
    whole = json.loads(run("verify", release, "--json")[1])
    assert whole == {"release": release, "is_whole": True, "signed_by": None, "problems": []}
    code, shown, complaint = run("verify", str(tmp_path), "--json")
    assert (code, complaint) == (1, "")
    assert json.loads(shown)["problems"][0]["path"] == "manifest.json"


def test_keygen_tells_programs_the_public_key(run, tmp_path):
    key = json.loads(run("keygen", str(tmp_path / "entente"), "--json")[1])
    assert key["public_key"] == (tmp_path / "entente.pub").read_text().splitlines()[-1]
    assert key["secret"] == str(tmp_path / "entente.key")


def _told(run, *arguments) -> dict:
    code, shown, _ = run(*arguments, "--json")
    return {"code": code, **json.loads(shown)}


def test_promote_and_pins_tell_programs_what_stands(run, output, release):
    out = str(output.root)
    promoted = _told(run, "promote", out, "--release", "2026.11.23", "--to", "stable")
    assert promoted == {
        "code": 0,
        "channel": "stable",
        "release": "2026.11.23",
        "channels": {"nightly": "2026.11.23.1", "stable": "2026.11.23"},
    }
    pins = _told(run, "pin", out, "--release", "2026.11.23.1", "--reason", "cited")
    assert pins == {"code": 0, "pins": {"2026.11.23.1": "cited"}}
    assert _told(run, "unpin", out, "--release", "2026.11.23.1") == {"code": 0, "pins": {}}
    assert _told(run, "unpin", out, "--release", "2026.11.23.1")["fault"].startswith("release 2026.11.23.1 is not")
    assert _told(run, "unpin", out, "--release", "2026.11.23.1")["code"] == 1


def test_prune_tells_programs_what_stays_and_why(run, output):
    told = _told(run, "prune", str(output.root), "--keep", "1")
    assert (told["code"], told["is_done"]) == (0, False)
    assert [each["release"] for each in told["releases"]] == ["2026.11.23.1", "2026.11.23"]
    assert all(each["kept_for"] for each in told["releases"])


def test_get_tells_programs_what_was_fetched(run, output, tmp_path):
    told = _told(run, "get", str(output.releases), "--tables", "dyads", "--out", str(tmp_path))
    got = str(tmp_path / "2026.11.23.1")
    unsigned = {"signed_by": None, "index_signed_at": None}
    assert told == {"code": 0, "release": got, "version": "2026.11.23.1", **unsigned}


def test_an_upload_tells_programs_what_it_would_send(run, output):
    told = _told(run, "publish", str(output.root), "--to", "hf://team/entente")
    assert (told["code"], told["address"], told["release"]) == (0, None, str(output.releases / "2026.11.23.1"))
    sizes = {each["path"]: each["bytes"] for each in told["files"]}
    assert sizes["manifest.json"] == (output.releases / "2026.11.23.1" / "manifest.json").stat().st_size


def test_the_site_tells_programs_where_its_first_page_is(run, release):
    assert _told(run, "site", release)["page"] == f"{release}/site/index.html"


@pytest.mark.parametrize("command", sorted({run.__name__ for run in cli._COMMANDS_HERE} - {"completion"}))
def test_every_command_but_that_which_prints_a_script_answers_programs(run, command):
    assert "--json" in run(command, "--help")[1]


def test_fetch_tells_programs_how_each_source_fared(run, tmp_path):
    (tmp_path / "sources.toml").write_text("")
    code, shown, _ = run("fetch", "--sources", str(tmp_path / "sources.toml"), "--out", str(tmp_path), "--json")
    assert (code, json.loads(shown)["sources"]) == (0, [])


@pytest.mark.parametrize("sql", ["FROM events_wide", "FROM event_evidence", "SELECT event_id, summary FROM events"])
def test_answers_fit_a_terminal_of_80_columns(run, output, release, monkeypatch, sql):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    later = str(output.releases / "2026.11.23.1")
    for arguments in (["query", release, sql], ["diff", release, later], ["quarantine", str(output.root)]):
        lines = [Text.from_ansi(line).plain for line in run(*arguments)[1].splitlines()]
        assert max(map(len, lines)) <= 80, arguments


@pytest.mark.parametrize("arguments", [[], ["publish"], ["build"], ["query", "."], ["diff", "."]])
def test_wrong_arguments_are_bad_usage(run, arguments):
    assert run(*arguments)[0] == 2


@pytest.mark.parametrize(
    "command", ["build", "verify", "diff", "query", "quarantine", "publish", "promote", "pin", "unpin", "prune", "get"]
)
def test_every_command_has_help_with_an_example(run, command):
    code, shown, _ = run(command, "--help")
    assert code == 0
    assert f"Example: entente {command} " in shown


def test_the_version_is_told(run):
    assert run("--version")[1].startswith("entente ")


def test_help_imports_no_heavy_module():
    code = "import sys, pipeline.cli; print(sorted({'duckdb', 'pyarrow', 'rich', 'pydantic', 'dagster', 'spacy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_reader_that_has_enough_is_no_error(release):
    command = f"{sys.executable} -m pipeline.cli query {release} 'FROM range(200000)' --csv | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, '"range"\n', "")


def test_every_command_and_option_for_publishing_is_in_its_guide(run):
    guide = (PROJECT / "docs" / "publishing.md").read_text(encoding="utf-8")
    for command in ("publish", "promote", "pin", "unpin", "prune", "get"):
        assert f"entente {command} " in guide
        options = set(re.findall(r"--[a-z]+", run(command, "--help")[1])) - {"--help"}
        assert not [option for option in options if option not in guide], command
