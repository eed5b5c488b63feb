"""Who presides over or is a minister of which country, by document, against news of Deutsche Welle annotated so (DWIE).

The set is read in `dwie`. Which entity a name leads to is measured in `persons`.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.benchmark.dwie import (
    HEAD_OF_GOVERNMENT,
    HEAD_OF_STATE,
    MINISTER,
    Holding,
    OfficeDocument,
    read_documents,
)
from pipeline.benchmark.linked import LinkedTexts, link_texts
from pipeline.entities.knowledge import Knowledge, Term
from pipeline.entities.reference import knowledge
from pipeline.schema.tables.roles import Role
from pipeline.schema.vocabularies import BODY_CODES, Sector

_CLASSES = {
    **dict.fromkeys(("president", "monarch", "supreme leader", "head of junta", "leader", "pope"), HEAD_OF_STATE),
    "prime minister": HEAD_OF_GOVERNMENT,
    **dict.fromkeys(("minister", "foreign minister", "defence minister", "interior minister"), MINISTER),
    **dict.fromkeys(("finance minister", "trade minister", "justice minister"), MINISTER),
}
"""Classes of role nouns as the set's relations. Former holders are in, as in the set; deputies and envoys are not."""

_SCORED = (HEAD_OF_STATE, MINISTER)
_OF_STATE = (Sector.GOV, Sector.ELI)
"""Sectors of offices of a state, held now or once: not a company's or a club's president, nor a parliament's."""


@dataclass(frozen=True, slots=True)
class RelationScore:
    """Heads of state and ministers over a set: annotated, found for persons that the set has, and right in person, country
    and class."""

    documents: int
    gold: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Share of those found that the set has. What it leaves out, such as an office told only in passing, costs here."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the set's that were found."""
        return self.right / self.gold if self.gold else 0.0


def found_in(document: OfficeDocument, linked: LinkedTexts) -> frozenset[Holding]:
    """The offices of a state that linking gives to the document's persons: those stated in the text, else those known."""
    known = knowledge()
    stated: dict[str, set[tuple[str, str]]] = {}
    for role in linked.roles[document.text.name]:
        if role.country_code and role.country_code not in BODY_CODES and (office := class_of(role, known)) is not None:
            stated.setdefault(role.person_id, set()).add((role.country_code, office))
    return frozenset(
        Holding(person, country, office)
        for person, spans in document.persons.items()
        for entity in set(linked.persons_at(document.text.name, spans))
        for country, office in stated.get(entity) or _known(linked.entities[entity].name, document.text.day, known)
    )


def class_of(role: Role, known: Knowledge) -> str | None:
    """The class of an office as reported, by the longest role noun that ends its title; none where it is no state's; a prince reigns
    nowhere."""
    words = role.title.split()
    nouns = (known.role_nouns.get(" ".join(words[start:])) for start in range(len(words)))
    noun = next((held[0] for held in nouns if held is not None), None)
    if noun is None or role.sector not in _OF_STATE or (noun.label == "monarch" and noun.office is None):
        return None
    return _CLASSES.get(noun.label)


def _known(name: str, day: dt.date, known: Knowledge) -> Iterable[tuple[str, str]]:
    """The office of a leader whom the reference data knows: on the day, else the last before it."""
    terms = [term for term in known.terms.get(name, ()) if term.since <= day and term.person.name == name]
    held: Iterator[Term] = (term for term in reversed(terms) if term.holds_on(day))
    term = next(held, terms[-1] if terms else None)
    office = _CLASSES.get(term.office) if term is not None else None
    return [(term.code, office)] if term is not None and office is not None else []


def score_relations(path: Path) -> RelationScore:
    """Score a file of DWIE; every document is linked by itself, so that each has its own roles."""
    gold: list[tuple[str, Holding]] = []
    found: list[tuple[str, Holding]] = []
    documents = list(read_documents(path))
    for document in documents:
        name = document.text.name
        gold += ((name, each) for each in document.gold if each.office in _SCORED)
        told = found_in(document, link_texts([document.text]))
        found += ((name, each) for each in told if each.office in _SCORED)
    return RelationScore(len(documents), len(gold), len(found), len(set(gold) & set(found)))
