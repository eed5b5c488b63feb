"""Functions, tables and what is made of them as bytes, for another process.

A table is written in Arrow's stream format. Pickled as it is, one that shows some rows of a larger table would carry all of them.
"""

import io
import pickle
from typing import Any

import pyarrow as pa


class _Pickler(pickle.Pickler):
    def reducer_override(self, found: Any) -> Any:
        """How a table is pickled; others are as they always are."""
        if not isinstance(found, pa.Table):
            return NotImplemented
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, found.schema) as writer:
            writer.write_table(found)
        return _unpacked, (pickle.PickleBuffer(sink.getvalue()),)


def packed(found: Any) -> bytes:
    """Whatever can be pickled, as bytes; raises what pickle raises."""
    parcel = io.BytesIO()
    _Pickler(parcel, pickle.HIGHEST_PROTOCOL).dump(found)
    return parcel.getvalue()


def unpacked(parcel: bytes) -> Any:
    """What was packed."""
    return pickle.loads(parcel)


def _unpacked(written: bytes) -> pa.Table:
    with pa.ipc.open_stream(written) as reader:
        return reader.read_all()
