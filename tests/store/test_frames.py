"""Arrow does without pandas where nobody asks for a data frame, and has it where somebody does."""

import subprocess
import sys

_TOLD = """
import sys
import pyarrow as pa
from pipeline.store.frames import spare_pandas
spare_pandas()
table = pa.table({"words": pa.array([1, 2])})
print("pandas" in sys.modules, table.to_pandas()["words"].sum())
"""


def test_pandas_is_not_imported_before_somebody_asks_for_a_data_frame():
    told = subprocess.run([sys.executable, "-c", _TOLD], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "3"]
