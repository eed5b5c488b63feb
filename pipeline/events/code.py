"""The coding stage: annotated and linked sentences to coded reports and quotes.

Each clause is coded by itself; that several reports tell one event is found out in `consolidate`.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby

import pyarrow as pa

from pipeline.events.accords import accord_of, brokers_of
from pipeline.events.candidate import Candidate
from pipeline.events.candidates import candidates
from pipeline.events.codings import lexicon_digest, with_value
from pipeline.events.confidence import confidence_of
from pipeline.events.contexts import contexts_of
from pipeline.events.dating import Narrative, When, date_of, expressions_of, told_date
from pipeline.events.discourse import Discourse
from pipeline.events.grammar import Sentence
from pipeline.events.lexicon import Lexicon, load_lexicon
from pipeline.events.parties import Cast, cast_of, principals_of
from pipeline.events.party import Party
from pipeline.events.quotations import quotes_of
from pipeline.events.reach import WORDS, Asked, Noting, load_reach
from pipeline.events.scene import Scene, whereabouts
from pipeline.events.snippets import snippet
from pipeline.events.time.expressions import Expression
from pipeline.events.time.resolve import Interval
from pipeline.events.topics import is_affairs
from pipeline.events.whereabouts import Where
from pipeline.schema.render.arrow import arrow_to_rows, rows_to_arrow
from pipeline.schema.tables.annotations import ANNOTATIONS, Annotation
from pipeline.schema.tables.article_text import ARTICLE_TEXT, ArticleText
from pipeline.schema.tables.codings import CODINGS, Coding
from pipeline.schema.tables.entities import ENTITIES, Entity
from pipeline.schema.tables.mentions import MENTIONS, Mention
from pipeline.schema.tables.quotes import QUOTES, Quote
from pipeline.schema.tables.reports import REPORTS, Report
from pipeline.schema.vocabularies import EntityType, PartyRole, Section, Status
from pipeline.store.hashing import make_id

CODER_VERSION = "1"


def code(
    article_text: pa.Table, annotations: pa.Table, mentions: pa.Table, entities: pa.Table, made_from: pa.Table
) -> tuple[pa.Table, pa.Table, pa.Table]:
    """The tables `reports`, `quotes` and `codings` for the articles of `article_text`.

    `annotations` and `mentions` are of these articles; `entities` holds those that are mentioned and every country of the
    corpus; `made_from` are the digests for `codings`, by `article_id`.
    """
    reach = load_reach()
    known = {entity.entity_id: entity for entity in arrow_to_rows(ENTITIES, entities)}
    states = {
        entity.country_code: entity
        for entity in known.values()
        if entity.entity_type is EntityType.COUNTRY and entity.country_code
    }
    texts = {article.article_id: article for article in arrow_to_rows(ARTICLE_TEXT, article_text)}
    digests = dict(zip(made_from["article_id"].to_pylist(), made_from["made_from"].to_pylist(), strict=True))
    mentioned = _by_sentence(arrow_to_rows(MENTIONS, mentions))
    reports: list[Report] = []
    quotes: list[Quote] = []
    codings: list[Coding] = []
    words = dict(reach.words_in(annotations.select(WORDS)))
    ordered = sorted(arrow_to_rows(ANNOTATIONS, annotations), key=_place)
    for article_id, rows in groupby(ordered, key=lambda row: row.article_id):
        asked, lexicon = Noting(states), Asked.of(load_lexicon())
        named = [(row, mentioned.get((article_id, row.section, row.sentence), [])) for row in rows]
        found, said = _coded(texts[article_id], named, known, asked, lexicon.lexicon)
        reports.extend(found)
        quotes.extend(said)
        codings.append(
            Coding(
                article_id=article_id,
                made_from=digests[article_id],
                lexicon=lexicon_digest(),
                told=reach.told(words[article_id], lexicon.acts),
                acts_asked=lexicon.acts,
                states_asked=tuple(sorted(asked.asked)),
                states_known=tuple(sorted(asked.asked.intersection(states))),
            )
        )
    return rows_to_arrow(REPORTS, reports), rows_to_arrow(QUOTES, quotes), rows_to_arrow(CODINGS, codings)


def _coded(
    article: ArticleText,
    named: Sequence[tuple[Annotation, list[Mention]]],
    known: Mapping[str, Entity],
    states: Mapping[str, Entity],
    lexicon: Lexicon,
) -> tuple[list[Report], list[Quote]]:
    """The reports and quotes of an article."""
    principals = principals_of(mention for _, mentions in named for mention in mentions)
    casts = [cast_of(Sentence(row), mentions, known, principals, states) for row, mentions in named]
    reports = list(_unique(_reports(article, casts, lexicon))) if is_affairs(casts) else []
    return reports, list(quotes_of(article, casts))


def _place(row: Annotation) -> tuple[str, bool, int]:
    """Where a sentence stands: by article, its title's first, then its body's."""
    return row.article_id, row.section is not Section.TITLE, row.sentence


def coder_version() -> str:
    """The version of coder and lexicon, as every report bears it."""
    return _version(load_lexicon())


def of_coder(reports: pa.Table) -> pa.Table:
    """Reports that the coder and lexicon in use would make again, as theirs."""
    return with_value(reports, "coder_version", coder_version())


def _version(lexicon: Lexicon) -> str:
    return f"{CODER_VERSION}/{lexicon.version}"


def _by_sentence(mentions: Iterable[Mention]) -> Mapping[tuple[str, Section, int], list[Mention]]:
    found: dict[tuple[str, Section, int], list[Mention]] = {}
    for mention in mentions:
        found.setdefault((mention.article_id, mention.section, mention.sentence), []).append(mention)
    return found


def _reports(article: ArticleText, casts: Iterable[Cast], lexicon: Lexicon) -> Iterator[Report]:
    discourse, narrative, scene = Discourse(lexicon), Narrative(), Scene()
    published: dt.date = article.published_at.date()
    for cast in casts:
        narrative.enter(cast.sentence.annotation.paragraph)
        scene.enter(cast)
        times = _Times(article, cast)
        for found in discourse.settle(cast, candidates(cast.sentence, cast, lexicon)):
            when = date_of(cast.sentence, found, times.found, published, narrative)
            where = whereabouts(cast, found, scene, is_news=when.status in (Status.OCCURRED, Status.ONGOING))
            yield _report(article, cast, found, lexicon, when, where)
        scene.leave(cast)
        narrative.begin(partial(_told, times, published))


@dataclass(frozen=True)
class _Times:
    """The time expressions of a sentence, found when they are first asked for."""

    article: ArticleText
    cast: Cast

    @cached_property
    def found(self) -> tuple[Expression, ...]:
        """The expressions in order."""
        row = self.cast.sentence.annotation
        text = self.article.body if row.section is Section.BODY else self.article.title
        return expressions_of(self.cast.sentence, text[row.start_char : row.end_char])


def _told(times: _Times, published: dt.date) -> Interval | None:
    return told_date(times.cast.sentence, times.found, published)


def _unique(reports: Iterable[Report]) -> Iterator[Report]:
    """One report for each trigger: a trigger has one sense in its clause."""
    seen: set[str] = set()
    for report in reports:
        if report.report_id not in seen:
            seen.add(report.report_id)
            yield report


def _report(
    article: ArticleText, cast: Cast, found: Candidate, lexicon: Lexicon, when: When, where: Where | None
) -> Report:
    row: Annotation = cast.sentence.annotation
    text = article.body if row.section is Section.BODY else article.title
    accord = accord_of(cast.sentence, cast, found)
    parties = _parties(cast, found, accord is not None)
    return Report(
        report_id=make_id("rep", article.article_id, row.section, found.trigger.start),
        article_id=article.article_id,
        section=row.section,
        sentence=row.sentence,
        start_char=found.trigger.start,
        end_char=found.trigger.end,
        event_type=found.event_type,
        mode=found.mode,
        status=when.status,
        party_role=tuple(role for role, _ in parties),
        party_entity_id=tuple(party.entity_id for _, party in parties),
        party_name=tuple(party.name for _, party in parties),
        party_country=tuple(party.country for _, party in parties),
        party_sector=tuple(party.sector for _, party in parties),
        contexts=contexts_of(cast.sentence, lexicon, found),
        date_start=when.start,
        date_end=when.end,
        date_precision=when.precision,
        date_inferred=when.is_inferred,
        place_name=where.name if where else None,
        place_precision=where.precision if where else None,
        country_code=where.country if where else None,
        geonames_id=where.geonames_id if where else None,
        latitude=where.latitude if where else None,
        longitude=where.longitude if where else None,
        agreement_name=accord.name if accord else None,
        agreement_entity_id=accord.entity_id if accord else None,
        agreement_kind=accord.kind if accord else None,
        agreement_bodies=accord.bodies if accord else (),
        coder=found.frame.name,
        coder_version=_version(lexicon),
        confidence=confidence_of(found, row.is_headline),
        snippet=snippet(text, row.start_char, row.end_char, found.trigger.start),
    )


def _parties(cast: Cast, found: Candidate, has_accord: bool) -> list[tuple[PartyRole, Party]]:
    """Actors, recipients, and those who brokered the accord that the act makes."""
    sides = {party.country for party in (*found.actors, *found.recipients)}
    brokers = brokers_of(cast.sentence, cast) if has_accord else ()
    return [
        *((PartyRole.ACTOR, party) for party in found.actors),
        *((PartyRole.RECIPIENT, party) for party in found.recipients),
        *((PartyRole.OTHER, party) for party in brokers if party.country not in sides),
    ]
