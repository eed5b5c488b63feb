"""Every page of a release's site opens, on any screen and in any light, for readers with and without eyes, and asks no one else."""

import pytest

from tests.release.site.conftest import AXE

PAGES = (
    "index.html",
    "pair.html",
    "pair.html?a=ISR&b=MAR",
    "search.html",
    "search.html?country=TUR&type=CONSULT",
    "timeline.html",
    "map.html",
    "sql.html",
    "downloads.html",
    "codebook.html",
    "quality.html",
    "changes.html",
    "releases.html",
)
BUDGET = 300_000
"""Bytes of the first view before data."""


@pytest.fixture
def faults_for_readers(request):
    """What axe, the accessibility checker, finds in a page."""

    def find(page, *rules: str) -> list[str]:
        options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
        found = page.evaluate("(options) => axe.run(options)", options)["violations"]
        return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]

    return find


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_sound_for_every_reader(path, site, visitor, faults_for_readers):
    visit = visitor(color_scheme="light")
    visit.page.add_init_script(path=AXE)
    page = visit.open(f"{site}/{path}")
    assert page.locator("h1").count() == 1
    assert faults_for_readers(page) == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 360, "height": 740})
    assert faults_for_readers(page, "color-contrast", "scrollable-region-focusable", "target-size") == []
    width, screen = page.locator("html").evaluate("html => [html.scrollWidth, html.clientWidth]")
    assert width <= screen


def test_event_and_entity_pages_are_sound_and_lead_to_each_other(site, visitor, faults_for_readers):
    visit = visitor()
    visit.page.add_init_script(path=AXE)
    page = visit.open(f"{site}/pair.html?a=ISR&b=MAR")
    page.get_by_role("link", name="military (MIL) visit Morocco").click()
    page.wait_for_url("**/event.html?id=evt_*")
    page.locator("#answer").wait_for()
    assert "visit" in visit.text("h1")
    assert page.locator("#evidence blockquote").count() == 3
    assert faults_for_readers(page) == []
    page.get_by_role("link", name="Israel: military").click()
    page.wait_for_url("**/entity.html?id=ent_*")
    page.locator("#events > li").first.wait_for()
    assert "Israel" in visit.text("h1")
    assert faults_for_readers(page) == []


def test_the_first_view_is_light_and_does_not_jump(site, visitor):
    visit = visitor()
    sizes: dict[str, int] = {}
    visit.page.on("response", lambda answer: sizes.update({answer.url: len(answer.body())}))
    visit.page.add_init_script("""
        window.shifted = 0;
        new PerformanceObserver((list) => { for (const each of list.getEntries()) window.shifted += each.value; })
            .observe({ type: "layout-shift", buffered: true });
    """)
    page = visit.open(f"{site}/index.html")
    page.locator("#chart svg").wait_for()
    before_data = {url: size for url, size in sizes.items() if "/data/" not in url}
    assert len(before_data) <= 15
    assert sum(before_data.values()) < BUDGET
    assert page.evaluate("() => window.shifted") < 0.02


def test_the_theme_is_the_readers_choice_and_stays(site, visitor):
    visit = visitor(color_scheme="light")
    page = visit.open(f"{site}/index.html")
    paper = "() => getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Use the dark theme").click()
    dark = page.evaluate(paper)
    visit.open(f"{site}/codebook.html")
    assert page.evaluate(paper) == dark != light


def test_all_can_be_reached_by_the_keyboard(site, visitor):
    visit = visitor()
    page = visit.open(f"{site}/index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Skip to the page"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.id") == "a"
    page.keyboard.type("Israel")
    page.keyboard.press("Tab")
    page.keyboard.type("Morocco")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pair.html?*")
    page.locator("#events > li").first.wait_for()


def test_the_list_of_releases_tells_which_is_the_latest(site, visitor):
    visit = visitor()
    page = visit.open(f"{site}/releases.html")
    assert visit.text("#status") == "You are looking at the latest."
    assert page.locator("#table tbody tr").count() == 1


def test_downloads_have_the_size_and_digest_of_the_database_too(site, seeds, visitor):
    visit = visitor()
    page = visit.open(f"{site}/downloads.html")
    row = page.locator("tr", has=page.get_by_role("link", name="entente.duckdb"))
    sums = (seeds.releases / "2026.11.23" / "manifest.sha256").read_text()
    digest = row.locator("code").inner_text()
    assert f"{digest}  entente.duckdb\n" in sums
    assert "MB" in row.inner_text()
