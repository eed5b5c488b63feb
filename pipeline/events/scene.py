"""Where an event happened by the story around it: what "here", "there" and "the city" point to, and where deeds go on.

What its own clause states is found in `whereabouts`.
"""

from dataclasses import dataclass

from pipeline.events.candidate import Candidate
from pipeline.events.grammar import Sentence
from pipeline.events.parties import Cast
from pipeline.events.token import Token
from pipeline.events.whereabouts import CITY_NOUNS, LOCATIVE, STRIKE_PLACES, Where, place_of, where_of
from pipeline.schema.vocabularies import EventType, Mode, PlacePrecision, QuadClass

_REFUGE = frozenset({"asylum", "refuge", "shelter"})
_AREA_NOUNS = frozenset({"area", "province", "region", "territory", "district", "enclave", "island", "vicinity"})


@dataclass
class Scene:
    """Where an article's story stands, for what points back: the dateline's place for "here", the last city for "the city",
    and the place of the last deed for the deeds told after it, in the next paragraph no finer than its country."""

    home: Where | None = None
    city: Where | None = None
    last: Where | None = None
    paragraph: int = -1
    deed: Where | None = None
    news: Where | None = None

    def enter(self, cast: Cast) -> None:
        """Begin a sentence; a new paragraph leaves the place of the deeds before, and keeps the country of the news."""
        row = cast.sentence.annotation
        if row.paragraph == self.paragraph:
            return
        state = None if self.news is None else cast.states.get(self.news.country or "")
        self.deed = None if state is None else where_of(state)
        self.paragraph, self.news = row.paragraph, None

    def leave(self, cast: Cast) -> None:
        """End a sentence: the places that it names can be pointed back to."""
        row = cast.sentence.annotation
        is_dateline = not row.is_headline and "VERB" not in row.token_pos and "AUX" not in row.token_pos
        for root in sorted(cast.by_root):
            for mention in cast.places_at(cast.sentence.tokens[root]):
                place = where_of(cast.entities[mention.entity_id or ""])
                self.last = place
                self.city = place if place.precision is PlacePrecision.CITY else self.city
                self.home = self.home or (place if is_dateline else None)


def whereabouts(cast: Cast, found: Candidate, scene: Scene, *, is_news: bool) -> Where | None:
    """The place of an event: what its clause states or points to, else for a deed that of the deed told before it.

    `is_news` where the event happened lately; what a story recalls lies anywhere.
    """
    stated = place_of(cast.sentence, cast, found) or _pointed(cast, found, scene) or _at_home(cast, found)
    is_deed = found.event_type.quad_class is QuadClass.MATERIAL_CONFLICT and found.event_type is not EventType.SANCTION
    place = stated or (scene.deed if is_deed and _carries(found, scene, is_news) else None)
    if is_deed and place is not None:
        scene.deed, scene.news = place, place if is_news else scene.news
    return place


def _carries(found: Candidate, scene: Scene, is_news: bool) -> bool:
    """Whether a deed may go on where the one before it was done: where those whom it strikes, or else its doers, are at home."""
    struck = {party.country for party in found.recipients} - {""}
    sides = struck or {party.country for party in found.actors}
    return is_news and scene.deed is not None and scene.deed.country in sides


def _at_home(cast: Cast, found: Candidate) -> Where | None:
    """A visit to a state's officials is paid in that state, and asylum is in the state that grants it."""
    is_visit = found.event_type is EventType.CONSULT and found.mode is Mode.VISIT
    is_refuge = found.event_type is EventType.AID and not _REFUGE.isdisjoint(found.frame.required)
    hosts = {party.country for party in (found.recipients if is_visit else found.actors if is_refuge else ())}
    state = cast.states.get(next(iter(hosts))) if len(hosts) == 1 else None
    return None if state is None else where_of(state)


def _last_before(cast: Cast, token: Token) -> Where | None:
    """The place named last before a token of its sentence."""
    named = [mention for each in cast.sentence.tokens[: token.index] for mention in cast.places_at(each)]
    return where_of(cast.entities[named[-1].entity_id or ""]) if named else None


def _pointed(cast: Cast, found: Candidate, scene: Scene) -> Where | None:
    """The place that "here", "there" or "in the city" points to."""
    sentence = cast.sentence
    clause = sentence.clause(found.trigger)
    for anchor in (found.trigger, clause, *sentence.children(clause, "nsubj", "nsubjpass")):
        adverbs = {child.lemma: child for child in sentence.children(anchor, "advmod")}
        if "here" in adverbs:
            return scene.home
        if "there" in adverbs:
            return _last_before(cast, adverbs["there"]) or scene.last
        objects = sentence.objects(anchor)
        struck = objects if found.event_type in STRIKE_PLACES else ()
        inside = (token for each in (anchor, *objects) for token in sentence.preposition_objects(each, *LOCATIVE))
        for token in (*inside, *struck):
            if _is_known(sentence, token) and token.lemma in CITY_NOUNS:
                return scene.city
            if _is_known(sentence, token) and token.lemma in _AREA_NOUNS:
                return scene.last
    return None


def _is_known(sentence: Sentence, noun: Token) -> bool:
    """Whether nothing but "the" or "this" tells which one is meant."""
    if not any(child.lemma in ("the", "this", "that") for child in sentence.children(noun, "det")):
        return False
    return not (
        sentence.children(noun, "amod", "compound", "poss", "appos", "relcl", "nmod", "acl")
        or sentence.preposition_objects(noun, "of")
    )
