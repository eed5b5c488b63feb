"""The table `codings`."""

from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Reference, Table


@dataclass(frozen=True, slots=True)
class Coding:
    """What the coding of an article was made from; as long as that stays the same, its reports and quotes stand."""

    article_id: Annotated[str, Col("The article.", pattern=r"^art_[0-9a-f]{16}$")]
    made_from: Annotated[
        str,
        Col(
            "Digest of the text read, its mentions with their entities, and the coder without its lexicon.",
            pattern=r"^[0-9a-f]{32}$",
        ),
    ]
    lexicon: Annotated[str, Col("Digest of the lexicon that it was last held against.", pattern=r"^[0-9a-f]{16}$")]
    told: Annotated[
        str, Col("Digest of what the lexicon tells of its words and of the acts asked.", pattern=r"^[0-9a-f]{32}$")
    ]
    acts_asked: Annotated[
        tuple[str, ...], Col("Acts about which coding asked the lexicon: turns, implied recipients, contexts.")
    ]
    states_asked: Annotated[
        tuple[str, ...], Col("Countries about which coding asked whether they are entities of the corpus.")
    ]
    states_known: Annotated[tuple[str, ...], Col("Those of them that were.")]


CODINGS = Table(
    row=Coding,
    name="codings",
    group="events",
    audience=Audience.INTERNAL,
    key=("article_id",),
    references=(Reference("article_id", "article_text", "article_id"),),
    order=("article_id",),
)
