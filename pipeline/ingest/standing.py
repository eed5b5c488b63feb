"""What stands of inputs over several runs: an earlier verdict beside that of this run.

What becomes of an input within one run is settled in `batch.py`.
"""

from collections.abc import Collection

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.ingest.batch import Ingested
from pipeline.schema.vocabularies import Outcome, RefusalReason
from pipeline.store.fingerprint import fingerprint

_KEY = "input_id"
PASSING = (RefusalReason.UNREADABLE, RefusalReason.FUTURE_DATED)
"""Reasons that may pass by themselves; for any other an input is read again when it is asked for, after a mend."""


def intake_version() -> str:
    """The fingerprint of this stage, and of what it knows."""
    known = ("seeds/reference/boilerplate.csv", "seeds/reference/subjects.csv")
    return fingerprint("pipeline/ingest", "pipeline/schema", "pipeline/store", *known)


def settled(inputs: pa.Table, quarantine: pa.Table, article_text: pa.Table) -> frozenset[str]:
    """The ids of the inputs that need not be read again: what they are is known, and their article is held."""
    held = inputs.filter(pc.is_in(inputs["article_id"], article_text["article_id"].combine_chunks()))
    lasting = pc.invert(pc.is_in(quarantine["reason"], pa.array([reason.value for reason in PASSING])))
    return frozenset(held[_KEY].to_pylist()).union(quarantine.filter(lasting)[_KEY].to_pylist())


def settle(
    held_inputs: pa.Table, held_quarantine: pa.Table, taken: Ingested, replaced: Collection[str] = ()
) -> tuple[pa.Table, pa.Table]:
    """The tables `inputs` and `quarantine` of all runs, from those held and what this run took.

    An input that was admitted stays as it was: offered again, it is no duplicate of itself. One that was refused gets
    the verdict of this run, since a date that lay in the future, or a reader that knew no better, may have changed. Those
    with the ids `replaced` were tried again: what this run found in them stands in their place.
    """
    held_inputs = held_inputs.filter(pc.invert(pc.is_in(held_inputs[_KEY], pa.array(sorted(replaced), pa.string()))))
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


def digests(inputs: pa.Table, quarantine: pa.Table) -> list[str]:
    """SHA-256 of the bytes of each input that is refused."""
    refused = pc.is_in(inputs[_KEY], _keys(quarantine))
    found: list[str] = inputs.filter(refused)["sha256"].to_pylist()
    return found
