"""Which frame of the lexicon fits a word in its clause, and which words fill the frame's slots."""

from collections.abc import Iterator

from pipeline.events.grammar import Sentence, Token
from pipeline.events.lexicon import Frame, Lexicon
from pipeline.events.parties import Cast, Party
from pipeline.schema.vocabularies import EntityType, EventType, Mode, Sector

_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}
_SECTOR_SLOTS = {
    "labour": frozenset({Sector.LAB, Sector.CVL, Sector.EDU, Sector.MED, Sector.AGR}),
    "civil": frozenset(
        {Sector.LAB, Sector.CVL, Sector.EDU, Sector.MED, Sector.AGR, Sector.OPP, Sector.SOC, Sector.REF}
    ),
    "mil": frozenset({Sector.MIL, Sector.REB, Sector.PRM, Sector.UAF, Sector.SPY, Sector.GOV}),
    "police": frozenset({Sector.COP, Sector.MIL, Sector.SPY, Sector.GOV}),
}
_INFINITIVE = "to-infinitive"
"""As a frame's particle: the trigger needs a clause with "to", so that telling a crowd is no request."""

_MUST = "must-clause"
"""As a frame's particle: what is said is that someone must."""

_GROUND = ("in", "at", "to", "into", "near", "outside")
_ADDRESSED = ("obj", "to", "with", "against", "on", "between")
_CAPITALS_ADDRESSED = frozenset(
    {EventType.ASSAULT, EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN}
    | {EventType.CONCEDE, EventType.AGREE, EventType.SUPPORT, EventType.SANCTION}
)
"""Types in which a city that is addressed stands for its state: "apologised to Quito"."""

_HUMAN_LEMMAS = frozenset(
    [
        "man",
        "woman",
        "child",
        "person",
        "people",
        "suspect",
        "student",
        "worker",
        "resident",
        "journalist",
        "official",
        "leader",
        "soldier",
        "officer",
        "activist",
        "protester",
        "demonstrator",
        "member",
        "citizen",
        "national",
        "tourist",
        "pilgrim",
        "boy",
        "girl",
        "teenager",
        "driver",
        "lawyer",
        "brother",
        "sister",
        "son",
        "daughter",
        "wife",
        "husband",
        "father",
        "mother",
        "family",
        "cleric",
        "priest",
        "monk",
        "doctor",
        "nurse",
        "teacher",
        "editor",
        "writer",
        "artist",
    ]
)


def match(sentence: Sentence, cast: Cast, lexicon: Lexicon, token: Token) -> Frame | None:
    """The first frame that fits the token: its words, its particle and the class of its object."""
    pos = _POS.get(token.pos, "")
    if (
        token.dep in ("aux", "auxpass")
        or (token.dep == "amod" and token.tag == "VBN")
        or (pos == "noun" and token.tag in ("NNP", "NNPS") and token.dep == "compound")
    ):
        return None
    for frame in lexicon.frames_of(token.lemma, pos):
        if _has_words(sentence, token, frame) and _has_particle(sentence, token, frame):
            objects = tuple(_frame_objects(sentence, token, frame))
            if _suits(cast, lexicon, frame, objects) and _has_fit_doer(sentence, cast, lexicon, frame, token):
                return frame
    return None


def _has_words(sentence: Sentence, token: Token, frame: Frame) -> bool:
    first = token.index - len(frame.words) + 1
    return first >= 0 and all(
        sentence.tokens[first + place].lemma == word or sentence.tokens[first + place].text.lower() == word
        for place, word in enumerate(frame.words[:-1])
    )


def _has_particle(sentence: Sentence, token: Token, frame: Frame) -> bool:
    if not frame.particle:
        return True
    if frame.particle == _MUST:
        clauses = sentence.children(token, "ccomp")
        return any(child.lemma == "must" for clause in clauses for child in sentence.children(clause, "aux"))
    if frame.particle == _INFINITIVE:
        clauses = sentence.children(token, "xcomp", "ccomp")
        return any(child.lemma == "to" for clause in clauses for child in sentence.children(clause, "aux"))
    return any(
        child.text.lower() == frame.particle
        for child in sentence.children(token, "prt", "prep", "agent", "dative", "advmod", "mark", "acomp", "oprd")
    )


def _has_fit_doer(sentence: Sentence, cast: Cast, lexicon: Lexicon, frame: Frame, token: Token) -> bool:
    """A sense that belongs to soldiers, police or civilians fits no other subject: police detain, a hall holds."""
    slots = {slot for option in frame.pattern.actors for slot in option}
    if not slots & _SECTOR_SLOTS.keys() or (sentence.is_passive(token) and not sentence.doers(token)):
        return True
    return bool(fill(sentence, cast, lexicon, frame, token, frame.pattern.actors))


def _frame_objects(sentence: Sentence, token: Token, frame: Frame) -> Iterator[Token]:
    found = sentence.preposition_objects(token, frame.particle) if frame.particle else ()
    found = found or (sentence.objects(token) if frame.pos == "verb" else ())
    for each in found:
        yield from sentence.conjuncts(each)


def _suits(cast: Cast, lexicon: Lexicon, frame: Frame, objects: tuple[Token, ...]) -> bool:
    if any(_is_of(cast, lexicon, name, token) for name in frame.forbidden for token in objects):
        return False
    if not frame.required:
        return True
    if not objects:
        return bool(frame.required & {"none", "troops_or_none"})
    return any(_is_of(cast, lexicon, name, token) for name in sorted(frame.required) for token in objects)


def _is_of(cast: Cast, lexicon: Lexicon, theme: str, token: Token) -> bool:
    if theme in lexicon.themes:
        words = lexicon.themes[theme]
        if token.lemma in words:
            return True
        modifiers = cast.sentence.children(token, "amod", "compound")
        if any(
            child.lemma in words or child.text.lower() in words for child in modifiers if child.tag in ("VBN", "JJ")
        ):
            return True
        return any(inner.lemma in words for inner in cast.sentence.preposition_objects(token, "of"))
    return _is_built_in(cast, theme, token)


def _is_built_in(cast: Cast, theme: str, token: Token) -> bool:
    kinds = {cast.entity_type(mention) for mention in cast.by_root.get(token.index, ())}
    match theme:
        case "igo":
            return EntityType.IGO in kinds
        case "country":
            return EntityType.COUNTRY in kinds
        case "party_place":
            return bool(kinds & {EntityType.COUNTRY, EntityType.PLACE, EntityType.REGION})
        case "person" | "person_not_media":
            return EntityType.PERSON in kinds or token.lemma in _HUMAN_LEMMAS or _is_human_mention(cast, token)
        case "party":
            return bool(cast.at(token))
        case "person_or_party":
            return bool(cast.at(token)) or token.lemma in _HUMAN_LEMMAS or token.tag in ("PRP", "NNP")
        case "party_or_site":
            return cast.named_at(token) or token.pos in ("NOUN", "PROPN")
    return False


def is_human(token: Token) -> bool:
    """Whether the word itself says that it means people."""
    return token.lemma in _HUMAN_LEMMAS


def _is_human_mention(cast: Cast, token: Token) -> bool:
    return any(
        cast.entity_type(mention) not in (EntityType.COUNTRY, EntityType.PLACE, EntityType.REGION)
        and mention.sector is not None
        for mention in cast.by_root.get(token.index, ())
    )


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
        if slot in _SECTOR_SLOTS:
            parties = tuple(party for party in parties if party.sector in _SECTOR_SLOTS[slot])
        if slot in _GROUND and frame.event_type is EventType.ASSAULT:
            parties = tuple(_as_population(cast, party) for party in parties)
        yield from parties
    if slot == "doer":
        yield from cast.holders(token)
        if frame.event_type is EventType.CONSULT and frame.pattern.is_reciprocal:
            for filler in _after_whom(sentence, token):
                yield from cast.at(filler)


def _after_whom(sentence: Sentence, noun: Token) -> tuple[Token, ...]:
    """ "A and B agreed after talks": the talks were theirs."""
    above = sentence.head(noun)
    if above is None or noun.dep != "pobj" or above.lemma not in ("after", "during", "following"):
        return ()
    governor = sentence.head(above)
    if governor is None or governor.pos not in ("VERB", "AUX"):
        return ()
    return (*sentence.doers(governor), *_partners(sentence, governor))


def _as_population(cast: Cast, party: Party) -> Party:
    """A place struck stands for its people."""
    return cast.state(party.country, Sector.CVL, party.score) if party.sector == Sector.GOV else party


def fillers(sentence: Sentence, lexicon: Lexicon, token: Token, slot: str) -> tuple[Token, ...]:
    """The words that head a slot's phrases; `doer` of a noun is the subject of its light verb."""
    if slot in ("subj", *_SECTOR_SLOTS):
        return sentence.doers(token)
    if slot == "obj":
        return sentence.objects(token)
    if slot == "iobj":
        return sentence.children(token, "dative") + _double_object(sentence, token)
    if slot == "clause":
        clauses = sentence.children(token, "ccomp", "xcomp")
        return tuple(each for clause in clauses for each in sentence.children(clause, "nsubj", "nsubjpass"))
    if slot == "doer":
        return light_subject(sentence, lexicon, token)
    return _prepositional(sentence, token, slot)


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
        inner: tuple[Token, ...] = ()
        for child in (*sentence.children(token, "dobj", "attr"), *sentence.objects(token)):
            inner += sentence.preposition_objects(child, slot)
        return inner or (_shared_partners(sentence, token) if slot == "with" else ())
    above = sentence.head(token)
    if above is not None and token.dep in ("dobj", "nsubjpass", "nsubj", "pobj") and slot not in ("of", "by"):
        governor = above if above.pos != "ADP" else sentence.head(above)
        if (
            governor is not None
            and governor.pos == "VERB"
            and slot in ("with", "against", "on", "between", "to", "into", "at")
        ):
            return tuple(each for each in sentence.preposition_objects(governor, slot) if each.index != token.index)
    if slot == "by" and above is not None and token.dep == "nsubjpass":
        return sentence.doers(above)
    return ()


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
    if noun.dep == "pobj" and above.lemma in ("in", "for", "into", "on", "to", "at"):
        governor = sentence.head(above)
        if governor is not None and governor.pos in ("VERB", "AUX"):
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
