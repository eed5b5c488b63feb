"""Mentions by name: countries, bodies, peoples, accords, seats of government, and places.

What a name can mean is known beforehand; here it is decided whether it is used as a name, an adjective or a place.
"""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.entities.draft import Draft
from pipeline.entities.knowledge import Sense, SenseKind
from pipeline.entities.metonyms import acts
from pipeline.entities.names import Name, containers_of
from pipeline.entities.people import PersonSpan
from pipeline.entities.places import PlaceSpan, find_places
from pipeline.entities.scene import Scene
from pipeline.entities.sentence import Sentence
from pipeline.schema.vocabularies import EntityType, MentionKind, Sector

_MODIFIERS = frozenset({"amod", "compound", "nmod", "npadvmod", "poss"})
_SURE, _FAIR = 0.95, 0.8


def name_known(scene: Scene, sentence: Sentence) -> Iterator[Draft]:
    """Mentions by known name; of seats of government that are also places, those that act."""
    for name in scene.names[sentence.index]:
        is_place = _is_seat(name) and scene.knowledge.places.spelling(sentence.phrase(name.start, name.end)) is not None
        if is_place and not acts(sentence, name.start, name.end, scene.knowledge.seat_words):
            continue
        draft = draft_of_name(sentence, name)
        if draft is not None:
            yield draft


def draft_of_name(sentence: Sentence, name: Name) -> Draft | None:
    """The mention that a name makes; none for persons, who are told apart in `people.py`."""
    root = sentence.root(name.start, name.end)
    is_modifier = sentence.dependencies[sentence.governor(root)] in _MODIFIERS and root == name.end - 1
    sense = _chosen(name, is_modifier)
    is_bare_adjective = sense.kind is SenseKind.GROUP and not is_modifier
    if sense.kind is SenseKind.PERSON or is_bare_adjective:
        return None
    is_metonym = sense.kind in (SenseKind.SEAT, SenseKind.HOUSE)
    return Draft(
        sentence=sentence.index,
        start=name.start,
        end=name.end,
        root=root,
        kind=MentionKind.METONYM if is_metonym else MentionKind.NAME,
        referent=sense.referent,
        code=sense.code,
        sector=sense.sector,
        score=_SURE if len(name.senses) == 1 else _FAIR,
        is_plural=sense.kind is SenseKind.PEOPLE,
        is_adjective=sense.kind in (SenseKind.DEMONYM, SenseKind.GROUP),
    )


def _chosen(name: Name, is_modifier: bool) -> Sense:
    """A nationality is an adjective before a noun and a people by itself; any other name has its first meaning."""
    region = name.sense(SenseKind.REGION)
    if region is not None and name.sense(SenseKind.COUNTRY) is None:
        return region
    adjective, people = name.sense(SenseKind.DEMONYM, SenseKind.GROUP), name.sense(SenseKind.PEOPLE)
    if is_modifier and adjective is not None:
        return adjective
    if not is_modifier and people is not None:
        return people
    return name.senses[0]


def settle_peoples(scene: Scene, sentence: Sentence) -> None:
    """Give peoples without a state the country in which the sentence plays; communities of faith stay without."""
    held = scene.drafts[sentence.index]
    for position, draft in enumerate(held):
        is_people = draft.referent is not None and draft.referent.entity_type is EntityType.GROUP
        if not is_people or draft.code is not None or draft.sector is Sector.REL:
            continue
        near = scene.context.likeliest(sentence.index)
        if near is not None:
            held[position] = replace(draft, code=near[0], score=near[1])


def name_places(scene: Scene, sentence: Sentence, spans: list[PersonSpan]) -> Iterator[Draft]:
    """Mentions of places outside persons' and bodies' names; seats of government that do not act are among them."""
    called = scene.toponyms[sentence.index]
    if not called.words:
        return
    names = scene.names[sentence.index]
    acting = {(draft.start, draft.end) for draft in scene.drafts[sentence.index]}
    taken = {token for span in spans for token in range(span.start, span.end)}
    for name in names:
        if not _may_be_place(name) or (name.start, name.end) in acting:
            taken.update(range(name.start, name.end))
    for role in scene.roles[sentence.index]:
        taken.update(range(role.noun_start, role.noun_end))
    for span in find_places(called, frozenset(taken), containers_of(names), scene.geography.names):
        yield _place(scene, sentence, span)


def _place(scene: Scene, sentence: Sentence, span: PlaceSpan) -> Draft:
    place, score = scene.geography.of(span)
    root = sentence.root(span.start, span.end)
    return Draft(sentence.index, span.start, span.end, root, MentionKind.NAME, place.referent, place.code, None, score)


def _may_be_place(name: Name) -> bool:
    """Whether a known name may also be a place's: a seat of government, or what is used as an adjective of its people."""
    return name.senses[0].kind in (SenseKind.SEAT, SenseKind.GROUP)


def _is_seat(name: Name) -> bool:
    return name.senses[0].kind is SenseKind.SEAT
