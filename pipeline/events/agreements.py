"""The accords that events make, keep or break, each once: by its name where it has one, else by the event that made it."""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.events.assemble import Assembled
from pipeline.events.summaries import summary
from pipeline.schema.tables.agreements import Agreement
from pipeline.schema.tables.events import Event
from pipeline.schema.tables.reports import Report
from pipeline.schema.vocabularies import AgreementKind, AgreementStatus, EventType, PartyRole, Status
from pipeline.store.hashing import make_id

_STATUS_WORDS = {
    "ratify": AgreementStatus.RATIFIED,
    "ratification": AgreementStatus.RATIFIED,
    "suspend": AgreementStatus.SUSPENDED,
    "end": AgreementStatus.ENDED,
    "withdraw": AgreementStatus.ENDED,
}


def settle_agreements(events: Iterable[Assembled]) -> tuple[list[Assembled], list[Agreement]]:
    """The events with their `agreement_id`, and a row for each agreement; the latest dated event settles its status."""
    settled: list[Assembled] = []
    found: dict[str, Agreement] = {}
    for each in events:
        naming = _naming_report(each)
        if naming is None:
            settled.append(each)
            continue
        agreement = _agreement(each, naming)
        found[agreement.agreement_id] = _joined(found.get(agreement.agreement_id), agreement)
        event = replace(each.event, agreement_id=agreement.agreement_id)
        settled.append(replace(each, event=replace(event, summary=summary(event, each.participants))))
    return settled, list(found.values())


def _naming_report(each: Assembled) -> Report | None:
    named = [member.report for member in each.cluster.members if member.report.agreement_name]
    return max(named, key=lambda row: (row.agreement_entity_id is not None, len(row.agreement_bodies)), default=None)


def _agreement(each: Assembled, naming: Report) -> Agreement:
    event = each.event
    parties = [party for party in each.participants if party.role is not PartyRole.OTHER]
    countries = tuple(sorted({party.country_code for party in parties if party.country_code}))
    founded = make_id("agr", naming.agreement_entity_id or event.event_id)
    return Agreement(
        agreement_id=founded,
        name=naming.agreement_name or "" if naming.agreement_entity_id else _described(naming, event, countries),
        kind=naming.agreement_kind or AgreementKind.OTHER,
        entity_id=naming.agreement_entity_id,
        party_countries=countries,
        party_names=tuple(sorted({party.name for party in parties})),
        date_start=event.date_start,
        date_end=event.date_end,
        date_precision=event.date_precision,
        place_name=event.place_name,
        geonames_id=event.geonames_id,
        domains=event.contexts,
        status=_status(each),
        bodies=tuple(sorted({body for member in each.cluster.members for body in member.report.agreement_bodies})),
    )


def _described(naming: Report, event: Event, countries: tuple[str, ...]) -> str:
    year = f", {event.date_start.year}" if event.date_start else ""
    return f"{naming.agreement_name} ({'–'.join(countries) or 'parties unknown'}{year})"


def _status(each: Assembled) -> AgreementStatus:
    words = {member.report.coder.split(".")[0].split("_")[0] for member in each.cluster.members}
    for word, status in _STATUS_WORDS.items():
        if word in words:
            return status
    is_signed = each.event.event_type is EventType.SUPPORT and each.event.status is not Status.PLANNED
    return AgreementStatus.SIGNED if is_signed else AgreementStatus.ANNOUNCED


def _joined(held: Agreement | None, new: Agreement) -> Agreement:
    """One accord told by two events: parties and bodies of both, the rest from the later one that is dated."""
    if held is None:
        return new
    later = max((held, new), key=lambda row: (row.date_start is not None, str(row.date_start)))
    return replace(
        later,
        party_countries=tuple(sorted({*held.party_countries, *new.party_countries})),
        party_names=tuple(sorted({*held.party_names, *new.party_names})),
        domains=tuple(sorted({*held.domains, *new.domains})),
        bodies=tuple(sorted({*held.bodies, *new.bodies})),
    )
