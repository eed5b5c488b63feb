"""What a release may not lose of its parent is an error, what it loses little of a warning; growth is neither."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from expectations.drift import DRIFT
from expectations.drift_query import drift_figures
from expectations.validate import validate
from pipeline.release.checked import CheckResult, Part, Severity
from pipeline.schema.registry import PUBLIC_TABLES, table_named
from pipeline.schema.render.arrow import rows_to_arrow
from pipeline.store import parquet
from pipeline.store.paths import Output
from pipeline.store.warehouse import refresh
from tests.expectations.lake import sound_rows

Tables = dict[str, pa.Table]
Change = Callable[[Tables], None]

EVENTS_AN_ARTICLE = 3
COUNTRIES = ("FRA", "GHA", "TGO", "DEU")
TYPES = ("CONSULT", "ACCUSE", "ASSAULT", "AGREE")


def _repeated(table: str, rows: int, **columns: list) -> pa.Table:
    """A table of the first sound row many times over, but for some columns."""
    whole = rows_to_arrow(table_named(table), sound_rows()[table][:1])
    data = whole.take(pa.array([0] * rows))
    for name, values in columns.items():
        place = data.column_names.index(name)
        data = data.set_column(place, data.schema.field(name), pa.array(values, data.schema.field(name).type))
    return data


def _corpus(articles: range) -> Tables:
    """Articles over two months and outlets, each with three events, a piece of evidence and two parties of each."""
    ids = [f"art_{number:016x}" for number in articles]
    months = [dt.datetime(2022, 3 + number % 2, 5, tzinfo=dt.UTC) for number in articles]
    events = [
        (article * EVENTS_AN_ARTICLE + each, article) for article in articles for each in range(EVENTS_AN_ARTICLE)
    ]
    event_ids = [f"evt_{number:016x}" for number, _ in events]
    told = {
        "event_type": [TYPES[number % 4] for number, _ in events],
        "first_reported": [dt.date(2022, 3 + article % 2, 5) for _, article in events],
        "date_start": [dt.date(2022, 3, 1)] * len(events),
    }
    evidence = [f"rep_{number:016x}" for number, _ in events]
    parties = [(number, side) for number, _ in events for side in (0, 1)]
    return {
        "articles": _repeated(
            "articles", len(ids), article_id=ids, published_at=months, source=[f"Post {n % 2}" for n in articles]
        ),
        "events": _repeated("events", len(events), event_id=event_ids, **told),
        "evidence": _repeated(
            "evidence",
            len(events),
            evidence_id=evidence,
            event_id=event_ids,
            article_id=[ids[0][:4] + f"{a:016x}" for _, a in events],
        ),
        "participants": _repeated(
            "participants",
            len(parties),
            event_id=[f"evt_{number:016x}" for number, _ in parties],
            position=[side for _, side in parties],
            role=[("actor", "recipient")[side] for _, side in parties],
            country_code=[COUNTRIES[(number + side) % 4] for number, side in parties],
        ),
        "entities": rows_to_arrow(table_named("entities"), sound_rows()["entities"]),
    }


def _warehouse(output: Output, now: Tables, parent: Tables) -> dict[str, Path]:
    """Write the tables of a lake and of the release before, and give back the files of that."""
    for name, data in now.items():
        output.lake.write(table_named(name), data)
    files = {name: output.root / "parent" / f"{name}.parquet" for name in parent}
    for name, data in parent.items():
        parquet.write(table_named(name), data, files[name])
    refresh(output, files)
    return files


def _broken(output: Output, now: Tables, parent: Tables) -> dict[str, CheckResult]:
    files = _warehouse(output, now, parent)
    names = {rule.name for rule in DRIFT}
    return {
        each.name: each
        for each in validate(output.lake, table_named("changes"), files)
        if each.name in names and not each.passed
    }


def _keep(table: str, sql: str) -> Change:
    """Keep the rows of a table for which an SQL condition holds."""

    def change(tables: Tables) -> None:
        data = tables[table]
        with duckdb.connect() as connection:
            connection.register("data", data)
            tables[table] = connection.execute(f"FROM data WHERE {sql}").to_arrow_table().cast(data.schema)

    return change


def _set(table: str, column: str, sql: str) -> Change:
    """Put the value of an SQL expression into a column."""

    def change(tables: Tables) -> None:
        data = tables[table]
        with duckdb.connect() as connection:
            connection.register("data", data)
            tables[table] = (
                connection.execute(f"SELECT * REPLACE ({sql} AS {column}) FROM data").to_arrow_table().cast(data.schema)
            )

    return change


def _twice(table: str) -> Change:
    def change(tables: Tables) -> None:
        tables[table] = pa.concat_tables([tables[table]] * 2)

    return change


_NEW = "article_id >= 'art_" + f"{100:016x}" + "'"
_OF_NEW = "event_id >= 'evt_" + f"{300:016x}" + "'"

BREAKS: list[tuple[str, str, Change]] = [
    ("rows_kept", "participants", _keep("participants", "position = 0")),
    ("rows_steady", "evidence", _keep("evidence", "hash(evidence_id) % 5 > 0")),
    ("types_kept", "ASSAULT", _keep("events", "event_type <> 'ASSAULT' OR hash(event_id) % 2 = 0")),
    ("types_steady", "ASSAULT", _keep("events", "event_type <> 'ASSAULT' OR hash(event_id) % 4 > 0")),
    ("months_kept", "2022-04", _keep("events", "month(first_reported) = 3")),
    ("months_steady", "2022-04", _keep("events", "month(first_reported) = 3 OR hash(event_id) % 4 > 0")),
    (
        "countries_kept",
        "FRA",
        _set("participants", "country_code", "CASE country_code WHEN 'FRA' THEN 'DEU' ELSE country_code END"),
    ),
    (
        "countries_steady",
        "FRA",
        _set(
            "participants",
            "country_code",
            "CASE WHEN country_code = 'FRA' AND hash(event_id) % 4 = 0 THEN 'DEU' ELSE country_code END",
        ),
    ),
    ("roles_kept", "recipient", _set("participants", "role", "'actor'")),
    (
        "roles_steady",
        "recipient",
        _set(
            "participants", "role", "CASE WHEN role = 'recipient' AND hash(event_id) % 4 = 0 THEN 'other' ELSE role END"
        ),
    ),
    ("sources_kept", "Post 1", _set("articles", "source", "'Post 0'")),
    (
        "sources_steady",
        "Post 1",
        _set("articles", "source", "CASE hash(article_id) % 3 WHEN 0 THEN 'Post 0' ELSE source END"),
    ),
    ("article_months_kept", "2022-04", _keep("articles", "month(published_at) = 3")),
    ("article_months_steady", "2022-04", _keep("articles", "month(published_at) = 3 OR hash(article_id) % 3 > 0")),
    ("values_kept", "date_start", _set("events", "date_start", "NULL::DATE")),
    (
        "values_steady",
        "date_start",
        _set("events", "date_start", "CASE WHEN hash(event_id) % 5 > 0 THEN date_start END"),
    ),
    ("not_multiplied", "events", _twice("events")),
    ("new_articles_yield", "events", _keep("events", f"NOT {_OF_NEW}")),
    ("new_articles_alike", "evidence", _keep("evidence", f"NOT {_NEW} OR hash(evidence_id) % 5 = 0")),
    ("new_values_given", "sector", _set("participants", "sector", f"CASE WHEN NOT {_OF_NEW} THEN sector END")),
    (
        "new_values_alike",
        "sector",
        _set("participants", "sector", f"CASE WHEN NOT {_OF_NEW} OR hash(event_id) % 4 = 0 THEN sector END"),
    ),
]
"""For each rule of drift, the group that is hit by one change to a release of 200 articles whose parent has the first 100."""


@pytest.mark.parametrize(("rule", "group", "change"), BREAKS, ids=[rule for rule, _, _ in BREAKS])
def test_what_goes_missing_is_found_by_the_check_meant_for_it(tmp_path, rule, group, change):
    now = _corpus(range(200))
    change(now)
    found = _broken(Output(tmp_path), now, _corpus(range(100)))
    assert group in [row["group"] for row in found[rule].rows]
    severity = found[rule].severity
    assert severity is next(each.severity for each in DRIFT if each.name == rule)
    if severity is Severity.WARNING:
        assert not any(each.severity.stops for each in found.values())


def test_every_rule_of_drift_is_put_to_the_test():
    assert {rule for rule, _, _ in BREAKS} == {rule.name for rule in DRIFT}


@pytest.mark.parametrize("articles", [100, 105, 150, 400])
def test_a_corpus_that_only_grows_breaks_nothing(tmp_path, articles):
    assert _broken(Output(tmp_path), _corpus(range(articles)), _corpus(range(100))) == {}


def test_without_a_parent_there_is_nothing_to_check(tmp_path):
    output = Output(tmp_path)
    assert _broken(output, _corpus(range(100)), {}) == {}
    assert drift_figures(output.warehouse) == []


def test_a_handful_of_rows_that_go_are_no_drift(tmp_path):
    now = _corpus(range(5))
    _keep("events", "event_type <> 'ASSAULT'")(now)
    assert _broken(Output(tmp_path), now, _corpus(range(5))) == {}


def test_growth_does_not_hide_what_goes_missing_of_what_there_was(tmp_path):
    now = _corpus(range(300))
    first = "event_id < 'evt_" + f"{300:016x}" + "'"
    _keep("events", f"event_type <> 'AGREE' OR NOT {first}")(now)
    assert pc.sum(pc.equal(now["events"]["event_type"], "AGREE")).as_py() > 100
    (row,) = _broken(Output(tmp_path), now, _corpus(range(100)))["types_kept"].rows
    assert row == {
        "table": "events",
        "measure": "event_type",
        "group": "AGREE",
        "part": "kept",
        "before": "75",
        "expected": "75.0",
        "after": "0",
    }


def test_a_column_that_the_parent_did_not_have_is_not_held_against_it(tmp_path):
    parent = _corpus(range(100))
    output = Output(tmp_path)
    _warehouse(output, _corpus(range(200)), parent)
    file = output.root / "parent" / "events.parquet"
    import pyarrow.parquet as pq

    pq.write_table(pq.read_table(file).drop_columns(["mode"]), file)
    refresh(output, {name: output.root / "parent" / f"{name}.parquet" for name in parent})
    assert "mode" not in [each.group for each in drift_figures(output.warehouse)]


def test_figures_say_what_was_to_be_expected_of_articles_kept_and_new(tmp_path):
    output = Output(tmp_path)
    _warehouse(output, _corpus(range(150)), _corpus(range(100)))
    rows = {
        each.part: each for each in drift_figures(output.warehouse) if (each.table, each.measure) == ("events", "rows")
    }
    assert (rows[Part.KEPT].before, rows[Part.KEPT].expected, rows[Part.KEPT].after) == (300, 300.0, 300)
    assert (rows[Part.NEW].before, rows[Part.NEW].expected, rows[Part.NEW].after) == (300, 150.0, 150)


def test_every_public_table_but_that_of_changes_is_measured(tmp_path):
    output = Output(tmp_path)
    _warehouse(
        output,
        _corpus(range(10)),
        {table.name: output.lake.read(table).slice(0) for table in PUBLIC_TABLES} | _corpus(range(10)),
    )
    with duckdb.connect(output.warehouse, read_only=True) as connection:
        from expectations.drift_query import figures_query

        measured = connection.execute(f'SELECT DISTINCT "table" FROM ({figures_query()})').fetchall()
    assert {"articles", "events", "participants", "evidence", "entities"} <= {name for (name,) in measured}
