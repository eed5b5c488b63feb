"""The table `findings`."""

from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Reference, Table


@dataclass(frozen=True, slots=True)
class Finding:
    """What linking found in an article by itself, before persons are joined over all articles; kept so that an article is linked once."""

    article_id: Annotated[str, Col("The article.", pattern=r"^art_[0-9a-f]{16}$")]
    text_sha256: Annotated[str, Col("Content hash of the article text linked.", pattern=r"^[0-9a-f]{64}$")]
    reader_version: Annotated[str, Col("Version of reader and model by which it was read.")]
    linker_version: Annotated[str, Col("Fingerprint of the linker and its reference data.", pattern=r"^[0-9a-f]{16}$")]
    content: Annotated[str, Col("Its mentions, with what they stand for, and its offices, as JSON.")]


FINDINGS = Table(
    row=Finding,
    name="findings",
    group="entities",
    audience=Audience.INTERNAL,
    key=("article_id",),
    references=(Reference("article_id", "article_text", "article_id"),),
    order=("article_id",),
)
