"""Nouns that point back to a state or body, read from their reference file: what "the kingdom" or "the bloc" can mean.

To which mention of an article such a noun points is decided in `pronouns.py`.
"""

from dataclasses import dataclass
from pathlib import Path

from pipeline.entities.draft import Draft
from pipeline.schema.vocabularies import EntityType, Sector
from pipeline.store.reference import rows, split

_ANY = "*"
_BODIES = frozenset({EntityType.IGO, EntityType.ORGANISATION})


@dataclass(frozen=True, slots=True)
class Anaphor:
    """What a noun can point back to: states by code, bodies by the code that stands for their country or by sector."""

    states: frozenset[str]
    codes: frozenset[str]
    sectors: frozenset[Sector]

    @property
    def is_of_states(self) -> bool:
        """Whether states are meant."""
        return bool(self.states)

    @property
    def is_of_any_state(self) -> bool:
        """Whether the noun fits every state, and so says nothing but that one is meant."""
        return _ANY in self.states

    def fits(self, draft: Draft) -> bool:
        """Whether a mention may be meant."""
        if draft.referent is None or draft.code is None:
            return False
        if self.states:
            is_state = draft.referent.entity_type is EntityType.COUNTRY and draft.sector is Sector.GOV
            is_part = draft.referent.entity_type is EntityType.REGION and not self.is_of_any_state
            return (is_state or is_part) and (self.is_of_any_state or draft.code in self.states)
        is_body = draft.referent.entity_type in _BODIES and not draft.is_plural
        return is_body and (draft.code in self.codes or draft.sector in self.sectors)


def read_anaphors(folder: Path) -> dict[str, Anaphor]:
    """The nouns, in lower case, with what they can mean."""
    return {
        row["noun"]: Anaphor(
            frozenset(split(row["states"])),
            frozenset(split(row["codes"])),
            frozenset(map(Sector, split(row["sectors"]))),
        )
        for _, row in rows(folder / "anaphors.csv")
    }
