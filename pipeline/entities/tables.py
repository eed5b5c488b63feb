"""The linker's findings as declared tables: mentions, the entities that they name, those entities' names, and roles.

Rows are counted over all articles and sorted; nothing is decided here.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pipeline.entities.findings import Findings, Holding
from pipeline.entities.identities import Identity, same_persons
from pipeline.entities.referent import Referent
from pipeline.entities.rows import (
    entities_in_order,
    given_to,
    merged,
    one_each,
    roles_in_order,
)
from pipeline.entities.spellings import NameWords
from pipeline.schema.tables.entities import Entity
from pipeline.schema.tables.entity_names import EntityName
from pipeline.schema.tables.mentions import Mention
from pipeline.schema.tables.roles import Role
from pipeline.schema.vocabularies import EntityType, MentionKind, Sector, sector_under

V = TypeVar("V")

_NONE: frozenset[Any] = frozenset()


@dataclass(slots=True)
class _Seen:
    """What was seen of an entity. There are as many as the corpus has entities, of most of which little is seen: what is empty is shared."""

    referent: Referent
    first: dt.date
    last: dt.date
    names: dict[str, int] = field(default_factory=dict)
    capacity: Sector | None = None
    """Of a person: the sector in which the latest article speaks of him."""
    codes: frozenset[str] = _NONE
    guesses: frozenset[str] = _NONE
    sectors: frozenset[Sector] = _NONE
    titles: frozenset[str] = _NONE

    def take(self, later: "_Seen") -> None:
        """Take in what was seen of the same person under another spelling."""
        if later.last >= self.last:
            self.capacity = later.capacity or self.capacity
        self.first, self.last = min(self.first, later.first), max(self.last, later.last)
        for name, count in later.names.items():
            self.names[name] = self.names.get(name, 0) + count


@dataclass
class Harvest:
    """The rows gathered from articles, which must be added in order of publication for names to be stable."""

    _mentions: list[Mention] = field(default_factory=list)
    _seen: dict[str, _Seen] = field(default_factory=dict)
    _roles: dict[str, Role] = field(default_factory=dict)

    def add(self, day: dt.date, findings: Findings) -> None:
        """Take in what was found in an article of a day."""
        self._mentions.extend(findings.mentions)
        for mention, referent in findings.namings():
            if referent is not None:
                self._see(referent, day, mention.surface if mention.kind is MentionKind.NAME else None)
                if mention.kind is MentionKind.NAME:
                    self._note(self._seen[referent.entity_id], referent, mention)
        for holding in findings.holdings:
            self._hold(holding, day)

    def reap(self) -> list[Mention]:
        """The mentions added since this was last asked, which are forgotten here."""
        reaped, self._mentions = self._mentions, []
        return reaped

    def entities(self) -> list[Entity]:
        """The entities mentioned, by type and name."""
        return entities_in_order(_entity(seen) for seen in self._seen.values())

    def entity_names(self, aliases: Mapping[str, tuple[str, ...]]) -> list[EntityName]:
        """The names of those entities: the canonical one, known aliases, and those that articles use."""
        rows: list[EntityName] = []
        for entity_id in sorted(self._seen):
            seen = self._seen[entity_id]
            for name in sorted({seen.referent.name, *aliases.get(entity_id, ()), *seen.names}):
                rows.append(EntityName(entity_id, name, name == seen.referent.name, seen.names.get(name, 0)))
        return rows

    def roles(self) -> list[Role]:
        """The offices reported, by person and first report."""
        return roles_in_order(self._roles.values())

    def _see(self, referent: Referent, day: dt.date, name: str | None) -> None:
        if (seen := self._seen.get(referent.entity_id)) is None:
            seen = self._seen[referent.entity_id] = _Seen(referent, day, day)
        seen.first, seen.last = min(seen.first, day), max(seen.last, day)
        if name is not None:
            seen.names[name] = seen.names.get(name, 0) + 1

    @staticmethod
    def _note(seen: _Seen, referent: Referent, mention: Mention) -> None:
        """Note what a mention by name tells of a person, beside the country that the person has by itself."""
        seen.capacity = mention.sector or seen.capacity
        if referent.country_code is None:
            seen.guesses = _with(seen.guesses, mention.country_code)
        elif referent.is_guessed:
            seen.guesses = _with(seen.guesses, referent.country_code)
        else:
            seen.codes = _with(seen.codes, referent.country_code)
        seen.sectors = _with(seen.sectors, mention.sector)
        seen.titles = _with(seen.titles, mention.title)

    def join_persons(self, known: Mapping[str, frozenset[str]], words: NameWords) -> Mapping[str, str]:
        """Make one entity of the persons who are the same under several spellings, and give back the entities that are no more with
        those that they became; `known` are leaders, with the countries and bodies of their offices. To be called once, after all
        articles are added."""
        persons = [
            _identity(seen, known, words)
            for seen in self._seen.values()
            if seen.referent.entity_type is EntityType.PERSON
        ]
        joined = same_persons(persons, words)
        for double, entity in sorted(joined.items()):
            self._seen[entity].take(self._seen.pop(double))
        roles = (given_to(role, joined.get(role.person_id, role.person_id)) for role in self._roles.values())
        self._roles = {role.role_id: role for role in one_each(roles)}
        return joined

    def _hold(self, holding: Holding, day: dt.date) -> None:
        for referent in filter(None, (holding.person, holding.organisation)):
            self._see(referent, day, None)
        held = self._roles.get(holding.role.role_id)
        self._roles[holding.role.role_id] = holding.role if held is None else merged(held, holding.role)


def _with(held: frozenset[V], value: V | None) -> frozenset[V]:
    return held if value is None or value in held else held | {value}


def _entity(seen: _Seen) -> Entity:
    held = seen.referent
    sector = (seen.capacity or held.sector) if held.entity_type is EntityType.PERSON else held.sector
    return Entity(
        entity_id=held.entity_id,
        entity_type=held.entity_type,
        name=held.name,
        country_code=held.country_code,
        sector=sector_under(held.country_code, sector),
        wikidata_id=held.wikidata_id,
        geonames_id=held.geonames_id,
        latitude=held.latitude,
        longitude=held.longitude,
        first_seen=seen.first,
        last_seen=seen.last,
    )


def _identity(seen: _Seen, known: Mapping[str, frozenset[str]], words: NameWords) -> Identity:
    held = seen.referent.entity_id
    return Identity(
        entity_id=held,
        name=seen.referent.name,
        codes=known.get(held, seen.codes),
        guesses=seen.guesses,
        sectors=seen.sectors,
        titles=seen.titles,
        mentions=sum(seen.names.values()),
        is_known=held in known,
        is_common=words.is_common(seen.referent.name),
    )
