"""What an upload will do is told before it is done; the services are stood in for by a server on this machine and the client's form."""

import hashlib
import http.server
import json
import tarfile
import threading
from collections.abc import Iterator
from typing import ClassVar
from unittest.mock import create_autospec

import huggingface_hub
import pytest

from pipeline.release.channels import promote
from pipeline.release.index import Channel
from pipeline.release.manifest import MANIFEST, SIDECAR
from pipeline.release.sums import read_sums
from pipeline.release.verify import verify
from tests.release.conftest import NOW
from tests.release.test_channels import FIRST, SECOND


class Deposits(http.server.BaseHTTPRequestHandler):
    """The endpoints of Zenodo's API for depositions, as far as they are documented: drafts, their files and metadata."""

    drafts: ClassVar[dict[str, dict]] = {}
    stored: ClassVar[dict[str, bytes]] = {}
    spoils: ClassVar[bool] = False
    asked: ClassVar[list[str]] = []

    def _dispatch(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.asked.append(f"{self.command} {self.path}")
        base = f"http://{self.headers['Host']}"
        if self.headers.get("Authorization") != "Bearer secret":
            self._answer(401, {"message": "Unauthorized"})
            return
        parts = self.path.strip("/").split("/")
        match (self.command, parts[1:]):
            case ("POST", ["deposit", "depositions"]):
                self._answer(201, self._draft(base, "7", []))
            case ("POST", ["deposit", "depositions", number, "actions", "newversion"]):
                self._draft(base, "8", [{"id": "old", "filename": "old.tar"}])
                self._answer(201, {"id": number, "links": {"latest_draft": f"{base}/api/deposit/depositions/8"}})
            case ("GET", ["deposit", "depositions", number]):
                self._answer(200, self.drafts[number])
            case ("PUT", ["deposit", "depositions", number]):
                self.drafts[number]["metadata"] = json.loads(body)["metadata"]
                self._answer(200, self.drafts[number])
            case ("DELETE", ["deposit", "depositions", number, "files", file]):
                self.drafts[number]["files"] = [each for each in self.drafts[number]["files"] if each["id"] != file]
                self._answer(204, None)
            case ("PUT", ["files", _bucket, name]):
                self.stored[name] = body
                digest = hashlib.md5(body + b"x" * self.spoils).hexdigest()
                self._answer(201, {"key": name, "size": len(body), "checksum": f"md5:{digest}"})
            case _:
                self._answer(404, {"message": "not found"})

    do_GET = do_POST = do_PUT = do_DELETE = _dispatch

    def _draft(self, base: str, number: str, files: list) -> dict:
        links = {
            "self": f"{base}/api/deposit/depositions/{number}",
            "bucket": f"{base}/api/files/bucket{number}",
            "html": f"{base}/deposit/{number}",
        }
        self.drafts[number] = {"id": int(number), "files": files, "links": links, "submitted": False}
        return self.drafts[number]

    def _answer(self, status: int, content: object) -> None:
        text = b"" if content is None else json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def zenodo(monkeypatch) -> Iterator[str]:
    Deposits.drafts, Deposits.stored, Deposits.spoils, Deposits.asked = {}, {}, False, []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Deposits)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    monkeypatch.setenv("ZENODO_URL", url)
    monkeypatch.setenv("ZENODO_TOKEN", "secret")
    yield url
    server.shutdown()
    server.server_close()


@pytest.fixture
def client(monkeypatch):
    """Stands in for the client of Hugging Face: takes only calls that the real one takes."""
    stand_in = create_autospec(huggingface_hub.HfApi, instance=True)
    stand_in.upload_folder.return_value.commit_url = "https://hub.example.org/commit/1"
    monkeypatch.setattr(huggingface_hub, "HfApi", lambda: stand_in)
    return stand_in


@pytest.mark.parametrize("url", ["hf://team/entente", "zenodo:", "zenodo:42"])
def test_a_dry_run_tells_every_file_with_its_size_and_needs_neither_network_nor_token(standing, run, url, monkeypatch):
    output = standing(1)
    monkeypatch.delenv("ZENODO_TOKEN", raising=False)
    monkeypatch.setenv("ZENODO_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:1")
    code, shown, told = run("publish", output.root, "--to", url)
    assert (code, told) == (0, "nothing was sent: --really sends it\n")
    first, *files, total = shown.splitlines()
    assert f"release {FIRST}: to " in first
    release = output.releases / FIRST
    held = {path.relative_to(release).as_posix(): path.stat().st_size for path in release.rglob("*") if path.is_file()}
    listed = {line.split()[1]: int(line.split()[0].replace(",", "")) for line in files}
    assert listed == held
    assert total.split()[0].replace(",", "") == str(sum(held.values()))


def test_one_commit_holds_the_release_that_a_channel_points_at(standing, run, client):
    output = standing(2)
    promote(output.releases, FIRST, Channel.STABLE, NOW)
    code, shown, _ = run("publish", output.root, "--to", "hf://team/entente", "--release", "stable", "--really")
    assert (code, shown.splitlines()[-1]) == (0, "https://hub.example.org/commit/1")
    (call,) = client.upload_folder.call_args_list
    assert call.kwargs == {
        "repo_id": "team/entente",
        "repo_type": "dataset",
        "folder_path": output.releases / FIRST,
        "path_in_repo": FIRST,
        "commit_message": f"Entente: who did what to whom in world affairs, release {FIRST}",
        "allow_patterns": sorted([*read_sums(output.releases / FIRST), SIDECAR]),
    }


@pytest.mark.parametrize("error", [OSError("no token"), ValueError("bad name")])
def test_what_the_client_complains_of_is_told_in_one_line(standing, run, client, error):
    client.upload_folder.side_effect = error
    code, _, told = run("publish", standing(1).root, "--to", "hf://team/entente", "--really")
    assert (code, told) == (1, f"entente publish: team/entente: {error}\n")


def test_a_client_that_is_not_installed_is_named(standing, run, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "huggingface_hub", None)
    code, _, told = run("publish", standing(1).root, "--to", "hf://team/entente", "--really")
    assert (code, told.count("\n")) == (1, 1)
    assert "pip install 'entente[huggingface]'" in told


def test_a_draft_at_zenodo_holds_an_archive_that_verifies_and_its_proof(standing, run, zenodo, tmp_path):
    output = standing(1)
    code, shown, _ = run("publish", output.root, "--to", "zenodo:", "--really")
    assert (code, shown.splitlines()[-1]) == (0, f"{zenodo}/deposit/7")
    assert set(Deposits.stored) == {f"entente-{FIRST}.tar", MANIFEST, SIDECAR}
    (tmp_path / "sent.tar").write_bytes(Deposits.stored[f"entente-{FIRST}.tar"])
    with tarfile.open(tmp_path / "sent.tar") as tar:
        tar.extractall(tmp_path / "opened", filter="data")
    assert verify(tmp_path / "opened" / FIRST) == []
    metadata = Deposits.drafts["7"]["metadata"]
    assert (metadata["version"], metadata["license"], metadata["publication_date"]) == (
        FIRST,
        "cc-by-4.0",
        "2026-11-23",
    )
    assert not any("publish" in asked for asked in Deposits.asked)


def test_the_archive_is_the_same_bytes_whoever_makes_it(standing, run, zenodo):
    output = standing(1)
    run("publish", output.root, "--to", "zenodo:", "--really")
    before = dict(Deposits.stored)
    for path in (output.releases / FIRST).rglob("*"):
        path.touch()
    run("publish", output.root, "--to", "zenodo:", "--really")
    assert Deposits.stored == before


def test_a_new_version_of_a_record_is_rid_of_the_files_of_the_one_before(standing, run, zenodo):
    code, shown, _ = run("publish", standing(1).root, "--to", "zenodo:42", "--really")
    assert (code, shown.splitlines()[-1]) == (0, f"{zenodo}/deposit/8")
    assert "POST /api/deposit/depositions/42/actions/newversion" in Deposits.asked
    assert Deposits.drafts["8"]["files"] == []


def test_what_goes_wrong_at_zenodo_is_told_in_one_line(standing, run, zenodo, monkeypatch):
    output = standing(1)

    def failure():
        code, _, told = run("publish", output.root, "--to", "zenodo:", "--really")
        assert (code, told.count("\n")) == (1, 1)
        return told

    Deposits.spoils = True
    assert f"entente-{FIRST}.tar: arrived with another checksum" in failure()
    monkeypatch.setenv("ZENODO_TOKEN", "wrong")
    assert "POST /api/deposit/depositions: 401 Unauthorized" in failure()
    monkeypatch.delenv("ZENODO_TOKEN")
    assert "ZENODO_TOKEN is not set" in failure()
    monkeypatch.setenv("ZENODO_TOKEN", "secret")
    monkeypatch.setenv("ZENODO_URL", "http://127.0.0.1:1")
    assert "http://127.0.0.1:1: " in failure()


def test_what_is_not_whole_is_not_uploaded_and_what_is_no_place_is_bad_usage(standing, run, client):
    output = standing(2)
    (output.releases / SECOND / "LICENSE").unlink()
    code, _, told = run("publish", output.root, "--to", "hf://team/entente", "--really")
    assert code == 1
    assert "not whole: LICENSE: missing" in told
    assert not client.upload_folder.called
    for url in ("hf://entente", "zenodo:record"):
        assert run("publish", output.root, "--to", url)[0] == 2
    assert run("publish", output.root, "--to", "s3://bucket", "--release", FIRST)[0] == 2
