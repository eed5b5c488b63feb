"""What a declared table becomes in DDL, in the codebook and in metadata documents."""

import dataclasses
import datetime as dt
import json
from typing import Annotated

import duckdb
import pytest

from pipeline.schema import meanings
from pipeline.schema.model import Audience, Col, Reference, Table
from pipeline.schema.registry import PUBLIC_TABLES, TABLES
from pipeline.schema.render.codebook import codebook, to_codebook
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

    pebble_id: Annotated[str, Col("Its id.", pattern=r"^p[0-9]$")]
    offset: Annotated[int | None, Col("Where it's found.", minimum=0)]
    weight: Annotated[float, Col("Grams.", minimum=0, maximum=10)]
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


def _file(table: Table) -> TableFile:
    return TableFile(table, f"tables/{table.name}/part.parquet", 4, "0" * 64)


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
    assert comments == [(column.name, column.description) for column in table.columns]
    assert described == (table.description,)


def test_codebook_names_every_public_table_and_no_internal_one():
    page = codebook(PUBLIC_TABLES)
    assert [line for line in page.splitlines() if line.startswith("### ")] == [
        f"### `{table.name}`" for table in PUBLIC_TABLES
    ]


@pytest.mark.parametrize(
    "listed",
    [value for name, value in vars(meanings).items() if name.isupper()],
    ids=lambda listed: next(iter(listed)).__class__.__name__,
)
def test_every_code_of_a_closed_list_has_a_meaning(listed):
    assert list(listed) == list(type(next(iter(listed))))


def test_a_reference_to_a_table_outside_the_package_is_left_out():
    package = json.loads(datapackage([_file(PARTICIPANTS), _file(EVENTS)], "2026.11.23"))
    (participants, _) = package["resources"]
    assert [link["reference"]["resource"] for link in participants["schema"]["foreignKeys"]] == ["events"]


def test_croissant_of_all_public_tables_is_valid(tmp_path):
    mlcroissant = pytest.importorskip("mlcroissant", reason="mlcroissant is not installed: pip install 'entente[dev]'")
    path = tmp_path / "croissant.json"
    path.write_text(croissant([_file(table) for table in PUBLIC_TABLES], "2026.11.23", dt.date(2026, 11, 23)))
    issues = mlcroissant.Dataset(jsonld=str(path)).metadata.ctx.issues
    assert not issues.errors
    assert not issues.warnings
