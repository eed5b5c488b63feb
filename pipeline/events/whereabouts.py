"""Where an event happened: the place named in its clause, never the actor's country.

Places come linked from the `mentions` table; which of them is the event's is decided here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.events.candidate import Candidate
from pipeline.events.grammar import Sentence
from pipeline.events.lexicon import load_lexicon
from pipeline.events.parties import Cast
from pipeline.events.token import Token
from pipeline.schema.tables.entities import Entity
from pipeline.schema.vocabularies import EntityType, EventType, Mode, PlacePrecision, QuadClass

LOCATIVE = frozenset({"in", "at", "near", "outside", "inside", "around", "across", "off", "over"})
_HELD = ("dobj", "nsubj", "nsubjpass", "npadvmod")
_SAYING_WHEN = ("acl", "amod", "xcomp")
_PHRASAL = ("prep", "pobj", "dobj", "npadvmod")
CITY_NOUNS = frozenset({"city", "town", "village", "capital", "port"})
_STATE_NOUNS = frozenset({"country", "nation", "kingdom", "republic", "island", "archipelago"})
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
STRIKE_PLACES = frozenset({EventType.ASSAULT, EventType.MOBILIZE, EventType.RETREAT})
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


def place_of(sentence: Sentence, cast: Cast, found: Candidate) -> Where | None:
    """The most specific place in the event's clause; none where the clause states none."""
    places = [place for token in _place_tokens(sentence, found) for place in _places_at(cast, token)]
    if _is_spoken(found):
        spoken_of = {party.country for party in found.recipients} - {party.country for party in found.actors}
        places = [place for place in places if place.country not in spoken_of]
        places += [place for token in _said_at(sentence, found) for place in _places_at(cast, token)]
    places.extend(place for token in _goals(sentence, found) for place in _places_at(cast, token))
    return min(places, key=lambda place: _FINENESS[place.precision], default=None)


def _places_at(cast: Cast, token: Token) -> Iterator[Where]:
    """The places that a token heads, and the country whose it is: "Gambian territory", "a Turkish prison"."""
    for mention in cast.places_at(token):
        yield where_of(cast.entities[mention.entity_id or ""])
    if token.lemma in _STATE_NOUNS:
        for mention in cast.by_root.get(token.index, ()):
            if cast.entity_type(mention) is EntityType.COUNTRY:
                yield where_of(cast.entities[mention.entity_id or ""])
    owners = (
        cast.sentence.children(token, "amod", "compound", "poss")
        if token.lemma in load_lexicon().themes["locality"]
        else ()
    )
    for mention in (mention for owner in owners for mention in cast.by_root.get(owner.index, ())):
        if cast.entity_type(mention) is EntityType.COUNTRY:
            yield where_of(cast.entities[mention.entity_id or ""])


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
    words, localities = _prepositions(found), load_lexicon().themes["locality"]
    above = sentence.head(clause := sentence.clause(found.trigger))
    if above is not None and clause.dep == "relcl" and any(kid.lemma == "where" for kid in sentence.children(clause)):
        yield from _with_parts(sentence, above)
    for anchor in _anchors(sentence, found):
        held = sentence.children(anchor, "nsubj") if _is_spoken(found) else sentence.children(anchor, *_HELD)
        for holder in (anchor, *(member for each in held for member in sentence.conjuncts(each))):
            on = sentence.preposition_objects(holder, "on")
            goals = (*sentence.preposition_objects(holder, *words), *(each for each in on if each.lemma in localities))
            for token in goals:
                yield from _with_parts(sentence, token)
        for token in _below(sentence, anchor) if _takes_place(found) else ():
            yield from _with_parts(sentence, token)
    if found.frame.mode is Mode.VISIT or found.frame.event_type in STRIKE_PLACES:
        for token in sentence.objects(found.trigger):
            yield from _with_parts(sentence, token)


def _prepositions(found: Candidate) -> frozenset[str]:
    """The prepositions whose object can be the event's place."""
    words = LOCATIVE
    if found.frame.mode is Mode.VISIT:
        words |= _TOWARDS
    if found.trigger.lemma in load_lexicon().themes["bidding"]:
        words |= {"to"}
    return words if found.mode is Mode.RESIGN else words | _BY_TYPE.get(found.event_type, frozenset())


def _anchors(sentence: Sentence, found: Candidate) -> Iterable[Token]:
    """The words on which the event's place may hang: trigger, clause, what shares its subject, and "held" of a meeting."""
    clause = sentence.clause(found.trigger)
    above = sentence.head(clause)
    anchors = [found.trigger, *([] if _is_spoken(found) else _held(sentence, found.trigger)), clause]
    if found.inner is not None and not _is_spoken(found):
        anchors.append(found.inner.trigger)
    is_beside = clause.dep == "conj" and not sentence.children(clause, "nsubj", "nsubjpass")
    if above is not None and (is_beside or clause.dep == "xcomp" or (clause.dep == "advcl" and clause.tag == "VBG")):
        anchors.append(above)
    return {anchor.index: anchor for anchor in anchors}.values()


def _held(sentence: Sentence, trigger: Token) -> list[Token]:
    """The verbs that say of a meeting or attack that it was: "talks held in Oslo", "a summit due to open in Lima"."""
    held = load_lexicon().themes["held"]
    return [verb for verb in sentence.children(trigger, "acl", "relcl") if verb.lemma in held]


def _said_at(sentence: Sentence, found: Candidate) -> Iterator[Token]:
    """Where words were said that are an act themselves: " 'We will never yield,' he told a crowd in Mombasa"."""
    clause = sentence.clause(found.trigger)
    above = sentence.head(clause)
    if clause.dep == "ccomp" and above is not None and above.pos == "VERB":
        for holder in (above, *sentence.children(above, "dobj")):
            for token in sentence.preposition_objects(holder, "in", "at", "outside"):
                yield from _with_parts(sentence, token)


def _goals(sentence: Sentence, found: Candidate) -> Iterator[Token]:
    """Where those went who acted there: "flew to Oslo and asked the premier to resign"."""
    clause = sentence.clause(found.trigger)
    above = sentence.head(clause)
    if clause.dep == "conj" and above is not None and above.lemma in load_lexicon().themes["motion"]:
        for token in sentence.preposition_objects(above, "to", "into", "in"):
            yield from _with_parts(sentence, token)


def _below(sentence: Sentence, anchor: Token) -> Iterator[Token]:
    """Objects of locative prepositions further down in the anchor's phrases: "met them behind closed doors in Geneva"."""

    themes = load_lexicon().themes

    def is_apart(token: Token) -> bool:
        return token.dep not in _PHRASAL and not (token.dep in _SAYING_WHEN and token.lemma in themes["held"])

    for token in sentence.subtree(anchor, is_apart):
        word = "" if (preposition := sentence.head(token)) is None else preposition.lemma
        if token.dep == "pobj" and (word in LOCATIVE or (word == "on" and token.lemma in themes["locality"])):
            yield token


def _with_parts(sentence: Sentence, token: Token) -> Iterator[Token]:
    """A place and what it is named with: "Aleppo, Syria", "the capital city Rabat", "the town of Homs"."""
    for member in sentence.conjuncts(token):
        yield member
        yield from sentence.children(member, "appos", "compound", "nmod", "poss")
        after = sentence.tokens[member.index + 1 : member.index + 4]
        if member.lemma in CITY_NOUNS and after and after[0].text == ",":
            yield from (token for token in after[1:] if token.pos == "PROPN")
        yield from sentence.preposition_objects(member, "of", "in", "near", "outside", "on")


def where_of(entity: Entity) -> Where:
    """An entity that is a place, as the place of a report."""
    return Where(
        name=entity.name,
        precision=_precision(entity),
        country=entity.country_code,
        geonames_id=entity.geonames_id,
        latitude=entity.latitude,
        longitude=entity.longitude,
    )


def _precision(entity: Entity) -> PlacePrecision:
    """Regions that lie in one country are administrative units or the like; others span countries."""
    if entity.entity_type is EntityType.COUNTRY:
        return PlacePrecision.COUNTRY
    if entity.entity_type is EntityType.REGION:
        return PlacePrecision.ADMIN1 if entity.country_code else PlacePrecision.REGION
    return PlacePrecision.CITY
