"""The table `quarantine`."""

from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Reference, Table
from pipeline.schema.vocabularies import RefusalReason


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that was refused, with the reason and the place of the fault."""

    input_id: Annotated[str, Col("The input.", pattern=r"^inp_[0-9a-f]{16}$")]
    uri: Annotated[str, Col("The path or URL as given.")]
    reason: Annotated[RefusalReason, Col("Why it was refused.")]
    detail: Annotated[str, Col("What was found and how to mend it, in one line.")]
    offset: Annotated[
        int | None, Col("Byte of the fault, counted from 0 in file or record, where one is known.", minimum=0)
    ]
    record: Annotated[int | None, Col("Number of the record in its file, from 1, where it is one.", minimum=1)]
    place: Annotated[str, Col("Its path below the source that was given, or its address inside an archive of the web.")]
    given: Annotated[
        str | None, Col("What was known of it beside its bytes (address, encoding, outlet, names of fields), as JSON.")
    ]


QUARANTINE = Table(
    row=Refusal,
    name="quarantine",
    group="ingest",
    audience=Audience.INTERNAL,
    key=("input_id",),
    references=(Reference("input_id", "inputs", "input_id"),),
    order=("uri",),
)
