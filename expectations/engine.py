"""Great Expectations on DuckDB: the one place that knows how the two are brought together.

Great Expectations has no DuckDB dialect. Connections through duckdb-engine work when "duckdb" is listed among the
dialects whose connection must be kept, a private tuple; a test holds this against the pinned version.
"""

import os
import tempfile
import warnings
from collections.abc import Iterable
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

_MEMORY = "1500MB"
"""What DuckDB may hold before it writes to disk, beside the database: a laptop checks ten million events with it."""


class _Dialect(StrEnum):
    DUCKDB = "duckdb"


class Engine:
    """A connection of Great Expectations to one DuckDB file, which stays open when the file is removed."""

    def __init__(self, database: Path) -> None:
        _keep_duckdb_connections()
        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = ProgressBarsConfig(globally=False)
        settings = {
            "memory_limit": _MEMORY,
            "temp_directory": str(Path(tempfile.gettempdir(), f"entente-checks-{os.getpid()}")),
            "preserve_insertion_order": "false",
            # What is checked lies in files that are replaced while this stays.
            "enable_external_file_cache": "false",
        }
        self._source: Any = context.data_sources.add_sql(
            "warehouse", connection_string=f"duckdb:///{database}", kwargs={"connect_args": {"config": settings}}
        )
        # Whoever connects to the file in this process finds it open as long as this connection stands.
        self._open = self._source.get_engine().connect()

    def validate(self, table: str, expectations: Iterable[Expectation]) -> ExpectationSuiteValidationResult:
        """Run a suite on a table or view, and give back the rows that its queries select."""
        suite = gx.ExpectationSuite(name=table, expectations=list(expectations))
        with warnings.catch_warnings():
            # SQLAlchemy knows no lists; expectations on those are SQL, which DuckDB reads itself.
            warnings.filterwarnings("ignore", message="Did not recognize type 'list'")
            warnings.filterwarnings("ignore", message="`schema_name` is deprecated", category=DeprecationWarning)
            # Without the schema, the columns of the parent's table of that name would be taken for its own.
            asset = self._source.add_table_asset(table, table_name=table, schema_name="main")
            batch: Batch = asset.add_batch_definition_whole_table("all").get_batch()
            result: ExpectationSuiteValidationResult = batch.validate(suite, result_format="COMPLETE")
            self._source.delete_asset(table)
        # One connection serves all suites, in one transaction that a query which fails would leave aborted for those that follow.
        with self._source.get_execution_engine().get_connection() as connection:
            connection.rollback()
        return result


@cache
def _keep_duckdb_connections() -> None:
    engine: Any = sqlalchemy_execution_engine
    engine._PERSISTED_CONNECTION_DIALECTS = (*engine._PERSISTED_CONNECTION_DIALECTS, _Dialect.DUCKDB)
