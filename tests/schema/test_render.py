"""What a declared table becomes in DDL, in the codebook and in metadata documents."""

import dataclasses
import datetime as dt
import json
import re
from typing import Annotated

import duckdb
import pytest

from pipeline.schema.closed_lists import CLOSED_LISTS
from pipeline.schema.document import public_schema
from pipeline.schema.limits import LIMITS
from pipeline.schema.model import Audience, Col, Reference, Table
from pipeline.schema.registry import PUBLIC_TABLES, TABLES
from pipeline.schema.render.arrow import to_arrow
from pipeline.schema.render.codebook import codebook, example_text, to_codebook
from pipeline.schema.render.croissant import croissant, to_croissant
from pipeline.schema.render.datapackage import datapackage, to_datapackage
from pipeline.schema.render.duckdb import to_duckdb
from pipeline.schema.render.files import TableFile
from pipeline.schema.tables.events import EVENTS
from pipeline.schema.tables.participants import PARTICIPANTS
from pipeline.schema.vocabularies import PartyRole


@dataclasses.dataclass(frozen=True, slots=True)
class Pebble:
    """A pebble that isn't "special" | plain."""

    pebble_id: Annotated[str, Col("Its id.", pattern=r"^p[0-9]$", example="p1")]
    offset: Annotated[
        int | None,
        Col("Where it's found.", minimum=0, unit="metres", null_means="nobody measured", example=3),
    ]
    weight: Annotated[
        float,
        Col("How heavy it is.", minimum=0, maximum=10, unit="grams", deprecated="since 0.3.0: use `mass` instead"),
    ]
    smooth: Annotated[bool, Col("Whether it is smooth.")]
    found: Annotated[dt.date, Col("Day of the find.")]
    seen_at: Annotated[dt.datetime | None, Col("Last seen (UTC).")]
    role: Annotated[PartyRole | None, Col("Its part.")]
    roles: Annotated[tuple[PartyRole, ...], Col("All its parts.")]
    beach_id: Annotated[str | None, Col("The beach.")]


PEBBLES = Table(
    row=Pebble,
    name="pebbles",
    group="shore",
    audience=Audience.PUBLIC,
    key=("pebble_id",),
    references=(Reference("beach_id", "beaches", "beach_id"),),
)
SHOWN = pytest.mark.parametrize("table", [PEBBLES, EVENTS, PARTICIPANTS], ids=lambda table: table.name)


def _csv(table: Table) -> TableFile:
    return TableFile(table, f"csv/{table.name}.csv", 4, "0" * 64)


@SHOWN
def test_ddl_is_as_the_golden_file_shows(table, golden):
    golden(f"duckdb/{table.name}.sql", to_duckdb(table))


@SHOWN
def test_codebook_section_is_as_the_golden_file_shows(table, golden):
    golden(f"codebook/{table.name}.md", to_codebook(table))


@SHOWN
def test_table_schema_is_as_the_golden_file_shows(table, golden):
    golden(f"datapackage/{table.name}.json", json.dumps(to_datapackage(table), indent=2) + "\n")


@SHOWN
def test_record_set_is_as_the_golden_file_shows(table, golden):
    golden(f"croissant/{table.name}.json", json.dumps(to_croissant(table), indent=2) + "\n")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_duckdb_takes_the_ddl_of_every_table_with_its_comments(table):
    with duckdb.connect() as connection:
        connection.execute(to_duckdb(table))
        comments = connection.execute(
            "SELECT column_name, comment FROM duckdb_columns() WHERE NOT internal ORDER BY column_index"
        ).fetchall()
        described = connection.execute("SELECT comment FROM duckdb_tables()").fetchone()
    assert comments == [(column.name, column.comment) for column in table.columns]
    assert described == (table.description,)


def test_codebook_names_every_public_table_and_no_internal_one():
    page = codebook(PUBLIC_TABLES)
    assert [line for line in page.splitlines() if line.startswith("### ")] == [
        f"### `{table.name}`" for table in PUBLIC_TABLES
    ]


def test_the_codebook_tells_all_of_every_public_column_and_code():
    page = codebook(PUBLIC_TABLES)
    for table in PUBLIC_TABLES:
        for column in table.columns:
            row = next(line for line in to_codebook(table).splitlines() if line.startswith(f"| `{column.name}` |"))
            told = (column.description, column.unit, column.null_means, example_text(column.example))
            assert [each for each in told if each and each.replace("|", "\\|") not in row] == []
    for listed in CLOSED_LISTS:
        section = page.partition(f"## {listed.title}\n")[2].partition("\n## ")[0]
        assert [code for code in listed.codes if f"| `{code}` | {listed.meanings[code]} |" not in section] == []


def test_the_codebook_says_what_the_data_cannot_do():
    page = codebook(PUBLIC_TABLES)
    assert "## Known limits" in page
    assert all(limit in page for limit in LIMITS.values())


def test_limits_are_told_of_tables_that_there_are():
    tables = {table.name for table in PUBLIC_TABLES}
    named = [name for subject in LIMITS for name in re.findall(r"`(\w+)`", subject)]
    assert named
    assert tables.issuperset(named)


def test_a_column_that_is_deprecated_says_so_wherever_it_is_told_of():
    said = "since 0.3.0: use `mass` instead"
    assert f"**Deprecated** {said}." in to_codebook(PEBBLES)
    assert f"Deprecated {said}." in to_duckdb(PEBBLES)
    assert to_arrow(PEBBLES).field("weight").metadata[b"deprecated"].decode() == said
    (pebbles,) = public_schema([PEBBLES]).tables
    assert [column.deprecated for column in pebbles.columns if column.deprecated] == [said]


def test_a_reference_to_a_table_outside_the_package_is_left_out():
    package = json.loads(datapackage([_csv(PARTICIPANTS), _csv(EVENTS)], [], "2026.11.23"))
    (participants, _) = package["resources"]
    assert [link["reference"]["resource"] for link in participants["schema"]["foreignKeys"]] == ["events"]


def test_croissant_of_a_release_without_articles_states_no_time():
    document = json.loads(croissant([], "2026.11.23", dt.date(2026, 11, 23), None))
    assert "temporalCoverage" not in document
