"""The table `mentions`."""

from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Reference, Table
from pipeline.schema.vocabularies import MentionKind, Section, Sector


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity named in an article. `country_code` and `sector` are those of the capacity in which it is named: a former minister is an elite (ELI), though the person's other mentions may be government."""

    mention_id: Annotated[
        str,
        Col("Id: hash of article, section and span.", pattern=r"^men_[0-9a-f]{16}$", example="men_5684e12516ee50be"),
    ]
    article_id: Annotated[str, Col("The article.", pattern=r"^art_[0-9a-f]{16}$", example="art_01000f7dddeeb842")]
    section: Annotated[Section, Col("The text that the offsets count in.")]
    sentence: Annotated[
        int, Col("Number of the sentence in its section.", minimum=0, unit="ordinal number, from 0", example=2)
    ]
    start_char: Annotated[
        int,
        Col(
            "First character of the span, counted in Unicode characters from 0.",
            minimum=0,
            unit="characters",
            example=165,
        ),
    ]
    end_char: Annotated[
        int, Col("Character after the last one of the span.", minimum=0, unit="characters", example=183)
    ]
    surface: Annotated[str, Col("The words of the span.", example="Gotabaya Rajapaksa")]
    kind: Annotated[MentionKind, Col("How the text refers to the entity.")]
    entity_id: Annotated[
        str | None,
        Col(
            "The entity.",
            pattern=r"^ent_[0-9a-f]{16}$",
            null_means='it is a party whom the text does not identify, such as "gunmen"',
            example="ent_6817a8c1549f5507",
        ),
    ]
    country_code: Annotated[
        str | None,
        Col(
            "ISO 3166-1 alpha-3, or XKX (Kosovo), PSE (Palestine), and IGO, UNO, EUR, NGO, MNC for bodies that are of no state.",
            pattern=r"^[A-Z]{3}$",
            null_means="the text names no country of it",
            example="LKA",
        ),
    ]
    sector: Annotated[
        Sector | None,
        Col(
            "The PLOVER sector.",
            null_means="it is a place, an accord, an intergovernmental or non-governmental body, or a person of whom no office is told",
        ),
    ]
    title: Annotated[
        str | None,
        Col(
            "Office or title with which a person is named here.",
            null_means="it is no person, or one named without an office",
            example="president",
        ),
    ]
    score: Annotated[
        float, Col("How sure the link is, from 0 to 1.", minimum=0, maximum=1, unit="probability", example=0.9)
    ]


MENTIONS = Table(
    row=Mention,
    name="mentions",
    group="entities",
    audience=Audience.PUBLIC,
    key=("mention_id",),
    references=(
        Reference("article_id", "articles", "article_id"),
        Reference("entity_id", "entities", "entity_id"),
    ),
    order=("article_id", "section", "start_char"),
)
