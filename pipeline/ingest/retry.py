"""Refused inputs as files to be read again: from the bytes that were kept of them, else from where they came.

What an input is stands in `walk.py`; what stands of it over several runs in `standing.py`.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from pipeline.ingest.files import File, Kept
from pipeline.ingest.readers import form_named
from pipeline.ingest.readers.model import Reader
from pipeline.ingest.records import NOTHING_GIVEN, Given
from pipeline.schema.render.arrow import arrow_to_rows
from pipeline.schema.tables.inputs import INPUTS, Input
from pipeline.schema.tables.quarantine import QUARANTINE, Refusal
from pipeline.store.shelf import Shelf


def refused_files(inputs: pa.Table, quarantine: pa.Table, shelf: Shelf) -> dict[str, File]:
    """What can be tried again of the refused inputs, by the id of the input.

    A record that its archive refused is not: it holds no article, or is damaged for good.
    """
    held = {row.input_id: row for row in arrow_to_rows(INPUTS, inputs)}
    refusals = arrow_to_rows(QUARANTINE, quarantine)
    return {each.input_id: file for each in refusals for file in _files(each, held[each.input_id], shelf)}


def _files(refusal: Refusal, known: Input, shelf: Shelf) -> Iterator[File]:
    is_readable = known.form is None or isinstance(form_named(known.form), Reader)
    if is_readable and (path := shelf.path(known.sha256)).is_file():
        given = _given(refusal.given)
        yield File(refusal.uri, refusal.place, path, given, kept=Kept(known.form, refusal.record))
    elif Path(refusal.uri).is_file():
        yield File(refusal.uri, refusal.place, Path(refusal.uri), _given(refusal.given))


def _given(stated: str | None) -> Given:
    if stated is None:
        return NOTHING_GIVEN
    known = json.loads(stated)
    return Given(**{**known, "fields": tuple((name, theirs) for name, theirs in known["fields"])})
