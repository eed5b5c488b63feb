"""The table `stories`."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Table
from pipeline.schema.vocabularies import Derivation


@dataclass(frozen=True, slots=True)
class Story:
    """A set of near-duplicate or syndicated articles: copies, cuts and updates of one text. An article with no copy is a story of one."""

    story_id: Annotated[
        str,
        Col(
            "Id of the story: that of its first article.", pattern=r"^sto_[0-9a-f]{16}$", example="sto_2bba92dd6bc42825"
        ),
    ]
    title: Annotated[
        str, Col("Headline of its first article; empty when there is none.", example="Israeli officers visit Rabat")
    ]
    article_ids: Annotated[
        tuple[str, ...],
        Col("Its articles in order of publication.", example=("art_2bba92dd6bc42825", "art_b37059b256176c9a")),
    ]
    derived_from: Annotated[
        tuple[str, ...],
        Col(
            "For each of its articles but the first: the earlier one that it is made from.",
            example=("art_2bba92dd6bc42825",),
        ),
    ]
    derivations: Annotated[
        tuple[Derivation, ...],
        Col("For each of its articles but the first: what it is to the one that it is made from."),
    ]
    article_count: Annotated[int, Col("How many articles tell it.", minimum=1, unit="articles", example=2)]
    source_count: Annotated[int, Col("How many outlets tell it.", minimum=1, unit="outlets", example=2)]
    first_published: Annotated[
        dt.datetime, Col("First publication (UTC).", example=dt.datetime(2022, 3, 26, 9, 30, tzinfo=dt.UTC))
    ]
    last_published: Annotated[
        dt.datetime, Col("Last publication (UTC).", example=dt.datetime(2022, 3, 26, 14, 5, tzinfo=dt.UTC))
    ]


STORIES = Table(
    row=Story,
    name="stories",
    group="ingest",
    audience=Audience.PUBLIC,
    key=("story_id",),
    order=("first_published",),
)
