"""From a sentence to the events that its clauses report: frame, complement, turn, parties.

The outer word speaks first: "refused to meet" is coded at "refused", and the meeting under it is taken up there.
"""

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.events.circumstances import Circumstances, Reality, circumstances
from pipeline.events.frames import fill, is_human, match
from pipeline.events.grammar import Sentence, Token
from pipeline.events.lexicon import Frame, Lexicon, Turn
from pipeline.events.parties import UNKNOWN, Cast, Party
from pipeline.schema.vocabularies import MODES, EventType, Mode, Sector, Status

_COMPLEMENTS = ("xcomp", "ccomp", "dobj", "attr", "acl", "pcomp", "oprd", "acomp")
_SIDE_PREPOSITIONS = frozenset(
    ["after", "before", "during", "since", "until", "despite", "following", "amid", "as", "because", "like", "by"]
)
"""Prepositions whose phrase tells of another event, not of what the word is about."""

_DOER_UNNAMED = frozenset(
    {EventType.ASSAULT, EventType.COERCE, EventType.SANCTION, EventType.ACCUSE, EventType.RETREAT, EventType.AID}
)
"""Types whose passive is news without its doer: "two soldiers were killed"."""

_AIMED = frozenset(
    {EventType.AID, EventType.COERCE, EventType.ASSAULT, EventType.ACCUSE, EventType.SANCTION, EventType.REQUEST}
    | {EventType.REJECT, EventType.THREATEN, EventType.CONCEDE}
)
"""Types of acts that are aimed at someone, also where the clause does not say at whom."""

_AIMED_BY_CONTEXT = _AIMED | {EventType.SUPPORT, EventType.AGREE, EventType.MOBILIZE}
"""Types for which the article may say at whom they are aimed where the clause does not."""

_SEEKS_WITHIN = _AIMED - {EventType.ASSAULT} | {EventType.AGREE, EventType.SUPPORT}
"""Types whose other side is often named inside what is promised, praised or refused: "to allow more Mexican exports"."""

_POLITICAL = frozenset(
    {Sector.GOV, Sector.MIL, Sector.COP, Sector.JUD, Sector.LEG, Sector.SPY, Sector.PTY, Sector.OPP, Sector.REB}
    | {Sector.PRM, Sector.UAF, Sector.ELI}
)
_CIVIL_TYPES = frozenset({EventType.ASSAULT, EventType.PROTEST, EventType.COERCE, EventType.SANCTION})


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event as one clause reports it. `covered` are the tokens whose own frames it has taken up.

    `is_open` says that the clause leaves unsaid whom the act is aimed at, "condemned the takeover"; `object_types` are
    the types of event that its object may name.
    """

    trigger: Token
    frame: Frame
    event_type: EventType
    mode: Mode | None
    status: Status
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    is_reciprocal: bool
    is_background: bool
    is_open: bool = False
    object_types: frozenset[EventType] = frozenset()
    inner: "Candidate | None" = None
    covered: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class _Coder:
    """The three things that every step needs: the sentence, who is in it, and the words' meanings."""

    sentence: Sentence
    cast: Cast
    lexicon: Lexicon

    def frame_of(self, token: Token) -> Frame | None:
        return match(self.sentence, self.cast, self.lexicon, token)


def candidates(sentence: Sentence, cast: Cast, lexicon: Lexicon) -> Iterator[Candidate]:
    """The events that a sentence reports, in the order of their triggers' depth; hypothetical and negated ones included."""
    coder = _Coder(sentence, cast, lexicon)
    covered: set[int] = set()
    depth = {token.index: sum(1 for _ in sentence.ancestors(token)) for token in sentence.tokens}
    for token in sorted(sentence.tokens, key=lambda token: (depth[token.index], token.index)):
        frame = None if token.index in covered else coder.frame_of(token)
        if frame is None:
            continue
        found = _build(coder, token, frame, ())
        covered |= found.covered
        settled = _settle(coder, found)
        if settled is not None:
            yield settled


def _build(coder: _Coder, token: Token, frame: Frame, default_actors: tuple[Party, ...]) -> Candidate:
    actors = fill(coder.sentence, coder.cast, coder.lexicon, frame, token, frame.pattern.actors) or default_actors
    recipients = fill(coder.sentence, coder.cast, coder.lexicon, frame, token, frame.pattern.recipients)
    found = Candidate(
        trigger=token,
        frame=frame,
        event_type=frame.event_type,
        mode=frame.mode,
        status=Status.OCCURRED,
        actors=actors,
        recipients=recipients,
        is_reciprocal=frame.pattern.is_reciprocal,
        is_background=False,
        covered=frozenset({token.index}),
    )
    inner = _inner(coder, token, frame, actors)
    return found if inner is None else _take_up(coder, found, inner)


def _inner(coder: _Coder, token: Token, frame: Frame, actors: tuple[Party, ...]) -> Candidate | None:
    """The event under a trigger: in its complement, or as the object that its frame calls for."""
    below = _complement(coder, token, 4)
    if below is None or (not frame.complement and below.dep not in ("dobj", "pobj", "nsubjpass", "conj")):
        return None
    if not frame.complement and not frame.required and frame.event_type is not EventType.AGREE:
        return None
    inner_frame = coder.frame_of(below)
    return None if inner_frame is None else _build(coder, below, inner_frame, actors)


def _complement(coder: _Coder, token: Token, depth: int) -> Token | None:
    """The nearest framed word that completes the token, through light verbs, prepositions and coordination."""
    sentence = coder.sentence
    for child in _completing(sentence, token):
        if coder.frame_of(child) is not None:
            return child
        is_open = child.pos in ("NOUN", "ADP", "AUX", "PRON", "NUM", "DET") or coder.lexicon.operator_of(
            child.lemma, "verb"
        ) in (
            "aspect",
            "future",
            "deny",
            "end",
            "cancel",
        )
        if depth and is_open and (found := _complement(coder, child, depth - 1)) is not None:
            return found
    return None


def _completing(sentence: Sentence, token: Token) -> Iterator[Token]:
    yield from sentence.children(token, *_COMPLEMENTS)
    for preposition in sentence.children(token, "prep"):
        if preposition.lemma not in _SIDE_PREPOSITIONS:
            yield from sentence.children(preposition, "pobj", "pcomp")
    if token.pos == "VERB" and sentence.is_passive(token):
        yield from sentence.children(token, "nsubjpass")


def _take_up(coder: _Coder, outer: Candidate, inner: Candidate) -> Candidate:
    """The outer event with what its inner event adds: type and mode by the turn, parties where it names none itself."""
    operator = outer.frame.complement
    if operator in ("agree", "pledge") and coder.sentence.is_negated(inner.trigger):
        operator = "refuse"
    turn = coder.lexicon.turns.get((operator, inner.event_type)) if operator else None
    event_type, mode = _turned(turn, inner, outer)
    recipients = outer.recipients or _others(outer.actors, inner, operator)
    mutual = inner.is_reciprocal and not outer.recipients and operator == "agree"
    below = frozenset(
        token.index for token in coder.sentence.subtree(inner.trigger, lambda child: child.dep in ("relcl", "advcl"))
    )
    actors = outer.actors or (() if operator else inner.actors)
    if mutual:
        actors, recipients = tuple(dict.fromkeys((*actors, *inner.actors, *inner.recipients))), ()
    aimed = bool(recipients) and not outer.recipients and not inner.is_reciprocal
    return dataclasses.replace(
        outer,
        event_type=event_type,
        mode=mode,
        actors=actors,
        recipients=recipients,
        is_reciprocal=(outer.is_reciprocal or mutual) and not aimed,
        inner=inner,
        covered=outer.covered | inner.covered | (below if operator else frozenset()),
    )


def _turned(turn: Turn | None, inner: Candidate, outer: Candidate) -> tuple[EventType, Mode | None]:
    if turn is None:
        same = inner.event_type is outer.event_type
        return outer.event_type, inner.mode if same and inner.mode is not None else outer.mode
    return turn.event_type, inner.mode if turn.keeps_mode else turn.mode


def _others(actors: tuple[Party, ...], inner: Candidate, operator: str) -> tuple[Party, ...]:
    """Whom the outer act is aimed at when only the inner event names them."""
    if operator in ("request", "accuse"):
        wanted = tuple(party for party in inner.actors if party not in actors) or inner.recipients
    else:
        wanted = inner.recipients or inner.actors
    return tuple(party for party in wanted if party not in actors)


def _settle(coder: _Coder, found: Candidate) -> Candidate | None:
    """Apply the circumstances, complete the parties, and drop what no one does or what is nobody's affair."""
    seen = circumstances(coder.sentence, coder.lexicon, found.trigger)
    turned = _apply(coder.lexicon, found, seen)
    parties = _parties(coder, turned)
    if parties is None:
        return None
    actors, recipients = parties
    is_open = not recipients and _is_aimed(turned)
    is_reciprocal = found.is_reciprocal and not recipients
    return dataclasses.replace(
        turned,
        actors=actors,
        recipients=recipients,
        is_reciprocal=is_reciprocal,
        is_background=seen.is_background,
        is_open=is_open,
        object_types=_types_of_object(coder, found) if is_open else frozenset(),
    )


def _types_of_object(coder: _Coder, found: Candidate) -> frozenset[EventType]:
    """The types of event that the object may name: "welcomed the agreement" answers an accord, not an attack."""
    nouns = [token.lemma for each in coder.sentence.objects(found.trigger) for token in coder.sentence.conjuncts(each)]
    return frozenset(
        frame.event_type for noun in nouns for frame in coder.lexicon.frames_of(noun, "noun") if len(frame.words) == 1
    )


def _is_aimed(found: Candidate) -> bool:
    """Whether the act needs someone at the other end; signing an accord does not, praise and mediation do."""
    if found.frame.pattern.is_reciprocal:
        return False
    return found.event_type in _AIMED_BY_CONTEXT or found.mode in (Mode.THIRD_PARTY, Mode.VISIT)


def _apply(lexicon: Lexicon, found: Candidate, seen: Circumstances) -> Candidate:
    for operator in seen.turns:
        found = _turn_by(lexicon, found, operator)
    match seen.reality:
        case Reality.FUTURE:
            return _turn_by(lexicon, found, "future", Status.PLANNED)
        case Reality.MAYBE:
            return dataclasses.replace(found, status=Status.HYPOTHETICAL)
        case Reality.REFUSED if ("refuse", found.event_type) in lexicon.turns:
            return _turn_by(lexicon, found, "refuse", Status.OCCURRED)
        case Reality.NEGATED | Reality.REFUSED:
            return dataclasses.replace(found, status=Status.NEGATED)
        case Reality.ONGOING:
            return dataclasses.replace(found, status=Status.ONGOING)
    is_promise = found.event_type in (EventType.AGREE, EventType.CONCEDE)
    if is_promise and found.inner is not None and found.inner.event_type is not found.event_type:
        return dataclasses.replace(found, status=Status.PLANNED)
    return found


def _turn_by(lexicon: Lexicon, found: Candidate, operator: str, status: Status | None = None) -> Candidate:
    turn = lexicon.turns.get((operator, found.event_type))
    if turn is None:
        return dataclasses.replace(found, status=status or found.status)
    mode = found.mode if turn.keeps_mode else turn.mode
    if mode is not None and mode not in MODES.get(turn.event_type, {}):
        mode = None
    is_visit = found.mode is Mode.VISIT
    return dataclasses.replace(
        found,
        event_type=turn.event_type,
        mode=mode,
        status=turn.status or status or found.status,
        is_reciprocal=found.is_reciprocal and not is_visit,
    )


def _parties(coder: _Coder, found: Candidate) -> tuple[tuple[Party, ...], tuple[Party, ...]] | None:
    actors = _acting(found.actors) or _crowd(coder, found) or _accord_parties(coder, found)
    recipients = tuple(party for party in _acting(found.recipients) if not _same_as_any(party, actors))
    if found.frame.pattern.is_reciprocal and found.is_reciprocal:
        actors, recipients = _acting((*actors, *recipients)), ()
    if not actors:
        if not recipients or not _is_deed_without_doer(coder, found):
            return None
        actors = (UNKNOWN,)
    if found.event_type in _SEEKS_WITHIN and not recipients and not (found.is_reciprocal and len(actors) > 1):
        recipients = _within(coder, found, actors)
    recipients = recipients or _victims(coder, found, actors) or _implied(coder, found, actors)
    return (actors, recipients) if _is_affair(found.event_type, (*actors, *recipients)) else None


def _crowd(coder: _Coder, found: Candidate) -> tuple[Party, ...]:
    """ "Thousands marched in Istanbul": a crowd without a name is of the country in which it gathers, else of the article's."""
    sentence = coder.sentence
    subject = sentence.subject(found.trigger) if found.frame.pos == "verb" else None
    if found.event_type is not EventType.PROTEST or subject is None or not _is_crowd(subject):
        return ()
    for token in sentence.subtree(sentence.clause(found.trigger)):
        for mention in coder.cast.places_at(token):
            if mention.country_code:
                return (Party("", subject.text.lower(), mention.country_code, Sector.CVL, mention.score / 2),)
    return tuple(Party("", subject.text.lower(), home, Sector.CVL, 0.3) for home in coder.cast.principals[:1])


def _victims(coder: _Coder, found: Candidate, actors: tuple[Party, ...]) -> tuple[Party, ...]:
    """People without a name to whom violence is done: of the state that the article is about."""
    if found.event_type not in (EventType.ASSAULT, EventType.COERCE) or not actors or found.frame.pos != "verb":
        return ()
    for token in coder.sentence.objects(found.trigger):
        if is_human(token):
            return tuple(Party("", token.text.lower(), home, Sector.CVL, 0.3) for home in coder.cast.principals[:1])
    return ()


def _is_crowd(subject: Token) -> bool:
    return subject.pos == "NUM" or subject.lemma in ("people", "thousand", "hundred", "dozen", "crowd", "mob", "many")


def _accord_parties(coder: _Coder, found: Candidate) -> tuple[Party, ...]:
    """ "An accord between A and B was signed": those whom the accord is between sign it."""
    if not found.frame.pattern.is_reciprocal or not coder.sentence.is_passive(found.trigger):
        return ()
    parties: list[Party] = []
    for each in coder.sentence.objects(found.trigger):
        for token in coder.sentence.subtree(each, lambda child: child.dep in ("relcl", "acl", "advcl")):
            if token.dep in ("pobj", "amod", "poss", "compound", "nmod") and coder.cast.named_at(token):
                parties.extend(coder.cast.at(token))
    return tuple(dict.fromkeys(parties))


def _within(coder: _Coder, found: Candidate, actors: tuple[Party, ...]) -> tuple[Party, ...]:
    """The first parties of another country named in what depends on the trigger, subjects and side clauses apart."""
    own = {party.country for party in actors}
    apart = ("nsubj", "nsubjpass", "agent", "relcl", "advcl", "conj", "ccomp", "parataxis", "npadvmod")
    for token in coder.sentence.subtree(found.trigger, lambda child: child.dep in apart):
        if token.index == found.trigger.index or not coder.cast.named_at(token):
            continue
        others = tuple(party for party in coder.cast.at(token) if party.country and party.country not in own)
        if others:
            return others
    return ()


def _implied(coder: _Coder, found: Candidate, actors: tuple[Party, ...]) -> tuple[Party, ...]:
    sector = coder.lexicon.implied_recipient(found.event_type, found.mode)
    countries = {party.country: party.score for party in actors if party.country and party.sector != sector}
    if sector is None or found.is_reciprocal:
        return ()
    return tuple(coder.cast.state(country, sector, score) for country, score in countries.items())


def _is_deed_without_doer(coder: _Coder, found: Candidate) -> bool:
    """Whether someone must have done it though no one is named: passives, nouns, and bombs that kill; not floods that do."""
    if found.event_type not in _DOER_UNNAMED:
        return False
    sentence, themes = coder.sentence, coder.lexicon.themes
    if any(token.lemma in themes["accident"] for token in sentence.tokens):
        return False
    subject = (
        None if found.frame.pos != "verb" or sentence.is_passive(found.trigger) else sentence.subject(found.trigger)
    )
    return subject is None or subject.lemma in themes["violent_means"]


def _acting(parties: Iterable[Party]) -> tuple[Party, ...]:
    """The parties, those of unknown kind and country left out when others are known."""
    held = tuple(dict.fromkeys(parties))
    known = tuple(party for party in held if party.country or party.sector)
    return known or held[:0]


def _same_as_any(party: Party, others: tuple[Party, ...]) -> bool:
    return any(
        (party.entity_id and party.entity_id == other.entity_id)
        or (party.country and (party.country, party.sector) == (other.country, other.sector) and not party.entity_id)
        for other in others
    )


def _is_affair(event_type: EventType, parties: tuple[Party, ...]) -> bool:
    """Whether states, bodies or armed groups are concerned: the rest is private life, sport or trade."""
    if not any(party.country for party in parties):
        return any(party.sector in (Sector.REB, Sector.UAF) for party in parties)
    return event_type in _CIVIL_TYPES or any(
        party.sector in _POLITICAL or (party.country and not party.sector) for party in parties
    )
