"""The table `articles`."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Reference, Table
from pipeline.schema.vocabularies import DateOrigin, Derivation, Form, PublicationPrecision


@dataclass(frozen=True, slots=True)
class Article:
    """An ingested article. Its body is never released: a release publishes facts and short evidence, not other people's articles."""

    article_id: Annotated[str, Col("The article.", pattern=r"^art_[0-9a-f]{16}$")]
    source: Annotated[str, Col("The outlet as given, else the host of the URL, else `unknown`.")]
    uri: Annotated[str, Col("The path or URL as given; a record inside a file has `#` and its number, from 1.")]
    url: Annotated[str | None, Col("Web address of the article.")]
    title: Annotated[str, Col("Headline; empty when there is none.")]
    published_at: Annotated[dt.datetime, Col("When it was published (UTC).")]
    published_precision: Annotated[PublicationPrecision, Col("How exactly that is known.")]
    published_from: Annotated[DateOrigin, Col("What says so.")]
    authors: Annotated[tuple[str, ...], Col("Those who signed it, as named; empty where nobody is.")]
    language: Annotated[str, Col("ISO 639-1 code of the language.", pattern=r"^[a-z]{2}$")]
    form: Annotated[Form, Col("The form in which it came in.")]
    words: Annotated[int, Col("Words of the body, split at white space.", minimum=0)]
    characters: Annotated[int, Col("Unicode characters of the body.", minimum=0)]
    sha256: Annotated[
        str, Col("SHA-256 of title and body in UTF-8, with a line feed between.", pattern=r"^[0-9a-f]{64}$")
    ]
    story_id: Annotated[str, Col("The story that it tells.", pattern=r"^sto_[0-9a-f]{16}$")]
    derived_from: Annotated[
        str | None,
        Col(
            "The earlier article of its story whose text it is made from, as far as the texts tell: the one that most of its own words "
            "are found in. What is made from a copy names what the copy is of. None for the first article of a story.",
            pattern=r"^art_[0-9a-f]{16}$",
        ),
    ]
    derivation: Annotated[
        Derivation | None,
        Col(
            "What it is to that article: the same text (`copy`), less of it and nothing new (`cut`), or with new matter (`update`)."
        ),
    ]
    ingest_batch: Annotated[str, Col("Digest of the set of inputs with which it came in.")]


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
