"""Corrections by people: entities merged, split or renamed and links banned, as `seeds/corrections/entities.csv` says.

They apply to what linking found, before events are coded; what a release changed by them is told in its `changes`. One that names
articles of which none is here is another lake's, and passed over; a check of the table `corrections` tells of it.
"""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.entities.rows import entities_in_order, given_to, names_in_order, one_each, relinked
from pipeline.schema.tables.entities import Entity
from pipeline.schema.tables.entity_names import EntityName
from pipeline.schema.tables.mentions import Mention
from pipeline.schema.tables.roles import Role
from pipeline.schema.vocabularies import CorrectionAction, MentionKind
from pipeline.store.corrections import Correction, is_named
from pipeline.store.reference import ReferenceError


@dataclass(frozen=True, slots=True)
class Found:
    """What linking found, row by row, of mentions those of the entities that corrections name; `uris` are those of the articles by id."""

    entities: Sequence[Entity]
    names: Sequence[EntityName]
    mentions: Sequence[Mention]
    roles: Sequence[Role]
    uris: Mapping[str, str]


def correct(found: Found, corrections: Iterable[Correction]) -> Found:
    """What linking found, corrected, each correction after the other.

    ReferenceError where one names an entity that is gone, or words or an article that do not speak of it.
    """
    for correction in corrections:
        if correction.where and not _within(found, correction.where):
            continue
        _require(found, correction)
        _require_mention(found, correction)
        found = (
            _renamed(found, correction)
            if correction.action is CorrectionAction.RENAME
            else _relinked(found, correction)
        )
    return found


def _require(found: Found, correction: Correction) -> None:
    """What a correction names must be there; a split makes the one that it names."""
    known = {entity.entity_id for entity in found.entities}
    named = [correction.entity] + ([correction.value] if correction.action is CorrectionAction.MERGE else [])
    if gone := next((each for each in named if each not in known), None):
        raise ReferenceError(
            f"{correction.place}: {gone} is no entity of these articles, or none any more after the rows above: drop the row, "
            "or name an entity of the release that is to be corrected"
        )


def _require_mention(found: Found, correction: Correction) -> None:
    """Each of the articles that a correction names and that are here must speak of its entity, and of a banned one in its words."""
    is_banned = correction.action is CorrectionAction.BAN
    for named in correction.where or (("",) if is_banned else ()):
        within = _within(found, (named,)) if named else found.uris.keys()
        if within and not _is_spoken_of(found, correction, within):
            words = f" by the words {correction.value!r}" if is_banned else ""
            raise ReferenceError(
                f"{correction.place}: {named or 'no article'} {'does not speak' if named else 'speaks'} of "
                f"{correction.entity}{words}, or does so no more after the rows above: drop the row, or name words and "
                "articles of its mentions"
            )


def _within(found: Found, where: Sequence[str]) -> set[str]:
    """The articles that are named by their uri or its last part."""
    return {article for article, uri in found.uris.items() if is_named(uri, where)}


def _is_spoken_of(found: Found, correction: Correction, within: Container[str]) -> bool:
    mentions = (each for each in found.mentions if each.entity_id == correction.entity and each.article_id in within)
    if correction.action is CorrectionAction.BAN:
        return any(each.surface == correction.value for each in mentions)
    held = ((each.person_id, each.organisation_id) for each in found.roles if each.article_id in within)
    return any(mentions) or any(correction.entity in each for each in held)


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
    return replace(found, entities=entities_in_order(entities), names=names_in_order(names))


def _relinked(found: Found, correction: Correction) -> Found:
    """What was found with the entity's mentions and roles moved to the target, or its banned mentions to none."""
    target = None if correction.action is CorrectionAction.BAN else correction.target
    within = _within(found, correction.where) if correction.where else found.uris.keys()

    def moved(mention: Mention) -> Mention:
        if mention.entity_id != correction.entity or mention.article_id not in within:
            return mention
        if target is not None:
            return relinked(mention, target)
        is_banned = mention.surface == correction.value
        return replace(relinked(mention, None), country_code=None, sector=None) if is_banned else mention

    found = replace(found, mentions=list(map(moved, found.mentions)))
    if target is not None:
        held = (_held(each, correction.entity, target) if each.article_id in within else each for each in found.roles)
        found = replace(found, roles=one_each(held))
    return _recounted(found, correction, target)


def _held(role: Role, entity: str, target: str) -> Role:
    if role.person_id == entity:
        role = given_to(role, target)
    return replace(role, organisation_id=target) if role.organisation_id == entity else role


def _recounted(found: Found, correction: Correction, target: str | None) -> Found:
    """Entities and names after mentions moved: the target's are made or widened, the entity's go where nothing is left."""
    left = {mention.entity_id for mention in found.mentions}
    left |= {each for role in found.roles for each in (role.person_id, role.organisation_id)}
    held = {entity.entity_id: entity for entity in found.entities}
    old, known = held[correction.entity], held.get(target or "")
    if target is not None and target in left:
        new = known or replace(old, entity_id=target)
        if correction.action is CorrectionAction.SPLIT:
            new = replace(new, name=correction.value, wikidata_id=None)
        first, last = min(new.first_seen, old.first_seen), max(new.last_seen, old.last_seen)
        held[target] = replace(new, first_seen=first, last_seen=last)
    held = {each: entity for each, entity in held.items() if each in left or each != correction.entity}
    return replace(found, entities=entities_in_order(held.values()), names=_renames(found, correction, target, held))


def _renames(found: Found, correction: Correction, target: str | None, held: Mapping[str, Entity]) -> list[EntityName]:
    """The names of the entities `held`: those of the target with the words by which its mentions call it now."""
    counts: Counter[tuple[str, str]] = Counter()
    moved = {correction.entity, target}
    for name in found.names:
        is_heirs = correction.action is CorrectionAction.MERGE and name.entity_id == correction.entity
        counts[(target or "") if is_heirs else name.entity_id, name.name] += (
            0 if name.entity_id in moved else name.mention_count
        )
    for mention in found.mentions:
        if mention.entity_id in moved and mention.kind is MentionKind.NAME:
            counts[mention.entity_id or "", mention.surface] += 1
    for entity in held.values():
        counts[entity.entity_id, entity.name] += 0
    kept = ((key, count) for key, count in counts.items() if key[0] in held)
    return names_in_order(EntityName(*key, held[key[0]].name == key[1], count) for key, count in kept)
