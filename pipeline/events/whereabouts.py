"""Where an event happened: the place named in its clause, never the actor's country.

Places come linked from the `mentions` table; which of them is the event's is decided here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.events.candidate import Candidate
from pipeline.events.grammar import Sentence, Token
from pipeline.events.lexicon import load_lexicon
from pipeline.events.parties import Cast
from pipeline.schema.tables.entities import Entity
from pipeline.schema.vocabularies import EntityType, EventType, Mode, PlacePrecision, QuadClass

_LOCATIVE = frozenset({"in", "at", "near", "outside", "inside", "around", "across", "off", "over"})
_HELD = ("dobj", "nsubj", "nsubjpass", "npadvmod")
_PHRASAL = ("prep", "pobj", "dobj", "npadvmod")
_CITY_NOUNS = frozenset({"city", "town", "village", "capital", "port"})
_STATE_NOUNS = frozenset({"country", "nation", "kingdom", "republic", "island", "archipelago"})
_AREA_NOUNS = frozenset({"area", "province", "region", "territory", "district", "enclave", "island", "vicinity"})
_BY_TYPE = {
    EventType.ASSAULT: frozenset({"on", "into", "along", "throughout", "through"}),
    EventType.MOBILIZE: frozenset({"on", "into", "to", "along", "throughout", "through"}),
    EventType.COERCE: frozenset({"on", "throughout", "from"}),
    EventType.PROTEST: frozenset({"on", "into", "through", "throughout", "to"}),
    EventType.RETREAT: frozenset({"from"}),
    EventType.AID: frozenset({"to", "into"}),
}
"""Prepositions whose object is where an event of the type happens: "rolled into the town", "sent rescuers to Nepal"."""

_TOWARDS = frozenset({"to", "into", "in", "at", "for"})
_STRIKE_PLACES = frozenset({EventType.ASSAULT, EventType.MOBILIZE, EventType.RETREAT})
"""Types whose object, where it is a place, is where they happen: "shelled Goma", "left the province"."""

_FINENESS = {PlacePrecision.CITY: 0, PlacePrecision.ADMIN1: 1, PlacePrecision.COUNTRY: 2, PlacePrecision.REGION: 3}


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a report as the `reports` table holds it."""

    name: str
    precision: PlacePrecision
    country: str | None
    geonames_id: int | None
    latitude: float | None
    longitude: float | None


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
        self.deed = None if state is None else _of_entity(state)
        self.paragraph, self.news = row.paragraph, None

    def leave(self, cast: Cast) -> None:
        """End a sentence: the places that it names can be pointed back to."""
        row = cast.sentence.annotation
        is_dateline = not row.is_headline and all(token.pos not in ("VERB", "AUX") for token in cast.sentence.tokens)
        for token in cast.sentence.tokens:
            for mention in cast.places_at(token):
                place = _of_entity(cast.entities[mention.entity_id or ""])
                self.last = place
                self.city = place if place.precision is PlacePrecision.CITY else self.city
                self.home = self.home or (place if is_dateline else None)


def whereabouts(cast: Cast, found: Candidate, scene: Scene, *, is_news: bool) -> Where | None:
    """The place of an event: what its clause states or points to, else for a deed that of the deed told before it.

    `is_news` where the event happened lately; what a story recalls lies anywhere.
    """
    stated = place_of(cast.sentence, cast, found) or _pointed(cast.sentence, found, scene)
    is_deed = found.event_type.quad_class is QuadClass.MATERIAL_CONFLICT and found.event_type is not EventType.SANCTION
    place = stated or (scene.deed if is_deed and _carries(found, scene, is_news) else None)
    if is_deed and place is not None:
        scene.deed, scene.news = place, place if is_news else scene.news
    return place


def _carries(found: Candidate, scene: Scene, is_news: bool) -> bool:
    """Whether a deed may go on where the one before it was done: where one of its sides is at home."""
    sides = {party.country for party in (*found.actors, *found.recipients)}
    return is_news and scene.deed is not None and scene.deed.country in sides


def _pointed(sentence: Sentence, found: Candidate, scene: Scene) -> Where | None:
    """The place that "here", "there" or "in the city" points to."""
    anchors = (found.trigger, sentence.clause(found.trigger))
    for anchor in anchors:
        adverbs = {child.lemma for child in sentence.children(anchor, "advmod")}
        if "here" in adverbs:
            return scene.home
        if "there" in adverbs:
            return scene.last
        objects = sentence.objects(anchor) if found.event_type in _STRIKE_PLACES else ()
        for token in (*sentence.preposition_objects(anchor, *_LOCATIVE), *objects):
            is_known = any(child.lemma in ("the", "this", "that") for child in sentence.children(token, "det"))
            is_told_apart = sentence.children(token, "amod", "compound", "poss", "appos", "relcl", "nmod", "acl")
            if is_known and not is_told_apart and not sentence.preposition_objects(token, "of"):
                if token.lemma in _CITY_NOUNS:
                    return scene.city
                if token.lemma in _AREA_NOUNS:
                    return scene.last
    return None


def place_of(sentence: Sentence, cast: Cast, found: Candidate) -> Where | None:
    """The most specific place in the event's clause; none where the clause states none."""
    places = [place for token in _place_tokens(sentence, found) for place in _places_at(cast, token)]
    if _is_spoken(found):
        spoken_of = {party.country for party in found.recipients} - {party.country for party in found.actors}
        places = [place for place in places if place.country not in spoken_of]
    places.extend(place for token in _goals(sentence, found) for place in _places_at(cast, token))
    stated = min(places, key=lambda place: _FINENESS[place.precision], default=None)
    return stated or _at_host(cast, found)


def _places_at(cast: Cast, token: Token) -> Iterator[Where]:
    """The places that a token heads, and the country whose it is: "Gambian territory", "a Turkish prison"."""
    for mention in cast.places_at(token):
        yield _of_entity(cast.entities[mention.entity_id or ""])
    if token.lemma in _STATE_NOUNS:
        for mention in cast.by_root.get(token.index, ()):
            if cast.entity_type(mention) is EntityType.COUNTRY:
                yield _of_entity(cast.entities[mention.entity_id or ""])
    owners = (
        cast.sentence.children(token, "amod", "compound", "poss")
        if token.lemma in load_lexicon().themes["locality"]
        else ()
    )
    for mention in (mention for owner in owners for mention in cast.by_root.get(owner.index, ())):
        if cast.entity_type(mention) is EntityType.COUNTRY:
            yield _of_entity(cast.entities[mention.entity_id or ""])


def _at_host(cast: Cast, found: Candidate) -> Where | None:
    """A visit to a state's officials is paid in that state."""
    hosts = {party.country for party in found.recipients}
    if found.event_type is not EventType.CONSULT or found.mode is not Mode.VISIT or len(hosts) != 1:
        return None
    state = cast.states.get(next(iter(hosts)))
    return None if state is None else _of_entity(state)


def _is_spoken(found: Candidate) -> bool:
    """Whether the event is words about something that has a place of its own: "condemned the arrests in Myanmar"."""
    return found.event_type.quad_class is QuadClass.VERBAL_CONFLICT


def _takes_place(found: Candidate) -> bool:
    """Whether the event is a deed or a meeting, which is somewhere, rather than words, which are about something."""
    material = (QuadClass.MATERIAL_CONFLICT, QuadClass.MATERIAL_COOPERATION)
    is_signing = found.trigger.lemma in load_lexicon().themes["signing"]
    return found.event_type.quad_class in material or found.event_type is EventType.CONSULT or is_signing


def _place_tokens(sentence: Sentence, found: Candidate) -> Iterator[Token]:
    """Objects of locative prepositions on the trigger, its clause, its inner event and who acts in them, and what "where"
    takes up; for visits also the goal."""
    words = _LOCATIVE | (_TOWARDS if found.frame.mode is Mode.VISIT else frozenset())
    words |= frozenset() if found.mode is Mode.RESIGN else _BY_TYPE.get(found.event_type, frozenset())
    words |= frozenset({"to"}) if found.trigger.lemma in load_lexicon().themes["bidding"] else frozenset()
    clause = sentence.clause(found.trigger)
    above = sentence.head(clause)
    anchors = [found.trigger, clause]
    is_spoken = _is_spoken(found)
    anchors += [found.inner.trigger] if found.inner is not None and not is_spoken else []
    is_beside = clause.dep == "conj" and not sentence.children(clause, "nsubj", "nsubjpass")
    if above is not None and (is_beside or clause.dep == "xcomp" or (clause.dep == "advcl" and clause.tag == "VBG")):
        anchors.append(above)
    anchors += [] if is_spoken else _held(sentence, found.trigger)
    if (
        above is not None
        and clause.dep == "relcl"
        and any(child.lemma == "where" for child in sentence.children(clause))
    ):
        yield from _with_parts(sentence, above)
    for anchor in {anchor.index: anchor for anchor in anchors}.values():
        held = sentence.children(anchor, "nsubj") if is_spoken else sentence.children(anchor, *_HELD)
        for holder in (anchor, *(member for each in held for member in sentence.conjuncts(each))):
            for token in sentence.preposition_objects(holder, *words):
                yield from _with_parts(sentence, token)
            for token in sentence.preposition_objects(holder, "on"):
                if token.lemma in load_lexicon().themes["locality"]:
                    yield from _with_parts(sentence, token)
        if _takes_place(found):
            for token in _below(sentence, anchor):
                yield from _with_parts(sentence, token)
    if found.frame.mode is Mode.VISIT or found.frame.event_type in _STRIKE_PLACES:
        for token in sentence.objects(found.trigger):
            yield from _with_parts(sentence, token)


def _held(sentence: Sentence, trigger: Token) -> list[Token]:
    """The verbs that say of a meeting or attack that it was: "talks held in Oslo", "a summit due to open in Lima"."""
    held = load_lexicon().themes["held"]
    return [verb for verb in sentence.children(trigger, "acl", "relcl") if verb.lemma in held]


def _goals(sentence: Sentence, found: Candidate) -> Iterator[Token]:
    """Where those went who acted there: "flew to Oslo and asked the premier to resign"."""
    clause = sentence.clause(found.trigger)
    above = sentence.head(clause)
    if clause.dep == "conj" and above is not None and above.lemma in load_lexicon().themes["motion"]:
        for token in sentence.preposition_objects(above, "to", "into", "in"):
            yield from _with_parts(sentence, token)


def _below(sentence: Sentence, anchor: Token) -> Iterator[Token]:
    """Objects of locative prepositions further down in the anchor's phrases: "met them behind closed doors in Geneva"."""

    def is_apart(token: Token) -> bool:
        return token.dep not in _PHRASAL

    for token in sentence.subtree(anchor, is_apart):
        if token.dep == "pobj" and (preposition := sentence.head(token)) is not None and preposition.lemma in _LOCATIVE:
            yield token


def _with_parts(sentence: Sentence, token: Token) -> Iterator[Token]:
    """A place and what it is named with: "Aleppo, Syria", "the capital city Rabat", "the town of Homs"."""
    for member in sentence.conjuncts(token):
        yield member
        yield from sentence.children(member, "appos", "compound", "nmod", "poss")
        after = sentence.tokens[member.index + 1 : member.index + 4]
        if member.lemma in _CITY_NOUNS and after and after[0].text == ",":
            yield from (token for token in after[1:] if token.pos == "PROPN")
        yield from sentence.preposition_objects(member, "of", "in", "near", "outside", "on")


def _of_entity(entity: Entity) -> Where:
    return Where(
        name=entity.name,
        precision=_precision(entity),
        country=entity.country_code,
        geonames_id=entity.geonames_id,
        latitude=entity.latitude,
        longitude=entity.longitude,
    )


def _precision(entity: Entity) -> PlacePrecision:
    """Regions that lie in one country are first-level units or the like; others span countries."""
    if entity.entity_type is EntityType.COUNTRY:
        return PlacePrecision.COUNTRY
    if entity.entity_type is EntityType.REGION:
        return PlacePrecision.ADMIN1 if entity.country_code else PlacePrecision.REGION
    return PlacePrecision.CITY
