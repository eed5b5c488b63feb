"""Persons by name, brought into an article: spans heard, identities settled, mentions and offices noted.

How a name is found is in `people.py`, who it is in `cast.py`.
"""

from collections.abc import Iterator, Sequence

from pipeline.entities.capacity import Capacity
from pipeline.entities.cast import Cast
from pipeline.entities.composition import RolePhrase
from pipeline.entities.context import Owned
from pipeline.entities.draft import Draft
from pipeline.entities.genders import Gender
from pipeline.entities.knowledge import SenseKind
from pipeline.entities.people import PersonSpan, Title, find_spans, titles_of
from pipeline.entities.places import LARGE
from pipeline.entities.referent import Referent
from pipeline.entities.scene import Office, Scene
from pipeline.entities.sentence import NOMINAL_PARTS, Sentence
from pipeline.schema.vocabularies import MentionKind

_WHERE = frozenset({"in", "at", "near", "inside", "outside"})
"""Prepositions after which nobody is named unless by what is theirs."""

_COUNTERPART = "counterpart"
_STOPS = frozenset({".", "!", "?", '"', "'", ":", ")"})
_KNOWN, _UNKNOWN, _PREVAILING = 0.9, 0.6, 0.4
"""How sure a person's capacity is: stated or known; not known; only guessed from the country that the article is about."""


class Introductions:
    """Finds the persons of a scene and gives them their mentions."""

    def __init__(self, scene: Scene) -> None:
        """Find and identify the persons."""
        self._scene = scene
        self.cast = Cast(scene.knowledge, scene.day, frozenset(scene.counts))
        self._common = frozenset(word for sentence in scene.sentences for word in filter(str.islower, sentence.words))
        self.spans = self._find()

    def _find(self) -> list[list[PersonSpan]]:
        held: list[list[PersonSpan]] = []
        for sentence, names, roles in zip(self._scene.sentences, self._scene.names, self._scene.roles, strict=True):
            found = find_spans(sentence, names, roles)
            held.append([self._person_span(sentence, span, found, roles) for span in found])
        held = [[span for span in spans if not self._is_place(span, held)] for spans in held]
        for span in (span for spans in held for span in spans):
            self.cast.hear(span)
        self.cast.settle()
        for sentence, spans in zip(self._scene.sentences, held, strict=True):
            spans.extend(self._surnames(sentence, spans))
        return held

    def _is_place(self, span: PersonSpan, held: Sequence[Sequence[PersonSpan]]) -> bool:
        """Whether what the model took for a person is a place: it has a place's name, no title, and is no one's surname."""
        sentence = self._scene.sentences[span.sentence]
        before = sentence.lower[span.start - 1] if span.start else ""
        is_owner = span.end < len(sentence) and sentence.tags[span.end] == "POS"
        if before in _WHERE and not span.titles and not is_owner:
            return True
        if span.titles or span.name not in self._scene.knowledge.places:
            return False
        if any(other.is_full and span.name in other.name.split() for spans in held for other in spans):
            return False
        is_known = span.name in self._scene.geography.names
        return (
            is_known
            or before in self._scene.knowledge.place_words.locating
            or self._scene.knowledge.places.largest(span.name) >= LARGE
        )

    def _person_span(
        self, sentence: Sentence, span: tuple[int, int], spans: Sequence[tuple[int, int]], roles: Sequence[RolePhrase]
    ) -> PersonSpan:
        titles = titles_of(sentence, span, spans, roles, self._scene.capacities)
        if not titles and span[0] == 0 and sentence.index:
            titles = self._broken_title(sentence)
        inferred = next((found for title in titles if (found := self._inferred(title)) is not None), None)
        is_ruler = any(role.noun_start == span[1] and role.noun.label == "government" for role in roles)
        return PersonSpan(sentence.index, *span, sentence.phrase(*span), titles, inferred, is_ruler)

    def _broken_title(self, sentence: Sentence) -> tuple[Title, ...]:
        """The office that ends the sentence before, where the parser cut a sentence in two before a name."""
        before = self._scene.sentences[sentence.index - 1]
        same = before.row.paragraph == sentence.row.paragraph and not before.row.is_headline
        roles = self._scene.roles[before.index]
        if not same or before.words[-1] in _STOPS or not roles or roles[-1].is_plural:
            return ()
        words = before.phrase(roles[-1].noun_start, len(before)).lower()
        capacities = self._scene.capacities.of(roles[-1], roles)
        return (Title(before.index, len(roles) - 1, roles[-1], capacities, False, words),)

    def _inferred(self, title: Title) -> Capacity | None:
        """The likely capacity of a title whose owner is not beside it."""
        if any(capacity.code for capacity in title.capacities):
            return None
        phrase = title.phrase
        outer = None if phrase.chained is None else self._scene.roles[title.sentence][phrase.chained].noun.sector
        sector = self._scene.capacities.sector(phrase, outer)
        if (
            phrase.noun.office is None
            and (same := self._scene.context.same_role(phrase, sector, title.sentence)) is not None
        ):
            sector = same.capacity.sector if phrase.noun.is_generic else sector
            return self._scene.capacities.composed(phrase, same.capacity.code, sector, same.capacity.organisation)
        if phrase.possessor is not None and (owner := self._owner(title.sentence, phrase.possessor)) is not None:
            return Capacity(owner, sector, None)
        if phrase.noun.office is None and (told := self._scene.context.introduced(sector, title.sentence)) is not None:
            return self._scene.capacities.composed(phrase, told.capacity.code, sector, told.capacity.organisation)
        holders = frozenset() if phrase.is_former else self._scene.context.holders(phrase.noun)
        near = self._scene.context.likeliest(title.sentence, holders, phrase.noun_end - 1)
        return None if near is None else Capacity(near[0], sector, None)

    def _owner(self, sentence: int, possessor: int) -> str | None:
        """The country of the body that "its" stands for; persons and pairs are not yet told apart when titles are read."""
        owners = self._scene.anaphora.possessors(self._scene.sentences[sentence], possessor)
        return owners[0].code if len(owners) == 1 and not owners[0].is_person else None

    def _surnames(self, sentence: Sentence, spans: Sequence[PersonSpan]) -> Iterator[PersonSpan]:
        """Single words that name a person of the article where the model saw none."""
        taken = {t for span in spans for t in range(span.start, span.end)}
        taken |= {t for name in self._scene.names[sentence.index] for t in range(name.start, name.end)}
        taken |= {t for role in self._scene.roles[sentence.index] for t in range(role.noun_start, role.noun_end)}
        for token in sentence.capitalised:
            word = sentence.words[token]
            is_noun = (
                sentence.parts[token] in NOMINAL_PARTS and len(word) > 1 and sentence.lower[token] not in self._common
            )
            if is_noun and token not in taken and self.cast.is_surname(word):
                yield PersonSpan(sentence.index, token, token + 1, word)

    def mention(self, sentence: Sentence, span: PersonSpan) -> Draft:
        """The mention of a person, whose offices are noted with it."""
        person = self.cast.who(span.name)
        assert person is not None
        code, sector, score = person.code, person.sector, _KNOWN if person.code else _UNKNOWN
        own = next((c for title in span.titles if title.is_before for c in title.capacities if c.code), None)
        if own is not None:
            code, sector = own.code, own.sector
        elif code is None and (nation := self._nation(sentence, span)) is not None:
            code, score = nation, _UNKNOWN
        elif code is None and (beside := self._beside(sentence, span)) is not None:
            code, sector = beside.code, sector or beside.sector
        elif code is None:
            code, score = self._scene.context.prevailing(), _PREVAILING
        self._note_gender(person.referent, span)
        for title in span.titles:
            self._note_office(sentence, span, title, person.referent, code)
        return Draft(
            sentence=sentence.index,
            start=span.start,
            end=span.end,
            root=sentence.root(span.start, span.end),
            kind=MentionKind.NAME,
            referent=person.referent,
            code=code,
            sector=sector,
            score=score,
            title=span.titles[0].words if span.titles else None,
        )

    def _note_gender(self, person: Referent, span: PersonSpan) -> None:
        known, given = self._scene.anaphora.genders, person.name.split()[0]
        if any(title.phrase.noun.noun.endswith("woman") for title in span.titles):
            known[person.entity_id] = Gender.FEMALE
        elif " " in person.name and given in self._scene.knowledge.given_names:
            known.setdefault(person.entity_id, self._scene.knowledge.given_names[given])

    def _nation(self, sentence: Sentence, span: PersonSpan) -> str | None:
        """The country that a nationality before the name gives, or "of" and a country after it."""
        is_of = span.end < len(sentence) and sentence.lower[span.end] == "of"
        for name in self._scene.names[sentence.index]:
            if name.end == span.start and (sense := name.sense(SenseKind.DEMONYM, SenseKind.PEOPLE)) is not None:
                return sense.code
            is_possessor = name.end + 1 == span.start and sentence.tags[name.end] == "POS"
            if is_possessor and (sense := name.sense(SenseKind.COUNTRY)) is not None:
                return sense.code
            if is_of and name.start == span.end + 1 and (sense := name.sense(SenseKind.COUNTRY)) is not None:
                return sense.code
        return None

    def _beside(self, sentence: Sentence, span: PersonSpan) -> Draft | None:
        """A person with a country who is named in the same coordination, for a person without one."""
        governor = sentence.governor(sentence.root(span.start, span.end))
        head = sentence.heads[governor] if sentence.dependencies[governor] == "appos" else governor
        coordinated = set(sentence.conjuncts(sentence.governor(head)))
        held = (draft for draft in self._scene.drafts[sentence.index] if draft.is_person and draft.code)
        return next((draft for draft in held if draft.root in coordinated), None)

    def _note_office(
        self, sentence: Sentence, span: PersonSpan, title: Title, person: Referent, code: str | None
    ) -> None:
        if title.phrase.noun.is_population or title.phrase.noun.head == _COUNTERPART:
            return  # A native of a place, or somebody's counterpart, holds no office by that.
        sector = span.inferred.sector if span.inferred is not None else title.phrase.noun.sector
        stated = title.capacities[0] if title.capacities else Capacity(code, sector, None)
        start, end = span.start, span.end
        if title.sentence == sentence.index:
            start, end = min(title.phrase.start, start), max(title.phrase.end, end)
        self._scene.offices.append(Office(person, title, stated.code, stated.sector, sentence.index, start, end))
        capacity = Capacity(stated.code, stated.sector, person, stated.organisation)
        self._scene.context.owned[title.sentence, title.phrase.start] = Owned(title.phrase.noun, capacity)
