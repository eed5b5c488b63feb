"""Persons of a whole corpus: which of them, named in different articles, are one under several spellings.

Names must agree and nothing else may tell them apart; where a name fits two persons it is joined to neither.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.entities.spellings import Likeness, NameWords, alike
from pipeline.schema.vocabularies import Sector

_SURE = (Likeness.SAME, Likeness.ORDER)
_OFFICIAL = frozenset({Sector.GOV, Sector.MIL, Sector.LEG, Sector.JUD, Sector.COP, Sector.SPY, Sector.ELI})


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as the articles speak of them: the countries stated (not guessed), sectors and titles; a known leader is one
    of the reference data."""

    entity_id: str
    name: str
    codes: frozenset[str]
    guesses: frozenset[str]
    sectors: frozenset[Sector]
    titles: frozenset[str]
    mentions: int
    is_known: bool
    is_common: bool
    """Whether the name is made of given names alone, and so borne by many: "Mohamed Ibrahim"."""

    @property
    def is_full(self) -> bool:
        """Whether the name has more than one word."""
        return " " in self.name

    def may_be(self, other: "Identity") -> bool:
        """Whether nothing tells the two apart: neither countries, nor both being known, nor one being in office and the other
        in civil life; people of a common name or of different likely countries must have something in common."""
        if (self.is_known and other.is_known) or (self.codes and other.codes and not self.codes & other.codes):
            return False
        if self.codes & other.codes or not self.is_told or not other.is_told or self.titles & other.titles:
            return True
        is_civil = any(a.sectors == {Sector.CVL} and b.sectors & _OFFICIAL for a, b in ((self, other), (other, self)))
        where = [each.codes | each.guesses for each in (self, other)]
        is_rare = not (self.is_common and other.is_common) and not all(where)
        return not is_civil and (self.is_known or other.is_known or is_rare or self._resembles(other))

    @property
    def is_told(self) -> bool:
        """Whether the articles say anything of the person that could tell him apart."""
        return bool(self.codes | self.guesses or self.sectors or self.titles)

    def _resembles(self, other: "Identity") -> bool:
        """Whether a likely country or a sector is common to both."""
        return bool((self.codes | self.guesses) & (other.codes | other.guesses) or self.sectors & other.sectors)


class _Clusters:
    """Persons joined so far: the cluster of each, by id."""

    def __init__(self, persons: Sequence[Identity]) -> None:
        self.of: dict[str, list[Identity]] = {person.entity_id: [person] for person in persons}

    def join(self, one: Identity, other: Identity) -> None:
        """Make one cluster of two, unless some of their persons cannot be the same."""
        left, right = self.of[one.entity_id], self.of[other.entity_id]
        if left is not right and all(a.may_be(b) for a in left for b in right):
            left.extend(right)
            for person in right:
                self.of[person.entity_id] = left


def same_persons(persons: Iterable[Identity], words: NameWords) -> Mapping[str, str]:
    """For each person who is another's double, by entity id, the entity to stand for both; whatever the order of `persons`."""
    ordered = sorted(persons, key=lambda person: person.entity_id)
    clusters = _Clusters(ordered)
    alike_to = _likenesses([person for person in ordered if person.is_full], words)
    for person, matches in alike_to:
        near = [other for other, likeness in matches if likeness in _SURE]
        for other in near if _is_plain(person, near) else ():
            clusters.join(person, other)
    for person, matches in alike_to:
        loose = [other for other, likeness in matches if likeness not in _SURE and person.may_be(other)]
        if len({id(clusters.of[other.entity_id]) for other in loose}) == 1 and _is_shorter(person, loose, words):
            clusters.join(person, loose[0])
    titled: dict[str, list[Identity]] = {}
    for person in ordered:
        for title in sorted(person.titles if person.is_full else ()):
            titled.setdefault(title, []).append(person)
    for person in (each for each in ordered if not each.is_full):
        colleagues = (other for title in sorted(person.titles) for other in titled.get(title, ()))
        fitting = [other for other in colleagues if _is_surname(person, other, words)]
        if len({id(clusters.of[other.entity_id]) for other in fitting}) == 1:
            clusters.join(person, fitting[0])
    chiefs = {person.entity_id: _chief(clusters.of[person.entity_id]).entity_id for person in ordered}
    return {entity: chief for entity, chief in chiefs.items() if entity != chief}


def _likenesses(
    persons: Sequence[Identity], words: NameWords
) -> list[tuple[Identity, list[tuple[Identity, Likeness]]]]:
    """Each person with those whose name agrees with theirs."""
    keys = [sorted(set(words.keys(person.name))) for person in persons]
    held: dict[tuple[str, str], list[Identity]] = {}
    for person, own in zip(persons, keys, strict=True):
        for key in own:
            held.setdefault(key, []).append(person)
    found: dict[str, list[tuple[Identity, Likeness]]] = {person.entity_id: [] for person in persons}
    for person, own in zip(persons, keys, strict=True):
        near = {each.entity_id: each for key in own for each in held[key] if each.entity_id < person.entity_id}
        for other in near.values():
            codes = person.codes | person.guesses | other.codes | other.guesses
            if (likeness := words.agree(person.name, other.name, codes)) is not None:
                found[person.entity_id].append((other, likeness))
                found[other.entity_id].append((person, likeness))
    return [(person, sorted(found[person.entity_id], key=lambda pair: pair[0].entity_id)) for person in persons]


def _is_plain(person: Identity, near: Sequence[Identity]) -> bool:
    """Whether a name fits one person only: no two of those near it are told apart, where the person's own country is not."""
    return bool(person.codes) or all(a.may_be(b) for a in near for b in near if a is not b)


def _is_shorter(person: Identity, others: Sequence[Identity], words: NameWords) -> bool:
    own = len(words.words(person.name))
    return all(own < len(words.words(other.name)) for other in others)


def _is_surname(person: Identity, other: Identity, words: NameWords) -> bool:
    """Whether a single word is the surname of somebody of the same title."""
    own, full = words.words(person.name), words.words(other.name)
    return bool(own and full) and (alike(own[0], full[-1]) or own[0] == full[0]) and person.may_be(other)


def _chief(cluster: Sequence[Identity]) -> Identity:
    """The person after whom a cluster is named: known, of a stated country, of a full name, then most named."""
    return min(
        cluster,
        key=lambda each: (
            not each.is_known,
            not each.codes,
            not each.is_full,
            -each.mentions,
            each.name,
            each.entity_id,
        ),
    )
