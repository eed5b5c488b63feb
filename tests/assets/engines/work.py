"""Functions for engines to run, which their processes import from here."""

import os
import signal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc


def doubled(numbers: pa.Table) -> pa.Table:
    return numbers.set_column(1, "n", pc.multiply(numbers["n"], 2))


def doubled_by_whom(numbers: pa.Table) -> tuple[pa.Table, int]:
    return doubled(numbers), os.getpid()


_loaded: list[int] = []


def load() -> None:
    """Notes in which process it ran, here and as a file of the folder that the environment names."""
    _loaded.append(os.getpid())
    (Path(os.environ["LOADED"]) / str(os.getpid())).touch()


def loaded_by(numbers: pa.Table) -> int:
    return _loaded[0]


def cannot_load() -> None:
    raise OSError("there is no model")


def refused(numbers: pa.Table) -> pa.Table:
    raise ValueError(f"{numbers['article_id'][0]} is not to be had")


def counted(numbers: pa.Table, place: pa.Table) -> pa.Table:
    """Adds a word to a file of the folder that `place` names, one file a batch."""
    with (Path(place["path"][0].as_py()) / str(numbers["n"][0].as_py())).open("a") as file:
        file.write("done ")
    return doubled(numbers)


def killed_once(numbers: pa.Table, place: pa.Table) -> pa.Table:
    """Ends its process where the file that `place` names is not there yet."""
    mark = Path(place["path"][0].as_py())
    if numbers["n"][0].as_py() == 9 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return doubled(numbers)


def killed_always(numbers: pa.Table) -> pa.Table:
    if numbers["n"][0].as_py() == 9:
        os.kill(os.getpid(), signal.SIGKILL)
    return doubled(numbers)
