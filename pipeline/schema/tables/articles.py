"""The table `articles`."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Reference, Table
from pipeline.schema.vocabularies import DateOrigin, Derivation, Form, PublicationPrecision, Subject


@dataclass(frozen=True, slots=True)
class Article:
    """An ingested article. Its body is never released: a release publishes facts and short evidence, not other people's articles."""

    article_id: Annotated[str, Col("The article.", pattern=r"^art_[0-9a-f]{16}$", example="art_2bba92dd6bc42825")]
    source: Annotated[
        str, Col("The outlet as given, else the host of the URL, else `unknown`.", example="The Maghreb Ledger")
    ]
    uri: Annotated[
        str,
        Col(
            "The path or URL as given; a record inside a file has `#` and its number, from 1.",
            example="seeds/articles/dispatches-a.jsonl#7",
        ),
    ]
    url: Annotated[
        str | None,
        Col(
            "Web address of the article.",
            null_means="no address was given with it",
            example="https://ledger.example/2022/03/26/rabat",
        ),
    ]
    title: Annotated[str, Col("Headline; empty when there is none.", example="Israeli officers visit Rabat")]
    published_at: Annotated[
        dt.datetime, Col("When it was published (UTC).", example=dt.datetime(2022, 3, 26, 9, 30, tzinfo=dt.UTC))
    ]
    published_precision: Annotated[PublicationPrecision, Col("How exactly that is known.")]
    published_from: Annotated[DateOrigin, Col("What says so.")]
    authors: Annotated[
        tuple[str, ...], Col("Those who signed it, as named; empty where nobody is.", example=("Amal Idrissi",))
    ]
    language: Annotated[str, Col("ISO 639-1 code of the language.", pattern=r"^[a-z]{2}$", example="en")]
    form: Annotated[Form, Col("The form in which it came in.")]
    subject: Annotated[
        Subject | None,
        Col(
            "What it tells of, by its words, where that is no world affairs: a top-level IPTC Media Topic.",
            null_means="it may tell of world affairs",
            example="sport",
        ),
    ]
    is_read: Annotated[
        bool,
        Col(
            "False where the build was told to set articles of such subjects aside: it has no mention, quote or event."
        ),
    ]
    words: Annotated[int, Col("Words of the body, split at white space.", minimum=0, unit="words", example=214)]
    characters: Annotated[int, Col("Unicode characters of the body.", minimum=0, unit="characters", example=1342)]
    sha256: Annotated[
        str,
        Col(
            "SHA-256 of title and body in UTF-8, with a line feed between.",
            pattern=r"^[0-9a-f]{64}$",
            example="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        ),
    ]
    story_id: Annotated[
        str, Col("The story that it tells.", pattern=r"^sto_[0-9a-f]{16}$", example="sto_2bba92dd6bc42825")
    ]
    derived_from: Annotated[
        str | None,
        Col(
            "The earlier article of its story whose text it is made from, as far as the texts tell: the one that most of its own words are found in. What is made from a copy names what the copy is of.",
            pattern=r"^art_[0-9a-f]{16}$",
            null_means="it is the first article of its story",
            example="art_01000f7dddeeb842",
        ),
    ]
    derivation: Annotated[
        Derivation | None,
        Col(
            "What it is to that article: the same text (`copy`), less of it and nothing new (`cut`), or with new matter (`update`).",
            null_means="it is the first article of its story",
        ),
    ]
    ingest_batch: Annotated[
        str,
        Col(
            "Digest of the set of inputs with which it came in.",
            example="4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce",
        ),
    ]


ARTICLES = Table(
    row=Article,
    name="articles",
    group="ingest",
    audience=Audience.PUBLIC,
    key=("article_id",),
    references=(
        Reference("story_id", "stories", "story_id"),
        Reference("derived_from", "articles", "article_id"),
    ),
    order=("published_at",),
)
