"""Which reports tell one event: joined in order of publication, each to the first cluster that it does not contradict.

Reports are compared only within blocks of type, country and month, so that time grows with the reports, not with pairs.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.schema.tables.reports import Report
from pipeline.schema.vocabularies import AgreementKind, EventType, Mode, PartyRole, PlacePrecision, Sector, Status

_SLACK = dt.timedelta(days=1)
"""News is told on the day of the event or the next, so a publication date stands for itself and the day before."""

_MODES_APART = frozenset(
    {EventType.ASSAULT, EventType.PROTEST, EventType.COERCE, EventType.MOBILIZE, EventType.RETREAT}
)
_GENERIC = frozenset({Sector.GOV, Sector.UNK, Sector.UAF, ""})
"""Sectors that may stand for a more particular one in another report."""

_LEAD = 2
"""Sentences of an article, headline and all, that tell in short what the others tell at length."""

_EXACT = frozenset({PlacePrecision.POINT, PlacePrecision.CITY})


@dataclass(frozen=True, slots=True)
class Dated:
    """A report with its publication day, its parties' countries by side, and the affair that its article tells, where that
    is known; `None` of an interval is an open date."""

    report: Report
    published: dt.date
    actors: frozenset[str]
    recipients: frozenset[str]
    affair: str | None = None

    @property
    def countries(self) -> frozenset[str]:
        """Every country or body that takes part."""
        return self.actors | self.recipients

    @property
    def interval(self) -> tuple[dt.date, dt.date] | None:
        """The days on which the event may have happened."""
        row = self.report
        if row.date_start is None or row.date_end is None:
            return None
        return (row.date_start - _SLACK, row.date_end) if row.date_inferred else (row.date_start, row.date_end)


@dataclass
class Cluster:
    """Reports of one event, in order of publication."""

    members: list[Dated] = field(default_factory=list)

    def admits(self, other: Dated) -> bool:
        """Whether the report contradicts no member."""
        return all(_agree(member, other) for member in self.members)


def dated(report: Report, published: dt.date, affair: str | None = None) -> Dated:
    """The report with what joining looks at; articles that tell one affair have the same `affair`."""
    sides: dict[PartyRole, set[str]] = {PartyRole.ACTOR: set(), PartyRole.RECIPIENT: set(), PartyRole.OTHER: set()}
    for role, country in zip(report.party_role, report.party_country, strict=True):
        if country:
            sides[role].add(country)
    return Dated(report, published, frozenset(sides[PartyRole.ACTOR]), frozenset(sides[PartyRole.RECIPIENT]), affair)


def join(reports: Iterable[Dated]) -> list[Cluster]:
    """Clusters in the order of their first reports; `reports` come in order of publication."""
    clusters: list[Cluster] = []
    blocks: dict[tuple[object, ...], list[Cluster]] = {}
    for each in reports:
        keys = tuple(_blocks(each))
        near = {id(cluster): cluster for key in keys for cluster in blocks.get(key, ())}
        home = next((cluster for cluster in near.values() if cluster.admits(each)), None)
        if home is None:
            home = Cluster()
            clusters.append(home)
        home.members.append(each)
        for key in keys:
            block = blocks.setdefault(key, [])
            if home not in block:
                block.append(home)
    return clusters


def _blocks(each: Dated) -> Iterator[tuple[object, ...]]:
    """The blocks in which a report may meet its like: type, country and month; within its article where it has no date."""
    scope: list[object] = [each.report.article_id]
    if each.interval is not None:
        start, end = each.interval
        months = (end.year - start.year) * 12 + end.month - start.month
        scope += [(start.year, start.month), (end.year, end.month)] if months else [(start.year, start.month)]
    for country in sorted(each.countries) or [""]:
        for part in scope:
            yield each.report.event_type, country, part


def _agree(one: Dated, other: Dated) -> bool:
    first, second = one.report, other.report
    same_article = first.article_id == second.article_id
    return (
        first.event_type is second.event_type
        and _stages_agree(first, second)
        and _modes_agree(first, second)
        and _dates_agree(one, other, same_article)
        and _places_agree(first, second)
        and _sectors_agree(first, second)
        and _accords_agree(first, second)
        and (_parties_agree(one, other) if same_article else _parties_match(one, other))
    )


def _stages_agree(first: Report, second: Report) -> bool:
    """What was done is not what is planned. A promise is one whether or not its report says what lies ahead; further down in
    an article one with a date of its own is another than one without."""
    if first.event_type not in (EventType.AGREE, EventType.CONCEDE):
        return (first.status is Status.PLANNED) == (second.status is Status.PLANNED)
    is_further = first.article_id == second.article_id and min(first.sentence, second.sentence) >= _LEAD
    return not is_further or first.date_inferred == second.date_inferred


def _modes_agree(first: Report, second: Report) -> bool:
    if first.mode is None or second.mode is None or first.mode is second.mode:
        return True
    if first.event_type is EventType.ASSAULT and Mode.TARGETED in (first.mode, second.mode):
        return True
    return first.event_type not in _MODES_APART


def _dates_agree(one: Dated, other: Dated, same_article: bool) -> bool:
    """Undated background joins only its like, and only in one article; dated reports must touch."""
    mine, theirs = one.interval, other.interval
    if mine is None or theirs is None:
        return same_article and one.report.status is other.report.status
    if same_article and (one.report.date_inferred or other.report.date_inferred):
        return Status.HISTORICAL not in (one.report.status, other.report.status)
    return mine[0] <= theirs[1] and theirs[0] <= mine[1]


def _places_agree(first: Report, second: Report) -> bool:
    if first.country_code and second.country_code and first.country_code != second.country_code:
        return False
    if first.place_precision in _EXACT and second.place_precision in _EXACT:
        return first.geonames_id == second.geonames_id
    return True


def _sectors_agree(first: Report, second: Report) -> bool:
    """A country's army and its firms do different things; its government may stand for any of its institutions."""
    mine, theirs = _sectors(first), _sectors(second)
    return all(
        mine[country] & theirs[country] or (mine[country] | theirs[country]) & _GENERIC
        for country in mine.keys() & theirs.keys()
    )


def _sectors(report: Report) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for country, sector in zip(report.party_country, report.party_sector, strict=True):
        if country:
            found.setdefault(country, set()).add(sector)
    return found


def _accords_agree(first: Report, second: Report) -> bool:
    """Two accords of different kinds are two accords; "accord" and "deal" may be said of any."""
    kinds = {first.agreement_kind, second.agreement_kind} - {None, AgreementKind.ACCORD, AgreementKind.OTHER}
    named = {first.agreement_entity_id, second.agreement_entity_id} - {None}
    return len(kinds) < 2 and len(named) < 2


def _parties_agree(one: Dated, other: Dated) -> bool:
    """In one article: the same countries as far as each names them, on the same sides where both have sides."""
    if not _nested(one.countries, other.countries):
        return False
    if one.recipients and other.recipients:
        if not one.actors or not other.actors:
            return one.recipients == other.recipients
        return _nested(one.actors, other.actors) and _nested(one.recipients, other.recipients)
    if one.recipients or other.recipients:
        aimed, plain = (one, other) if one.recipients else (other, one)
        return _acts_in(aimed, plain)
    return bool(one.countries & other.countries) or not (one.countries and other.countries)


def _acts_in(aimed: Dated, plain: Dated) -> bool:
    """Whether both sides are among those who act together, or who acts alone is the one who acts: a host who praises two
    that sign an accord does not sign it, nor does a third whom the two thank; a president who resigns is not the crowd
    that leaves his palace."""
    is_within_state = aimed.actors == aimed.recipients
    if len(plain.actors) > 1:
        return aimed.countries <= plain.actors and not is_within_state
    if is_within_state and not _acting(aimed.report) & _acting(plain.report):
        return False
    is_meeting = aimed.report.event_type is EventType.CONSULT
    return plain.actors <= (aimed.countries if is_meeting else aimed.actors)


def _parties_match(one: Dated, other: Dated) -> bool:
    """Across articles: two countries in common, or the same single one with the same sectors at the same place or in
    articles that tell one affair."""
    if not _parties_agree(one, other):
        return False
    if len(one.countries & other.countries) >= 2:
        return True
    if one.countries and one.countries == other.countries and _tell_one_affair(one, other):
        return True
    first, second = one.report, other.report
    same_sectors = set(zip(first.party_role, first.party_sector, strict=True)) == set(
        zip(second.party_role, second.party_sector, strict=True)
    )
    same_place = first.geonames_id is not None and first.geonames_id == second.geonames_id
    return one.countries == other.countries and same_sectors and same_place


def _acting(report: Report) -> set[str]:
    """The sectors of those who act."""
    pairs = zip(report.party_role, report.party_sector, strict=True)
    return {sector for role, sector in pairs if role is PartyRole.ACTOR}


def _tell_one_affair(one: Dated, other: Dated) -> bool:
    return one.affair is not None and one.affair == other.affair


def _nested(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or other <= one
