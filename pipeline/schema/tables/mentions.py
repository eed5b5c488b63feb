"""The table `mentions`."""

from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Reference, Table
from pipeline.schema.vocabularies import MentionKind, Section, Sector


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity named in an article. `country_code` and `sector` are those of the capacity in which it is named: a former minister is an elite (ELI), though the person's other mentions may be government."""

    mention_id: Annotated[str, Col("Id: hash of article, section and span.", pattern=r"^men_[0-9a-f]{16}$")]
    article_id: Annotated[str, Col("The article.", pattern=r"^art_[0-9a-f]{16}$")]
    section: Annotated[Section, Col("The text that the offsets count in.")]
    sentence: Annotated[int, Col("Number of the sentence in its section.", minimum=0)]
    start_char: Annotated[int, Col("First character of the span, counted in Unicode characters from 0.", minimum=0)]
    end_char: Annotated[int, Col("Character after the last one of the span.", minimum=0)]
    surface: Annotated[str, Col("The words of the span.")]
    kind: Annotated[MentionKind, Col("How the text refers to the entity.")]
    entity_id: Annotated[
        str | None,
        Col(
            'The entity; none for a party whom the text does not identify, such as "gunmen".',
            pattern=r"^ent_[0-9a-f]{16}$",
        ),
    ]
    country_code: Annotated[
        str | None,
        Col(
            "ISO 3166-1 alpha-3, or XKX, PSE, IGO, UNO, EUR, NGO, MNC; none where the text names no country.",
            pattern=r"^[A-Z]{3}$",
        ),
    ]
    sector: Annotated[Sector | None, Col("The PLOVER sector; none for intergovernmental and non-governmental bodies.")]
    title: Annotated[str | None, Col("Office or title with which a person is named here.")]
    score: Annotated[float, Col("How sure the link is, from 0 to 1.", minimum=0, maximum=1)]


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
