"""Arrow without pandas, for processes that have no data frames."""

import sys
from collections.abc import Sequence

import pyarrow as pa


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
