"""Great Expectations on DuckDB: the one place that knows how the two are brought together.

Great Expectations has no DuckDB dialect. Connections through duckdb-engine work when "duckdb" is listed among the
dialects whose connection must be kept, a private tuple; a test holds this against the pinned version.
"""

import os
import tempfile
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from expectations.gx import (
    Batch,
    Expectation,
    ExpectationSuiteValidationResult,
    ProgressBarsConfig,
    gx,
    sqlalchemy_execution_engine,
)
from pipeline.schema.render.duckdb import identifier

_MEMORY = "1500MB"
"""What DuckDB may hold before it writes to disk, beside the database: a laptop checks ten million events with it."""

_DATABASE = ":memory:checks"


class _Dialect(StrEnum):
    DUCKDB = "duckdb"


class Engine:
    """A connection of Great Expectations to a DuckDB database in memory, which holds nothing but views."""

    def __init__(self) -> None:
        _keep_duckdb_connections()
        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = ProgressBarsConfig(globally=False)
        # It writes all that it is configured by as YAML at each change, and keeps the text nowhere.
        setattr(context, "_save_project_config", lambda *_: None)  # noqa: B010
        settings = {
            "memory_limit": _MEMORY,
            "temp_directory": str(Path(tempfile.gettempdir(), f"entente-checks-{os.getpid()}")),
            "preserve_insertion_order": "false",
            # What is checked lies in files that are replaced while this stays.
            "enable_external_file_cache": "false",
        }
        self._source: Any = context.data_sources.add_sql(
            "warehouse", connection_string=f"duckdb:///{_DATABASE}", kwargs={"connect_args": {"config": settings}}
        )
        # Whoever connects to a database by this name in this process finds the same one as long as this connection stands.
        self._open = self._source.get_engine().connect()
        self._views: dict[str, str] = {}

    def show(self, views: Mapping[str, str]) -> None:
        """Have views by these names, with their schemas, that select what the SQL says; others stay as they are."""
        fresh = {name: sql for name, sql in views.items() if self._views.get(name) != sql}
        with self._connected() as connection:
            for name, sql in fresh.items():
                schema = name.partition(".")[0]
                made = f"CREATE SCHEMA IF NOT EXISTS {schema}; CREATE OR REPLACE VIEW {name} AS {sql}"
                connection.exec_driver_sql(made)
            connection.commit()
        self._views |= fresh

    def validate(
        self, table: str, expectations: Iterable[Expectation], gathered: Mapping[str, Sequence[str]] | None = None
    ) -> ExpectationSuiteValidationResult:
        """Run a suite on a table or view, and give back the rows that its queries select.

        Of views that are `gathered` these columns are read once, and not again for every query.
        """
        suite = gx.ExpectationSuite(name=table, expectations=list(expectations))
        with self._connected() as connection:
            for name, columns in (gathered or {}).items():
                # It stands in front of the view, also where the schema is named, and goes with the transaction.
                held = f"SELECT {', '.join(map(identifier, columns))} FROM main.{identifier(name)}"
                connection.exec_driver_sql(f"CREATE TEMP TABLE {identifier(name)} AS {held}")
            return self._result(table, suite)

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        """The one connection that serves all suites, whose transaction a query that fails would leave aborted for those that follow."""
        with self._source.get_execution_engine().get_connection() as connection:
            try:
                yield connection
            finally:
                connection.rollback()

    def _result(self, table: str, suite: Any) -> ExpectationSuiteValidationResult:
        with warnings.catch_warnings():
            # SQLAlchemy knows no lists; expectations on those are SQL, which DuckDB reads itself.
            warnings.filterwarnings("ignore", message="Did not recognize type 'list'")
            warnings.filterwarnings("ignore", message="`schema_name` is deprecated", category=DeprecationWarning)
            # Without the schema, the columns of the parent's table of that name would be taken for its own.
            asset = self._source.add_table_asset(table, table_name=table, schema_name="main")
            batch: Batch = asset.add_batch_definition_whole_table("all").get_batch()
            result: ExpectationSuiteValidationResult = batch.validate(suite, result_format="COMPLETE")
            self._source.delete_asset(table)
        return result


@cache
def _keep_duckdb_connections() -> None:
    engine: Any = sqlalchemy_execution_engine
    engine._PERSISTED_CONNECTION_DIALECTS = (*engine._PERSISTED_CONNECTION_DIALECTS, _Dialect.DUCKDB)
