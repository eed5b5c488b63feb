"""From a sentence to the events that its clauses report: frame, complement, turn, parties.

The outer word speaks first: "refused to meet" is coded at "refused", and the meeting under it is taken up there.
"""

import dataclasses
from collections.abc import Iterator

from pipeline.events.candidate import Candidate, Coder
from pipeline.events.circumstances import Circumstances, Reality, circumstances
from pipeline.events.frames import frames_for
from pipeline.events.grammar import Sentence
from pipeline.events.lexicon import Frame, Lexicon, Turn
from pipeline.events.means import means
from pipeline.events.parties import Cast
from pipeline.events.party import Party
from pipeline.events.sides import is_aimed, sides_of
from pipeline.events.slots import ENDS, fill
from pipeline.events.token import Token
from pipeline.schema.vocabularies import MODES, Context, EventType, Mode, Sector, Status

_COMPLEMENTS = ("xcomp", "ccomp", "dobj", "attr", "acl", "pcomp", "oprd", "acomp")
_TOGETHER = "together"
"""The operator of acts that mean another thing where several countries do them: it turns no inner event."""

_REPROACH = "reproach"
"""The operator of protests by governments."""

_HELP = "help"
_HELPING = frozenset({Context.PEACEKEEPING, Context.DISASTERS})
"""The operator of deployments in sentences about these."""

_PROMISING = frozenset({"agree", "pledge", "offer"})
"""Operators under which a concession is only agreed to."""

_SIDE_PREPOSITIONS = frozenset(
    ["after", "before", "during", "since", "until", "despite", "following", "amid", "as", "because", "like", "by"]
)
"""Prepositions whose phrase tells of another event, not of what the word is about."""


def candidates(sentence: Sentence, cast: Cast, lexicon: Lexicon) -> Iterator[Candidate]:
    """The events that a sentence reports, in the order of their triggers' depth; hypothetical and negated ones included."""
    coder = Coder(sentence, cast, lexicon)
    covered: set[int] = set()
    for token in _triggers(sentence, lexicon):
        found = None if token.index in covered else _found(coder, token)
        if found is None:
            continue
        covered |= found.covered
        settled = _settle(coder, found)
        if settled is not None and not _is_of_sanctions(coder, found):
            yield settled


def _triggers(sentence: Sentence, lexicon: Lexicon) -> list[Token]:
    """The words of which the lexicon has a frame, the outer ones first."""
    heads = [index for index, lemma in enumerate(sentence.lemmas) if lemma in lexicon.heads]
    known = [token for index in heads if frames_for(lexicon, token := sentence.tokens[index])]
    return sorted(known, key=lambda token: (sum(1 for _ in sentence.ancestors(token)), token.index))


def _is_of_sanctions(coder: Coder, found: Candidate) -> bool:
    """Whether "agreed" tells only who imposed what the noun before it names: "the sanctions agreed by the Council"."""
    head = coder.sentence.head(found.trigger) if found.trigger.dep == "acl" else None
    frame = coder.frame_of(head) if head is not None and found.event_type is EventType.AGREE else None
    return frame is not None and frame.event_type is EventType.SANCTION


def _found(coder: Coder, token: Token) -> Candidate | None:
    """The event of the first frame that fits the token, and whose inner event it can turn where it needs one."""
    built = (_build(coder, token, frame, ()) for frame in coder.frames_of(token))
    return next((each for each in built if not each.frame.needs_inner or _is_turned(coder, each)), None)


def _is_turned(coder: Coder, found: Candidate) -> bool:
    """Whether the event under a trigger is one that the trigger can turn, and not denied there."""
    if found.inner is None or coder.sentence.is_negated(found.inner.trigger):
        return False
    return (found.frame.complement, found.inner.event_type) in coder.lexicon.turns


def _build(coder: Coder, token: Token, frame: Frame, default_actors: tuple[Party, ...]) -> Candidate:
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
    if frame.event_type is EventType.ASSAULT and frame.mode in (None, Mode.TARGETED):
        found = dataclasses.replace(found, mode=means(coder.sentence, coder.lexicon, token) or frame.mode)
        found = _with_deed(coder, found)
    elif frame.mode is Mode.EXPLOSIVES and means(coder.sentence, coder.lexicon, token) is Mode.SUICIDE_ATTACK:
        found = dataclasses.replace(found, mode=Mode.SUICIDE_ATTACK)
    inner = _inner(coder, token, frame, actors)
    return found if inner is None else _take_up(coder, found, inner)


def _with_deed(coder: Coder, found: Candidate) -> Candidate:
    """ "Were killed in a strike by X" tells of one attack: the noun's doers are the verb's."""
    if found.trigger.pos != "VERB":
        return found
    deeds = coder.sentence.conjuncts(found.trigger)
    for noun in (each for deed in deeds for each in coder.sentence.preposition_objects(deed, "in", "by", "during")):
        frame = coder.frame_of(noun)
        if frame is not None and frame.event_type is EventType.ASSAULT and not frame.pattern.is_reciprocal:
            deed = _build(coder, noun, frame, ())
            return dataclasses.replace(
                found,
                actors=deed.actors or found.actors,
                recipients=found.recipients or deed.recipients,
                mode=found.mode if deed.mode in (None, Mode.TARGETED) else deed.mode,
                covered=found.covered | deed.covered,
            )
    return found


def _inner(coder: Coder, token: Token, frame: Frame, actors: tuple[Party, ...]) -> Candidate | None:
    """The event under a trigger: in its complement, or as the object that its frame calls for."""
    below = _complement(coder, token, 4)
    if below is None or (not frame.complement and below.dep not in ("dobj", "pobj", "nsubjpass", "conj")):
        return None
    if not frame.complement and not frame.required and frame.event_type is not EventType.AGREE:
        return None
    inner_frame = coder.frame_of(below)
    return None if inner_frame is None else _build(coder, below, inner_frame, actors)


def _complement(coder: Coder, token: Token, depth: int) -> Token | None:
    """The nearest framed word that completes the token, through light verbs, prepositions and coordination."""
    for child in _completing(coder, token):
        if coder.frame_of(child) is not None:
            return child
        is_open = child.pos in ("NOUN", "ADP", "AUX", "PRON", "NUM", "DET", "ADJ") or coder.lexicon.operator_of(
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


def _completing(coder: Coder, token: Token) -> Iterator[Token]:
    sentence = coder.sentence
    yield from sentence.children(token, *_COMPLEMENTS)
    yield from sentence.clauses_opened(token, "for") if token.pos == "VERB" else ()
    verb = sentence.head(token) if token.dep == "dobj" else None
    if verb is not None and coder.lexicon.operator_of(verb.lemma, "verb") == "aspect":
        # The parser hangs what is promised on the light verb: "gave an undertaking to disarm".
        yield from (each for each in sentence.children(verb, "xcomp", "advcl") if each.tag == "VB")
    for preposition in sentence.children(token, "prep"):
        if preposition.lemma not in _SIDE_PREPOSITIONS:
            inside = sentence.children(preposition, "pobj", "pcomp")
            yield from (each for each in inside if preposition.lemma != "at" or each.lemma not in ENDS)
    if token.pos == "VERB" and sentence.is_passive(token):
        yield from sentence.children(token, "nsubjpass")


def _take_up(coder: Coder, outer: Candidate, inner: Candidate) -> Candidate:
    """The outer event with what its inner event adds: type and mode by the turn, parties where it names none itself."""
    operator = "" if outer.frame.complement == _TOGETHER else outer.frame.complement
    if operator in ("agree", "pledge") and coder.sentence.is_negated(inner.trigger):
        operator = "refuse"
    turn = coder.lexicon.turns.get((operator, inner.event_type)) if operator else None
    event_type, mode = _turned(turn, inner, outer)
    recipients = outer.recipients or _others(outer.actors, inner, operator)
    if recipients and event_type is EventType.THREATEN and inner.recipients and not outer.recipients:
        recipients = tuple(dict.fromkeys((*recipients, *_also_threatened(coder, inner))))
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


def _also_threatened(coder: Coder, inner: Candidate) -> tuple[Party, ...]:
    """Whom what is threatened besides would hit: "threatened to bomb Chad and wipe out Niger"."""
    deeds = coder.sentence.conjuncts(inner.trigger)[1:]
    struck = (each for deed in deeds for each in coder.sentence.objects(deed) if each.pos == "PROPN")
    return tuple(party for each in struck for party in coder.cast.at(each))


def _settle(coder: Coder, found: Candidate) -> Candidate | None:
    """Apply the circumstances, complete the parties, and drop what no one does or what is nobody's affair."""
    seen = circumstances(coder.sentence, coder.lexicon, found.trigger)
    turned = _apply(coder, _as_reproach(coder, _as_help(coder, _joined(coder, found))), seen)
    if found.frame.is_provision:
        is_real = turned.status.is_published
        return dataclasses.replace(turned, status=Status.PLANNED, is_background=seen.is_background) if is_real else None
    parties = sides_of(coder, turned)
    if parties is None:
        return None
    actors, recipients = parties
    is_open = not recipients and is_aimed(turned)
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


def _joined(coder: Coder, found: Candidate) -> Candidate:
    """What one country does alone may be another thing where two do it together: their exercises are cooperation."""
    countries = {party.country for party in found.actors if party.country}
    if found.frame.complement != _TOGETHER or len(countries) < 2:
        return found
    return dataclasses.replace(_turn_by(coder.lexicon, found, _TOGETHER), is_reciprocal=True)


def _as_help(coder: Coder, found: Candidate) -> Candidate:
    """Troops sent to keep a peace or to relieve a disaster are help."""
    if found.mode is not Mode.TROOPS or not found.actors:
        return found
    told = {coder.lexicon.contexts.get(token.lemma) for token in coder.sentence.tokens}
    return _turn_by(coder.lexicon, found, _HELP) if told & _HELPING else found


def _as_reproach(coder: Coder, found: Candidate) -> Candidate:
    """A state that protests marches nowhere: it reproaches."""
    is_state = bool(found.actors) and all(party.sector in (Sector.GOV, "") for party in found.actors)
    return _turn_by(coder.lexicon, found, _REPROACH) if found.mode is Mode.DEMO and is_state else found


def _types_of_object(coder: Coder, found: Candidate) -> frozenset[EventType]:
    """The types of event that the object may name: "welcomed the agreement" answers an accord, not an attack."""
    nouns = [token.lemma for each in coder.sentence.objects(found.trigger) for token in coder.sentence.conjuncts(each)]
    return frozenset(
        frame.event_type for noun in nouns for frame in coder.lexicon.frames_of(noun, "noun") if len(frame.words) == 1
    )


def _apply(coder: Coder, found: Candidate, seen: Circumstances) -> Candidate:
    lexicon = coder.lexicon
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
    return dataclasses.replace(found, status=Status.PLANNED) if _is_promise(coder, found) else found


def _is_promise(coder: Coder, found: Candidate) -> bool:
    """Whether what is agreed or conceded is an act that lies ahead: another event, or what a clause with "to" tells."""
    if found.event_type is EventType.CONCEDE:
        return found.inner is not None and found.frame.complement in _PROMISING
    if found.event_type is not EventType.AGREE:
        return False
    is_of_event = found.inner is not None and (
        found.inner.event_type is not EventType.AGREE or found.frame.complement in _PROMISING
    )
    told = (found.trigger, *coder.sentence.objects(found.trigger))
    return is_of_event or any(_has_task(coder.sentence, each) for each in told)


def _has_task(sentence: Sentence, token: Token) -> bool:
    """Whether the word has a clause with "to": "agreed to open a school", "expressed their desire to trade"."""
    return any(
        aux.lemma == "to"
        for clause in sentence.children(token, "xcomp", "acl", "ccomp")
        for aux in sentence.children(clause, "aux")
    )


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
