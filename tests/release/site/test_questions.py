"""Questions that a reader brings are answered: by country, type, period and SQL, with links to keep and rows to take away."""

import csv
import io
import shutil
from pathlib import Path

import pytest

from tests.release.site.conftest import serving_whole_files
from tests.web import serving


def _rows(page, button: str = "Save as CSV") -> list[dict[str, str]]:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8"))))


def _ask(page, query: str) -> None:
    page.fill("#sql", query)
    page.click("#run")
    page.locator("#run:enabled").wait_for()


@pytest.mark.usefixtures("of_the_seeds")
def test_how_two_countries_moved_and_on_what_evidence_is_one_step_from_the_first_page(site, visitor):
    visit = visitor()
    page = visit.open(f"{site}/index.html")
    page.get_by_label("A country").fill("israel")
    page.get_by_label("and another").fill("Morocco")
    page.get_by_label("From").fill("2020")
    page.get_by_label("To").fill("2022")
    page.get_by_role("button", name="Show their relations").click()
    page.locator("#events > li").first.wait_for()
    assert visit.text("h1") == "Israel and Morocco"
    assert "of cooperation" in visit.text("#told")
    assert page.locator("#years tbody th").all_inner_texts() == ["2020", "2022"]
    assert page.locator("#chart svg .bar").count() > 0
    assert "Morocco normalised ties with Israel in December 2020" in visit.text("#events")
    assert page.get_by_role("link", name="read the article").first.get_attribute("href").startswith("https://")


@pytest.mark.usefixtures("of_the_seeds")
def test_the_same_is_found_by_clicks_alone(site, visitor):
    visit = visitor()
    page = visit.open(f"{site}/index.html")
    page.get_by_role("link", name="Israel – Morocco").click()
    page.locator("#events > li").first.wait_for()
    assert {"2020", "2022"} <= {*page.locator("#years tbody th").all_inner_texts()}
    page.get_by_role("link", name="conclude an accord, December 2020").click()
    page.locator("#evidence blockquote").first.wait_for()
    assert "Morocco normalised ties with Israel in December 2020" in visit.text("#evidence")


def test_each_country_leads_to_its_relations_by_clicks(site, shown, visitor):
    visit, pair = visitor(), shown.pair
    page = visit.open(f"{site}/index.html")
    page.get_by_role("link", name="Entities", exact=True).click()
    page.get_by_label("Kind").select_option("country")
    page.get_by_role("button", name="Find").click()
    page.wait_for_url("**/entities.html?type=country")
    page.get_by_role("link", name=pair.first_name, exact=True).click()
    page.wait_for_url("**/entity.html?id=ent_*")
    page.locator("#partners").get_by_role("link", name=pair.second_name, exact=True).click()
    page.locator("#events > li").first.wait_for()
    assert visit.text("h1") == f"{pair.first_name} and {pair.second_name}"


def test_a_pair_has_the_events_that_the_macro_dyad_gives(site, shown, visitor):
    page = visitor().open(f"{site}/pair.html?a={shown.pair.second}&b={shown.pair.first}")
    given = {(row["event_id"], row["direction"]) for row in _rows(page)}
    assert given == set(
        shown.rows(f"SELECT event_id, direction FROM dyad('{shown.pair.first}', '{shown.pair.second}')")
    )


def test_a_link_leads_to_the_same_view(site, shown, visitor):
    visit = visitor()
    page = visit.open(f"{site}/pair.html?a={shown.pair.first}&b={shown.pair.second}")
    page.get_by_label("Kind").select_option("verbal_conflict")
    page.get_by_label("Order").select_option("newest")
    page.locator("#count", has_text="of").wait_for()
    page.wait_for_load_state("networkidle")
    found = page.locator("#events h3").all_inner_texts()
    assert found
    again = visitor().open(page.url)
    assert again.locator("#events h3").all_inner_texts() == found
    assert again.get_by_label("Kind").input_value() == "verbal_conflict"


def test_a_search_by_country_type_and_period_is_taken_away_as_csv(site, shown, visitor):
    country, year = shown.consulting, shown.month[:4]
    page = visitor().open(f"{site}/search.html")
    page.get_by_label("Country or body").fill(country.name)
    page.get_by_label("Type").select_option("CONSULT")
    page.get_by_label("From").fill(year)
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("heading", name=f"Events: {country.name}").wait_for()
    rows = _rows(page)
    assert {row["event_id"] for row in rows} == {
        id
        for (id,) in shown.rows(f"""
            SELECT event_id FROM events JOIN participants USING (event_id)
            WHERE event_type = 'CONSULT' AND participants.country_code = '{country.id}' AND date_end >= DATE '{year}-01-01'
        """)
    }
    assert f"country={country.id}&type=CONSULT&from={year}" in page.url


def test_a_search_without_a_country_goes_through_all_events(site, shown, visitor):
    page = visitor().open(f"{site}/search.html?from={shown.month[:4]}&to={shown.month}")
    start, end = f"DATE '{shown.month[:4]}-01-01'", f"last_day(DATE '{shown.month}-01')"
    expected = shown.rows(f"SELECT event_id FROM events WHERE date_start <= {end} AND date_end >= {start}")
    assert {row["event_id"] for row in _rows(page)} == {id for (id,) in expected}


def test_a_place_on_the_map_opens_its_events(site, shown, visitor):
    visit = visitor()
    page = visit.open(f"{site}/map.html")
    assert page.locator("#chart .place circle, #chart circle").count() > 50
    page.get_by_role("link", name=shown.place, exact=True).first.click()
    page.locator("#table tbody tr").first.wait_for()
    assert shown.place in visit.text("h1")


@pytest.mark.usefixtures("of_the_seeds")
@pytest.mark.parametrize("name", ["What happened between two countries", "On whose words", "Who clashes with whom"])
def test_the_queries_of_the_readme_give_in_the_browser_what_they_give_elsewhere(name, site, shown, visitor):
    visit = visitor()
    page = visit.open(f"{site}/sql.html")
    page.get_by_role("button", name=name).click()
    page.locator("#table table").wait_for()
    given = _rows(page)
    rows = shown.rows(page.locator("#sql").input_value())
    assert sorted(tuple(row.values()) for row in given) == sorted(tuple(_said(value) for value in row) for row in rows)


def test_a_query_gives_in_the_browser_what_it_gives_elsewhere(site, shown, visitor):
    page = visitor().open(f"{site}/sql.html")
    query = f"SELECT event_id, date_start, direction FROM dyad('{shown.pair.first}', '{shown.pair.second}')"
    _ask(page, query)
    given = sorted(tuple(row.values()) for row in _rows(page))
    assert given == sorted(tuple(_said(value) for value in row) for row in shown.rows(query))


def _said(value: object) -> str:
    text = "" if value is None else str(value)
    return (
        text.removesuffix(".0")
        if isinstance(value, float)
        else f"'{text}"
        if text.startswith("-") and isinstance(value, str)
        else text
    )


def test_a_faulty_query_is_told_of_also_where_it_fails_in_the_middle(site, visitor):
    visit = visitor()
    page = visit.open(f"{site}/sql.html")
    _ask(page, "SELECT nonsense FROM events")
    assert "nonsense" in visit.text("#status")
    _ask(page, "SELECT summary::INTEGER FROM events")
    assert "Could not convert string" in visit.text("#status")
    assert page.locator("#table table").count() == 0


def test_a_query_cannot_ask_another_host(site, visitor):
    visit = visitor()
    page = visit.open(f"{site}/sql.html")
    _ask(page, "FROM read_parquet('https://elsewhere.example/x.parquet')")
    assert "NetworkError" in visit.text("#status")
    assert {request.failure for request in visit.requests if "elsewhere.example" in request.url} == {"csp"}
    visit.faults.clear()


def test_a_browser_that_cannot_run_the_database_is_told_so(site, visitor):
    visit = visitor()
    visit.page.add_init_script("delete window.DecompressionStream")
    page = visit.open(f"{site}/sql.html")
    _ask(page, "FROM events")
    assert "This browser cannot run the database (it lacks DecompressionStream)" in visit.text("#status")


def test_a_page_goes_on_with_what_it_read_when_the_server_is_gone(shown, visitor):
    visit, pair = visitor(), shown.pair
    with serving(shown.releases) as base:
        page = visit.open(f"{base}/{shown.version}/site/pair.html?a={pair.first}&b={pair.second}")
    page.context.set_offline(True)
    page.get_by_label("Kind").select_option("verbal_conflict")
    page.locator("#count", has_text=" of ").wait_for()
    expected = shown.rows(f"FROM dyad('{pair.first}', '{pair.second}') WHERE quad_class = 'verbal_conflict'")
    page.locator("#events > li").first.wait_for()
    assert len(_rows(page)) == len(expected)
    visit.faults.clear()


def test_a_large_release_is_read_in_small_parts(large, visitor):
    visit = visitor()
    got: list[tuple[str, int, int]] = []
    visit.page.on("response", lambda answer: got.append((answer.url, answer.status, len(answer.body()))))
    with serving(large) as base:
        page = visit.open(f"{base}/2026.11.23/site/pair.html?a=FRA&b=GHA")
        page.locator("#events > li").first.wait_for()
    assert page.locator("#events blockquote").count() > 0
    read = [(url, status, size) for url, status, size in got if url.endswith(".parquet")]
    whole = sum(
        (large / "2026.11.23" / "site" / "data" / f"{name}.parquet").stat().st_size
        for name in ("relations", "evidence")
    )
    assert {status for _, status, _ in read} == {206}
    assert sum(size for *_, size in read) < whole / 10


def test_a_server_without_ranges_serves_what_is_small_and_the_reader_is_told(large, shown, visitor):
    visit = visitor()
    with serving_whole_files(large) as base:
        page = visit.open(f"{base}/2026.11.23/site/pair.html?a=FRA&b=GHA")
        assert "does not answer range requests" in visit.text("#status")
        assert page.locator("#events > li").count() > 0
        page.route("**/pair.html*", lambda route: _enlarged(route, "data/relations.parquet", 900_000_000))
        visit.open(f"{base}/2026.11.23/site/pair.html?a=FRA&b=GHA")
        assert "has 900 MB, too much to load whole" in visit.text("#status")
    with serving_whole_files(shown.releases) as base:
        page = visit.open(f"{base}/{shown.version}/site/sql.html")
        _ask(page, "SELECT count(*) AS events FROM events")
        assert visit.text("#table tbody") == str(shown.rows("SELECT count(*) FROM events")[0][0])
    visit.faults.clear()


def _enlarged(route, path: str, size: int) -> None:
    """Hand out a page as if a file were of another size."""
    answer = route.fetch()
    marker = f"&#34;{path}&#34;: "
    before, after = answer.text().split(marker, 1)
    route.fulfill(response=answer, body=f"{before}{marker}{size}{after[after.index(',') :]}")


def test_names_that_no_country_has_are_told_of(site, shown, visitor):
    visit = visitor()
    visit.open(f"{site}/pair.html?a=Atlantis&b={shown.pair.second}")
    assert "no events of “Atlantis”" in visit.text("#status")
    visit.open(f"{site}/event.html?id=evt_ffffffffffffffff")
    assert "has no event evt_ffffffffffffffff" in visit.text("#status")
    visit.open(f"{site}/entity.html?id=nobody")
    assert "names no entity" in visit.text("#status")


def test_a_release_copied_alone_works(shown, visitor, tmp_path):
    shutil.copytree(shown.folder, tmp_path / "copy")
    visit, pair = visitor(), shown.pair
    with serving(tmp_path) as base:
        page = visit.open(f"{base}/copy/site/pair.html?a={pair.first}&b={pair.second}")
        assert len(_rows(page)) == len(shown.rows(f"FROM dyad('{pair.first}', '{pair.second}')"))
        visit.open(f"{base}/copy/site/releases.html")
        assert "copied alone" in visit.text("#status")
        visit.faults.clear()
