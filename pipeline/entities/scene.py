"""What the steps of linking share about one article: its names, role phrases, context, and the mentions found so far.

Built once from the sentences; `drafts` and `offices` are what the steps add to.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.entities.capacity import Capacities, Capacity
from pipeline.entities.composition import RolePhrase, find_roles
from pipeline.entities.context import Context, Owned
from pipeline.entities.draft import Draft
from pipeline.entities.geocoding import Geography
from pipeline.entities.knowledge import Knowledge, Sense, SenseKind
from pipeline.entities.names import Name, explained_abbreviations, find_names, is_stance
from pipeline.entities.people import Title
from pipeline.entities.places import PlaceSpan, Toponyms
from pipeline.entities.pronouns import Anaphora
from pipeline.entities.referent import Referent
from pipeline.entities.sentence import Sentence
from pipeline.entities.survey import survey
from pipeline.schema.vocabularies import Sector


@dataclass(frozen=True, slots=True)
class Office:
    """A person said to hold an office, with the tokens that say so."""

    person: Referent
    title: Title
    code: str | None
    sector: Sector | None
    sentence: int
    start: int
    end: int


@dataclass(frozen=True)
class Scene:
    """One article on the day of its publication; lists of lists are by sentence."""

    sentences: Sequence[Sentence]
    day: dt.date
    knowledge: Knowledge
    capacities: Capacities
    names: Sequence[Sequence[Name]]
    roles: Sequence[Sequence[RolePhrase]]
    counts: Counter[str]
    drafts: Sequence[list[Draft]]
    anaphora: Anaphora
    context: Context
    toponyms: Sequence[Toponyms]
    geography: Geography
    offices: list[Office] = field(default_factory=list)


def set_scene(sentences: Sequence[Sentence], day: dt.date, knowledge: Knowledge) -> Scene:
    """The scene of an article before any mention is linked."""
    capacities = Capacities(knowledge, day)
    known = _names(sentences, day, knowledge)
    found = survey(sentences, known, knowledge)
    names = found.names
    roles = [
        find_roles(sentence, _with_places(sentence, held, spans, found.geography), knowledge)
        for sentence, held, spans in zip(sentences, names, found.places, strict=True)
    ]
    drafts: list[list[Draft]] = [[] for _ in sentences]
    owned = {
        (sentence.index, start): each
        for sentence, found, phrases in zip(sentences, names, roles, strict=True)
        for start, each in _owned(sentence, found, phrases, capacities)
    }
    return Scene(
        sentences=sentences,
        day=day,
        knowledge=knowledge,
        capacities=capacities,
        names=names,
        roles=roles,
        counts=found.counts,
        drafts=drafts,
        anaphora=Anaphora(sentences, drafts, knowledge.countries, knowledge.anaphors, {}),
        context=Context(sentences, drafts, owned, found.home, found.counts, _states(names)),
        toponyms=found.toponyms,
        geography=found.geography,
    )


def _names(sentences: Sequence[Sentence], day: dt.date, knowledge: Knowledge) -> list[tuple[Name, ...]]:
    names = [find_names(sentence, knowledge, day, {}) for sentence in sentences]
    local = {
        short: senses
        for sentence, found in zip(sentences, names, strict=True)
        for short, senses in explained_abbreviations(sentence, found)
    }
    local = {**_abbreviations(sentences, names, knowledge), **local}
    if local:
        names = [
            find_names(sentence, knowledge, day, local) if any(short in sentence.text for short in local) else found
            for sentence, found in zip(sentences, names, strict=True)
        ]
    codes = Counter(name.owner.code for found in names for name in found if name.owner and _is_plain(name))
    return [tuple(_by_context(codes, name) for name in found) for found in names]


def _abbreviations(
    sentences: Sequence[Sentence], names: Sequence[Sequence[Name]], knowledge: Knowledge
) -> dict[str, tuple[Sense, ...]]:
    """Abbreviations in the text that may mean something else, of bodies that it names in full: "AU" for the African Union."""
    words = {word for sentence in sentences for word in filter(str.isupper, sentence.words)}
    bodies = {
        sense.referent.entity_id: sense
        for found in names
        for name in found
        if (sense := name.sense(SenseKind.ORGANISATION)) is not None
    }
    return {
        short: (replace(sense, is_doubtful=False),)
        for entity, sense in bodies.items()
        for short in knowledge.aliases.get(entity, ())
        if short in words
    }


def _states(names: Sequence[Sequence[Name]]) -> Counter[str]:
    """How often each country is named by itself, its nationality or its seat."""
    kinds = (SenseKind.COUNTRY, SenseKind.DEMONYM, SenseKind.SEAT, SenseKind.PEOPLE)
    senses = (name.sense(*kinds) for found in names for name in found)
    return Counter(sense.code for sense in senses if sense is not None and sense.code is not None)


def _is_plain(name: Name) -> bool:
    """Whether all meanings of a name are of one country or body."""
    return len({sense.code for sense in name.senses}) == 1


def _by_context(codes: Counter[str | None], name: Name) -> Name:
    """The name with the meaning first whose country the article names most, where it has meanings of several countries."""
    if _is_plain(name):
        return name
    return Name(name.start, name.end, tuple(sorted(name.senses, key=lambda sense: -codes[sense.code])))


def _with_places(
    sentence: Sentence, names: Sequence[Name], spans: Sequence[PlaceSpan], geography: Geography
) -> list[Name]:
    """The names with the places between them, which own institutions too: "Karachi police", "the mayor of Baghdad"."""
    places: list[Name] = []
    for span in spans:
        place = geography.of(span)[0]
        name = Name(span.start, span.end, (Sense(SenseKind.REGION, place.referent, place.code, None),))
        if not is_stance(sentence, name):
            places.append(name)
    return sorted((*names, *places), key=lambda name: name.start)


def _owned(
    sentence: Sentence, names: Sequence[Name], phrases: Sequence[RolePhrase], capacities: Capacities
) -> Iterator[tuple[int, Owned]]:
    """Role phrases whose owner stands beside them, and bodies whose name ends in a role noun, by first token."""
    for name in names:
        held = capacities.knowledge.role_nouns.get(sentence.lower[name.end - 1])
        if held is not None and (sense := name.sense(SenseKind.ORGANISATION)) is not None:
            yield name.start, Owned(held[0], Capacity(sense.code, sense.sector, sense.referent, sense.referent))
    for phrase in phrases:
        for capacity in capacities.of(phrase, phrases)[:1]:
            if capacity.code is not None:
                is_single = phrase.noun.is_group and not phrase.is_plural and not phrase.is_definite
                yield phrase.start, Owned(phrase.noun, capacity, is_single)
