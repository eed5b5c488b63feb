"""Chromium on the site of a release: opened at a server of this machine, with every fault and every request to elsewhere noted."""

import functools
import http.server
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Route, sync_playwright

from pipeline.release.publish import publish
from pipeline.store.paths import PROJECT, Output
from tests.release.conftest import NOW
from tests.release.site.worlds import many
from tests.web import handling, serving

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = PROJECT / ".venv" / "site" / "node_modules" / "axe-core" / "axe.min.js"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs a browser is skipped where there is none, and says so."""
    skip = pytest.mark.skip(reason="no chromium on this machine: install Debian's package chromium")
    for item in items:
        if CHROMIUM is None and "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(skip)


@pytest.fixture(scope="session")
def large(tmp_path_factory) -> Path:
    """A folder of releases with one of many events, between France and Ghana and between each and others."""
    releases = tmp_path_factory.mktemp("large") / "out"
    tables = many(25_000)
    publish(
        Output(releases), tables, version=None, today=NOW.date(), now=NOW, input_digest="ab" * 32, quality="# Quality\n"
    )
    return Output(releases).releases


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving_whole_files(root: Path) -> Iterator[str]:
    """The base of a server of a folder that knows no ranges: that of `python -m http.server`."""
    with handling(_Quiet, root) as base:
        yield base


@pytest.fixture(scope="session")
def site(seeds) -> Iterator[str]:
    """The address of the site of the release of the seeds."""
    with serving(seeds.releases) as base:
        yield f"{base}/2026.11.23/site"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page that was opened, and what went wrong in it."""

    page: Page
    faults: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    def open(self, address: str) -> Page:
        """Go there, and wait until nothing more is asked for."""
        self.page.goto(address)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def text(self, selector: str) -> str:
        """What an element says."""
        return self.page.locator(selector).inner_text()


@pytest.fixture
def visitor(browser, request) -> Iterator[Callable[..., Visit]]:
    """Make a visitor with a screen and theme of their own, who is held to this machine; faults fail the test when it ends."""
    visits: list[Visit] = []

    def arrive(width=1280, height=900, **options) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True, **options)
        visit = Visit(context.new_page())
        visit.page.set_default_timeout(15_000)
        visit.page.on("pageerror", lambda error: visit.faults.append(str(error)))
        visit.page.on("console", lambda told: told.type in ("error", "warning") and visit.faults.append(told.text))
        visit.page.on("request", lambda request: visit.requests.append(request))
        context.route("**/*", functools.partial(_hold, visit))
        visits.append(visit)
        return visit

    yield arrive
    for visit in visits:
        visit.page.context.close()
    assert [fault for visit in visits for fault in visit.faults] == []


def _hold(visit: Visit, route: Route) -> None:
    if urlsplit(route.request.url).hostname in ("127.0.0.1", None):
        route.continue_()
    else:
        visit.faults.append(f"asks {route.request.url}")
        route.abort()
