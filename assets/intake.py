"""Whether the files of a run are those of the last one and all that they hold was settled then, told without opening any.

What becomes of their inputs is settled in `pipeline/ingest`; whether a whole build can be spared, in `pipeline/current.py`.
"""

from collections.abc import Iterable

from assets.standing import Standing
from pipeline.ingest.files import File, stamp_of
from pipeline.ingest.standing import intake_version, may_pass
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.tables.inputs import INPUTS
from pipeline.schema.tables.quarantine import QUARANTINE
from pipeline.store.paths import Output

TABLES = (INPUTS, QUARANTINE, ARTICLE_TEXT)


def intake(output: Output, files: Iterable[File]) -> Standing | None:
    """The stage over files as they are now; none where no time tells whether they are others."""
    stamp = stamp_of(files)
    return Standing(output, "intake", (), TABLES, f"{intake_version()} {stamp}") if stamp else None


def is_taken(output: Output, stage: Standing | None) -> bool:
    """Whether to take in the files of a stage would change nothing: not where something was refused for what may have passed."""
    return stage is not None and stage.holds and not may_pass(output.lake.read(QUARANTINE, columns=["reason"]))
