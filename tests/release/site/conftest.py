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
from pipeline.schema.render.codebook import markdown_table
from pipeline.store.paths import PROJECT, Output
from tests.release.conftest import NOW
from tests.release.site.costs import COLUMNS, Cost, row
from tests.release.site.shown import Shown
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


COSTS = pytest.StashKey[dict[str, Cost]]()
"""What pages cost on a slow phone, by the page's address within the site."""


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
def shown(request) -> Shown:
    """The release whose site is opened: the latest of the output folder that `--site-of` names, else that of the seeds."""
    given = request.config.getoption("--site-of")
    output = Output(given.resolve()) if given else request.getfixturevalue("seeds")
    return Shown.latest(output.releases)


@pytest.fixture(scope="session")
def site(shown) -> Iterator[str]:
    """The address of the site of that release."""
    with serving(shown.releases) as base:
        yield f"{base}/{shown.version}/site"


@pytest.fixture
def of_the_seeds(request) -> None:
    """For tests of what only the release of the seeds holds."""
    if request.config.getoption("--site-of"):
        pytest.skip("asks what the release of the seeds holds")


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


def pytest_terminal_summary(terminalreporter, config) -> None:
    """Print what pages cost, where that was measured."""
    costs = config.stash.get(COSTS, {})
    if costs:
        terminalreporter.section("on Lighthouse's phone (processor four times slower, 1.6 Mbit/s, 150 ms)")
        terminalreporter.write_line(
            "\n".join(markdown_table(COLUMNS, (row(path, cost) for path, cost in costs.items())))
        )


def _hold(visit: Visit, route: Route) -> None:
    if urlsplit(route.request.url).hostname in ("127.0.0.1", None):
        route.continue_()
    else:
        visit.faults.append(f"asks {route.request.url}")
        route.abort()
