"""The persons of an article: which names name the same one, who they are, and in what capacity.

Known leaders come from the reference data with their dates of office; everyone else is an entity of the corpus.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.entities.capacity import Capacity
from pipeline.entities.knowledge import Knowledge, Term
from pipeline.entities.people import PersonSpan, Title
from pipeline.entities.referent import Referent, unknown_person
from pipeline.entities.spellings import unaccented
from pipeline.schema.vocabularies import Sector

_KEPT = 1 << 14
"""Names whose words are kept: an article asks for those of its persons over and over, and news names the same ones."""

_RULING = frozenset({"president", "prime minister", "chancellor", "monarch", "supreme leader", "head of junta"})
"""Offices after whose holder a government is called."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person of an article: canonical entity and the capacity in which the article names them."""

    referent: Referent
    code: str | None
    sector: Sector | None


class Cast:
    """The persons of one article, found in two steps: every span is heard, then each is told whom it names."""

    def __init__(self, knowledge: Knowledge, day: dt.date, codes: frozenset[str]) -> None:
        """`codes` are the countries that the article names."""
        self._knowledge, self._day, self._codes = knowledge, day, codes
        self._spans: list[PersonSpan] = []
        self._people: dict[str, Person] = {}

    def hear(self, span: PersonSpan) -> None:
        """Take a span into account."""
        self._spans.append(span)

    def settle(self) -> None:
        """Decide who the persons are; to be called once, after all spans are heard."""
        groups: dict[str, list[PersonSpan]] = {}
        for span in sorted(self._spans, key=lambda span: not span.is_full):
            groups.setdefault(self._key(span.name, groups), []).append(span)
        for key, spans in groups.items():
            self._people[key] = self._identify(key, spans)

    def who(self, name: str) -> Person | None:
        """The person of the article whom `name` names, whole or by one of its words; none where there is nobody."""
        return self._people.get(self._key(name, self._people))

    def is_surname(self, word: str) -> bool:
        """Whether a single word names a person of the article."""
        return self._key(word, self._people) in self._people

    def _is_another(self, name: str, groups: Mapping[str, object]) -> bool:
        """Whether a single word is a leader's own name, and no fuller name of the article is that leader's: "Mobutu" beside
        "Nzanga Mobutu". One who is brought in with an office is called by the surname alone himself."""
        meant = {term.person for term in self._knowledge.terms.get(name, ())} if " " not in name else ()
        if not meant:
            return False
        fuller = (held for held in groups if " " in held and name in held.split())
        named = {
            term.person for held in fuller for each in _spellings(held) for term in self._knowledge.terms.get(each, ())
        }
        return named.isdisjoint(meant) and not self._is_in_office(name)

    def _is_in_office(self, surname: str) -> bool:
        """Whether the article gives an office, held now, to a person of the surname."""
        return any(
            title.phrase.noun.is_title and not title.phrase.is_former
            for span in self._spans
            if span.is_full and _words(span.name)[-1] == surname
            for title in span.titles
        )

    def _key(self, name: str, groups: Mapping[str, object]) -> str:
        """The group that the name belongs to: its own, or the first whose last, else first, word it is."""
        if name in groups or self._is_another(name, groups):
            return name
        last, fits = name.split()[-1], []
        for held in groups:
            words = _words(held)
            if " " in name:
                if words[-1] == last.split("-")[-1] and words[0] == name.split()[0]:
                    return held
            elif name.split("-")[-1] == words[-1]:
                return held
            elif name == words[0]:
                fits.append(held)
        return fits[0] if fits else name

    def _identify(self, name: str, spans: Sequence[PersonSpan]) -> Person:
        titles = [title for span in spans for title in span.titles]
        stated = _stated(titles)
        term = self._term(name, titles, stated)
        if term is None and any(span.is_ruler for span in spans):
            term = self._ruler(name)
        if term is not None:
            return self._leader(term, stated, titles)
        told = stated or next((span.inferred for span in spans if span.inferred is not None), None)
        if told is not None:
            referent = unknown_person(name, told.code, told.sector, is_guessed=stated is None)
            return Person(referent, told.code, told.sector)
        sector = next((title.phrase.noun.sector for title in titles), None)
        return Person(unknown_person(name, None, sector), None, sector)

    def _leader(self, term: Term, stated: Capacity | None, titles: Sequence[Title]) -> Person:
        """A known leader in the capacity stated, else in office, else as a former official unless the text gives an office."""
        if stated is not None and stated.code is not None:
            return Person(term.person, stated.code, stated.sector)
        if term.holds_on(self._day):
            return Person(term.person, term.code, term.sector)
        present = (title.phrase.noun.sector for title in titles if not title.phrase.is_former)
        return Person(term.person, term.code, next(present, Sector.ELI if term.since <= self._day else None))

    def _term(self, name: str, titles: Sequence[Title], stated: Capacity | None) -> Term | None:
        """The known leader's term that fits best: by full name, or by surname where country or office agree."""
        code = stated.code if stated is not None else None
        terms = next((held for each in _spellings(name) if (held := self._knowledge.terms.get(each))), ())
        is_titled = code is not None and any(title.phrase.noun.office for title in titles)
        if " " in name and self._is_in_civil_life(terms, titles, code):
            return None
        if " " in name and not terms and is_titled:
            near = self._by_surname(name.rsplit(" ", 1)[-1], titles, code)
            terms = tuple(term for term in near if term.person.name[:1] == name[:1])
        elif " " in name and not terms:
            terms = self._like(name, code)
        elif " " in name:
            terms = tuple(term for term in terms if term.code == code) or terms
        elif code is not None:
            known = terms or self._by_surname(name, titles, code)
            terms = tuple(term for term in known if term.code == code)
        else:
            terms = terms or self._by_surname(name, titles, None)
        current = [term for term in terms if term.holds_on(self._day)]
        past = [term for term in terms if term.since <= self._day]
        return next(iter(current), past[-1] if past else next(iter(terms), None))

    def _like(self, name: str, code: str | None) -> tuple[Term, ...]:
        """The terms of the leader whose name is spelt otherwise here: of the country stated or named, else of an
        unmistakable surname."""
        held = {term.code for term in self._knowledge.terms.get(name.split()[-1], ())}
        return self._knowledge.leaders_like(name, frozenset({code}) if code else frozenset(self._codes | held))

    def _ruler(self, surname: str) -> Term | None:
        """The term of the one ruler of the surname who is in office: whose "the Bush administration" is."""
        held = (term for term in self._knowledge.surnames.get(surname, ()) if term.holds_on(self._day))
        ruling = [term for term in held if term.office in _RULING]
        return ruling[0] if len({term.person for term in ruling}) == 1 else None

    def _is_in_civil_life(self, terms: Sequence[Term], titles: Sequence[Title], code: str | None) -> bool:
        """Whether a leader's namesake is meant: a player or a singer, while no leader of the name is in office."""
        is_civil = bool(titles) and all(title.phrase.noun.is_population for title in titles)
        return is_civil and code is None and not any(term.holds_on(self._day) for term in terms)

    def _by_surname(self, name: str, titles: Sequence[Title], code: str | None) -> tuple[Term, ...]:
        """The terms of a leader in office who alone fits the surname: by country stated, office said, or country named."""
        near = [term for term in self._knowledge.surnames.get(name, ()) if term.holds_on(self._day)]
        offices = {title.phrase.noun.office for title in titles} - {None}
        if offices:
            near = [term for term in near if term.office in offices]
        if code is not None or not offices:
            near = [term for term in near if (term.code == code if code else term.code in self._codes)]
        if len({term.person for term in near}) > 1:
            near = [term for term in near if term.code in self._codes]
        return tuple(near) if len({term.person for term in near}) == 1 else ()


def _stated(titles: Sequence[Title]) -> Capacity | None:
    """The capacity that the text states: of a title before the name, else of a former office, else of the first one."""
    held = [(title, capacity) for title in titles for capacity in title.capacities[:1] if capacity.code]
    before = [capacity for title, capacity in held if title.is_before]
    former = [capacity for title, capacity in held if title.phrase.is_former]
    return next(iter([*before, *former, *(capacity for _, capacity in held)]), None)


@lru_cache(_KEPT)
def _words(name: str) -> Sequence[str]:
    """The words of a name, hyphens apart."""
    return tuple(name.replace("-", " ").split())


@lru_cache(_KEPT)
def _spellings(name: str) -> tuple[str, ...]:
    """The name itself, then without middle initials and without a first word that may be none of it."""
    words = unaccented(name).split()
    plain = [word for word in words if not (len(word) <= 2 and word.endswith("."))]
    return (name, " ".join(plain), " ".join(words[1:]) if len(words) > 2 else name)
