"""The database of a release is read over HTTP, a range at a time, as `docs/download.md` shows."""

import functools
import http.server
import re
import threading
from pathlib import Path

import pytest

from tests.docs.pages import blocks
from tests.docs.running import run_python

_RANGE = re.compile(r"bytes=(\d+)-(\d*)")


class Handler(http.server.SimpleHTTPRequestHandler):
    """A file server that answers ranges."""

    protocol_version = "HTTP/1.1"

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
        found = _RANGE.fullmatch(self.headers.get("Range", ""))
        start, end = (int(found[1]), int(found[2] or len(content) - 1)) if found else (0, len(content) - 1)
        part = content[start : end + 1]
        self.send_response(206 if found else 200)
        if found:
            self.send_header("Content-Range", f"bytes {start}-{start + len(part) - 1}/{len(content)}")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        if not is_head:
            self.wfile.write(part)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def served(folder):
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Handler, directory=str(folder / "data" / "releases"))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_duckdb_attaches_a_release_on_a_web_server(served):
    (block,) = (each for each in blocks("docs/download.md") if "ATTACH" in each.code)
    assert run_python(block.code.replace("https://data.example.org/entente", served), {}) == "410\n"
