"""Applying what people corrected of events: after reports were joined and had their ids, before events are told from them.

Joining sees reports as they were coded, so that a correction moves no report from one event to another, and further reports join
as they would without it. The ledger keeps the id that coding gave beside the one that is published; by the first an event is
found again at every build, and comes back as it was when its correction is taken back.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.events.clusters import Cluster, Dated
from pipeline.events.corrections import EventCorrection
from pipeline.events.past import Past
from pipeline.events.remedies import Coding, Remedy
from pipeline.schema.tables.corrections import CorrectionEntry
from pipeline.schema.tables.ledger import LedgerEntry
from pipeline.schema.vocabularies import MODES, CorrectionAction, EventType
from pipeline.store.hashing import make_id
from pipeline.store.reference import ReferenceError


@dataclass(frozen=True, slots=True)
class Corrected:
    """The clusters that are published, by event id, with their reports corrected; the ledger; the corrections as they hold."""

    clusters: Mapping[str, Cluster]
    ledger: tuple[LedgerEntry, ...]
    entries: tuple[CorrectionEntry, ...]


def kept_apart(clusters: Iterable[Cluster], corrections: Iterable[EventCorrection], past: Past) -> list[Cluster]:
    """The clusters, with the reports of each suppressed event in one of their own, however they are joined now: what is
    suppressed does not come back as part of another event, nor does it take another with it.

    A report that is new goes with most of those that it was joined with.
    """
    named = {each.event for each in corrections if each.action is CorrectionAction.SUPPRESS}
    suppressed = (named | {past.redirects.get(each) for each in named}) & {*past.coded.values()}
    if not suppressed:
        return list(clusters)
    others: list[Cluster] = []
    held: dict[str, list[Dated]] = {}
    for cluster in clusters:
        claims = Counter(past.coded[each] for each in _reports(cluster) if each in past.coded)
        most = max(claims, key=lambda event: (claims[event], event), default="")
        rest = Cluster()
        for member in cluster.members:
            event = past.coded.get(member.report.report_id, most)
            (held.setdefault(event, []) if event in suppressed else rest.members).append(member)
        others += [rest] if rest.members else []
    return [*others, *(Cluster(held[event]) for event in sorted(held))]


def correct(coded: Mapping[str, Cluster], corrections: Sequence[EventCorrection], past: Past) -> Corrected:
    """The events of the clusters `coded`, by the ids that coding gave them, corrected.

    ReferenceError where a correction names an event that is neither among them nor lives on in one, or cannot be applied to it.
    """
    search = _Search(coded, past)
    homes = _homes(coded, [each for each in corrections if each.action is CorrectionAction.MERGE], search)
    held = [(each, homes[search.find(each, each.event)]) for each in corrections]
    suppressed = {event for each, event in held if each.action is CorrectionAction.SUPPRESS}
    clusters = {event: cluster for event, cluster in _united(coded, homes).items() if event not in suppressed}
    for each, event in held:
        if each.remedy is not None and event in clusters:
            clusters[event] = _remedied(each.place, each.remedy, clusters[event])
    return Corrected(clusters, tuple(_ledger(coded, homes, suppressed)), tuple(_entry(*each) for each in held))


class _Search:
    """Where the events are now that corrections name."""

    def __init__(self, coded: Mapping[str, Cluster], past: Past) -> None:
        self._coded, self._past = coded, past

    def find(self, correction: EventCorrection, event: str) -> str:
        """The id by coding of the cluster that is the event, or that it lives on in: by redirect, or by most of its reports."""
        for each in (event, self._past.redirects.get(event)):
            if each is None:
                continue
            if each in self._coded:
                return each
            if heirs := self._heirs(each):
                return max(heirs, key=lambda heir: (heirs[heir], heir))
        raise ReferenceError(
            f"{correction.place}: {event} is no event of these articles, nor does it live on in one: drop the row, "
            "or name an event of the release that is to be corrected"
        )

    def _heirs(self, event: str) -> Counter[str]:
        past = self._past
        return Counter(
            each
            for each, cluster in self._coded.items()
            for report in _reports(cluster)
            if event in (past.coded.get(report), past.published.get(report))
        )

    def is_free(self, event: str) -> bool:
        """Whether the last release published the event, and no cluster has its id now."""
        return event not in self._coded and event in self._past.published.values()


def _homes(coded: Mapping[str, Cluster], mergers: Iterable[EventCorrection], search: _Search) -> dict[str, str]:
    """By the id that coding gave, the event that a cluster is published as."""
    homes = {event: event for event in coded}
    for each in mergers:
        source, target = search.find(each, each.event), search.find(each, each.value)
        if source != target:
            if homes[source] != source or _last(homes, target) == source:
                raise ReferenceError(
                    f"{each.place}: {each.event} is merged elsewhere, or in a circle: drop one of the rows"
                )
            homes[source] = target
        elif search.is_free(each.value):
            # Coding came to see the two as one, under the id of that which was merged away.
            homes[source] = homes[each.value] = each.value
    return {event: _last(homes, event) for event in homes}


def _last(homes: Mapping[str, str], event: str) -> str:
    while homes[event] != event:
        event = homes[event]
    return event


def _united(coded: Mapping[str, Cluster], homes: Mapping[str, str]) -> dict[str, Cluster]:
    """The clusters by the event that they are published as; those that are merged take the type of the one that stays."""
    parts: dict[str, list[str]] = {}
    for event in coded:
        parts.setdefault(homes[event], []).append(event)
    united = {}
    for home, events in parts.items():
        own = coded[home if home in coded else events[0]]
        kind = own.members[0].report.event_type
        members = [_of_type(member, kind) for event in events for member in coded[event].members]
        united[home] = own if len(events) == 1 else Cluster(sorted(members, key=_order))
    return united


def _of_type(member: Dated, kind: EventType) -> Dated:
    report = member.report
    if report.event_type is kind:
        return member
    mode = report.mode if report.mode in MODES.get(kind, {}) else None
    return replace(member, report=Coding(kind, mode).applied(report))


def _order(member: Dated) -> tuple[object, ...]:
    report = member.report
    return member.published, report.article_id, report.section == "body", report.start_char


def _remedied(place: str, remedy: Remedy, cluster: Cluster) -> Cluster:
    try:
        return Cluster([replace(member, report=remedy.applied(member.report)) for member in cluster.members])
    except ValueError as fault:
        raise ReferenceError(f"{place}: {fault}") from fault


def _ledger(coded: Mapping[str, Cluster], homes: Mapping[str, str], suppressed: Iterable[str]) -> Iterator[LedgerEntry]:
    for event, cluster in coded.items():
        home = None if homes[event] in suppressed else homes[event]
        yield from (LedgerEntry(report, home, event) for report in _reports(cluster))


def _entry(correction: EventCorrection, event: str) -> CorrectionEntry:
    return CorrectionEntry(
        correction_id=make_id("cor", correction.action, correction.event, correction.value),
        action=correction.action,
        subject=correction.event,
        event_id=event,
        value=correction.value or None,
        articles=(),
        reason=correction.reason,
        reference=correction.reference,
    )


def _reports(cluster: Cluster) -> list[str]:
    return [member.report.report_id for member in cluster.members]
