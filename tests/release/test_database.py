"""The database of a release answers what analysts ask, with tables, comments, views and macros."""

import dataclasses

import duckdb
import pytest

from pipeline.release.database import write_database
from pipeline.release.views import PAIR_EVENTS, VIEWS
from pipeline.schema.registry import PUBLIC_TABLES
from pipeline.schema.render.arrow import to_arrow
from pipeline.schema.vocabularies import PartyRole
from tests.samples import BLAME, PACT, ROWS, VISIT, arrow, sample_tables


@pytest.fixture
def ask(release_of):
    with duckdb.connect(release_of() / "entente.duckdb", read_only=True) as connection:
        yield lambda sql: connection.execute(sql).fetchall()


def test_every_public_table_is_there_with_its_comment(ask):
    comments = dict(ask("SELECT table_name, comment FROM duckdb_tables()"))
    assert comments == {
        **{table.name: table.description for table in PUBLIC_TABLES},
        PAIR_EVENTS.name: PAIR_EVENTS.meaning,
    }


def test_every_view_and_macro_says_what_it_gives_there_and_in_the_codebook(ask, release_of):
    held = dict(ask("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal"))
    held |= dict(ask("SELECT table_name, comment FROM duckdb_tables() WHERE table_name = 'pair_events'"))
    held |= dict(ask("SELECT function_name, comment FROM duckdb_functions() WHERE NOT internal"))
    assert held == {view.name: view.meaning for view in VIEWS}
    codebook = (release_of() / "CODEBOOK.md").read_text()
    assert all(f"`{view.call}`" in codebook for view in VIEWS)


def test_an_event_is_one_row_with_lists_of_its_parties(ask):
    rows = ask(
        "SELECT event_id, actors, actor_countries, recipients, agreement_name IS NULL FROM events_wide ORDER BY 1"
    )
    assert rows == [
        (VISIT, ["France"], ["FRA"], ["Ghana"], True),
        (PACT, ["France", "Ghana"], ["FRA", "GHA"], [], False),
        (BLAME, ["unknown gunmen"], [None], ["Ghana"], True),
    ]


def test_evidence_without_an_event_is_no_evidence_of_one(ask):
    assert ask("SELECT event_id, count(*) FROM event_evidence GROUP BY 1 ORDER BY 1") == [
        (VISIT, 2),
        (PACT, 1),
        (BLAME, 1),
    ]


@pytest.mark.parametrize("pair", ["'FRA', 'GHA'", "'gha', 'fra'"])
def test_a_dyad_holds_events_in_both_directions_and_mutual_ones(ask, pair):
    assert ask(f"SELECT event_id, direction FROM dyad({pair})") == [(VISIT, "FRA to GHA"), (PACT, "mutual")]


def test_countries_met_where_both_took_part_in_talks(ask):
    assert ask("SELECT event_id FROM met('GHA', 'FRA')") == [(VISIT,)]
    assert ask("SELECT event_id FROM met('GHA', 'BEL')") == []


@pytest.mark.parametrize("call", ["dyad('gha', 'FRA')", "dyad('GHA', 'GHA')", "met('FRA', 'GHA')", "met('GHA', 'GHA')"])
def test_a_pair_is_the_same_from_its_table_as_from_the_parties(ask, call):
    (view,) = (view for view in VIEWS if call.startswith(f"{view.name}("))
    create, _ = view.statements()
    ask(create.replace(f"CREATE MACRO {view.name}(", "CREATE TEMP MACRO from_parties("))
    assert ask(f"FROM {call}") == ask(f"FROM {call.replace(view.name, 'from_parties')}")


def test_an_agreement_is_found_by_id_or_name_with_the_words_and_articles_behind_it(ask):
    ((agreement, name),) = ask("SELECT agreement_id, name FROM agreements")
    by_id = ask(f"SELECT agreement, event_id, snippet, title, uri FROM agreement_evidence('{agreement}')")
    ((snippet, title, uri),) = ask(
        f"SELECT snippet, title, uri FROM evidence JOIN articles USING (article_id) WHERE event_id = '{PACT}'"
    )
    assert by_id == [(name, PACT, snippet, title, uri)]
    assert ask(f"SELECT agreement, event_id, snippet, title, uri FROM agreement_evidence('{name.upper()}')") == by_id
    assert ask("FROM agreement_evidence('no such accord')") == []


def test_events_of_a_pair_stand_side_by_side(ask):
    rows = ask("SELECT country_a, country_b, date_start, event_id FROM pair_events")
    assert rows == sorted(rows)
    assert len(rows) == len(set(rows)) > 1


@pytest.mark.parametrize("entity", ["GHA", "ghana", "ent_00000000000000a1"])
def test_a_timeline_is_found_by_code_name_or_id_and_puts_undated_events_last(ask, entity):
    assert ask(f"SELECT event_id, role FROM timeline('{entity}')") == [
        (VISIT, "recipient"),
        (PACT, "actor"),
        (BLAME, "recipient"),
    ]


def test_offices_are_those_reported_up_to_the_day(ask):
    assert ask("SELECT person, title FROM roles_as_of('2022-03-26')") == [("Ama Owusu", "trade minister")]
    assert ask("SELECT person FROM roles_as_of(DATE '2022-03-25')") == []


def test_a_party_joins_other_data_by_its_countrys_ids(ask):
    rows = ask("SELECT event_id, role, country_code, country FROM actor_country WHERE event_id = '" + PACT + "'")
    assert {row[1:] for row in rows} == {("actor", "FRA", "France"), ("actor", "GHA", "Ghana")}


def test_an_office_that_reports_give_to_two_at_once_is_shown(release_of):
    (role,) = ROWS["roles"]
    rival = dataclasses.replace(role, role_id=f"rol_{9:016x}", person_id=f"ent_{9:016x}")
    person = next(row for row in ROWS["entities"] if row.entity_id == role.person_id)
    other = dataclasses.replace(person, entity_id=rival.person_id, name="Kojo Addo")
    tables = sample_tables() | arrow({"roles": [role, rival], "entities": [*ROWS["entities"], other]})
    with duckdb.connect(release_of(tables) / "entente.duckdb", read_only=True) as connection:
        found = connection.execute("SELECT title, person, other_person FROM role_conflicts").fetchall()
    assert found == [(role.title, *sorted((person.name, other.name), reverse=person.entity_id > other.entity_id))]


def test_one_holder_of_an_office_is_no_conflict(ask):
    assert ask("SELECT * FROM role_conflicts") == []


def test_pairs_written_in_many_parts_are_the_same_and_in_the_same_order(tmp_path, monkeypatch):
    third = dataclasses.replace(ROWS["participants"][1], position=9, country_code="TGO", role=PartyRole.RECIPIENT)
    tables = {table.name: to_arrow(table).empty_table() for table in PUBLIC_TABLES}
    tables |= sample_tables() | arrow({"participants": [*ROWS["participants"], third]})

    def pairs(name):
        write_database(tables, tmp_path / name)
        with duckdb.connect(tmp_path / name, read_only=True) as connection:
            return connection.execute("FROM pair_events").fetchall()

    whole = pairs("whole.duckdb")
    monkeypatch.setattr("pipeline.release.database.MANY_ROWS", 1)
    assert pairs("parts.duckdb") == whole
    assert len({row[0] for row in whole}) > 1
