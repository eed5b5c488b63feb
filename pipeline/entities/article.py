"""One article's mentions, step by step: names, persons, places, role phrases, then what points back.

The order of the steps is the method; each step's own rules are in its module.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.entities.bodies import is_inside_name
from pipeline.entities.capitals import described_capitals
from pipeline.entities.composition import RolePhrase
from pipeline.entities.draft import Draft
from pipeline.entities.introductions import Introductions
from pipeline.entities.knowledge import Knowledge
from pipeline.entities.naming import name_known, name_places, settle_peoples
from pipeline.entities.ownership import Ownership
from pipeline.entities.pairs import COUNTRY_NOUNS, pair_start
from pipeline.entities.scene import Office, Scene, set_scene
from pipeline.entities.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Reading:
    """What linking finds in an article."""

    drafts: tuple[Draft, ...]
    offices: tuple[Office, ...]


def read_article(sentences: Sequence[Sentence], day: dt.date, knowledge: Knowledge) -> Reading:
    """The mentions and offices of an article published on `day`."""
    scene = set_scene(sentences, day, knowledge)
    for sentence in sentences:
        scene.drafts[sentence.index].extend(name_known(scene, sentence))
    persons = Introductions(scene)
    for sentence, spans in zip(sentences, persons.spans, strict=True):
        scene.drafts[sentence.index].extend(list(name_places(scene, sentence, spans)))
        for span in spans:
            scene.drafts[sentence.index].append(persons.mention(sentence, span))
    for sentence in sentences:
        held = scene.drafts[sentence.index]
        held.sort(key=_order)
        settle_peoples(scene, sentence)
        _add_roles(scene, sentence, persons)
        held.extend(list(described_capitals(scene, sentence)))
        held.sort(key=_order)
        for draft in scene.anaphora.resolve(sentence):
            held.append(draft)
            held.sort(key=_order)
    return Reading(tuple(draft for held in scene.drafts for draft in held), tuple(scene.offices))


def _add_roles(scene: Scene, sentence: Sentence, persons: Introductions) -> None:
    """Add the role phrases of a sentence, but for titles before a name and phrases that point back."""
    phrases = scene.roles[sentence.index]
    ownership = Ownership(scene, sentence, phrases)
    bound = {
        title.position: (span, title)
        for span in persons.spans[sentence.index]
        for title in span.titles
        if title.sentence == sentence.index
    }
    for position, phrase in enumerate(phrases):
        span, title = bound.get(position, (None, None))
        is_title = title is not None and title.is_before
        if is_title or _points_back(scene, sentence, phrase) or is_inside_name(sentence, phrase):
            continue
        person = persons.cast.who(span.name) if span is not None else None
        scene.drafts[sentence.index].extend(list(ownership.mentions(phrase, person)))


def _order(draft: Draft) -> tuple[int, int, int, str]:
    return draft.sentence, draft.start, draft.end, draft.referent.entity_id if draft.referent else ""


def _points_back(scene: Scene, sentence: Sentence, phrase: RolePhrase) -> bool:
    """Whether an unowned phrase is "both sides", "the country" or the like, which `pronouns.py` resolves."""
    if phrase.is_owned and phrase.possessor is None and not phrase.is_of_region:
        return False
    anaphor = scene.knowledge.anaphors.get(phrase.noun.noun)
    is_kind_of_state = anaphor is not None and anaphor.is_of_states and phrase.is_definite and not phrase.is_plural
    if phrase.noun.noun in COUNTRY_NOUNS or is_kind_of_state:
        return True
    return pair_start(sentence, phrase.start, phrase.noun_end) is not None
