"""Who stands on either side of a coded event, once its type is settled: completed where the clause says less than it means.

What the sentences before say is asked in `discourse`; which words fill a frame's slots is decided in `frames`.
"""

from collections.abc import Iterable

from pipeline.events.candidate import Candidate, Coder
from pipeline.events.classes import is_of
from pipeline.events.frames import is_human
from pipeline.events.grammar import Sentence
from pipeline.events.pairings import is_one_by_one
from pipeline.events.party import UNKNOWN, Party
from pipeline.events.token import Token
from pipeline.events.whereabouts import place_of
from pipeline.schema.tables.mentions import Mention
from pipeline.schema.vocabularies import BODY_CODES, EventType, Mode, QuadClass, Sector

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
_TELLING = frozenset({"say", "announce", "tell", "declare", "add", "report"})
_LOCATING = frozenset({"in", "at", "near", "outside", "around", "across", "through", "throughout"})
_GROUND, _HOME = 0.5, 0.3
"""How sure it is that those struck are of the country where it was done, or of the state that the article is about."""

_TAKEN = ("site", "town_word", "control_word", "ammunition_word")
"""Classes of what is struck or taken in a country."""

_AT_RANDOM = frozenset({Mode.SUICIDE_ATTACK, Mode.EXPLOSIVES, Mode.FIREARMS, Mode.AERIAL, Mode.UNCONVENTIONAL})
"""Means that strike whoever is at the place."""

_OFFICIAL = frozenset({Sector.GOV, Sector.MIL, Sector.COP, ""})
_UNIFORMED = (("soldier", Sector.MIL), ("policeman", Sector.COP))
_APART = ("nsubj", "nsubjpass", "agent", "relcl", "advcl", "conj", "ccomp", "parataxis", "npadvmod")
_AWAITING = frozenset({"until", "unless"})
_MUTUAL = {"other": "each", "another": "one"}
_BETWEEN_STATES = frozenset({EventType.REJECT, EventType.AGREE, EventType.CONSULT})
_CIVIL_TYPES = frozenset({EventType.ASSAULT, EventType.PROTEST, EventType.COERCE, EventType.SANCTION})


def is_aimed(found: Candidate) -> bool:
    """Whether the act needs someone at the other end; signing an accord does not, praise and mediation do."""
    if found.frame.pattern.is_reciprocal:
        return False
    return found.event_type in _AIMED_BY_CONTEXT or found.mode in (Mode.THIRD_PARTY, Mode.VISIT)


def is_mutual(sentence: Sentence, found: Candidate) -> bool:
    """Whether those who act do it to "each other" or "one another", or vow it: "undertook to respect each other's borders"."""
    objects = sentence.children(found.trigger, "dobj")
    inside = () if found.recipients else sentence.subtree(found.trigger, lambda child: child.dep in _APART)
    return len(found.actors) > 1 and any(
        child.lemma == _MUTUAL.get(token.lemma) for token in (*objects, *inside) for child in sentence.children(token)
    )


def sides_of(coder: Coder, found: Candidate) -> tuple[tuple[Party, ...], tuple[Party, ...]] | None:
    """Actors and recipients of an event; none where no one does it, or where it is nobody's affair."""
    actors = _acting(found.actors) or _crowd(coder, found) or _accord_parties(coder, found)
    actors = actors or _acting(_misparsed_subject(coder, found))
    recipients = tuple(party for party in _acting(found.recipients) if not _same_as_any(party, actors))
    if found.event_type.quad_class is QuadClass.VERBAL_CONFLICT:
        recipients = tuple(party for party in recipients if not _is_own_state(coder, party, actors))
    is_joint = found.frame.pattern.is_reciprocal and found.is_reciprocal and not is_one_by_one(coder.sentence, found)
    if is_joint or is_mutual(coder.sentence, found):
        actors, recipients = _acting((*actors, *recipients)), ()
    recipients = recipients or _struck(coder, found, actors) or _helped(coder, found)
    if not actors:
        if not recipients or not _is_deed_without_doer(coder, found):
            return None
        actors = (UNKNOWN,)
    # The other side of a meeting ahead stands beside its verb: who is named further inside asked for it, or is its subject.
    is_told = found.frame.pattern.is_reciprocal and (len(actors) > 1 or found.event_type is EventType.AGREE)
    if found.event_type in _SEEKS_WITHIN and not recipients and not is_told:
        recipients = _met(coder, found, actors) or _within(coder, found, actors)
    if found.mode is Mode.THIRD_PARTY and not recipients:
        between = _within(coder, found, actors)
        recipients = between if len(between) > 1 else ()
    recipients = recipients or _awaited(coder, found, actors)
    recipients = recipients or _detained(coder, found, actors) or _implied(coder, found, actors)
    return (actors, recipients) if _is_affair(found, (*actors, *recipients)) else None


def _misparsed_subject(coder: Coder, found: Candidate) -> tuple[Party, ...]:
    """A name before the verb that the parser took for an adverb or joined to a name before it, "On a visit to Chad, Niger's
    president praised", or the speaker whose next verb it joined to his words:
    "The Union said that the vote had been unfair, condemned the violence"."""
    sentence, verb = coder.sentence, found.trigger
    if found.frame.pos != "verb" or sentence.is_passive(verb) or verb.tag not in ("VBD", "VBZ", "VBP"):
        return ()
    if verb.dep == "conj":
        above = list(sentence.ancestors(verb))
        telling = next((each for each in above if each.lemma in _TELLING and each.index < verb.index), None)
        joined = [each for each in above if each.dep == "ccomp"]
        subject = sentence.subject(telling) if telling is not None and joined else None
        return () if subject is None else coder.cast.at(subject)
    if sentence.children(verb, "nsubj", "nsubjpass", "expl"):
        return ()
    early = [each for each in sentence.children(verb, "advmod", "npadvmod", "dep") if each.index < verb.index]
    early += [each for each in sentence.tokens[max(0, verb.index - 1) : verb.index] if each.dep in ("conj", "appos")]
    return next((coder.cast.at(each) for each in early if each.pos == "PROPN" and coder.cast.named_at(each)), ())


def _crowd(coder: Coder, found: Candidate) -> tuple[Party, ...]:
    """ "Thousands marched in Istanbul", "rallies were held in Lahore": a crowd without a name, or of which only the protest is
    named, is of the country in which it gathers, else of the article's."""
    if found.event_type is not EventType.PROTEST:
        return ()
    subject = _subject(coder.sentence, found)
    is_unnamed = found.mode is Mode.DEMO and (subject is None or coder.sentence.is_passive(found.trigger))
    if not is_unnamed and (subject is None or not _is_crowd(coder, subject)):
        return ()
    name = "protesters" if subject is None or is_unnamed else subject.text.lower()
    if (place := _located(coder)) is not None:
        return (Party("", name, place.country_code or "", Sector.CVL, place.score / 2),)
    return () if is_unnamed or subject is None else _people_at_home(coder, subject)


def _subject(sentence: Sentence, found: Candidate) -> Token | None:
    """Who does it: the subject of the verb, or of the verb whose object the noun is, "took part"."""
    if found.frame.pos == "verb":
        return sentence.subject(found.trigger)
    above = sentence.head(found.trigger) if found.trigger.dep == "dobj" else None
    return None if above is None else sentence.subject(above)


def _located(coder: Coder) -> Mention | None:
    """The first place or country of the sentence in which something is."""
    sentence = coder.sentence
    for token in sentence.tokens:
        above = sentence.head(token)
        if token.dep == "pobj" and above is not None and above.lemma in _LOCATING:
            nations = sentence.children(token, "amod") if is_of(coder.cast, coder.lexicon, "locality", token) else ()
            parts = (token, *sentence.children(token, "poss", "compound", "appos"), *nations)
            for mention in (each for part in parts for each in coder.cast.places_at(part)):
                if mention.country_code and mention.country_code not in BODY_CODES:
                    return mention
    return None


def _detained(coder: Coder, found: Candidate, actors: tuple[Party, ...]) -> tuple[Party, ...]:
    """People without a name who are coerced: of the state that the article is about."""
    if found.event_type is not EventType.COERCE or not actors or found.frame.pos != "verb":
        return ()
    people = next((token for token in coder.sentence.objects(found.trigger) if is_human(token)), None)
    return () if people is None else _people_at_home(coder, people)


def _struck(coder: Coder, found: Candidate, actors: tuple[Party, ...]) -> tuple[Party, ...]:
    """Whom violence strikes that names no one: people, or those at the place, of the country where it is done, else of the
    state that the article is about."""
    if found.event_type is not EventType.ASSAULT or found.is_reciprocal or found.frame.pattern.is_reciprocal:
        return ()
    objects = coder.sentence.objects(found.trigger) if found.frame.pos == "verb" else ()
    people = next((token for token in objects if is_human(token)), None)
    is_ground = any(is_of(coder.cast, coder.lexicon, name, token) for token in objects for name in _TAKEN)
    where = place_of(coder.sentence, coder.cast, found)
    country = where.country if where is not None else None
    if country is None and (people or is_ground or found.mode in _AT_RANDOM):
        own = {party.country for party in actors if party.sector in _OFFICIAL}
        located = _located(coder)
        country = located.country_code if located is not None and located.country_code not in own else None
    if country:
        return (coder.cast.state(country, _sector_of(coder, people), _GROUND),)
    if not actors or not (people or is_ground):
        return ()
    return tuple(coder.cast.state(home, _sector_of(coder, people), _HOME) for home in coder.cast.principals[:1])


def _helped(coder: Coder, found: Candidate) -> tuple[Party, ...]:
    """The people of the place where help is to do something: "sent engineers to reopen roads in Beira"."""
    if found.event_type is not EventType.AID or found.frame.pos != "verb":
        return ()
    purposes = coder.sentence.children(found.trigger, "advcl", "xcomp")
    for token in (each for purpose in purposes for each in coder.sentence.subtree(purpose)):
        above = coder.sentence.head(token)
        if token.dep == "pobj" and above is not None and above.lemma in _LOCATING:
            for mention in coder.cast.places_at(token):
                if mention.country_code and mention.country_code not in BODY_CODES:
                    return (coder.cast.state(mention.country_code, Sector.CVL, _GROUND),)
    return ()


def _sector_of(coder: Coder, people: Token | None) -> Sector:
    """Soldiers and policemen by their name, everyone else civilians."""
    if people is None:
        return Sector.CVL
    themes = coder.lexicon.themes
    return next((sector for theme, sector in _UNIFORMED if people.lemma in themes[theme]), Sector.CVL)


def _people_at_home(coder: Coder, token: Token) -> tuple[Party, ...]:
    """People without a name as a party of the state that the article is about."""
    return tuple(Party("", token.text.lower(), home, Sector.CVL, _HOME) for home in coder.cast.principals[:1])


def _is_crowd(coder: Coder, subject: Token) -> bool:
    """Whether the word means people in number, or those who protest: "workers", "students"."""
    is_many = subject.pos == "NUM" or subject.lemma in ("people", "mob", "many")
    return is_many or subject.lemma in coder.lexicon.themes["protester"]


def _accord_parties(coder: Coder, found: Candidate) -> tuple[Party, ...]:
    """ "An accord between A and B was signed": those whom the accord is between sign it."""
    if not found.frame.pattern.is_reciprocal or not coder.sentence.is_passive(found.trigger):
        return ()
    parties: list[Party] = []
    for each in coder.sentence.objects(found.trigger):
        for token in coder.sentence.subtree(each, lambda child: child.dep in ("relcl", "acl", "advcl")):
            if token.dep in ("pobj", "amod", "poss", "compound", "nmod") and coder.cast.named_at(token):
                parties.extend(coder.cast.at(token))
    return tuple(dict.fromkeys(parties))


def _met(coder: Coder, found: Candidate, actors: tuple[Party, ...]) -> tuple[Party, ...]:
    """ "Met the envoy and agreed to open the border": agreeing takes two, and the other is whom they met."""
    meeting = coder.sentence.head(found.trigger)
    frame = None if meeting is None or found.trigger.dep != "conj" else coder.frame_of(meeting)
    is_agreed = found.frame.complement == "agree" and not coder.sentence.children(found.trigger, "nsubj")
    if meeting is None or frame is None or frame.event_type is not EventType.CONSULT or not is_agreed:
        return ()
    own = {party.country for party in actors}
    hosts = (*coder.sentence.objects(meeting), *coder.sentence.preposition_objects(meeting, "with", "to"))
    return tuple(party for each in hosts for party in coder.cast.at(each) if party.country and party.country not in own)


def _awaited(coder: Coder, found: Candidate, actors: tuple[Party, ...]) -> tuple[Party, ...]:
    """ "Ruled out talks until Chad withdraws": what is refused is refused to those who must act first."""
    if found.event_type is not EventType.REJECT:
        return ()
    own = {party.country for party in actors}
    for clause in coder.sentence.children(found.trigger, "advcl"):
        is_awaited = any(mark.lemma in _AWAITING for mark in coder.sentence.children(clause, "mark"))
        subject = coder.sentence.subject(clause) if is_awaited else None
        parties = () if subject is None else coder.cast.at(subject)
        if others := tuple(party for party in parties if party.country and party.country not in own):
            return others
    return ()


def _within(coder: Coder, found: Candidate, actors: tuple[Party, ...]) -> tuple[Party, ...]:
    """The first parties of another country named in what depends on the trigger, subjects and side clauses apart; help is for
    those whom its purpose names."""
    own = {party.country for party in actors}

    def is_apart(child: Token) -> bool:
        is_purpose = child.dep == "advcl" and any(aux.lemma == "to" for aux in coder.sentence.children(child, "aux"))
        return child.dep in _APART and not (is_purpose and found.event_type is EventType.AID)

    for token in coder.sentence.subtree(found.trigger, is_apart):
        if token.index == found.trigger.index or not coder.cast.named_at(token):
            continue
        others = tuple(party for party in coder.cast.at(token) if party.country and party.country not in own)
        if others:
            return others
    return ()


def _implied(coder: Coder, found: Candidate, actors: tuple[Party, ...]) -> tuple[Party, ...]:
    sector = coder.lexicon.implied_recipient(found.event_type, found.mode)
    held = (party for party in actors if party.country and party.country not in BODY_CODES)
    countries = {party.country: party.score for party in held if party.sector != sector}
    if sector is None or found.is_reciprocal:
        return ()
    return tuple(coder.cast.state(country, sector, score) for country, score in countries.items())


def _is_deed_without_doer(coder: Coder, found: Candidate) -> bool:
    """Whether someone must have done it though no one is named: passives, nouns, and bombs that kill; not floods that do."""
    if found.event_type not in _DOER_UNNAMED:
        return False
    sentence, themes = coder.sentence, coder.lexicon.themes
    if any(token.lemma in themes["accident"] for token in sentence.tokens):
        return False
    subject = (
        None if found.frame.pos != "verb" or sentence.is_passive(found.trigger) else sentence.subject(found.trigger)
    )
    suffers = found.frame.pattern.actors == (("none",),)
    return suffers or subject is None or subject.lemma in themes["violent_means"]


def _acting(parties: Iterable[Party]) -> tuple[Party, ...]:
    """The parties, each once whatever offices it holds, without those of unknown kind and country."""
    kept: dict[object, Party] = {}
    for party in parties:
        if party.country or party.sector:
            kept.setdefault(party.entity_id or party, party)
    return tuple(kept.values())


def _same_as_any(party: Party, others: tuple[Party, ...]) -> bool:
    return any(
        (party.entity_id and party.entity_id == other.entity_id)
        or (party.country and (party.country, party.sector) == (other.country, other.sector) and not party.entity_id)
        for other in others
    )


def _is_own_state(coder: Coder, party: Party, actors: tuple[Party, ...]) -> bool:
    """Whether the party is the bare state for which an actor speaks: "the minister warned that Washington could"."""
    state = coder.cast.states.get(party.country)
    is_bare = state is not None and state.entity_id == party.entity_id
    return is_bare and any(each.country == party.country and each.sector == Sector.GOV for each in actors)


def _is_affair(found: Candidate, parties: tuple[Party, ...]) -> bool:
    """Whether states, bodies or armed groups are concerned: the rest is private life, sport or trade."""
    if not any(party.country for party in parties):
        return any(party.sector in (Sector.REB, Sector.UAF) for party in parties)
    is_strike = found.inner is not None and found.inner.event_type is EventType.PROTEST
    is_civil = (
        found.event_type in _CIVIL_TYPES
        or (is_strike and found.event_type is EventType.THREATEN)
        or (found.mode is Mode.RELEASE and UNKNOWN in parties)
    )
    # "Palestinians and Israelis failed to agree" tells of the two states, or those who speak for them.
    are_peoples = found.event_type in _BETWEEN_STATES and len({party.country for party in parties}) > 1
    return (
        is_civil
        or are_peoples
        or any(party.sector in _POLITICAL or (party.country and not party.sector) for party in parties)
    )
