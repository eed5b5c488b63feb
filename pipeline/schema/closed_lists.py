"""Every closed list that a public column draws on, as one value: its codes, its heading, what each code means.

The codes are in `vocabularies.py`, the words on them in `meanings.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any

from pipeline.schema import meanings
from pipeline.schema.vocabularies import (
    AgreementKind,
    AgreementStatus,
    Cause,
    Change,
    Context,
    CorrectionAction,
    DateOrigin,
    DatePrecision,
    Derivation,
    EntityType,
    EventType,
    Form,
    MentionKind,
    Mode,
    PartyRole,
    PlacePrecision,
    PublicationPrecision,
    QuadClass,
    Section,
    Sector,
    Status,
    Subject,
)


@dataclass(frozen=True, slots=True)
class ClosedList:
    """A closed list of codes with its heading in the codebook and what each code means."""

    codes: type[StrEnum]
    title: str
    meanings: Mapping[Any, str]

    @property
    def name(self) -> str:
        """The list's name in `schema.json`: that of the class, in lower case with underscores."""
        return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in self.codes.__name__)[1:]


CLOSED_LISTS: tuple[ClosedList, ...] = (
    ClosedList(EventType, "Event types", meanings.EVENT_TYPES),
    ClosedList(Mode, "Modes", meanings.MODES),
    ClosedList(QuadClass, "Quad classes", meanings.QUAD_CLASSES),
    ClosedList(Context, "Contexts", meanings.CONTEXTS),
    ClosedList(Status, "Statuses", meanings.STATUSES),
    ClosedList(DatePrecision, "Precision of dates", meanings.DATE_PRECISIONS),
    ClosedList(PlacePrecision, "Precision of places", meanings.PLACE_PRECISIONS),
    ClosedList(PartyRole, "Parts of a participant", meanings.PARTY_ROLES),
    ClosedList(Sector, "Sectors", meanings.SECTORS),
    ClosedList(EntityType, "Kinds of entity", meanings.ENTITY_TYPES),
    ClosedList(MentionKind, "Kinds of mention", meanings.MENTION_KINDS),
    ClosedList(Section, "Sections of an article", meanings.SECTIONS),
    ClosedList(Form, "Forms of an article", meanings.FORMS),
    ClosedList(PublicationPrecision, "Precision of publication times", meanings.PUBLICATION_PRECISIONS),
    ClosedList(DateOrigin, "What dates an article", meanings.DATE_ORIGINS),
    ClosedList(Subject, "Subjects of articles of no world affairs", meanings.SUBJECTS),
    ClosedList(Derivation, "Derivations of an article", meanings.DERIVATIONS),
    ClosedList(AgreementKind, "Kinds of agreement", meanings.AGREEMENT_KINDS),
    ClosedList(AgreementStatus, "Statuses of an agreement", meanings.AGREEMENT_STATUSES),
    ClosedList(Change, "Changes of an event", meanings.CHANGES),
    ClosedList(Cause, "Causes of a change", meanings.CAUSES),
    ClosedList(CorrectionAction, "Corrections", meanings.CORRECTION_ACTIONS),
)
"""Every closed list that a public column draws on, in the order of the codebook."""


def closed_list(codes: type) -> ClosedList | None:
    """The closed list that a column of a type draws on; none for a type that is no closed list, or one of no public column."""
    return next((held for held in CLOSED_LISTS if held.codes is codes), None) if issubclass(codes, Enum) else None
