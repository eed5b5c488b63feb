"""The table `article_text`."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Table
from pipeline.schema.vocabularies import DateOrigin, Form, PublicationPrecision


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An ingested article with its body: what reading reads. It stays in the warehouse; releases never carry it."""

    article_id: Annotated[str, Col("The article.", pattern=r"^art_[0-9a-f]{16}$")]
    source: Annotated[str, Col("The outlet as given, else the host of the URL, else `unknown`.")]
    uri: Annotated[str, Col("The path or URL as given; a record inside a file has `#` and its number, from 1.")]
    url: Annotated[str | None, Col("Web address of the article.")]
    title: Annotated[str, Col("Headline; empty when there is none.")]
    body: Annotated[str, Col("The text as stored; every offset into a body counts in it.")]
    title_in_body: Annotated[
        bool,
        Col(
            "True where the body itself begins with the title (wire and plain text), so that the title is not read a second time."
        ),
    ]
    text_start: Annotated[
        int, Col("Character of the body where its own text begins, after any header or headline.", minimum=0)
    ]
    published_at: Annotated[dt.datetime, Col("When it was published (UTC).")]
    published_precision: Annotated[PublicationPrecision, Col("How exactly that is known.")]
    published_from: Annotated[DateOrigin, Col("What says so.")]
    authors: Annotated[tuple[str, ...], Col("Those who signed it, as named; empty where nobody is.")]
    language: Annotated[str, Col("ISO 639-1 code of the language.", pattern=r"^[a-z]{2}$")]
    form: Annotated[Form, Col("The form in which it came in.")]
    sha256: Annotated[
        str, Col("SHA-256 of title and body in UTF-8, with a line feed between.", pattern=r"^[0-9a-f]{64}$")
    ]
    ingest_batch: Annotated[str, Col("Digest of the set of inputs with which it came in.")]


ARTICLE_TEXT = Table(
    row=ArticleText,
    name="article_text",
    group="ingest",
    audience=Audience.INTERNAL,
    key=("article_id",),
    order=("published_at",),
)
