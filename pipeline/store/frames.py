"""Arrow and DuckDB without pandas, for processes that have no data frames."""

import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

import duckdb
import pyarrow as pa

from pipeline.schema.render.duckdb import identifier, literal


class _Absent:
    """Stands before those that find modules, and finds that some are not installed."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names

    def find_spec(self, name: str, _path: Sequence[str] | None = None, _target: object = None) -> None:
        """Nothing that others might not find; ModuleNotFoundError for those that are absent."""
        if name in self._names:
            raise ModuleNotFoundError(name)


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Have whoever imports one of these modules, unless it was imported before, learn that it is not installed; afterwards it is again."""
    absent = _Absent(names)
    sys.meta_path.insert(0, absent)
    try:
        yield
    finally:
        sys.meta_path.remove(absent)


def spare_pandas() -> None:
    """Let Arrow do without pandas, which it otherwise imports as soon as it is given a list, for a quarter of a second and 40 MB.

    Whoever imports pandas gets it all the same, and so does Arrow when it is asked for a data frame.
    """
    if "pandas" not in sys.modules:
        with without("pandas"):
            # It looks for pandas once.
            pa.array([])


def give(connection: duckdb.DuckDBPyConnection, **values: str) -> None:
    """Have the queries of a connection find texts as variables: `getvariable('version')`.

    Of values given beside a query DuckDB asks whether they are of pandas, which it imports for that.
    """
    for name, value in values.items():
        connection.execute(f"SET VARIABLE {identifier(name)} = {literal(value)}")
