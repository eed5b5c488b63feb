"""The one line that says an event in the house's words: who did what to whom, where, when."""

import datetime as dt
from collections.abc import Sequence

from pipeline.schema.tables.events import Event
from pipeline.schema.tables.participants import Participant
from pipeline.schema.vocabularies import DatePrecision, EventType, Mode, PartyRole, Status

_PHRASES: dict[EventType, tuple[str, str]] = {
    EventType.AGREE: ("agree", "to cooperate with"),
    EventType.CONSULT: ("consult", "with"),
    EventType.SUPPORT: ("express support", "for"),
    EventType.CONCEDE: ("concede", "to"),
    EventType.COOPERATE: ("cooperate", "with"),
    EventType.AID: ("give aid", "to"),
    EventType.RETREAT: ("yield", "to"),
    EventType.REQUEST: ("make a request", "of"),
    EventType.ACCUSE: ("criticise or accuse", ""),
    EventType.REJECT: ("refuse", ""),
    EventType.THREATEN: ("threaten", ""),
    EventType.PROTEST: ("protest", "against"),
    EventType.SANCTION: ("sanction", ""),
    EventType.MOBILIZE: ("mobilise", "against"),
    EventType.COERCE: ("coerce", ""),
    EventType.ASSAULT: ("attack", ""),
}
_MODE_PHRASES: dict[Mode, tuple[str, str]] = {
    Mode.VISIT: ("visit", ""),
    Mode.PHONE: ("speak by phone", "with"),
    Mode.THIRD_PARTY: ("mediate", "between"),
    Mode.RELEASE: ("release", ""),
    Mode.WITHDRAW: ("withdraw", "from"),
    Mode.RESIGN: ("resign", ""),
    Mode.INVESTIGATE: ("investigate", ""),
    Mode.CONVICT: ("convict", ""),
    Mode.ARREST: ("arrest", ""),
    Mode.DEPORT: ("deport", ""),
    Mode.SEIZE: ("seize from", ""),
    Mode.ABDUCT: ("abduct", ""),
}


def summary(event: Event, participants: Sequence[Participant]) -> str:
    """A line such as "Israel (MIL) visit Morocco (MIL), Rabat, 20–26 March 2022"; parties in order, verbs in the plural form."""
    actors = _names(participants, PartyRole.ACTOR)
    recipients = _names(participants, PartyRole.RECIPIENT)
    own = _MODE_PHRASES.get(event.mode) if event.mode is not None else None
    is_accord = event.event_type is EventType.SUPPORT and event.agreement_id is not None
    verb, link = own or (("conclude an accord", "with") if is_accord else _PHRASES[event.event_type])
    ahead = "plan to " if event.status is Status.PLANNED and event.event_type is not EventType.AGREE else ""
    act = " ".join(part for part in (f"{ahead}{verb}", link if recipients else "", recipients) if part)
    parts = [f"{actors} {act}", event.place_name, _date(event)]
    return ", ".join(part for part in parts if part)


def _names(participants: Sequence[Participant], role: PartyRole) -> str:
    names = [
        f"{party.name} ({party.sector})" if party.sector else party.name for party in participants if party.role is role
    ]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _date(event: Event) -> str:
    start, end = event.date_start, event.date_end
    if start is None or end is None:
        return ""
    match event.date_precision:
        case DatePrecision.YEAR:
            return f"{start.year}"
        case DatePrecision.MONTH:
            return f"{start:%B %Y}"
    return _day(start) if start == end else f"{_day(start)} to {_day(end)}"


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
