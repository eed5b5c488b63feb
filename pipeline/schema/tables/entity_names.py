"""The table `entity_names`."""

from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Reference, Table


@dataclass(frozen=True, slots=True)
class EntityName:
    """A name or alias under which an entity is known or was seen."""

    entity_id: Annotated[str, Col("The entity.", pattern=r"^ent_[0-9a-f]{16}$", example="ent_c473ad492552c9b8")]
    name: Annotated[str, Col("The name.", example="Morocco")]
    is_canonical: Annotated[bool, Col("Whether it is the entity's canonical name.")]
    mention_count: Annotated[int, Col("How often articles use it.", minimum=0, unit="mentions", example=16)]


ENTITY_NAMES = Table(
    row=EntityName,
    name="entity_names",
    group="entities",
    audience=Audience.PUBLIC,
    key=("entity_id", "name"),
    references=(Reference("entity_id", "entities", "entity_id"),),
    order=("entity_id", "name"),
)
