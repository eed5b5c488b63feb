"""How well subjects are told: the BBC's stories, which stand in the sections of its site, and what would be set aside of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.benchmark.newswire import Original
from pipeline.ingest.subject import subject_of
from pipeline.schema.vocabularies import Subject

_SECTIONS = {
    "business": Subject.ECONOMY,
    "entertainment": Subject.CULTURE,
    "sport": Subject.SPORT,
    "tech": Subject.SCIENCE,
    "politics": None,
}
"""The sections with the subject of most that stands in them."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its stories, those of them that are set aside, and those set aside as of its own subject."""

    name: str
    stories: int
    set_aside: int
    as_its_own: int

    def __str__(self) -> str:
        own = f", {self.as_its_own} as {subject.value}" if (subject := _SECTIONS[self.name]) else ""
        return f"{self.name} {self.set_aside} of {self.stories}{own}"


def score_subjects(originals: Iterable[Original]) -> list[Section]:
    """The sections of the BBC's stories among some articles, each with what is told of its stories by their words."""
    told: dict[str, Counter[Subject | None]] = {name: Counter() for name in _SECTIONS}
    for article in originals:
        if article.source == "BBC":
            told[_section_of(article)][subject_of(article.title, article.text)] += 1
    return [
        Section(name, found.total(), found.total() - found[None], found[_SECTIONS[name]] if _SECTIONS[name] else 0)
        for name, found in told.items()
    ]


def _section_of(article: Original) -> str:
    """The section in which a story of the BBC stands."""
    return article.name.split("/")[-2]
