"""The country, sector and entity that a role phrase stands for, by its noun, modifiers and owners."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.entities.composition import RolePhrase
from pipeline.entities.knowledge import Knowledge, RoleNoun, Sense, SenseKind
from pipeline.entities.referent import Referent, body, institution, population
from pipeline.schema.vocabularies import WITHOUT_SECTOR, EntityType, Sector, sector_under

_OVERRULING = frozenset({Sector.REB, Sector.PRM, Sector.OPP, Sector.CRM})
"""Sectors of modifiers that overrule even a noun with a sector of its own: "rebel soldiers", "opposition lawmakers"."""


_PRESIDING = frozenset({"president", "vice president"})
"""Offices that companies, parties and unions have as well as states."""

_OFFICIAL = frozenset({Sector.GOV, Sector.LEG, Sector.JUD, Sector.MIL, Sector.COP, Sector.SPY, Sector.PTY, Sector.OPP})
"""Sectors whose former office holders are elites; a former rebel stays one."""


@dataclass(frozen=True, slots=True)
class Capacity:
    """In what capacity a phrase acts. `organisation` is the body that owns the role, where one is named."""

    code: str | None
    sector: Sector | None
    referent: Referent | None
    organisation: Referent | None = None


@dataclass(frozen=True, slots=True)
class Capacities:
    """Gives role phrases their capacities on a day."""

    knowledge: Knowledge
    day: dt.date

    def of(self, phrase: RolePhrase, phrases: Sequence[RolePhrase], depth: int = 3) -> tuple[Capacity, ...]:
        """The capacities of an owned phrase, one for each owner; none where no owner is named."""
        if phrase.owners and not phrase.is_abroad:
            senses = (name.owner for name in phrase.owners)
            return tuple(self.owned_by(phrase, sense) for sense in senses if sense is not None)
        if phrase.chained is not None and depth:
            outer = phrases[phrase.chained]
            return tuple(self.chained(phrase, outer, each) for each in self.of(outer, phrases, depth - 1))
        return ()

    def owned_by(self, phrase: RolePhrase, owner: Sense) -> Capacity:
        """The capacity of a role phrase whose owner is a country, a people or a body."""
        is_body = owner.kind in (SenseKind.ORGANISATION, SenseKind.GROUP)
        inherited = owner.sector if is_body and owner.sector is not Sector.CVL else None
        sector = self.sector(phrase, inherited)
        organisation = owner.referent if is_body else None
        return self.composed(phrase, owner.code, sector, organisation)

    def composed(
        self, phrase: RolePhrase, code: str | None, sector: Sector | None, organisation: Referent | None
    ) -> Capacity:
        """A capacity with its entity: the office's holder, the body itself, or the institution of the country."""
        sector = sector_under(code, sector)
        is_of_state = organisation is None or code in WITHOUT_SECTOR
        holder = self.holder(phrase, code) if is_of_state and phrase.chained is None else None
        if holder is not None:
            return Capacity(code, sector, holder, organisation)
        if organisation is not None:
            is_itself = sector == organisation.sector or sector is None
            return Capacity(
                code, sector, organisation if is_itself else body(organisation, sector, phrase.noun.label), organisation
            )
        country = self.knowledge.countries.get(code or "")
        if country is None or code is None or sector is None:
            return Capacity(code, sector, country)
        make = population if phrase.noun.is_population else institution
        return Capacity(code, sector, make(code, country.name, sector, label_of(phrase.noun, sector)))

    def sector(self, phrase: RolePhrase, inherited: Sector | None) -> Sector | None:
        """The sector of a phrase: former officials are elites; a generic noun takes that of its modifiers or owner."""
        present = self._present_sector(phrase, inherited)
        return Sector.ELI if phrase.is_former and phrase.noun.is_title and present in _OFFICIAL else present

    def _present_sector(self, phrase: RolePhrase, inherited: Sector | None) -> Sector | None:
        marked = [self.knowledge.sector_of_modifier(word) for word in phrase.modifiers]
        for sector in marked:
            overrules = sector in _OVERRULING and phrase.noun.office is None
            if sector is not None and (phrase.noun.is_generic or overrules):
                return sector
        is_of_owner = phrase.noun.is_generic or phrase.noun.label in _PRESIDING
        if inherited is not None and (is_of_owner or self._is_armed(phrase.noun.sector, inherited)):
            return inherited
        return phrase.noun.sector

    @staticmethod
    def _is_armed(sector: Sector | None, owner: Sector) -> bool:
        """Whether troops are those of an armed group, and so no army: "Hamas forces"."""
        return sector in (Sector.MIL, Sector.COP) and owner in (Sector.REB, Sector.PRM)

    def possessed(self, phrase: RolePhrase, code: str, sector: Sector | None, owner: Referent | None) -> Capacity:
        """The capacity of a phrase whose owner a possessive pronoun stands for: "its forces"."""
        inherited = sector if sector in (Sector.REB, Sector.PRM) else None
        is_body = owner is not None and owner.entity_type in (EntityType.ORGANISATION, EntityType.IGO)
        is_own = is_body and (inherited is not None or code in WITHOUT_SECTOR)
        return self.composed(phrase, code, self.sector(phrase, inherited), owner if is_own else None)

    def holder(self, phrase: RolePhrase, code: str | None) -> Referent | None:
        """The person known to hold the office that the phrase names, on the day of publication."""
        if code is None or phrase.is_former or phrase.is_plural or phrase.noun.office is None:
            return None
        terms = [term for term in self.knowledge.offices.get((code, phrase.noun.office), ()) if term.holds_on(self.day)]
        return terms[0].person if len(terms) == 1 else None

    def chained(self, phrase: RolePhrase, outer: RolePhrase, owner: Capacity) -> Capacity:
        """The capacity of a phrase whose owner is another role phrase, of capacity `owner`."""
        inherited = owner.sector if owner.sector is not None else outer.noun.sector
        return self.composed(phrase, owner.code, self.sector(phrase, inherited), owner.organisation)


def label_of(noun: RoleNoun, sector: Sector) -> str:
    """The class of institution that a noun stands for; generic nouns stand for their sector."""
    return sector.value if noun.is_generic and noun.sector is not sector else noun.label
