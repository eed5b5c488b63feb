"""Corrections by people: entities merged, split or renamed and links banned, as `seeds/corrections/entities.csv` says.

They apply to what linking found, before events are coded; what a release changed by them is told in its `changes`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from pipeline.entities.referent import entity_id
from pipeline.schema.tables.entities import Entity
from pipeline.schema.tables.entity_names import EntityName
from pipeline.schema.tables.mentions import Mention
from pipeline.schema.tables.roles import Role
from pipeline.schema.vocabularies import MentionKind
from pipeline.store.hashing import make_id
from pipeline.store.reference import ReferenceError, rows, split

_ID = re.compile(r"ent_[0-9a-f]{16}")


class Action(StrEnum):
    """What a correction does."""

    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    BAN = "ban"


@dataclass(frozen=True, slots=True)
class Correction:
    """A row of the file; `where` holds uris of articles or their last parts, none for all."""

    action: Action
    entity: str
    value: str
    where: tuple[str, ...]
    reason: str

    def is_of(self, uri: str) -> bool:
        """Whether it holds in the article of that uri."""
        return not self.where or uri in self.where or uri.rsplit("/", 1)[-1] in self.where

    @property
    def target(self) -> str:
        """The id that the entity has from now on: another's for a merge, a new one for a split."""
        if self.action is Action.SPLIT:
            return entity_id("split", self.entity, self.value)
        return self.value if self.action is Action.MERGE else self.entity


@dataclass(frozen=True, slots=True)
class Found:
    """What linking found, row by row; `uris` are those of the articles by id."""

    entities: Sequence[Entity]
    names: Sequence[EntityName]
    mentions: Sequence[Mention]
    roles: Sequence[Role]
    uris: Mapping[str, str]


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections in a file. ReferenceError names the line of one that cannot be applied."""
    return tuple(_correction(f"{path.name}:{line}", row) for line, row in rows(path))


def _correction(place: str, row: dict[str, str]) -> Correction:
    if row["action"] not in list(Action):
        raise ReferenceError(f"{place}: action {row['action']!r} is none of {', '.join(Action)}")
    action = Action(row["action"])
    if not _ID.fullmatch(row["entity"]) or (action is Action.MERGE and not _ID.fullmatch(row["value"])):
        raise ReferenceError(f"{place}: an entity is named by its entity_id, such as ent_0123456789abcdef")
    if not row["value"] or not row["reason"] or (action is Action.SPLIT and not row["where"]):
        raise ReferenceError(f"{place}: a correction needs value and reason, a split also where")
    return Correction(action, row["entity"], row["value"], split(row["where"]), row["reason"])


def correct(found: Found, corrections: Iterable[Correction]) -> Found:
    """What linking found, corrected, each correction after the other."""
    for correction in corrections:
        if any(entity.entity_id == correction.entity for entity in found.entities):
            found = _renamed(found, correction) if correction.action is Action.RENAME else _relinked(found, correction)
    return found


def _renamed(found: Found, correction: Correction) -> Found:
    entities = [
        replace(each, name=correction.value) if each.entity_id == correction.entity else each for each in found.entities
    ]
    names = [
        replace(each, is_canonical=each.name == correction.value) if each.entity_id == correction.entity else each
        for each in found.names
    ]
    if not any(each.entity_id == correction.entity and each.is_canonical for each in names):
        names.append(EntityName(correction.entity, correction.value, True, 0))
    return replace(found, entities=_by_name(entities), names=_in_order(names))


def _relinked(found: Found, correction: Correction) -> Found:
    """What was found with the entity's mentions and roles moved to the target, or to none where the link is banned."""

    def is_meant(article: str, words: str | None) -> bool:
        is_banned = correction.action is not Action.BAN or words == correction.value
        return is_banned and correction.is_of(found.uris[article])

    target = None if correction.action is Action.BAN else correction.target
    mentions, roles = [], []
    for mention in found.mentions:
        is_moved = mention.entity_id == correction.entity and is_meant(mention.article_id, mention.surface)
        mentions.append(_linked(mention, target) if is_moved else mention)
    for role in found.roles:
        is_moved = target is not None and is_meant(role.article_id, None)
        roles.append(_held(role, correction.entity, target) if is_moved and target else role)
    moved = replace(found, mentions=mentions, roles=_one_each(roles))
    return _recounted(moved, correction, target)


def _linked(mention: Mention, target: str | None) -> Mention:
    ids = (mention.article_id, mention.section, mention.start_char, mention.end_char, target or "")
    if target is None:
        mention = replace(mention, country_code=None, sector=None)
    return replace(mention, mention_id=make_id("men", *ids), entity_id=target)


def _held(role: Role, entity: str, target: str) -> Role:
    if role.person_id == entity:
        ids = (target, role.title, role.country_code or "", role.is_former)
        role = replace(role, role_id=make_id("rol", *ids), person_id=target)
    return replace(role, organisation_id=target) if role.organisation_id == entity else role


def _one_each(roles: Iterable[Role]) -> list[Role]:
    """The roles, two of one id joined."""
    held: dict[str, Role] = {}
    for role in roles:
        same = held.get(role.role_id)
        held[role.role_id] = role if same is None else replace(
            min(same, role, key=lambda each: (each.first_reported, each.article_id)),
            first_reported=min(same.first_reported, role.first_reported),
            last_reported=max(same.last_reported, role.last_reported),
            report_count=same.report_count + role.report_count,
        )  # fmt: skip
    return sorted(held.values(), key=lambda row: (row.person_id, row.first_reported, row.role_id))


def _recounted(found: Found, correction: Correction, target: str | None) -> Found:
    """Entities and names after mentions moved: the target's are made or widened, the entity's go where nothing is left."""
    left = {mention.entity_id for mention in found.mentions}
    left |= {each for role in found.roles for each in (role.person_id, role.organisation_id)}
    held = {entity.entity_id: entity for entity in found.entities}
    old, known = held[correction.entity], held.get(target or "")
    if target is not None and target in left:
        new = known or replace(old, entity_id=target)
        if correction.action is Action.SPLIT:
            new = replace(new, name=correction.value, wikidata_id=None)
        first, last = min(new.first_seen, old.first_seen), max(new.last_seen, old.last_seen)
        held[target] = replace(new, first_seen=first, last_seen=last)
    held = {each: entity for each, entity in held.items() if each in left or each != correction.entity}
    return replace(found, entities=_by_name(held.values()), names=_renames(found, correction, target, held))


def _renames(found: Found, correction: Correction, target: str | None, held: Mapping[str, Entity]) -> list[EntityName]:
    """The names of the entities `held`: those of the target with the words by which its mentions call it now."""
    counts: Counter[tuple[str, str]] = Counter()
    moved = {correction.entity, target}
    for name in found.names:
        is_heirs = correction.action is Action.MERGE and name.entity_id == correction.entity
        counts[(target or "") if is_heirs else name.entity_id, name.name] += (
            0 if name.entity_id in moved else name.mention_count
        )
    for mention in found.mentions:
        if mention.entity_id in moved and mention.kind is MentionKind.NAME:
            counts[mention.entity_id or "", mention.surface] += 1
    for entity in held.values():
        counts[entity.entity_id, entity.name] += 0
    kept = ((key, count) for key, count in counts.items() if key[0] in held)
    return _in_order(EntityName(*key, held[key[0]].name == key[1], count) for key, count in kept)


def _by_name(entities: Iterable[Entity]) -> list[Entity]:
    return sorted(entities, key=lambda row: (row.entity_type, row.name, row.entity_id))


def _in_order(names: Iterable[EntityName]) -> list[EntityName]:
    return sorted(names, key=lambda row: (row.entity_id, row.name))
