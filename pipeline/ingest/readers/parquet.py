"""Parquet: an article a row, columns named as the fields of JSON lines.

A record's number counts the rows, from 1. Only columns that an article may need are read.
"""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.ingest.fields import check_has_text, parse_object, to_bytes, to_record, used_columns
from pipeline.ingest.readers.model import Claim, Head, Piece, Reader, numbered
from pipeline.ingest.records import Origin, Record, Refused
from pipeline.ingest.streams import Stream, spooled
from pipeline.schema.vocabularies import Form, RefusalReason

_ROWS = 64


def claim(head: Head) -> Claim:
    """Known by its signature."""
    return Claim.BY_SIGNATURE if head.data.startswith(b"PAR1") else Claim.NONE


def pieces(stream: Stream, origin: Origin) -> Iterator[Piece]:
    """Each row as JSON; Refused where the file is damaged."""
    with spooled(stream) as (held, _):
        try:
            file = pq.ParquetFile(held)
            check_has_text(file.schema_arrow.names, origin)
            yield from numbered(to_bytes(row) for row in _rows(file, used_columns(file.schema_arrow.names, origin)))
        except (pa.ArrowException, OSError, ValueError, RuntimeError) as fault:
            detail = f"damaged from here on: {' '.join(str(fault).split())[:120]}"
            raise Refused(RefusalReason.MALFORMED, detail) from fault


def _rows(file: pq.ParquetFile, columns: list[str]) -> Iterator[dict[str, Any]]:
    for batch in file.iter_batches(batch_size=_ROWS, columns=columns, use_threads=False):
        yield from batch.to_pylist()


def read(data: bytes, origin: Origin) -> Record:
    """The article of a row; Refused where no column holds its text, or a field has no use."""
    return to_record(parse_object(data.decode("utf-8", "surrogatepass")), origin)


FORM = Reader(Form.PARQUET, claim, read, pieces)
