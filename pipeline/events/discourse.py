"""What a clause leaves to the sentences before it: whom "condemned the takeover" condemns.

An act that must be aimed at someone, and says at whom in no words of its own, answers the event told last.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence

from pipeline.events.candidate import Candidate
from pipeline.events.lexicon import Lexicon
from pipeline.events.nonevents import OF_STATE, is_nonevent
from pipeline.events.parties import Cast
from pipeline.events.party import Party
from pipeline.events.sides import is_mutual
from pipeline.events.visits import as_visit
from pipeline.schema.vocabularies import BODY_CODES, EventType, Mode, QuadClass, Sector

_NEEDS_RECIPIENT = frozenset(
    {EventType.AID, EventType.COERCE, EventType.ASSAULT, EventType.ACCUSE, EventType.SANCTION, EventType.REQUEST}
    | {EventType.THREATEN}
)
"""Types that say nothing without a recipient."""

_ANSWERS = frozenset(
    {EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.SANCTION, EventType.AID, EventType.CONCEDE}
    | {EventType.SUPPORT, EventType.CONSULT, EventType.AGREE, EventType.MOBILIZE}
)
"""Types that commonly answer an earlier event; the victim of violence is never taken from another sentence."""

_NAMING = frozenset({EventType.REQUEST})
"""Types aimed at an earlier event only where the object names it: "the withdrawal that the Council had demanded"."""

_AT_PRINCIPALS = _ANSWERS - {EventType.CONCEDE, EventType.CONSULT}
"""Types aimed at the other state that the article is about, rather than at whoever acted last."""

_AT_HOME = _ANSWERS - {EventType.MOBILIZE, EventType.CONSULT}
"""Types aimed at the other side within a state where the article is about that state alone."""

_ADDRESSED = frozenset({EventType.REQUEST, EventType.ACCUSE})
_AT_ALL = frozenset({EventType.SUPPORT})
"""Types by which a third party takes up all that the article is about."""

_GUESS = 0.5
"""How sure a recipient is whom only the article's subject suggests."""

_DUTY_THEME = "duty"
"""What forces are sent to do that are sent against no one."""

_FOLLOWING = frozenset({"follow", "join"})
_DEED_THEME = "deed"
"""Nouns that stand for what someone has just been told to have done or decided."""

_REACTIONS = frozenset({EventType.SUPPORT, EventType.ACCUSE})
"""Types by which others take up what was decided, and which are not what the next one takes up."""

_OUTCOME_THEME = "outcome"
"""What a loser rejects without rejecting another's act or plea."""

_COMPLETED = frozenset({EventType.COOPERATE, EventType.SUPPORT, EventType.AGREE})
"""Types of acts done together of which an article may name one side only."""

_LIKE = {EventType.SUPPORT: EventType.AGREE, EventType.REQUEST: EventType.AGREE, EventType.RETREAT: EventType.CONCEDE}
"""Types that share nouns: an "agreement" may be signed or promised, a "withdrawal" carried out or conceded."""

_BETWEEN = frozenset({EventType.AGREE, EventType.CONCEDE, EventType.SANCTION})
"""Types of acts that the two states an article is about do to each other when both do them."""

_ANSWERED_ABOVE = frozenset({EventType.SANCTION, EventType.REJECT, EventType.THREATEN})
"""Types whose target answers them in the sentence that names them in passing."""

_AGAINST = frozenset({EventType.ACCUSE, EventType.REJECT})
_MADE_TOGETHER = frozenset({EventType.SUPPORT, EventType.AGREE})
_OUTSIDE = frozenset({Sector.LEG, Sector.OPP, Sector.PTY, Sector.CVL, Sector.SOC, Sector.REL, Sector.ELI})
"""Sectors that are not of the government whose accord they reject."""

_REACH = 4
"""How many events back an answer may reach."""


@dataclasses.dataclass
class Discourse:
    """The events of one article told so far."""

    lexicon: Lexicon
    told: list[Candidate] = dataclasses.field(default_factory=list)

    def settle(self, cast: Cast, found: Iterable[Candidate]) -> Iterator[Candidate]:
        """The candidates of the next sentence, open ones aimed or, where nothing is there to aim at, left out if they must be."""
        for each in _with_manners(found):
            if each.frame.is_provision:
                yield from self._provided(each)
                continue
            is_two_sided = each.is_reciprocal or is_mutual(cast.sentence, each)
            each = _unguessed(cast, each)
            is_open = each.is_open and each.event_type in _ANSWERS | _NAMING and not is_two_sided
            is_open = is_open and not (
                each.event_type is EventType.REJECT and self._is_about(cast, each, _OUTCOME_THEME)
            )
            is_open = is_open and not self._is_on_guard(cast, each)
            settled = self._aimed(cast, each) if is_open else _completed(cast, each)
            if is_nonevent(cast, settled):
                continue
            is_two_sided = is_two_sided or settled.is_reciprocal
            is_aimless = not settled.recipients and not is_two_sided and settled.event_type in _NEEDS_RECIPIENT
            if is_aimless and not _addresses(cast, settled):
                continue
            settled = as_visit(cast, settled)
            if settled.status.is_published:
                self.told.append(settled)
            yield settled

    def _is_about(self, cast: Cast, each: Candidate, theme: str) -> bool:
        """Whether the act's object is "the", "this" or "that" and a word of the theme alone."""
        return not self.lexicon.themes[theme].isdisjoint(_object_words(cast, each))

    def _is_on_guard(self, cast: Cast, each: Candidate) -> bool:
        """Whether forces are sent to guard or protect, and so against no one: "sent soldiers to guard the bridge"."""
        purposes = cast.sentence.children(each.trigger, "advcl", "xcomp")
        is_duty = any(verb.lemma in self.lexicon.themes[_DUTY_THEME] for verb in purposes if verb.tag == "VB")
        return each.event_type is EventType.MOBILIZE and is_duty

    def _spurned(self, cast: Cast, each: Candidate) -> tuple[Party, ...]:
        """Those whom others have just done something for or to that the actor refuses to do: "Spain refused to follow"."""
        below = cast.sentence.children(each.trigger, "xcomp")
        is_alike = any(verb.lemma in _FOLLOWING and not cast.sentence.objects(verb) for verb in below)
        last = self.told[-1] if self.told else None
        earlier = next((told for told in reversed(self.told) if len(told.actors) > 1), last)
        return earlier.recipients if is_alike and earlier is not None and each.event_type is EventType.REJECT else ()

    def _aimed(self, cast: Cast, each: Candidate) -> Candidate:
        """At the event that the object names, else at the other state that the article is about, else at who acted last."""
        own = {party.country for party in each.actors}
        if each.event_type in _BETWEEN and len(set(cast.principals)) > 1 and own == set(cast.principals):
            return dataclasses.replace(each, is_reciprocal=True)
        recipients = (
            self._spurned(cast, each)
            or self._decided(cast, each, own)
            or self._answered(cast, each, own, self._named(each))
        )
        recipients = recipients or _before_it(cast, each, own) or self._same_quarrel(each) or self._both(each, own)
        if not recipients and each.event_type in _AT_HOME:
            recipients = self._at_home(cast, each)
        if not recipients and each.event_type in _AT_PRINCIPALS:
            recipients = _at_principals(cast, each, own)
        if each.event_type not in _NAMING:
            recipients = recipients or self._answered(cast, each, own, self.told[-_REACH:])
        return dataclasses.replace(each, recipients=recipients)

    def _at_home(self, cast: Cast, each: Candidate) -> tuple[Party, ...]:
        """Within a state: its government for those who are not of it, else who of its people acted last."""
        countries = {party.country for party in each.actors}
        home = next(iter(countries), "")
        if len(countries) != 1 or home not in cast.principals:
            return ()
        if not any(party.sector in OF_STATE for party in each.actors):
            return (cast.state(home, Sector.GOV, _GUESS),)
        if len(cast.principals) > 1:
            return ()
        for earlier in reversed(self.told[-_REACH:]):
            abroad = {party.country for party in (*earlier.actors, *earlier.recipients)} - {home, ""}
            for side in () if abroad else (earlier.actors, earlier.recipients):
                if others := tuple(party for party in side if party.country == home and party.sector not in OF_STATE):
                    return others
        return ()

    def _provided(self, each: Candidate) -> Iterator[Candidate]:
        """What an accord provides for, as a promise of the parties of the first that the article tells; nothing without one."""
        accords = (earlier for earlier in self.told if _is_accord(earlier) and not earlier.is_background)
        if (accord := next(accords, None)) is not None:
            yield dataclasses.replace(each, actors=accord.actors, recipients=accord.recipients)

    def _decided(self, cast: Cast, each: Candidate, own: set[str]) -> tuple[Party, ...]:
        """Those who took the decision told last, where it is the decision that is welcomed or condemned."""
        is_praise = each.event_type is EventType.SUPPORT and self._is_about(cast, each, _OUTCOME_THEME)
        if not is_praise and not self._is_about(cast, each, _DEED_THEME):
            return ()
        deeds = (told for told in reversed(self.told) if told.is_reciprocal or told.event_type not in _REACTIONS)
        return next((_foreign(deed.actors, own) for deed in deeds), ())

    def _same_quarrel(self, each: Candidate) -> tuple[Party, ...]:
        """Whom the same person, or another for the same state, demanded something of, reproached or threatened in the event
        told last: "He refused to discuss it"."""
        last = self.told[-1] if self.told else None
        if last is None or each.object_types or each.event_type.quad_class is not QuadClass.VERBAL_CONFLICT:
            return ()
        is_his = len(each.actors) == 1 and last.actors == each.actors and bool(each.actors[0].entity_id)
        is_his = is_his or (last.event_type not in _NAMING and _spoken_for(each) == _spoken_for(last) is not None)
        return last.recipients if is_his and last.event_type.quad_class is each.event_type.quad_class else ()

    def _both(self, each: Candidate, own: set[str]) -> tuple[Party, ...]:
        """Those whom an outsider reproaches for what they have just been told to do together: "China objected"."""
        last = self.told[-1] if self.told else None
        is_shared = last is not None and last.is_reciprocal and last.event_type is EventType.COOPERATE
        if last is None or not is_shared or each.event_type not in _AGAINST or each.object_types:
            return ()
        return _foreign(last.actors, own) if own.isdisjoint(party.country for party in last.actors) else ()

    def _named(self, each: Candidate) -> list[Candidate]:
        wanted = each.object_types | {_LIKE[kind] for kind in each.object_types if kind in _LIKE}
        named = [earlier for earlier in self.told if earlier.event_type in wanted]
        # What an "agreement" names is a signing rather than praise of one, or one side's promise.
        return [each for each in named if each.is_reciprocal or each.event_type not in _MADE_TOGETHER] or named

    def _answered(self, cast: Cast, each: Candidate, own: set[str], events: Sequence[Candidate]) -> tuple[Party, ...]:
        """The side of the latest of the events that is not the actor's own."""
        for earlier in reversed(events):
            for side in _sides(each, earlier):
                if aimed := _foreign(side, own):
                    return _as_recipients(cast, each, (*_own_government(each, earlier, side), *aimed))
        return ()


def _spoken_for(event: Candidate) -> str | None:
    """The one state whose government acts; none where several do, or others."""
    states = {party.country for party in event.actors if party.sector == Sector.GOV and party.country}
    return next(iter(states)) if len(states) == 1 and len(event.actors) == 1 else None


def _is_accord(event: Candidate) -> bool:
    """Whether the event made an accord of several states."""
    countries = {party.country for party in (*event.actors, *event.recipients)}
    return (
        event.event_type in (EventType.SUPPORT, EventType.AGREE)
        and event.frame.pattern.is_reciprocal
        and len(countries) > 1
    )


def _with_manners(found: Iterable[Candidate]) -> list[Candidate]:
    """The candidates of a sentence, without participles that only tell how an act was done: whom "attacked a base, killing two
    guards" strikes, its participle says."""
    kept: list[Candidate] = []
    for each in found:
        place = next((n for n, earlier in enumerate(kept) if _is_manner_of(each, earlier)), None)
        if place is None:
            kept.append(each)
        elif not kept[place].recipients and not kept[place].is_reciprocal:
            kept[place] = dataclasses.replace(kept[place], recipients=each.recipients)
    return kept


def _object_words(cast: Cast, each: Candidate) -> set[str]:
    """The nouns with "the", "this" or "that" that are the act's object."""
    return {
        noun.lemma
        for noun in cast.sentence.objects(each.trigger)
        if any(child.lemma in ("the", "this", "that") for child in cast.sentence.children(noun, "det"))
        and not cast.sentence.children(noun, "prep", "acl", "relcl")
    }


def _before_it(cast: Cast, each: Candidate, own: set[str]) -> tuple[Party, ...]:
    """Who answers the act in the clause around it: "Poland hit back after Russia threw out diplomats"."""
    above = cast.sentence.head(each.trigger)
    if each.event_type not in _ANSWERED_ABOVE or each.trigger.dep != "advcl" or above is None:
        return ()
    subject = cast.sentence.subject(above)
    return () if subject is None else _foreign(cast.at(subject), own)


def _addresses(cast: Cast, each: Candidate) -> bool:
    """Whether people who belong to no state are asked: "appealed to donors"."""
    asked = cast.sentence.preposition_objects(each.trigger, "to", "on", "upon")
    return each.event_type is EventType.REQUEST and any(word.tag == "NNS" for word in asked)


def _is_manner_of(each: Candidate, earlier: Candidate) -> bool:
    """Whether a participle only tells how an act of its own type was done: "marched, shouting slogans"."""
    is_below = each.trigger.head == earlier.trigger.index and each.trigger.dep == "advcl" and each.trigger.tag == "VBG"
    return is_below and each.event_type is earlier.event_type


def _at_principals(cast: Cast, each: Candidate, own: set[str]) -> tuple[Party, ...]:
    """The other state that the article is about; for one who takes no part, all that it is about."""
    if each.event_type in _AT_ALL and not own.isdisjoint(cast.principals):
        return ()
    sector = Sector.CVL if each.event_type is EventType.AID else Sector.GOV
    states = tuple(cast.state(code, sector, _GUESS) for code in cast.principals if code not in own)
    return states if each.event_type in _AT_ALL else states[:1]


def _unguessed(cast: Cast, each: Candidate) -> Candidate:
    """A demand or reproach without recipients where those were only guessed to be of the actor's own state, though the
    article is about another one too: "Indonesia called for the release of prisoners"."""
    own = {party.country for party in each.actors if party.sector in OF_STATE}
    is_guessed = all(party.country in own and party.score <= _GUESS for party in each.recipients)
    others = [code for code in cast.principals if code not in own]
    if each.event_type not in _ADDRESSED or not each.recipients or not is_guessed or not others:
        return each
    return dataclasses.replace(each, recipients=(), is_open=True)


def _completed(cast: Cast, each: Candidate) -> Candidate:
    """An act among several of which one is named, in an article about two states: the other is meant."""
    own = {party.country for party in each.actors}
    speaks = all(party.sector in OF_STATE for party in each.actors)
    is_lone = each.frame.pattern.is_reciprocal and not each.recipients and len(own) == 1 and speaks
    if not is_lone or each.event_type not in _COMPLETED or len(cast.principals) < 2 or not own < set(cast.principals):
        return each
    others = tuple(cast.state(code, Sector.GOV, _GUESS) for code in cast.principals if code not in own)
    return dataclasses.replace(each, actors=(*each.actors, *others), is_reciprocal=True)


def _sides(each: Candidate, earlier: Candidate) -> tuple[tuple[Party, ...], ...]:
    """The sides of the earlier event in the order in which the act is aimed: help at victims, praise and mediation at all."""
    if each.event_type is EventType.AID:
        return earlier.recipients, earlier.actors
    if each.mode is Mode.THIRD_PARTY and len({party.country for party in earlier.recipients}) > 1:
        return (earlier.recipients,)  # Who mediates does it between the two, not between them and who praised them.
    if each.event_type in (EventType.SUPPORT, EventType.CONSULT):
        return ((*earlier.actors, *earlier.recipients),)
    return earlier.actors, earlier.recipients


def _foreign(side: Sequence[Party], own: set[str]) -> tuple[Party, ...]:
    return tuple(party for party in side if party.country and party.country not in own)


def _own_government(each: Candidate, accord: Candidate, side: Sequence[Party]) -> tuple[Party, ...]:
    """The government of those outside it who turn against an accord that it has made."""
    is_turned_against = each.event_type in _AGAINST and accord.is_reciprocal and accord.event_type in _MADE_TOGETHER
    own = {party.country for party in each.actors if party.sector in _OUTSIDE}
    return tuple(party for party in side if is_turned_against and party.country in own and party.sector == Sector.GOV)


def _as_recipients(cast: Cast, each: Candidate, aimed: tuple[Party, ...]) -> tuple[Party, ...]:
    """Help goes to a people where the text does not say to whom."""
    if each.event_type is not EventType.AID:
        return aimed
    countries = {party.country: party for party in aimed}
    return tuple(
        cast.state(code, Sector.CVL, held.score) if code not in BODY_CODES else held for code, held in countries.items()
    )
