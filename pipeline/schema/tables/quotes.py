"""The table `quotes`."""

from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Reference, Table
from pipeline.schema.vocabularies import Section


@dataclass(frozen=True, slots=True)
class Quote:
    """Who said what: a statement in quotation marks with its speaker."""

    quote_id: Annotated[
        str,
        Col("Id: hash of article, section and span.", pattern=r"^quo_[0-9a-f]{16}$", example="quo_7f67e13ba1a49aaf"),
    ]
    article_id: Annotated[str, Col("The article.", pattern=r"^art_[0-9a-f]{16}$", example="art_00587192310585c1")]
    section: Annotated[Section, Col("The text that the offsets count in.")]
    start_char: Annotated[
        int,
        Col(
            "First character of the span, counted in Unicode characters from 0.",
            minimum=0,
            unit="characters",
            example=679,
        ),
    ]
    end_char: Annotated[
        int, Col("Character after the last one of the span.", minimum=0, unit="characters", example=797)
    ]
    speaker_id: Annotated[
        str | None,
        Col(
            "The speaker.",
            pattern=r"^ent_[0-9a-f]{16}$",
            null_means="the text names no speaker, or one whom it does not identify",
            example="ent_e881fbf6b79654fa",
        ),
    ]
    speaker_name: Annotated[
        str | None,
        Col("The words that name the speaker.", null_means="the text names no speaker", example="Moroccan army chief"),
    ]
    snippet: Annotated[str, Col("At most 25 words of the statement.", example="It is a first step of many,")]


QUOTES = Table(
    row=Quote,
    name="quotes",
    group="events",
    audience=Audience.PUBLIC,
    key=("quote_id",),
    references=(
        Reference("article_id", "articles", "article_id"),
        Reference("speaker_id", "entities", "entity_id"),
    ),
    order=("article_id", "section", "start_char"),
)
