"""Every page of a release's site opens, on any screen and in any light, for readers with and without eyes, and asks no one else."""

import pytest

from tests.release.site.conftest import AXE, COSTS
from tests.release.site.costs import Meter, on_a_slow_phone

PAGES = (
    "index.html",
    "pair.html",
    "pair.html?a={shown.pair.first}&b={shown.pair.second}",
    "search.html",
    "search.html?country={shown.consulting.id}&type=CONSULT",
    "event.html?id={shown.event}",
    "entity.html?id={shown.person.id}",
    "entities.html",
    "entities.html?type=person",
    "entities.html?name={shown.person.name}",
    "timeline.html",
    "map.html",
    "sql.html",
    "downloads.html",
    "codebook.html",
    "quality.html",
    "changes.html",
    "releases.html",
)
"""Each page, and each with an answer; what stands in braces is drawn from the release."""
BUDGET, FIRST = 420_000, 100_000
"""Bytes before data, of any page and of the first."""


@pytest.fixture
def faults_for_readers(request):
    """What axe, the accessibility checker, finds in a page."""

    def find(page, *rules: str) -> list[str]:
        options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
        found = page.evaluate("(options) => axe.run(options)", options)["violations"]
        return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]

    return find


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_light_and_sound_for_every_reader(path, site, shown, visitor, faults_for_readers):
    visit = visitor(color_scheme="light")
    meter = Meter(visit.page)
    visit.page.add_init_script(path=AXE)
    page = visit.open(f"{site}/{path.format(shown=shown)}")
    cost = meter.read()
    assert cost.requests <= 30
    assert cost.before_data < (FIRST if path == "index.html" else BUDGET)
    assert cost.shift < 0.1
    assert page.locator("h1").count() == 1
    assert faults_for_readers(page) == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 360, "height": 740})
    assert faults_for_readers(page, "color-contrast", "scrollable-region-focusable", "target-size") == []
    width, screen = page.locator("html").evaluate("html => [html.scrollWidth, html.clientWidth]")
    assert width <= screen


@pytest.mark.parametrize("path", PAGES)
def test_what_a_page_costs_on_a_slow_phone_is_told(path, site, shown, browser, request):
    if not request.config.getoption("--site-of"):
        pytest.skip("is measured where --site-of names a release")
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    on_a_slow_phone(page)
    meter = Meter(page)
    page.goto(f"{site}/{path.format(shown=shown)}")
    meter.settle()
    request.config.stash.setdefault(COSTS, {})[path.format(shown=shown)] = meter.read()
    context.close()


@pytest.mark.usefixtures("of_the_seeds")
def test_an_event_leads_to_its_parties(site, visitor):
    visit = visitor()
    page = visit.open(f"{site}/pair.html?a=ISR&b=MAR")
    page.get_by_role("link", name="military (MIL) visit Morocco").click()
    page.wait_for_url("**/event.html?id=evt_*")
    page.locator("#answer").wait_for()
    assert "visit" in visit.text("h1")
    assert page.locator("#evidence blockquote").count() == 3
    page.get_by_role("link", name="Israel: military").click()
    page.wait_for_url("**/entity.html?id=ent_*")
    page.locator("#events > li").first.wait_for()
    assert "Israel" in visit.text("h1")


def test_the_theme_is_the_readers_choice_and_stays(site, visitor):
    visit = visitor(color_scheme="light")
    page = visit.open(f"{site}/index.html")
    paper = "() => getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Use the dark theme").click()
    dark = page.evaluate(paper)
    visit.open(f"{site}/codebook.html")
    assert page.evaluate(paper) == dark != light


def test_all_can_be_reached_by_the_keyboard(site, shown, visitor):
    visit = visitor()
    page = visit.open(f"{site}/index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Skip to the page"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.id") == "a"
    page.keyboard.type(shown.pair.first_name)
    page.keyboard.press("Tab")
    page.keyboard.type(shown.pair.second_name)
    page.keyboard.press("Enter")
    page.wait_for_url("**/pair.html?*")
    page.locator("#events > li").first.wait_for()


def test_the_list_of_releases_tells_which_is_the_latest(site, visitor):
    visit = visitor()
    page = visit.open(f"{site}/releases.html")
    assert visit.text("#status") == "You are looking at the latest."
    assert page.locator("#table tbody tr").count() == 1


def test_downloads_have_the_size_and_digest_of_the_database_too(site, shown, visitor):
    visit = visitor()
    page = visit.open(f"{site}/downloads.html")
    row = page.locator("tr", has=page.get_by_role("link", name="entente.duckdb"))
    sums = (shown.folder / "manifest.sha256").read_text()
    digest = row.locator("code").inner_text()
    assert f"{digest}  entente.duckdb\n" in sums
    assert "MB" in row.inner_text()
