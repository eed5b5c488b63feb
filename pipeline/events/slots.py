"""Which words, and so which parties, fill the slots of a frame in its clause."""

from collections.abc import Iterator

from pipeline.events.grammar import Sentence
from pipeline.events.lexicon import Frame, Lexicon
from pipeline.events.parties import Cast
from pipeline.events.party import Party
from pipeline.events.token import Token
from pipeline.schema.vocabularies import BODY_CODES, EventType, Mode, Sector

SECTOR_SLOTS = {
    "labour": frozenset({Sector.LAB, Sector.CVL, Sector.EDU, Sector.MED, Sector.AGR}),
    "civil": frozenset(
        {Sector.LAB, Sector.CVL, Sector.EDU, Sector.MED, Sector.AGR, Sector.OPP, Sector.SOC, Sector.REF}
    ),
    "mil": frozenset({Sector.MIL, Sector.REB, Sector.PRM, Sector.UAF, Sector.SPY, Sector.GOV}),
    "police": frozenset({Sector.COP, Sector.MIL, Sector.SPY, Sector.GOV}),
    "security": frozenset({Sector.COP, Sector.MIL, Sector.SPY}),
    "armed": frozenset({Sector.REB, Sector.PRM, Sector.UAF, Sector.CRM}),
    "fighters": frozenset({Sector.MIL, Sector.REB, Sector.PRM, Sector.UAF}),
    "official": frozenset({Sector.GOV, Sector.LEG, Sector.ELI}),
}
NOUN_SLOTS = {"protesters": "protester", "mediators": "mediator_word"}
"""Slots of subjects whose word tells what they are, by its class: "demonstrators gathered", "mediators negotiated"."""

_ABOUT = ("over", "at", "about")
"""Prepositions of what two feelings joined are both about: "anger and dismay over the raid"."""

_OF_LIGHT_VERB = ("with", "against", "on", "between", "to", "into", "at")
"""Prepositions that a noun shares with the verb whose object it is: "held talks with"."""

_AFTER = ("after", "during", "following")
ENDS = frozenset({"end", "close", "conclusion"})
"""What an act stands at that follows another: "signed at the end of talks"."""

_SPANS = ENDS | {"hour", "day", "week", "month", "year", "round"}
"""What talks are measured by: "at the end of two days of talks"."""

_GROUND = ("in", "at", "to", "into", "near", "outside")
_JOINING = frozenset({"together", "along", "jointly"})
_CONTENT = ("nsubj", "nsubjpass", "dobj", "pobj", "poss")
_ADDRESSED = ("obj", "to", "with", "against", "on", "between")
_CAPITALS_ADDRESSED = frozenset(
    {EventType.ASSAULT, EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN}
    | {EventType.CONCEDE, EventType.AGREE, EventType.SUPPORT, EventType.SANCTION, EventType.RETREAT}
)
"""Types in which a city that is addressed stands for its state: "apologised to Quito"."""


def fill(
    sentence: Sentence, cast: Cast, lexicon: Lexicon, frame: Frame, token: Token, slots: tuple[tuple[str, ...], ...]
) -> tuple[Party, ...]:
    """The parties of the first alternative that yields any."""
    for option in slots:
        found: list[Party] = []
        for slot in option:
            found.extend(_slot(sentence, cast, lexicon, frame, token, slot))
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _slot(sentence: Sentence, cast: Cast, lexicon: Lexicon, frame: Frame, token: Token, slot: str) -> Iterator[Party]:
    is_visit = frame.mode is Mode.VISIT
    for filler in fillers(sentence, lexicon, token, slot):
        takes_ground = slot in _GROUND or (slot in _ADDRESSED and frame.event_type in _CAPITALS_ADDRESSED)
        parties = cast.at(filler, allow_places=is_visit or takes_ground)
        if slot in SECTOR_SLOTS:
            parties = tuple(party for party in parties if party.sector in SECTOR_SLOTS[slot])
        if slot in _GROUND and frame.event_type is EventType.ASSAULT:
            parties = tuple(_as_population(cast, party) for party in parties)
        if slot == "subj" and frame.pattern.is_reciprocal and not any(party.country for party in parties):
            parties = _represented(sentence, cast, filler) or parties
        yield from parties
        if slot == "content" and parties:
            return
    if slot == "doer":
        yield from cast.holders(token)
        if frame.event_type is EventType.CONSULT and frame.pattern.is_reciprocal:
            for filler in _after_whom(sentence, token):
                yield from cast.at(filler)


def _represented(sentence: Sentence, cast: Cast, filler: Token) -> tuple[Party, ...]:
    """ "A for the government and B for the rebels signed": those for whom they act."""
    return tuple(
        party
        for each in sentence.conjuncts(filler)
        for side in sentence.preposition_objects(each, "for")
        for party in cast.at(side)
    )


def _after_whom(sentence: Sentence, noun: Token) -> tuple[Token, ...]:
    """ "A and B agreed after talks", "at the end of two days of talks": the talks were theirs."""
    above, is_at_end = sentence.head(noun), False
    while above is not None and above.lemma == "of" and (span := sentence.head(above)) is not None:
        if span.lemma not in _SPANS or noun.dep != "pobj":
            return ()
        is_at_end = span.lemma in ENDS
        above, noun = sentence.head(span), span
    if above is None or noun.dep != "pobj" or above.lemma not in (("at",) if is_at_end else _AFTER):
        return ()
    governor = sentence.head(above)
    if governor is None or governor.pos not in ("VERB", "AUX"):
        return ()
    return (*sentence.doers(governor), *_partners(sentence, governor))


def _as_population(cast: Cast, party: Party) -> Party:
    """A place struck stands for its people."""
    is_state = party.sector == Sector.GOV and party.country not in BODY_CODES
    return cast.state(party.country, Sector.CVL, party.score) if is_state else party


def fillers(sentence: Sentence, lexicon: Lexicon, token: Token, slot: str) -> tuple[Token, ...]:
    """The words that head a slot's phrases; `doer` of a noun is the subject of its light verb."""
    if slot in ("subj", *SECTOR_SLOTS):
        return sentence.doers(token) + _at_their_side(sentence, token)
    if slot in NOUN_SLOTS:
        theme = lexicon.themes[NOUN_SLOTS[slot]]
        return tuple(each for each in sentence.doers(token) if each.lemma in theme)
    if slot == "obj":
        return sentence.objects(token)
    if slot == "iobj":
        return sentence.children(token, "dative") + _double_object(sentence, token)
    if slot == "clause":
        clauses = (*sentence.children(token, "ccomp", "xcomp"), *sentence.clauses_opened(token, "for"))
        return tuple(each for clause in clauses for each in sentence.children(clause, "nsubj", "nsubjpass"))
    if slot == "content":
        clauses = sentence.children(token, "ccomp", "xcomp")
        return tuple(each for clause in clauses for each in sentence.subtree(clause) if each.dep in _CONTENT)
    if slot == "possessor":
        return sentence.children(token, "poss")
    if slot == "doer":
        return light_subject(sentence, lexicon, token)
    if slot == "around":
        verb = next((each for each in sentence.ancestors(token) if each.pos == "VERB"), None)
        return () if verb is None or token.dep != "pobj" else sentence.doers(verb)
    return _prepositional(sentence, token, slot) or (_done_by(sentence, lexicon, token) if slot == "by" else ())


def _done_by(sentence: Sentence, lexicon: Lexicon, noun: Token) -> tuple[Token, ...]:
    """ "An airstrike carried out by Mali's army": the doer of the light verb that follows the noun does what it names; so
    does who is named after "by", though the parser hung it on a word above: "apologised for the shooting of a man by"."""
    verbs = (
        each for each in sentence.children(noun, "acl", "relcl") if noun.pos == "NOUN" and _is_light(lexicon, each)
    )
    done = next((doers for each in verbs if sentence.is_passive(each) and (doers := sentence.doers(each))), ())
    return done or _misplaced_doer(sentence, noun)


def _misplaced_doer(sentence: Sentence, noun: Token) -> tuple[Token, ...]:
    struck = sentence.preposition_objects(noun, "of")
    after = struck[0].index + 1 if struck else len(sentence.tokens)
    by = sentence.tokens[after] if after < len(sentence.tokens) else None
    if by is None or by.lemma != "by" or by.head not in [each.index for each in sentence.ancestors(noun)]:
        return ()
    return sentence.children(by, "pobj")


def _at_their_side(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """ "Fought the rebels alongside the army", "the army, together with militias": who does what the subject does; after an
    object other than a name, "together with" may tell who shares its fate."""
    if verb.pos != "VERB" or sentence.is_passive(verb):
        return ()
    is_shared = any(each.pos == "NOUN" for each in sentence.objects(verb))
    near = (*(() if is_shared else (verb,)), *sentence.children(verb, "nsubj"))
    together = (
        ally
        for each in near
        for beside in sentence.children(each, "prep")
        if any(child.lemma in _JOINING for child in sentence.children(beside, "advmod"))
        for ally in sentence.children(beside, "pobj")
    )
    return (*sentence.preposition_objects(verb, "alongside"), *together)


def _double_object(sentence: Sentence, token: Token) -> tuple[Token, ...]:
    """In "gave Kenya a loan" and "Kenya was given a loan" the beneficiary looks like an object."""
    direct = sentence.children(token, "dobj")
    if sentence.is_passive(token) and direct:
        found = sentence.subject(token)
        return (found,) if found is not None else ()
    return ()


def _prepositional(sentence: Sentence, token: Token, slot: str) -> tuple[Token, ...]:
    own = sentence.preposition_objects(token, slot)
    if own:
        return own
    if token.pos in ("VERB", "AUX"):
        return _inside_objects(sentence, token, slot) or (_shared_partners(sentence, token) if slot == "with" else ())
    above = sentence.head(token)
    if above is None or slot == "of":
        return ()
    if slot == "by":
        victims = sentence.preposition_objects(token, "of")
        found = tuple(each for victim in victims for each in sentence.preposition_objects(victim, "by"))
        return found or (sentence.doers(above) if token.dep == "nsubjpass" else ())
    governor = above if above.pos != "ADP" else sentence.head(above)
    is_light = token.dep in ("dobj", "nsubjpass", "nsubj", "pobj") and governor is not None and governor.pos == "VERB"
    if governor is None or not is_light or slot not in _OF_LIGHT_VERB:
        return ()
    return tuple(each for each in sentence.preposition_objects(governor, slot) if each.index != token.index)


def _inside_objects(sentence: Sentence, verb: Token, slot: str) -> tuple[Token, ...]:
    """Whom a preposition inside the verb's objects names: "expressed anger over the raid", "acted as mediator between"."""
    inner: tuple[Token, ...] = ()
    for child in (*sentence.children(verb, "dobj", "attr"), *sentence.objects(verb)):
        for member in sentence.conjuncts(child) if slot in _ABOUT else (child,):
            inner += sentence.preposition_objects(member, slot)
    if slot == "between" and not inner:
        for role in sentence.preposition_objects(verb, "as"):
            inner += sentence.preposition_objects(role, slot)
    return inner


def light_subject(sentence: Sentence, lexicon: Lexicon, noun: Token) -> tuple[Token, ...]:
    """Who does what a noun names: the subject of the verb whose object, or object's object, it is."""
    above = sentence.head(noun)
    if above is None:
        return ()
    if noun.dep in ("dobj", "attr", "oprd", "nsubjpass") and above.pos in ("VERB", "AUX"):
        return sentence.doers(above) if _is_light(lexicon, above) else ()
    if noun.dep == "conj":
        return light_subject(sentence, lexicon, above)
    if noun.dep == "pobj" and above.lemma in ("after", "following", "like") and _is_alike(sentence, noun):
        governor = sentence.head(above)
        return () if governor is None else _partners(sentence, governor)
    if noun.dep == "pobj" and above.lemma in ("in", "for", "into", "to"):
        governor = sentence.head(above)
        if governor is not None and governor.pos in ("VERB", "AUX"):
            return () if governor.lemma in lexicon.themes["suffering"] else sentence.doers(governor)
    if noun.dep == "pobj" and above.lemma == "with":
        governor = sentence.head(above)
        if governor is not None and governor.dep == "dobj":
            governor = sentence.head(governor)
        if governor is not None and governor.lemma in lexicon.themes["answering"] and not sentence.is_passive(governor):
            return sentence.doers(governor)
    return ()


def _is_light(lexicon: Lexicon, verb: Token) -> bool:
    """Whether who does the verb does what its object names: who launches an attack attacks, who condemns one does not."""
    return lexicon.operator_of(verb.lemma, "verb") not in ("", "report", "deny") or verb.pos == "AUX"


def _is_alike(sentence: Sentence, noun: Token) -> bool:
    return any(child.lemma in ("similar", "same", "comparable") for child in sentence.children(noun, "amod"))


def _shared_partners(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """ "Met with A, signing an accord": signed with A."""
    above = sentence.head(verb)
    return _partners(sentence, above) if above is not None and verb.dep == "advcl" and verb.tag == "VBG" else ()


def _partners(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """Whom the clause's own act was done with: "normalised ties with A after similar accords with B" tells of A and B."""
    return sentence.preposition_objects(verb, "with") or tuple(
        partner for each in sentence.objects(verb) for partner in sentence.preposition_objects(each, "with")
    )
