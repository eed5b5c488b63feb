"""The table `inputs`."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Table
from pipeline.schema.vocabularies import Form, Outcome


@dataclass(frozen=True, slots=True)
class Input:
    """One input as it came in (a file, or a record inside one) and what became of it. Inputs = articles + duplicates + quarantined, at every build."""

    input_id: Annotated[str, Col("Hash of uri and content.", pattern=r"^inp_[0-9a-f]{16}$")]
    uri: Annotated[str, Col("The path or URL as given; a record inside a file has `#` and its number, from 1.")]
    form: Annotated[Form | None, Col("The form that it was read as; none where none fits.")]
    sha256: Annotated[str, Col("SHA-256 of the raw bytes of file or record.", pattern=r"^[0-9a-f]{64}$")]
    bytes: Annotated[int, Col("Size of the raw file or record.", minimum=0)]
    outcome: Annotated[Outcome, Col("What became of it.")]
    article_id: Annotated[
        str | None,
        Col("The article that it is, or is a duplicate of; none when quarantined.", pattern=r"^art_[0-9a-f]{16}$"),
    ]
    ingest_batch: Annotated[str, Col("Digest of the set of inputs with which it came in.")]
    publication_day: Annotated[dt.date | None, Col("UTC day of publication of that article.")]


INPUTS = Table(
    row=Input,
    name="inputs",
    group="ingest",
    audience=Audience.INTERNAL,
    key=("input_id",),
    order=("uri",),
)
