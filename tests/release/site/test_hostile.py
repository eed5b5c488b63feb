"""Words of articles stay words: whatever they look like, no page runs, follows or hides them."""

import pytest

from pipeline.release.publish import publish
from pipeline.store.paths import Output
from tests.release.conftest import NOW
from tests.release.site.worlds import NASTY, hostile
from tests.samples import FRANCE, VISIT
from tests.web import serving


@pytest.fixture(scope="module")
def harmed(tmp_path_factory):
    """The address of a site whose every text tries to do harm."""
    output = Output(tmp_path_factory.mktemp("hostile") / "out")
    quality = "# Quality\n\n" + "\n\n".join(NASTY)
    publish(output, hostile(), version=None, today=NOW.date(), now=NOW, input_digest="ab" * 32, quality=quality)
    with serving(output.releases) as base:
        yield f"{base}/2026.11.23/site"


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "pair.html?a=FRA&b=GHA",
        "search.html",
        "map.html",
        f"event.html?id={VISIT}",
        f"entity.html?id={FRANCE}",
        "quality.html",
        "search.html?country=%3Cimg src=x onerror=window.harmed=1%3E",
        "sql.html?q=%3C/textarea%3E%3Cscript%3Ewindow.harmed=1%3C/script%3E",
    ],
)
def test_no_text_becomes_more_than_text(path, harmed, visitor):
    visit = visitor()
    page = visit.open(f"{harmed}/{path}")
    assert page.evaluate("() => window.harmed") is None
    assert page.locator("main img, main script, main [onerror], main [onload]").count() == 0
    assert page.locator('a[href^="javascript:"]').count() == 0


def test_such_words_are_shown_as_they_are(harmed, visitor):
    visit = visitor()
    visit.open(f"{harmed}/event.html?id={VISIT}")
    visit.page.locator("#evidence blockquote").first.wait_for()
    assert NASTY[0] in visit.text("h1")
    assert NASTY[1] in visit.text("#evidence")


def test_an_address_that_is_none_of_the_web_is_no_link(harmed, visitor):
    page = visitor().open(f"{harmed}/pair.html?a=FRA&b=GHA")
    page.locator("#events blockquote").first.wait_for()
    assert page.get_by_role("link", name="read the article").count() == 0


def test_a_query_shows_them_as_words_too(harmed, visitor):
    visit = visitor()
    page = visit.open(f"{harmed}/sql.html")
    page.fill("#sql", "SELECT title, source FROM articles")
    page.click("#run")
    page.locator("#table table").wait_for()
    assert NASTY[0] in visit.text("#table")
    assert page.evaluate("() => window.harmed") is None
