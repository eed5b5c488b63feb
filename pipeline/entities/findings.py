"""What linking finds in one article by itself: mentions with what they stand for, and offices held; kept between runs.

How they are counted over all articles is in `tables.py`; how an article is linked is in `article.py`.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
from pydantic import TypeAdapter

from pipeline.entities.article import Reading
from pipeline.entities.draft import Draft
from pipeline.entities.referent import Referent
from pipeline.entities.rows import mention_id, role_id
from pipeline.entities.scene import Office
from pipeline.entities.sentence import Sentence
from pipeline.schema.tables.article_text import ArticleText
from pipeline.schema.tables.findings import Finding
from pipeline.schema.tables.mentions import Mention
from pipeline.schema.tables.roles import Role
from pipeline.schema.vocabularies import Section, sector_under
from pipeline.store.fingerprint import fingerprint


@dataclass(frozen=True, slots=True)
class Holding:
    """An office as reported, its holder and the organisation that it belongs to."""

    role: Role
    person: Referent
    organisation: Referent | None


@dataclass(frozen=True, slots=True)
class Findings:
    """All that linking finds in an article: its mentions, the entities that they stand for, each once, and the place among these of
    what each mention stands for, and its offices."""

    mentions: tuple[Mention, ...] = ()
    referents: tuple[Referent, ...] = ()
    meant: tuple[int | None, ...] = ()
    holdings: tuple[Holding, ...] = ()

    def namings(self) -> Iterator[tuple[Mention, Referent | None]]:
        """Each mention with what it stands for."""
        for mention, place in zip(self.mentions, self.meant, strict=True):
            yield mention, None if place is None else self.referents[place]


_JSON = TypeAdapter(Findings)


def linker_version() -> str:
    """The fingerprint of the linker and of all that it knows."""
    return fingerprint(
        "pipeline/entities", "pipeline/schema", "pipeline/store", "seeds/reference", without=EVENT_REFERENCE
    )


EVENT_REFERENCE = ("event_*.csv", "time_*.csv", "cameo.csv")
"""The reference data that only coding looks at: what is linked stays when the lexicon changes."""

MADE_BY = ("article_id", "text_sha256", "reader_version", "linker_version")
"""The columns of `findings` that tell whether a finding is up to date."""


def unlinked(article_text: pa.Table, held: pa.Table, reader_version: str) -> pa.Table:
    """The rows of `article_text` of which `held`, the columns `MADE_BY` of findings, holds nothing that is up to date."""
    current = held.filter(
        pc.and_(
            pc.and_(
                pc.equal(held["linker_version"], linker_version()), pc.equal(held["reader_version"], reader_version)
            ),
            pc.is_in(held["text_sha256"], article_text["sha256"].combine_chunks()),
        )
    )
    return article_text.filter(pc.invert(pc.is_in(article_text["article_id"], current["article_id"].combine_chunks())))


def findings_of(article: ArticleText, sentences: Sequence[Sentence], reading: Reading) -> Findings:
    """What was found in an article, as rows; of two drafts that make one mention the first stands."""
    texts = {Section.BODY: article.body, Section.TITLE: article.title}
    kept: dict[str, Mention] = {}
    places: dict[Referent, int] = {}
    meant: list[int | None] = []
    for draft in reading.drafts:
        mention = _mention(article, sentences[draft.sentence], draft, texts)
        if mention.mention_id not in kept:
            kept[mention.mention_id] = mention
            meant.append(None if draft.referent is None else places.setdefault(draft.referent, len(places)))
    day = article.published_at.date()
    holdings = (_holding(article, sentences[office.sentence], office, day) for office in reading.offices)
    return Findings(tuple(kept.values()), tuple(places), tuple(meant), tuple(holdings))


def to_row(article: ArticleText, reader_version: str, findings: Findings) -> Finding:
    """The findings as a row to be kept."""
    content = _JSON.dump_json(findings).decode()
    return Finding(article.article_id, article.sha256, reader_version, linker_version(), content)


def from_row(row: Finding) -> Findings:
    """The findings in a row that was kept."""
    return _JSON.validate_json(row.content)


def _mention(article: ArticleText, sentence: Sentence, draft: Draft, texts: Mapping[Section, str]) -> Mention:
    row = sentence.row
    start, end = row.token_start[draft.start], row.token_end[draft.end - 1]
    entity_id = draft.referent.entity_id if draft.referent else None
    return Mention(
        mention_id=mention_id(article.article_id, row.section, start, end, entity_id),
        article_id=article.article_id,
        section=row.section,
        sentence=row.sentence,
        start_char=start,
        end_char=end,
        surface=texts[row.section][start:end],
        kind=draft.kind,
        entity_id=entity_id,
        country_code=draft.code,
        sector=sector_under(draft.code, draft.sector),
        title=draft.title,
        score=draft.score,
    )


def _holding(article: ArticleText, sentence: Sentence, office: Office, day: dt.date) -> Holding:
    organisation = office.title.capacities[0].organisation if office.title.capacities else None
    return Holding(_role(article, sentence, office, organisation, day), office.person, organisation)


def _role(
    article: ArticleText, sentence: Sentence, office: Office, organisation: Referent | None, day: dt.date
) -> Role:
    words, is_former = office.title.words, office.title.phrase.is_former
    return Role(
        role_id=role_id(office.person.entity_id, words, office.code, is_former),
        person_id=office.person.entity_id,
        title=words,
        is_former=is_former,
        organisation_id=organisation.entity_id if organisation else None,
        country_code=office.code,
        sector=sector_under(office.code, office.sector),
        first_reported=day,
        last_reported=day,
        report_count=1,
        article_id=article.article_id,
        section=sentence.row.section,
        start_char=sentence.row.token_start[office.start],
        end_char=sentence.row.token_end[office.end - 1],
    )
