"""Acts that read like events and are none: private journeys, fights of one, patients let go, cautions of relief agencies.

What a word in its clause means is decided by its frame; here by who takes part, once all parties are known.
"""

from pipeline.events.candidate import Candidate
from pipeline.events.parties import Cast
from pipeline.events.token import Token
from pipeline.schema.vocabularies import BODY_CODES, EntityType, EventType, Mode, Sector

OF_STATE = frozenset({Sector.GOV, Sector.MIL, Sector.COP, Sector.JUD, Sector.SPY, None, ""})
"""Sectors that act for their state; bodies and bare states have none."""

_TRAVELLING = OF_STATE | {Sector.LEG, Sector.ELI, Sector.PTY, Sector.OPP, Sector.REB, Sector.UNK}
"""Sectors whose journeys are visits."""

_AT_PEACE = OF_STATE | {Sector.CVL, Sector.BUS}
"""Sectors that officials inspect at home rather than visit."""

_WARDS = frozenset({"hospital", "clinic", "ward", "care"})
_PERSONAL = frozenset({"doctor", "surgery", "check-up", "checkup", "holiday", "vacation", "honeymoon"})
"""What people go abroad for, or on, who visit no government."""

_CRIMES = frozenset({Mode.ABDUCT, Mode.SEXUAL, Mode.SUICIDE_ATTACK})
"""Violence that a state warns of and threatens no one with."""

_POSSIBLE = frozenset({"could", "may", "might", "can"})
_MEASURES = frozenset(
    {"sanction", "measure", "action", "consequence", "retaliation", "penalty", "strike", "step", "response"}
)
_WITHOUT_FORCE = frozenset({"NGO", "UNO"})

_MUTUAL_ONLY = frozenset({EventType.CONSULT, EventType.COOPERATE})
"""Types that take two."""

_TAKES_OTHER = frozenset({EventType.SUPPORT, EventType.AGREE})
"""Types that one party alone can only do towards another."""


def is_nonevent(cast: Cast, each: Candidate) -> bool:
    """Whether no political event is told, whatever the words."""
    return _lacks_partner(cast, each) or _is_private(cast, each) or _is_departure(cast, each) or _is_caution(cast, each)


def _lacks_partner(cast: Cast, each: Candidate) -> bool:
    """Whether one party alone is left of what takes two: "fought to escape", "held talks", "pledged to cut taxes"; a body's
    members may meet."""
    if len(each.actors) > 1 or each.recipients or _is_joined(cast, each):
        return False
    is_mutual = each.frame.pattern.is_reciprocal
    if each.event_type is EventType.AGREE and is_mutual:
        return each.actors[0].country not in BODY_CODES
    takes_two = each.event_type is EventType.ASSAULT if is_mutual else each.event_type in _TAKES_OTHER
    return takes_two or each.event_type in _MUTUAL_ONLY


def _is_joined(cast: Cast, each: Candidate) -> bool:
    """Whether someone else does it too whom no one can link: "Kuwait and its allies agreed"."""
    subject = cast.sentence.subject(each.trigger) if each.frame.pos == "verb" else None
    return subject is not None and len(cast.sentence.conjuncts(subject)) > 1


def _is_private(cast: Cast, each: Candidate) -> bool:
    """Whether engineers, patients or pilgrims travel, who visit no government, or officials inspect a place of their own
    country."""
    if each.mode is not Mode.VISIT:
        return False
    below = cast.sentence.subtree(each.trigger) if each.trigger.pos == "VERB" else ()
    if any(word.lemma in _PERSONAL and word.dep in ("pobj", "dobj") for word in below):
        return True
    countries = {party.country for party in (*each.actors, *each.recipients)}
    is_at_home = len(countries) == 1 and all(party.sector in _AT_PEACE for party in each.recipients)
    return is_at_home or not any(party.sector in _TRAVELLING for party in each.actors)


def _is_departure(cast: Cast, each: Candidate) -> bool:
    """Whether a guest leaves, or a patient his hospital, and no one gives anything up by it."""
    left = cast.sentence.preposition_objects(each.trigger, "from")
    if each.mode is Mode.RELEASE and any(token.lemma in _WARDS for token in left):
        return True
    people = (cast.entities.get(party.entity_id) for party in each.actors)
    is_guest = all(person is not None and person.entity_type is EntityType.PERSON for person in people)
    return each.mode is Mode.WITHDRAW and each.event_type is EventType.RETREAT and is_guest


def _is_caution(cast: Cast, each: Candidate) -> bool:
    """Whether an agency without force of its own warns of a danger, or someone of what could happen: that threatens no one."""
    if each.event_type is not EventType.THREATEN or each.trigger.lemma not in ("warn", "caution", "warning"):
        return False
    if all(party.country in _WITHOUT_FORCE for party in each.actors):
        return True
    is_deed = each.inner is not None and each.inner.mode not in _CRIMES
    is_told_to = bool(cast.sentence.children(each.trigger, "dobj")) or is_deed
    clauses = cast.sentence.children(each.trigger, "ccomp")
    return not is_told_to and any(_is_feared(cast, clause) for clause in clauses)


def _is_feared(cast: Cast, clause: Token) -> bool:
    """Whether something could happen that is no measure taken against anyone."""
    told = {child.lemma for child in cast.sentence.children(clause, "nsubj", "nsubjpass", "dobj")}
    modals = {child.lemma for child in cast.sentence.children(clause, "aux")}
    return bool(modals & _POSSIBLE) and told.isdisjoint(_MEASURES)
