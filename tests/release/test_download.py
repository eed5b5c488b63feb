"""What is fetched is what was published, wherever the line breaks and whatever the server says."""

import http.server
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from pipeline import cli
from pipeline.release.index import Index, read_index
from pipeline.release.manifest import MANIFEST, SIDECAR, SIGNATURE
from pipeline.release.publisher import write_durably
from pipeline.release.seal import Seal
from pipeline.release.signature import SIGNING_KEY, keygen, signing_key
from pipeline.release.verify import verify
from pipeline.store.hashing import sha256_of_file
from tests.release.conftest import NOW
from tests.web import handling

EVENTS = "tables/events/part.parquet"


class Handler(http.server.SimpleHTTPRequestHandler):
    """A file server that answers ranges, keeps what it was asked, and breaks off where it is told to."""

    protocol_version = "HTTP/1.1"
    asked: ClassVar[list[tuple[str, str | None]]] = []
    cuts: ClassVar[dict[str, int]] = {}
    spoilt: ClassVar[set[str]] = set()

    def do_HEAD(self) -> None:
        self._answer(is_head=True)

    def do_GET(self) -> None:
        self._answer(is_head=False)

    def _answer(self, *, is_head: bool) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        name = self.path.split("/", 2)[-1]
        if name in self.spoilt:
            content = content[:-1] + bytes([content[-1] ^ 1])
        asked = None if is_head else self.headers.get("Range")
        if not is_head:
            self.asked.append((name, asked))
        start = int(re.fullmatch(r"bytes=(\d+)-", asked)[1]) if asked else 0
        self.send_response(206 if asked else 200)
        if asked:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(content) - start))
        self.send_header("Last-Modified", self.date_time_string(path.stat().st_mtime))
        self.end_headers()
        if is_head:
            return
        if cut := self.cuts.pop(name, 0):
            self.wfile.write(content[start : start + cut])
            self.close_connection = True
        else:
            self.wfile.write(content[start:])

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def served(release_of, output) -> Iterator[str]:
    """The base of a web server that holds one release."""
    release_of()
    Handler.asked, Handler.cuts, Handler.spoilt = [], {}, set()
    with handling(Handler, output.releases) as base:
        yield base


@pytest.fixture
def get(tmp_path, capsys):
    """Run the command; its exit code, what it printed and what it complained of."""

    def run(*arguments):
        code = cli.main(["get", *arguments, "--out", str(tmp_path / "got")])
        return code, *capsys.readouterr()

    return run


def test_a_whole_release_is_fetched_from_a_server_and_from_a_folder(served, output, get, tmp_path):
    assert get(served) == (0, f"{tmp_path / 'got' / '2026.11.23'}\n", "")
    assert verify(tmp_path / "got" / "2026.11.23") == []
    assert get(served)[0] == 0
    assert cli.main(["get", str(output.releases), "--out", str(tmp_path / "copied")]) == 0
    assert verify(tmp_path / "copied" / "2026.11.23") == []


def test_what_is_there_whole_is_not_asked_for_again(served, get):
    get(served)
    Handler.asked.clear()
    assert get(served)[0] == 0
    assert {name for name, _ in Handler.asked} <= {
        "index.json",
        f"2026.11.23/{SIDECAR}",
        f"2026.11.23/{MANIFEST}",
        SIDECAR,
        MANIFEST,
    }


def test_a_file_that_breaks_off_goes_on_where_it_stopped(served, get, output, tmp_path):
    name = "entente.duckdb"
    part = tmp_path / "got" / ".getting-2026.11.23" / f"{name}.part"
    part.parent.mkdir(parents=True)
    content = (output.releases / "2026.11.23" / name).read_bytes()
    part.write_bytes(content[:5000])
    assert get(served)[0] == 0
    assert [given for asked, given in Handler.asked if asked == name] == ["bytes=5000-"]
    assert verify(tmp_path / "got" / "2026.11.23") == []


def test_a_line_that_is_cut_midway_is_taken_up_again(served, get, tmp_path):
    Handler.cuts.update({"entente.duckdb": 70000, EVENTS: 100})
    assert get(served)[0] == 0
    assert verify(tmp_path / "got" / "2026.11.23") == []


def test_a_part_of_something_else_is_thrown_away(served, get, tmp_path):
    part = tmp_path / "got" / ".getting-2026.11.23" / "LICENSE.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"All rights reserved")
    assert get(served)[0] == 0
    assert verify(tmp_path / "got" / "2026.11.23") == []


def test_a_byte_that_the_server_changed_is_found_and_nothing_gets_the_name_of_a_release(served, get, tmp_path):
    Handler.spoilt.add(EVENTS)
    code, shown, complaint = get(served)
    assert (code, shown) == (1, "")
    assert f"2026.11.23/{EVENTS}: is not what {SIDECAR} lists" in complaint
    assert not (tmp_path / "got" / "2026.11.23").exists()
    Handler.spoilt.clear()
    assert get(served)[0] == 0


def test_chosen_tables_come_with_what_explains_them_and_are_completed_later(served, get, tmp_path):
    assert get(served, "--tables", "events,participants")[0] == 0
    release = tmp_path / "got" / "2026.11.23"
    held = {path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file()}
    assert held == {
        EVENTS,
        "tables/participants/part.parquet",
        MANIFEST,
        SIDECAR,
        "CODEBOOK.md",
        "LICENSE",
        "CITATION.cff",
    }
    assert {problem.fault for problem in verify(release)} == {"missing"}
    Handler.asked.clear()
    assert get(served)[0] == 0
    assert EVENTS not in {name for name, _ in Handler.asked}
    assert verify(release) == []


def test_what_is_not_there_is_told_with_what_is(served, get):
    assert "has no table people: it has agreements, articles" in get(served, "--tables", "events,people")[2]
    assert "there is no release 2020.01.01: the newest are 2026.11.23" in get(served, "--release", "2020.01.01")[2]
    assert get(f"{served}/nowhere")[0] == 1
    assert get("nosuch://place")[0] == 2


def test_a_path_that_leaves_the_release_is_refused(served, get, output):
    sums = output.releases / "2026.11.23" / SIDECAR
    sums.write_text(f"{'0' * 64}  ../evil\n")
    index = output.releases / "index.json"
    index.write_text(re.sub(r'"sums_sha256": "\w+"', '"sums_sha256": null', index.read_text()))
    assert "lists ../evil, which is no path inside a release" in get(served)[2]


def test_a_version_that_is_a_path_is_refused(served, get, output, tmp_path):
    index = output.releases / "index.json"
    index.write_text(index.read_text().replace('"2026.11.23"', '"../2026.11.23"'))
    assert "'../2026.11.23' is not a release version" in get(served)[2]
    assert not (tmp_path / "2026.11.23").exists()


def test_another_list_of_digests_than_the_index_says_is_refused(served, get, output):
    sums = output.releases / "2026.11.23" / SIDECAR
    sums.write_text(sums.read_text().replace("0", "1", 1))
    assert f"{SIDECAR}: is not the one that index.json lists" in get(served)[2]


def test_a_release_that_another_key_signed_is_refused(release_of, output, tmp_path, get):
    for name in ("ours", "theirs"):
        keygen(tmp_path / name, None)
    release = release_of(key=signing_key({SIGNING_KEY: str(tmp_path / "theirs.key")}))
    assert (release / SIGNATURE).is_file()
    code, _, complaint = get(str(output.releases), "--key", str(tmp_path / "ours.pub"))
    assert code == 1
    assert "is by key" in complaint
    assert get(str(output.releases), "--key", str(tmp_path / "theirs.pub"))[0] == 0


def test_chosen_tables_are_held_against_what_the_key_signed(release_of, output, tmp_path, get):
    for name in ("ours", "theirs"):
        keygen(tmp_path / name, None)
    theirs = signing_key({SIGNING_KEY: str(tmp_path / "theirs.key")})
    release = release_of(key=theirs)
    chosen = (str(output.releases), "--tables", "dyads", "--key")
    assert "is by key" in get(*chosen, str(tmp_path / "ours.pub"))[2]
    assert get(*chosen, str(tmp_path / "theirs.pub"))[0] == 0
    shutil.rmtree(tmp_path / "got")

    # A list of releases vouches for a list of digests; what is in a release, only its own signature does.
    table, sums = release / "tables" / "dyads" / "part.parquet", release / SIDECAR
    before = sha256_of_file(table)
    table.write_bytes(table.read_bytes() + b"more")
    sums.write_text(sums.read_text().replace(before, sha256_of_file(table)))
    (entry,) = read_index(output.releases).releases
    listed = Index(releases=(entry.model_copy(update={"sums_sha256": sha256_of_file(sums)}),), latest=entry.version)
    write_durably(output.releases, listed, Seal(theirs, NOW))
    assert get(*chosen[:3])[0] == 0
    shutil.rmtree(tmp_path / "got")
    code, _, complaint = get(*chosen, str(tmp_path / "theirs.pub"))
    assert code == 1
    assert f"{SIDECAR}: has another digest of tables/dyads/part.parquet than {MANIFEST}" in complaint
