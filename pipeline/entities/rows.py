"""Rows of the linker's tables: their ids, their passing from one entity to another, and the order in which they stand.

Which entities are the same is decided in `identities.py`, or by people in `corrections.py`.
"""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.schema.tables.entities import Entity
from pipeline.schema.tables.entity_names import EntityName
from pipeline.schema.tables.mentions import Mention
from pipeline.schema.tables.roles import Role
from pipeline.schema.vocabularies import Section
from pipeline.store.hashing import make_id


def mention_id(article: str, section: Section, start: int, end: int, entity: str | None) -> str:
    """The id of the mention of an entity, or of none, at the characters from `start` to `end` of a section."""
    return make_id("men", article, section, start, end, entity or "")


def role_id(person: str, title: str, country: str | None, is_former: bool) -> str:
    """The id of an office that a person holds, or held."""
    return make_id("rol", person, title, country or "", is_former)


def relinked(mention: Mention, entity: str | None) -> Mention:
    """The mention, linked to another entity or to none."""
    held = mention_id(mention.article_id, mention.section, mention.start_char, mention.end_char, entity)
    return replace(mention, mention_id=held, entity_id=entity)


def given_to(role: Role, person: str) -> Role:
    """The role, held by another person."""
    held = role_id(person, role.title, role.country_code, role.is_former)
    return replace(role, role_id=held, person_id=person)


def merged(held: Role, later: Role) -> Role:
    """The role with its first evidence, its days widened and the later one's reports added."""
    return replace(
        held,
        first_reported=min(held.first_reported, later.first_reported),
        last_reported=max(held.last_reported, later.last_reported),
        report_count=held.report_count + later.report_count,
    )


def one_each(roles: Iterable[Role]) -> list[Role]:
    """The roles in their order, those of one id merged, the earliest evidence kept."""
    kept: dict[str, Role] = {}
    for role in sorted(roles, key=lambda role: (role.first_reported, role.article_id, role.start_char)):
        held = kept.get(role.role_id)
        kept[role.role_id] = role if held is None else merged(held, role)
    return roles_in_order(kept.values())


def entities_in_order(entities: Iterable[Entity]) -> list[Entity]:
    """Entities by type and name."""
    return sorted(entities, key=lambda row: (row.entity_type, row.name, row.entity_id))


def names_in_order(names: Iterable[EntityName]) -> list[EntityName]:
    """Names by entity."""
    return sorted(names, key=lambda row: (row.entity_id, row.name))


def roles_in_order(roles: Iterable[Role]) -> list[Role]:
    """Roles by person and first report."""
    return sorted(roles, key=lambda row: (row.person_id, row.first_reported, row.role_id))
