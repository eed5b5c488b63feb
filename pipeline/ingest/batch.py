"""The ledger of one run of ingest: what became of each input, gathered and given out as the declared tables.

Whether a record may be an article is settled in `admission.py` before it comes here; here duplicates are known.
"""

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass, field

import pyarrow as pa

from pipeline.ingest.readers.model import Piece
from pipeline.ingest.records import NOTHING_GIVEN, Admitted, Origin, Refused
from pipeline.schema.render.arrow import rows_to_arrow
from pipeline.schema.tables.article_text import ARTICLE_TEXT, ArticleText
from pipeline.schema.tables.inputs import INPUTS, Input
from pipeline.schema.tables.quarantine import QUARANTINE, Refusal
from pipeline.schema.vocabularies import Form, Outcome
from pipeline.store.hashing import make_id, sha256_of_bytes

_BATCH = "ingest_batch"
_PACKED = 5_000


@dataclass(frozen=True)
class Ingested:
    """The tables `inputs`, `quarantine` and `article_text` of one batch; only articles that are new are in `article_text`.

    `settled` counts the inputs that were met and are in none of them, since what they are is known.
    """

    inputs: pa.Table
    quarantine: pa.Table
    article_text: pa.Table
    settled: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """An input that may be an article."""

    uri: str
    piece: Piece
    form: Form
    article: Admitted


@dataclass(frozen=True, slots=True)
class Turned:
    """An input that was turned away, with the form that it was read as where there was one."""

    origin: Origin
    piece: Piece
    form: Form | None
    fault: Refused

    @property
    def uri(self) -> str:
        """The path or URL as given, with what leads to the input inside of it."""
        return self.origin.uri

    @property
    def input_id(self) -> str:
        """The id of the input."""
        return input_id(self.uri, self.piece)


@dataclass(slots=True)
class Batch:
    """What a run has taken in so far; `held` maps the sha256 of title and body to an article's id, before this run and in it."""

    held: dict[str, str]
    settled: int = 0
    seen: set[str] = field(default_factory=set)
    days: dict[str, dt.date] = field(default_factory=dict)
    inputs: list[Input] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    articles: list[ArticleText] = field(default_factory=list)
    parts: list[pa.Table] = field(default_factory=list)

    def add(self, found: Taken | Turned | int) -> None:
        """Settle what becomes of an input, or count those that are settled; the same bytes under the same uri are one input."""
        if isinstance(found, int):
            self.settled += found
            return
        met = input_id(found.uri, found.piece)
        if met in self.seen:
            return
        self.seen.add(met)
        if isinstance(found, Taken):
            self._take(found)
        else:
            self._turn(found)

    def tables(self) -> Ingested:
        """The tables, rows in the order in which inputs came."""
        self._pack()
        texts = pa.concat_tables(self.parts)
        place = texts.schema.get_field_index(_BATCH)
        texts = texts.set_column(place, texts.schema.field(place), pa.repeat(self._digest(), texts.num_rows))
        return Ingested(
            rows_to_arrow(INPUTS, self.inputs), rows_to_arrow(QUARANTINE, self.refusals), texts, self.settled
        )

    def _pack(self) -> None:
        """Arrow holds a text in half the memory of Python."""
        self.parts.append(rows_to_arrow(ARTICLE_TEXT, self.articles))
        self.articles.clear()

    def _take(self, found: Taken) -> None:
        sha256 = sha256_of_bytes(f"{found.article.record.title}\n{found.article.record.body}".encode())
        is_new = sha256 not in self.held
        if is_new:
            self.articles.append(_row(found, sha256))
            if len(self.articles) >= _PACKED:
                self._pack()
        article_id = self.held.setdefault(sha256, make_id("art", sha256))
        day = self.days.setdefault(sha256, found.article.record.published.at.date())
        self._list(found, Outcome.ARTICLE if is_new else Outcome.DUPLICATE, article_id, day)

    def _turn(self, found: Turned) -> None:
        fault = found.fault
        given = found.origin.given
        self.refusals.append(
            Refusal(
                input_id=input_id(found.uri, found.piece),
                uri=found.uri,
                reason=fault.reason,
                detail=fault.detail,
                offset=fault.offset,
                record=found.piece.number,
                place=found.origin.place,
                given=json.dumps(asdict(given)) if given != NOTHING_GIVEN else None,
            )
        )
        self._list(found, Outcome.QUARANTINED, None, None)

    def _list(self, found: Taken | Turned, outcome: Outcome, article_id: str | None, day: dt.date | None) -> None:
        piece = found.piece
        row = Input(
            input_id(found.uri, piece), found.uri, found.form, piece.sha256, piece.size, outcome, article_id, "", day
        )
        self.inputs.append(row)

    def _digest(self) -> str:
        digest = hashlib.sha256()
        for uri, sha256 in sorted((row.uri, row.sha256) for row in self.inputs):
            digest.update(f"{uri}\x1f{sha256}\n".encode())
        return digest.hexdigest()


def input_id(uri: str, piece: Piece) -> str:
    """The id of an input: the same bytes in the same place have the same."""
    return make_id("inp", uri, piece.sha256)


def _row(found: Taken, sha256: str) -> ArticleText:
    """The row of an article; its batch is known, and set, when all inputs are in."""
    article, record = found.article, found.article.record
    return ArticleText(
        article_id=make_id("art", sha256),
        source=article.source,
        uri=found.uri,
        url=article.url,
        title=record.title,
        body=record.body,
        title_in_body=record.title_in_body,
        text_start=record.text_start,
        published_at=record.published.at,
        published_precision=record.published.precision,
        published_from=record.published_from,
        authors=record.authors,
        language=article.language,
        form=found.form,
        sha256=sha256,
        ingest_batch="",
    )
