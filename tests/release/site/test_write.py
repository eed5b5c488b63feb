"""What a site is made of: the same bytes for the same release, listed with it, and beside it where the release is of before."""

import html
import json
import re
import shutil

import duckdb
import httpx
import pyarrow.parquet as pq
import pytest

from pipeline import cli
from pipeline.release.errors import ReleaseError
from pipeline.release.manifest import read_manifest
from pipeline.release.site import write
from pipeline.release.site.pages import readable_bytes
from pipeline.release.site.serve import serve
from pipeline.release.site.write import Release, site_of, site_paths, write_site
from pipeline.release.verify import verify
from pipeline.store.paths import PROJECT
from tests.web import serving

LIBRARIES = PROJECT / "pipeline" / "release" / "site" / "libraries"


def _told(path):
    return [json.loads(told) for told in pq.read_table(path)["told"].to_pylist()]


def test_a_release_lists_every_file_of_its_site(release_of):
    release = release_of()
    listed = {file.path for file in read_manifest(release).files if file.path.startswith("site/")}
    assert listed == {f"site/{path}" for path in site_paths()}
    assert verify(release) == []


def test_a_site_made_again_is_the_same_to_the_byte(release_of):
    release = release_of()
    before = {path: (release / "site" / path).read_bytes() for path in site_paths()}
    shutil.rmtree(release / "site")
    write_site(Release.of(release, read_manifest(release)), release / "site")
    assert {path: (release / "site" / path).read_bytes() for path in site_paths()} == before


def test_a_pair_of_countries_is_one_by_the_rule_of_the_macro_dyad(release_of):
    release = release_of()
    rows = _told(release / "site" / "data" / "relations.parquet")
    pairs = {(row["subject"], row["other"], row["event_id"]) for row in rows if row["other"]}
    with duckdb.connect(release / "entente.duckdb", read_only=True) as connection:
        found = connection.execute("SELECT 'FRA', 'GHA', event_id FROM dyad('FRA', 'GHA')").fetchall()
    assert pairs == set(found)


def test_the_evidence_of_an_event_stands_where_its_row_says(release_of):
    data = release_of() / "site" / "data"
    evidence = _told(data / "evidence.parquet")
    for event in _told(data / "events.parquet"):
        start, count = event["evidence_row"], event["evidence_count"]
        assert {piece["event_id"] for piece in evidence[start : start + count]} == {event["event_id"]}
        assert sum(piece["event_id"] == event["event_id"] for piece in evidence) == count


def test_a_release_made_without_a_site_gets_one_beside_that_finds_it(release_of):
    release = release_of()
    bare = release.with_name("2020.01.01")
    release.rename(bare)
    shutil.rmtree(bare / "site")
    site = site_of(bare)
    assert site.name == "2020.01.01-site"
    assert 'data-base="../2020.01.01/"' in (site / "index.html").read_text()


def test_nothing_is_written_into_a_release(release_of, capsys):
    release = release_of()
    assert cli.main(["site", str(release), "--out", str(release / "more")]) == 2
    assert "choose a folder outside of it" in capsys.readouterr().err
    assert verify(release) == []


def test_the_site_of_a_release_is_where_the_command_says(release_of, output, capsys):
    release = release_of()
    assert cli.main(["site", str(output.root)]) == 0
    assert capsys.readouterr().out == f"{release / 'site' / 'index.html'}\n"


def test_without_the_browser_libraries_a_release_is_refused_in_one_line(monkeypatch, tmp_path):
    monkeypatch.setattr(write, "_LIBRARIES", tmp_path)
    with pytest.raises(ReleaseError, match="run `make env`"):
        site_paths()


def test_a_port_that_is_taken_is_told_in_one_line(release_of):
    release = release_of()
    with serving(release) as base, pytest.raises(ReleaseError, match="choose another with --port"):
        serve(release, release / "site", int(base.rpartition(":")[2]))


def test_the_server_answers_ranges_also_when_asked_for_the_head_only(release_of):
    with serving(release_of()) as base:
        for method in ("GET", "HEAD"):
            answer = httpx.request(method, f"{base}/manifest.json", headers={"Range": "bytes=0-3"})
            assert (answer.status_code, answer.headers["content-length"]) == (206, "4")


def test_the_lock_of_the_browser_libraries_pins_every_package_and_names_no_host():
    text = (LIBRARIES / "package-lock.json").read_text()
    packages = json.loads(text)["packages"]
    assert all("integrity" in entry for path, entry in packages.items() if path)
    assert "://" not in text


def test_pages_hold_no_script_or_style_of_their_own(release_of):
    for page in (release_of() / "site").glob("*.html"):
        text = page.read_text()
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", text), page.name
        assert "default-src 'none'" in html.unescape(text)


@pytest.mark.parametrize(
    ("size", "said"),
    [(999, "999 bytes"), (1000, "1.0 kB"), (12_345, "12 kB"), (4_373_371, "4.4 MB"), (999_600, "1.0 MB")],
)
def test_sizes_are_said_as_people_say_them(size, said):
    assert readable_bytes(size) == said
