"""Arrow and DuckDB without pandas, for processes that have no data frames."""

import sys
from collections.abc import Sequence

import duckdb
import pyarrow as pa

from pipeline.schema.render.duckdb import identifier, literal


class _NoPandas:
    """Stands before those that find modules, and finds that there is no pandas."""

    def find_spec(self, name: str, _path: Sequence[str] | None = None, _target: object = None) -> None:
        """Nothing that others might not find; ModuleNotFoundError for pandas."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


def spare_pandas() -> None:
    """Let Arrow do without pandas, which it otherwise imports as soon as it is given a list, for a quarter of a second and 40 MB.

    Whoever imports pandas gets it all the same, and so does Arrow when it is asked for a data frame.
    """
    if "pandas" in sys.modules:
        return
    absence = _NoPandas()
    sys.meta_path.insert(0, absence)
    try:
        # It looks for pandas once.
        pa.array([])
    finally:
        sys.meta_path.remove(absence)


def give(connection: duckdb.DuckDBPyConnection, **values: str) -> None:
    """Have the queries of a connection find texts as variables: `getvariable('version')`.

    Of values given beside a query DuckDB asks whether they are of pandas, which it imports for that.
    """
    for name, value in values.items():
        connection.execute(f"SET VARIABLE {identifier(name)} = {literal(value)}")
