"""Web servers of this machine that tests read releases from."""

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from pipeline.release.site.serve import files_of


@contextmanager
def serving(root: Path) -> Iterator[str]:
    """The base of a server of a folder that answers ranges: that of `entente site --serve`."""
    server = uvicorn.Server(uvicorn.Config(files_of(root), host="127.0.0.1", port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    server.force_exit = True
    thread.join()


@contextmanager
def handling(handler: type[http.server.SimpleHTTPRequestHandler], root: Path) -> Iterator[str]:
    """The base of a server of a folder that answers as a handler does."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
