"""Which reports tell one event: joined in order of publication, each to the first cluster that it does not contradict.

A report is compared only with clusters whose reports it may agree with at all: those of one type that are of one article and have a
country in common, or that are of one month and have two in common or the same single one.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

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

Interval = tuple[dt.date, dt.date]
_OPEN: Interval = (dt.date.max, dt.date.min)
"""What stands for an open date: no days touch it."""

_Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """A report with its publication day, its parties' countries by side, and the affair that its article tells, where that
    is known; what follows from these is reckoned once, as a report is compared with many.

    `countries` are all that take part, `sectors` those of each, and `interval` the days on which the event may have happened,
    `None` where its date is open.
    """

    report: Report
    published: dt.date
    actors: frozenset[str]
    recipients: frozenset[str]
    affair: str | None = None
    countries: frozenset[str] = field(init=False)
    interval: Interval | None = field(init=False)
    sectors: Mapping[str, set[str]] = field(init=False)

    def __post_init__(self) -> None:
        """Reckon what follows."""
        object.__setattr__(self, "countries", self.actors | self.recipients)
        object.__setattr__(self, "interval", _interval(self.report))
        object.__setattr__(self, "sectors", _sectors(self.report))


def _interval(row: Report) -> Interval | None:
    if row.date_start is None or row.date_end is None:
        return None
    return (row.date_start - _SLACK, row.date_end) if row.date_inferred else (row.date_start, row.date_end)


# One cluster is another than the next, whatever they hold.
@dataclass(eq=False)
class Cluster:
    """Reports of one event, in order of publication."""

    members: list[Dated] = field(default_factory=list)

    def admits(self, other: Dated) -> bool:
        """Whether the report contradicts no member."""
        return all(_agree(member, other) for member in self.members)


@dataclass(eq=False)
class _Growing(Cluster):
    """A cluster to which reports are still added: the days between the last first day and the first last day of all its reports, which
    are those that they have in common where there are such."""

    first: dt.date = dt.date.min
    last: dt.date = dt.date.max

    def add(self, each: Dated) -> None:
        """Take a report in."""
        self.members.append(each)
        first, last = each.interval or _OPEN
        self.first, self.last = max(self.first, first), min(self.last, last)

    def touches(self, days: Interval) -> bool:
        """Whether some days touch those of each report, as they must for reports of other articles."""
        return self.first <= days[1] and days[0] <= self.last


def dated(report: Report, published: dt.date, affair: str | None = None) -> Dated:
    """The report with what joining looks at; articles that tell one affair have the same `affair`."""
    sides: dict[PartyRole, set[str]] = {PartyRole.ACTOR: set(), PartyRole.RECIPIENT: set(), PartyRole.OTHER: set()}
    for role, country in zip(report.party_role, report.party_country, strict=True):
        if country:
            sides[role].add(country)
    return Dated(report, published, frozenset(sides[PartyRole.ACTOR]), frozenset(sides[PartyRole.RECIPIENT]), affair)


def join(reports: Iterable[Dated]) -> list[Cluster]:
    """Clusters in the order of their first reports; `reports` come in order of publication."""
    clusters = _Clusters()
    for each in reports:
        clusters.take(each)
    return clusters.all


class _Clusters:
    """Clusters, and under which keys they are found."""

    def __init__(self) -> None:
        self.all: list[Cluster] = []
        self._blocks: dict[_Key, dict[_Growing, int]] = {}
        """The clusters of a type and a country, in an article or a month, by their numbers there."""
        self._meetings: dict[_Key, dict[_Growing, None]] = {}
        """Those of a type that are of a month and have two countries, or no more than the one."""

    def take(self, each: Dated) -> None:
        """Add a report to the first cluster that it does not contradict, or to a new one."""
        blocks, meetings = [*_blocks(each)], [*_meetings(each)]
        home = self._first([cluster for cluster in self._near(each, meetings) if cluster.admits(each)], blocks)
        if home is None:
            home = _Growing()
            self.all.append(home)
        home.add(each)
        for key in blocks:
            held = self._blocks.setdefault(key, {})
            held.setdefault(home, len(held))
        for key in meetings:
            self._meetings.setdefault(key, {})[home] = None

    def _near(self, each: Dated, meetings: Iterable[_Key]) -> dict[_Growing, None]:
        """The clusters that may take a report: see `_parties_agree` for those of its article, `_parties_match` for others."""
        own = (self._blocks.get(key, ()) for key in _of_article(each))
        near = dict.fromkeys(cluster for found in own for cluster in found)
        if (days := each.interval) is not None:
            others = (self._meetings.get(key, ()) for key in meetings)
            near.update((cluster, None) for found in others for cluster in found if cluster.touches(days))
        return near

    def _first(self, clusters: Sequence[_Growing], blocks: Sequence[_Key]) -> _Growing | None:
        """Of clusters that would all take a report the one that comes first: in the first of its blocks, and there the oldest."""
        if len(clusters) < 2:
            return clusters[0] if clusters else None
        held = [self._blocks.get(key, {}) for key in blocks]
        return min(clusters, key=lambda one: next((place, each[one]) for place, each in enumerate(held) if one in each))


def _blocks(each: Dated) -> Iterator[_Key]:
    """The blocks of a report, in order."""
    months = _months(each)
    for key in _of_article(each):
        yield key
        yield from ((*key[:2], month) for month in months)


def _of_article(each: Dated) -> Iterator[_Key]:
    for country in sorted(each.countries) or [""]:
        yield each.report.event_type, country, each.report.article_id


def _meetings(each: Dated) -> Iterator[_Key]:
    parties: list[tuple[str, ...]] = [*combinations(sorted(each.countries), 2)] or [tuple(each.countries)]
    for month in _months(each):
        yield from ((each.report.event_type, party, month) for party in parties)


def _months(each: Dated) -> list[tuple[int, int]]:
    """The months in which the days of a report begin and end; none where it has no date."""
    if each.interval is None:
        return []
    start, end = each.interval
    first, last = (start.year, start.month), (end.year, end.month)
    return [first] if first == last else [first, last]


def _agree(one: Dated, other: Dated) -> bool:
    first, second = one.report, other.report
    same_article = first.article_id == second.article_id
    return (
        first.event_type is second.event_type
        and _stages_agree(first, second)
        and _modes_agree(first, second)
        and _dates_agree(one, other, same_article)
        and _places_agree(first, second)
        and _sectors_agree(one, other)
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


def _sectors_agree(one: Dated, other: Dated) -> bool:
    """A country's army and its firms do different things; its government may stand for any of its institutions."""
    mine, theirs = one.sectors, other.sectors
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
