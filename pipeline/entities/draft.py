"""A mention before it is a row: token span, what it stands for and in what capacity.

Drafts are values; the linker's steps add them to an article's list in the order in which they are decided.
"""

from dataclasses import dataclass, replace

from pipeline.entities.referent import Referent
from pipeline.schema.vocabularies import EntityType, MentionKind, Sector

_PARTIES = frozenset({EntityType.COUNTRY, EntityType.IGO, EntityType.ORGANISATION, EntityType.PERSON, EntityType.GROUP})


@dataclass(frozen=True, slots=True)
class Draft:
    """A mention by sentence and tokens; `title` is the office with which a person is named."""

    sentence: int
    start: int
    end: int
    root: int
    kind: MentionKind
    referent: Referent | None
    code: str | None
    sector: Sector | None
    score: float
    title: str | None = None
    is_plural: bool = False
    is_adjective: bool = False
    is_human: bool = False

    @property
    def is_party(self) -> bool:
        """Whether the mention can be an actor: not a place, region or agreement, nor the press."""
        return self.sector is not Sector.JRN and (self.referent is None or self.referent.entity_type in _PARTIES)

    @property
    def is_place(self) -> bool:
        """Whether a place or region is meant, and no one who acts."""
        return self.referent is not None and self.referent.entity_type in (EntityType.PLACE, EntityType.REGION)

    @property
    def is_one_human(self) -> bool:
        """Whether a pronoun such as "he" may stand for it."""
        return self.is_person or (self.is_human and not self.is_plural)

    @property
    def is_person(self) -> bool:
        """Whether one person is meant."""
        return self.referent is not None and self.referent.entity_type is EntityType.PERSON

    def pointed_at(self, sentence: int, start: int, end: int, root: int, kind: MentionKind, score: float) -> "Draft":
        """The same party as words elsewhere stand for it that point back; no surer than the mention itself."""
        score = min(score, self.score)
        return replace(
            self,
            sentence=sentence,
            start=start,
            end=end,
            root=root,
            kind=kind,
            score=score,
            title=None,
            is_adjective=False,
        )

    def __len__(self) -> int:
        return self.end - self.start
