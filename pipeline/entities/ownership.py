"""Mentions by role phrase: whose "the police", "his officers" or "Moroccan officers" are, and the entity that they stand for.

What stands beside the noun is read by `composition.py`; here the article decides where nothing does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.entities.bodies import body_span
from pipeline.entities.capacity import Capacity
from pipeline.entities.cast import Person
from pipeline.entities.composition import RolePhrase
from pipeline.entities.context import POSSESSED, SAME_NOUN, UNSETTLED, Owned
from pipeline.entities.draft import Draft
from pipeline.entities.pairs import COUNTRY_NOUNS, pair_start
from pipeline.entities.referent import Referent, unknown_organisation
from pipeline.entities.scene import Scene
from pipeline.entities.sentence import Sentence
from pipeline.schema.vocabularies import WITHOUT_SECTOR, EntityType, MentionKind, Sector

_RELATIVE = frozenset({"neighbour", "neighbor", "ally", "counterpart"})
"""Nouns for a state, or who holds office in it, by what it is to another."""

_BODIES = frozenset({EntityType.IGO, EntityType.ORGANISATION})
_NEARLY = 0.5
_OWNED, _WEAKLY_OWNED = 0.85, 0.6
"""How sure the country of a noun is whose owner is named beside it."""


@dataclass(frozen=True, slots=True)
class Ownership:
    """Gives the role phrases of one sentence their mentions."""

    scene: Scene
    sentence: Sentence
    phrases: Sequence[RolePhrase]

    def mentions(self, phrase: RolePhrase, person: Person | None) -> Iterator[Draft]:
        """The mentions that a phrase makes, one for each owner; `person` is whom the sentence says it describes."""
        found = self._capacities(phrase, person)
        if phrase.noun.head == "counterpart":
            office = self.scene.context.last_office(self.sentence.index, phrase.start)
            phrase = phrase if office is None else replace(phrase, noun=office)
            found = [(self._of(phrase, capacity.code, capacity.organisation), score) for capacity, score in found]
        for capacity, score in found:
            yield self._draft(phrase, self._settled(phrase, capacity), person, score)

    def _capacities(self, phrase: RolePhrase, person: Person | None) -> Sequence[tuple[Capacity, float]]:
        stated = self.scene.capacities.of(phrase, self.phrases)
        if not stated and (there := self._there(phrase)) is not None:
            return [(self._of(phrase, there), _WEAKLY_OWNED)]
        if stated:
            return [(capacity, _WEAKLY_OWNED if phrase.is_weak else _OWNED) for capacity in stated]
        if person is not None:
            return [(Capacity(person.code, person.sector, person.referent), _OWNED)]
        pointed = [owner for owner in self._pointed_owners(phrase) if owner.code is not None] or self._shortened(phrase)
        if pointed and phrase.noun.head in _RELATIVE:
            other = self._other_than(phrase, pointed)
            return [] if other is None else [other]
        if pointed:
            return [(self._possessed(phrase, owner), POSSESSED) for owner in pointed]
        found = self._chained(phrase) or self.unowned(phrase)
        return [] if found is None else [found]

    def _there(self, phrase: RolePhrase) -> str | None:
        """The country last named before the noun, where the noun is said to be "there"."""
        after = phrase.noun_end
        if after >= len(self.sentence) or self.sentence.lower[after] != "there":
            return None
        if self.sentence.dependencies[after] == "expl":
            return None
        here = [draft for draft in self.scene.drafts[self.sentence.index] if draft.end <= phrase.start]
        before = self.scene.drafts[self.sentence.index - 1] if self.sentence.index else []
        held = (*sorted(here, key=lambda draft: -draft.end), *sorted(before, key=lambda draft: -draft.end))
        return next((draft.code for draft in held if draft.code in self.scene.knowledge.countries), None)

    def _pointed_owners(self, phrase: RolePhrase) -> Sequence[Draft]:
        """The owners that a word beside the noun points back to: "their ministers", "the envoys of both countries"."""
        anaphora = self.scene.anaphora
        if phrase.possessor is not None:
            return anaphora.possessors(self.sentence, phrase.possessor)
        if phrase.chained is None:
            return self._owning_person(phrase)
        outer = self.phrases[phrase.chained]
        start = pair_start(self.sentence, outer.start, outer.noun_end)
        if start is None:
            return []
        return anaphora.pairs.two(self.sentence, start, (), are_states=outer.noun.noun in COUNTRY_NOUNS)

    def _shortened(self, phrase: RolePhrase) -> list[Draft]:
        """The body named before of whose name only the last word stands at the noun: "commission officials"."""
        word = phrase.noun_start - 1
        if word < 0 or self.sentence.dependencies[word] != "compound" or self.sentence.is_capitalised(word):
            return []
        for index in range(self.sentence.index, -1, -1):
            words = self.scene.sentences[index].lower
            for draft in self.scene.drafts[index]:
                is_body = draft.referent is not None and draft.referent.entity_type in _BODIES
                is_before = (index, draft.end) <= (self.sentence.index, word)
                if (
                    is_body
                    and is_before
                    and draft.code
                    and len(draft) > 1
                    and words[draft.end - 1] == self.sentence.lower[word]
                ):
                    return [draft]
        return []

    def _owning_person(self, phrase: RolePhrase) -> list[Draft]:
        """The person whose the noun is: "Ortega's police", "the Ortega government"."""
        held = [draft for draft in self.scene.drafts[self.sentence.index] if draft.is_person]
        reach = range(phrase.start - 1, phrase.noun_start)
        owners = [draft for draft in held if draft.end in reach and self.sentence.tags[draft.end] == "POS"]
        is_rule = phrase.noun.label == "government"
        beside = [each for each in held if is_rule and each.end == phrase.noun_start and self._is_part(each, phrase)]
        return (owners or beside)[:1]

    def _is_part(self, draft: Draft, phrase: RolePhrase) -> bool:
        """Whether a name is joined to the noun as a part of its name."""
        return phrase.noun_start <= self.sentence.heads[draft.root] < phrase.noun_end

    def _other_than(self, phrase: RolePhrase, owners: Sequence[Draft]) -> tuple[Capacity, float] | None:
        """The state that stands to its owner as the noun says, "its neighbour": the likeliest but for the owner's own."""
        sector = self.scene.capacities.sector(phrase, None)
        barred = frozenset(owner.code for owner in owners if owner.code is not None)
        near = self.scene.context.country(phrase, sector, self.sentence.index, barred)
        referent = None if near is None else self.scene.knowledge.countries.get(near[0])
        return None if near is None or referent is None else (Capacity(near[0], sector, referent), near[1])

    def _of(self, phrase: RolePhrase, code: str | None, organisation: Referent | None = None) -> Capacity:
        """The capacity of a phrase by its own words, for the country or body of a code."""
        sector = self.scene.capacities.sector(phrase, None)
        return self.scene.capacities.composed(phrase, code, sector, organisation)

    def _possessed(self, phrase: RolePhrase, owner: Draft) -> Capacity:
        assert owner.code is not None
        return self.scene.capacities.possessed(phrase, owner.code, owner.sector, owner.referent)

    def _settled(self, phrase: RolePhrase, capacity: Capacity) -> Capacity:
        """The capacity with a country where its owner is a people without one: "Kurdish rebels"."""
        owner = capacity.organisation
        is_people = owner is not None and owner.entity_type is EntityType.GROUP and not phrase.noun.is_anonymous
        if capacity.code is not None or not is_people:
            return capacity
        near = self.scene.context.likeliest(self.sentence.index)
        return capacity if near is None else self.scene.capacities.composed(phrase, near[0], capacity.sector, owner)

    def _chained(self, phrase: RolePhrase) -> tuple[Capacity, float] | None:
        """The capacity of a noun whose owner is a noun without an owner beside it: "a spokesman for the police"."""
        if phrase.chained is None or (outer := self.unowned(self.phrases[phrase.chained])) is None:
            return None
        return self.scene.capacities.chained(phrase, self.phrases[phrase.chained], outer[0]), outer[1]

    def unowned(self, phrase: RolePhrase) -> tuple[Capacity, float] | None:
        """The likeliest capacity of a noun whose owner is not beside it; none where it is no actor worth the name."""
        sector = self.scene.capacities.sector(phrase, None)
        head = phrase.noun_end - 1
        if phrase.noun.is_population and self.sentence.dependencies[head] in ("compound", "amod", "nmod"):
            return None
        if phrase.possessor is not None:
            owner = next(iter(self._pointed_owners(phrase)), None)
            if owner is not None and owner.code is not None:
                return self._possessed(phrase, owner), POSSESSED
        same = self.scene.context.same_role(phrase, sector, self.sentence.index)
        if same is not None:
            return self._taken_up(phrase, sector, same), SAME_NOUN
        is_office = phrase.is_definite and phrase.noun.office is not None
        if is_office and (held := self._known_holder(phrase)) is not None:
            return held, SAME_NOUN
        if not (phrase.noun.is_telling or is_office):
            return None
        if phrase.noun.code is not None:
            return Capacity(phrase.noun.code, sector if sector is Sector.MIL else None, None), UNSETTLED
        if phrase.is_plural and phrase.noun.office is not None:
            return None
        are_many = phrase.is_plural and phrase.noun.label == "government" and not phrase.is_definite
        near = None if are_many else self.scene.context.country(phrase, sector, self.sentence.index)
        if near is None:
            return Capacity(None, sector, None), UNSETTLED
        return self._of(phrase, near[0]), near[1]

    def _known_holder(self, phrase: RolePhrase) -> Capacity | None:
        """The holder of "the president" in a body, or in a country that the article names most or nearly, if one is known."""
        ranked = self.scene.counts.most_common()
        for code, count in ranked:
            if code not in WITHOUT_SECTOR and count < _NEARLY * ranked[0][1]:
                continue
            person = self.scene.capacities.holder(phrase, code)
            if person is not None:
                return Capacity(code, None if code in WITHOUT_SECTOR else person.sector, person)
        return None

    def _taken_up(self, phrase: RolePhrase, sector: Sector | None, earlier: Owned) -> Capacity:
        """The capacity of a phrase that takes up an earlier one: the same where number and noun agree."""
        capacity = earlier.capacity
        is_person = capacity.referent is not None and capacity.referent.entity_type is EntityType.PERSON
        if earlier.noun.head == phrase.noun.head and not (is_person and phrase.is_plural):
            return capacity
        sector = capacity.sector if phrase.noun.is_generic else sector
        return self.scene.capacities.composed(phrase, capacity.code, sector, None)

    def _draft(self, phrase: RolePhrase, capacity: Capacity, person: Person | None, score: float) -> Draft:
        span, kind, referent = (phrase.start, phrase.end), MentionKind.NOMINAL, capacity.referent
        if person is not None:
            referent = person.referent
        elif (named := body_span(self.sentence, phrase)) is not None:
            span, kind = named, MentionKind.NAME
            referent = unknown_organisation(self.sentence.phrase(*named), capacity.code, capacity.sector)
        return Draft(
            sentence=self.sentence.index,
            start=span[0],
            end=span[1],
            root=self.sentence.root(*span),
            kind=kind,
            referent=referent,
            code=capacity.code,
            sector=capacity.sector,
            score=score,
            is_plural=phrase.is_plural or (phrase.noun.is_group and not phrase.noun.is_title),
            is_human=phrase.noun.is_title,
        )
