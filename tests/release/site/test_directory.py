"""Whoever is in a release is found by any word of any of their names, by kind, with a link to keep, and leads to their events."""

import pytest


def _ids(page) -> list[str]:
    links = page.locator("#table tbody a").evaluate_all("links => links.map(link => link.href)")
    return [link.rpartition("=")[2] for link in links]


def _counted(shown, type: str) -> list[tuple[str, int]]:
    return shown.rows(f"""
        SELECT entity_id, count(DISTINCT event_id) AS events FROM entities LEFT JOIN participants USING (entity_id)
        WHERE entity_type = '{type}' GROUP BY entity_id, entities.name ORDER BY events DESC, entities.name, entity_id
    """)


def test_a_person_is_found_by_the_keyboard_and_leads_to_their_events(site, shown, visitor):
    visit = visitor()
    page = visit.open(f"{site}/index.html")
    page.get_by_role("link", name="Entities", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_label("Name").focus()
    page.keyboard.type(shown.person.name.split()[-1].upper())
    page.keyboard.press("Enter")
    page.wait_for_url("**/entities.html?name=*")
    page.locator(f'#table a[href$="{shown.person.id}"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/entity.html?id=ent_*")
    page.locator("#events > li").first.wait_for()
    assert visit.text("h1") == shown.person.name


@pytest.mark.parametrize("type", ["person", "organisation", "country"])
def test_a_kind_is_listed_with_its_events_most_first(type, site, shown, visitor):
    page = visitor().open(f"{site}/entities.html?type={type}")
    expected = _counted(shown, type)
    assert _ids(page) == [entity for entity, _ in expected[:100]]
    told = page.locator("#table td.number").all_inner_texts()
    assert told == [f"{events:,}" for _, events in expected[:100]]
    assert f"{len(expected):,} entit" in page.locator("#status").inner_text()


def test_a_long_list_is_paged_and_each_page_has_an_address(site, shown, visitor):
    expected = [entity for entity, _ in _counted(shown, "person")]
    assert len(expected) > 100
    page = visitor().open(f"{site}/entities.html?type=person")
    page.get_by_role("link", name="Next").click()
    page.wait_for_url("**/entities.html?type=person&page=2")
    page.wait_for_load_state("networkidle")
    assert _ids(page) == expected[100:200]
    assert _ids(visitor().open(page.url)) == expected[100:200]
    page.get_by_role("link", name="Before").click()
    page.wait_for_load_state("networkidle")
    assert _ids(page) == expected[:100]


def test_a_name_is_found_by_any_of_its_spellings_and_words_without_accents(site, shown, visitor):
    ((entity, spelling),) = shown.rows("""
        SELECT entity_id, entity_names.name FROM entity_names JOIN entities USING (entity_id)
        WHERE entities.name <> entity_names.name AND strip_accents(entity_names.name) <> entity_names.name
            AND contains(entity_names.name, ' ')
        ORDER BY ALL LIMIT 1
    """)
    ((plain,),) = shown.rows(f"SELECT strip_accents(lower('{spelling}'))")
    page = visitor()
    assert entity in _ids(page.open(f"{site}/entities.html?name={plain}"))
    assert entity in _ids(page.open(f"{site}/entities.html?name={spelling.partition(' ')[2]}"))


def test_the_name_narrows_within_a_kind(site, shown, visitor):
    word = shown.person.name.split()[-1]
    page = visitor().open(f"{site}/entities.html?name={word}&type=person")
    assert page.get_by_label("Kind").input_value() == "person"
    assert shown.person.id in _ids(page)
    assert set(page.locator("#table tbody td:nth-child(2)").all_inner_texts()) == {"person"}


def test_a_place_has_the_events_that_happened_there(site, shown, visitor):
    ((entity, events),) = shown.rows("""
        SELECT entity_id, count(DISTINCT event_id) FROM entities JOIN events USING (geonames_id)
        WHERE entity_type = 'place' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1
    """)
    page = visitor().open(f"{site}/entity.html?id={entity}")
    assert int(page.locator("#count").inner_text().split()[0].replace(",", "")) >= events


def test_a_name_that_nothing_has_is_told_of(site, visitor):
    visit = visitor()
    visit.open(f"{site}/entities.html?name=Zorblax")
    assert "Nothing in this release is called “Zorblax”" in visit.text("#status")
