"""Reading what people corrected of links: `seeds/corrections/entities.csv`, whose head says what its columns mean.

How corrections are applied is in `pipeline.entities.corrections`; how a release tells of them in `pipeline.release.causes`.
Those of events are read in `pipeline.events.corrections`.
"""

import re
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

from pipeline.schema.tables.corrections import CorrectionEntry
from pipeline.schema.vocabularies import CorrectionAction
from pipeline.store.hashing import make_id
from pipeline.store.reference import ReferenceError, rows, split

_ID = re.compile(r"ent_[0-9a-f]{16}")
_ACTIONS = (CorrectionAction.MERGE, CorrectionAction.SPLIT, CorrectionAction.RENAME, CorrectionAction.BAN)


@dataclass(frozen=True, slots=True)
class Correction:
    """A row of the file; `where` holds uris of articles or their last parts, none for all, `place` is the file and line."""

    action: CorrectionAction
    entity: str
    value: str
    where: tuple[str, ...]
    reason: str
    place: str = ""

    @property
    def target(self) -> str:
        """The id that the entity has from now on: another's for a merge, a new one for a split."""
        if self.action is CorrectionAction.SPLIT:
            return split_id(self.entity, self.value)
        return self.value if self.action is CorrectionAction.MERGE else self.entity

    @property
    def entry(self) -> CorrectionEntry:
        """The row of the table `corrections`."""
        correction_id = make_id("cor", self.action, self.entity, self.value, *self.where)
        return CorrectionEntry(correction_id, self.action, self.entity, None, self.value, self.where, self.reason, None)


def is_named(uri: str, where: Container[str]) -> bool:
    """Whether an article is among those that are named by uri, or by the last part of it."""
    return uri in where or uri.rsplit("/", 1)[-1] in where


def split_id(entity: str, name: str) -> str:
    """The id of the entity that a split makes of another."""
    return make_id("ent", "split", entity, name)


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections in a file. ReferenceError names the line of one that cannot be applied."""
    return tuple(_correction(f"{path.name}:{line}", row) for line, row in rows(path))


def _correction(place: str, row: dict[str, str]) -> Correction:
    if row["action"] not in _ACTIONS:
        raise ReferenceError(f"{place}: action {row['action']!r} is none of {', '.join(_ACTIONS)}")
    action = CorrectionAction(row["action"])
    if not _ID.fullmatch(row["entity"]) or (action is CorrectionAction.MERGE and not _ID.fullmatch(row["value"])):
        raise ReferenceError(f"{place}: an entity is named by its entity_id, such as ent_0123456789abcdef")
    if not row["value"] or not row["reason"] or (action is CorrectionAction.SPLIT and not row["where"]):
        raise ReferenceError(f"{place}: a correction needs value and reason, a split also where")
    if action is CorrectionAction.RENAME and row["where"]:
        raise ReferenceError(f"{place}: an entity has one name in all articles: leave where empty, or split it")
    return Correction(action, row["entity"], row["value"], split(row["where"]), row["reason"], place)
