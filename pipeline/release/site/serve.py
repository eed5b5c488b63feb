"""A site shown on one's own machine: a file server that answers range requests, for this machine alone.

Any web server does this for others; what one must be able to do is told in `docs/site.md`.
"""

import os
import socket
import sys
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from pipeline.release.errors import ReleaseError

_HOST = "127.0.0.1"


def serve(release: Path, site: Path, port: int) -> None:
    """Show a site and its release until interrupted, and say where. Raises ReleaseError where the port cannot be had."""
    root, start = _common(release.resolve(), site.resolve())
    with _listening(port) as listener:
        print(
            f"http://{_HOST}:{listener.getsockname()[1]}/{start}/index.html (Ctrl + C ends it)",
            file=sys.stderr,
            flush=True,
        )
        server = uvicorn.Server(uvicorn.Config(files_of(root), log_level="error", lifespan="off"))
        server.run(sockets=[listener])


def files_of(root: Path) -> Starlette:
    """The files below a folder as an application, ranges and all; nothing is kept by browsers without asking again."""
    return Starlette(routes=[Mount("/", _Fresh(directory=root, html=True))])


class _Fresh(StaticFiles):
    def file_response(self, *arguments: Any, **options: Any) -> Any:
        answer = super().file_response(*arguments, **options)
        answer.headers["cache-control"] = "no-cache"
        return answer


def _common(release: Path, site: Path) -> tuple[Path, str]:
    """The folder to serve: the one around the release, where the list of releases lies too, or one further up that holds both."""
    root = Path(os.path.commonpath([release.parent, site]))
    return root, site.relative_to(root).as_posix()


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((_HOST, port))
    except (OSError, OverflowError) as fault:
        raise ReleaseError(
            f"port {port} cannot be had ({fault}): choose another with --port, or 0 for a free one"
        ) from fault
