"""Sources on the web through Dagster: a failing one is told of and stops no other, and what came is taken in once."""

import http.server
import os
import threading
import time
from collections.abc import Iterator

import dagster as dg
import pytest

from assets.definitions import defs
from assets.judges import Judge
from assets.resources import Reporter, Workspace
from assets.sensors import inbox
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from tests.ingest.forms import rss


class _Feed(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        is_feed = self.path == "/feed.xml"
        body = rss().encode() if is_feed else b""
        self.send_response(200 if is_feed else 404)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Feed) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def _run(job: str, workspace: Workspace) -> dg.ExecuteInProcessResult:
    with dg.DagsterInstance.ephemeral() as instance:
        resources = {"workspace": workspace, "reporter": Reporter(), "judge": Judge()}
        return defs.resolve_job_def(job).execute_in_process(instance=instance, resources=resources)


def test_a_failing_source_is_a_failed_check_and_the_others_are_taken_in(tmp_path, port) -> None:
    gone = (
        f'[[source]]\nname = "gone"\nfeed = "http://127.0.0.1:{port}/nothing.xml"\nallow_hosts = ["127.0.0.1:{port}"]\n'
    )
    (tmp_path / "sources.toml").write_text(gone + gone.replace("gone", "desk").replace("nothing", "feed"))
    workspace = Workspace(home=str(tmp_path))
    fetched = _run("fetch", workspace)
    assert fetched.success
    (check,) = fetched.get_asset_check_evaluations()
    assert (check.passed, check.severity) == (False, dg.AssetCheckSeverity.WARN)
    assert "gone" in (check.description or "")
    assert "desk" not in (check.description or "")
    (warc,) = (tmp_path / "fetched").rglob("*.warc.gz")
    os.utime(warc, (time.time() - 60, time.time() - 60))
    with dg.build_sensor_context(resources={"workspace": workspace}) as context:
        result = inbox(context)
    assert isinstance(result, dg.SensorResult)
    (request,) = result.run_requests or []
    given = request.run_config["resources"]["workspace"]["config"]
    assert given["sources"] == [str(warc)]
    assert _run("ingest", Workspace(**given)).success
    held = workspace.output.lake.read(ARTICLE_TEXT)
    assert held["url"].to_pylist() == ["https://harbour.example/2022/border/0", "https://harbour.example/2022/border/1"]
    assert _run("fetch", workspace).success
    assert len(list((tmp_path / "fetched").rglob("*.warc.gz"))) == 1


def test_without_a_list_of_sources_nothing_is_asked(tmp_path) -> None:
    result = _run("fetch", Workspace(home=str(tmp_path)))
    assert result.success
    assert all(check.passed for check in result.get_asset_check_evaluations())
