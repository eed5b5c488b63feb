"""What stands of inputs over several runs: an earlier verdict beside that of this run.

What becomes of an input within one run is settled in `batch.py`.
"""

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.ingest.batch import Ingested
from pipeline.schema.vocabularies import Outcome

_KEY = "input_id"


def settle(held_inputs: pa.Table, held_quarantine: pa.Table, taken: Ingested) -> tuple[pa.Table, pa.Table]:
    """The tables `inputs` and `quarantine` of all runs, from those held and what this run took.

    An input that was admitted stays as it was: offered again, it is no duplicate of itself. One that was refused gets
    the verdict of this run, since a date that lay in the future, or a reader that knew no better, may have changed.
    """
    admitted = held_inputs.filter(pc.not_equal(held_inputs["outcome"], Outcome.QUARANTINED.value))
    inputs = _joined(held_inputs, _without(taken.inputs, admitted))
    refused = inputs.filter(pc.equal(inputs["outcome"], Outcome.QUARANTINED.value))
    refusals = _joined(held_quarantine, taken.quarantine)
    return inputs, refusals.filter(pc.is_in(refusals[_KEY], _keys(refused)))


def _joined(held: pa.Table, new: pa.Table) -> pa.Table:
    return pa.concat_tables([_without(held, new), new.select(held.column_names).cast(held.schema)])


def _without(data: pa.Table, other: pa.Table) -> pa.Table:
    return data.filter(pc.invert(pc.is_in(data[_KEY], _keys(other))))


def _keys(data: pa.Table) -> pa.Array:
    return data[_KEY].combine_chunks()
