"""A release's database begins as that of the release before where that is the one that was made, and holds the same all the same."""

import duckdb
import pyarrow as pa
import pytest

from pipeline.release import carried as carrying
from pipeline.release import make
from pipeline.release.carried import carried
from pipeline.release.manifest import DATABASE, read_manifest
from pipeline.release.verify import verify
from tests.samples import sample_tables


@pytest.fixture
def release_of(publish_next):
    """What is looked at here is the making: no release is a copy."""
    return publish_next


@pytest.fixture
def begun(monkeypatch):
    """The tables that each release took from the one before."""
    seen = []

    def noting(*given):
        found = carried(*given)
        seen.append(found.tables if found else frozenset())
        return found

    monkeypatch.setattr(make, "carried", noting)
    return seen


def with_another_score(tables):
    """The tables with every event a little surer."""
    events = tables["events"]
    place = events.schema.get_field_index("confidence")
    surer = pa.array([0.99] * events.num_rows)
    return tables | {"events": events.set_column(place, events.schema.field(place), surer)}


def contents(release):
    """All that a database holds: rows in order, the rows of its views, and comments."""
    with duckdb.connect(release / DATABASE, read_only=True) as connection:
        names = [name for (name,) in connection.execute("SELECT table_name FROM information_schema.tables").fetchall()]
        rows = {name: connection.execute(f"FROM {name}").fetchall() for name in sorted(names)}
        comments = connection.execute(
            "SELECT table_name, column_name, comment FROM duckdb_columns() ORDER BY ALL"
        ).fetchall()
        told = connection.execute(
            "SELECT function_name, comment FROM duckdb_functions() WHERE NOT internal ORDER BY 1"
        ).fetchall()
        return rows, comments, told, connection.execute("FROM dyad('ISR', 'MAR')").fetchall()


@pytest.mark.parametrize("change", [dict, with_another_score])
def test_a_database_that_begins_as_the_one_before_holds_what_one_made_from_nothing_holds(
    release_of, begun, change, monkeypatch
):
    release_of()
    tables = change(sample_tables())
    second = release_of(tables)
    assert "mentions" in begun[-1]
    assert ("events" in begun[-1]) is (change is dict)
    assert "changes" not in begun[-1]
    assert verify(second) == []
    held = contents(second)
    monkeypatch.setattr(carrying, "_MADE_BY", ("pipeline/release",))
    afresh = release_of(tables)
    assert not begun[-1]
    without_changes = [
        {name: rows for name, rows in each[0].items() if name != "changes"} for each in (held, contents(afresh))
    ]
    assert without_changes[0] == without_changes[1]
    assert held[1:] == contents(afresh)[1:]


def test_a_database_that_is_not_as_it_was_made_is_not_begun_with(release_of, begun):
    first = release_of()
    with duckdb.connect(first / DATABASE) as connection:
        connection.execute("DELETE FROM mentions")
    second = release_of()
    assert not begun[-1]
    assert verify(second) == []


@pytest.mark.parametrize("spoil", ["lake/.made/database", "releases/2026.11.23/manifest.json"])
def test_a_release_that_nothing_vouches_for_is_not_begun_with(release_of, output, begun, spoil):
    release_of()
    path = output.root / spoil
    files = read_manifest(output.releases / "2026.11.23").files
    note = output.made / "database"
    assert carried(note, output.releases / "2026.11.23", files) is not None
    path.write_bytes(path.read_bytes() + b" ")
    assert carried(note, output.releases / "2026.11.23", files) is None
    path.unlink()
    assert carried(note, output.releases / "2026.11.23", files) is None


def test_a_release_of_which_most_rows_are_new_is_not_begun_with(release_of, begun):
    tables = sample_tables()
    release_of({name: data.slice(0, 0) for name, data in tables.items()})
    release_of(tables)
    assert not begun[-1]


@pytest.mark.parametrize(("many", "is_begun_with"), [(1, False), (2, True)])
def test_a_release_that_came_to_have_many_rows_is_not_begun_with(release_of, output, monkeypatch, many, is_begun_with):
    release = release_of()
    tables = [file for file in read_manifest(release).files if file.path.startswith("tables/")]
    first = tables[0].model_copy(update={"rows": (tables[0].rows or 0) + 1})
    monkeypatch.setattr(carrying, "MANY_ROWS", many + sum(file.rows or 0 for file in tables))
    assert bool(carried(output.made / "database", release, [first, *tables[1:]])) is is_begun_with
