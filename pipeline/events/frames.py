"""Which frame of the lexicon fits a word in its clause: by its words, its particle, the class of its object and its doer.

Which words fill a frame's slots is decided in `slots`, what belongs to a class in `classes`.
"""

from collections.abc import Iterator
from functools import cache

from pipeline.events.classes import HUMAN_LEMMAS, is_of
from pipeline.events.grammar import Sentence
from pipeline.events.lexicon import Frame, Lexicon
from pipeline.events.parties import Cast
from pipeline.events.slots import NOUN_SLOTS, SECTOR_SLOTS, fill, fillers
from pipeline.events.token import Token
from pipeline.schema.vocabularies import Mode

_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}
_INFINITIVE = "to-infinitive"
"""As a frame's particle: the trigger needs a clause with "to", so that telling a crowd is no request; classes test its verb."""

_PREDICATE = "predicate"
"""As a frame's particle: what is said of the object, "called the raid unlawful" or "as unlawful"; classes test that word."""

_THAT = "that-clause"
"""As a frame's particle: what is said is told of someone in a clause of its own; who "claims to have" tells of himself."""

_MUST = "must-clause"
"""As a frame's particle: what is said is that someone must."""


def matches(sentence: Sentence, cast: Cast, lexicon: Lexicon, token: Token) -> Iterator[Frame]:
    """The frames that fit the token, the particular first: by its words, its particle and the class of its object."""
    frames = frames_for(lexicon, token)
    if not frames:
        return
    is_phrasal = _is_phrasal(sentence, lexicon, token)
    for frame in frames:
        if is_phrasal and not frame.particle:
            continue
        if (len(frame.words) == 1 or _has_words(sentence, token, frame)) and (
            not frame.particle or _has_particle(sentence, token, frame)
        ):
            is_tested = frame.required or frame.forbidden
            objects = tuple(_frame_objects(sentence, token, frame)) if is_tested else ()
            if _suits(cast, lexicon, frame, objects) and _has_fit_doer(sentence, cast, lexicon, frame, token):
                yield frame


def frames_for(lexicon: Lexicon, token: Token) -> tuple[Frame, ...]:
    """The frames of the word by itself, whatever stands around it; none for auxiliaries and for what only modifies a noun."""
    frames = lexicon.frames_of(token.lemma, _POS.get(token.pos, ""))
    if frames and (
        token.dep in ("aux", "auxpass")
        or (token.dep == "amod" and token.tag == "VBN")
        or (token.dep == "compound" and token.tag in ("NNP", "NNPS") and token.pos in ("NOUN", "PROPN"))
    ):
        return ()
    return frames


def _is_phrasal(sentence: Sentence, lexicon: Lexicon, token: Token) -> bool:
    """Whether the verb and its particle are one word of another sense than the verb's own: "give up a rebate"."""
    particles = sentence.children(token, "prt")
    return bool(particles) and any(
        f"{token.lemma} {child.text.lower()}" in lexicon.themes["phrasal"] for child in particles
    )


def _has_words(sentence: Sentence, token: Token, frame: Frame) -> bool:
    first = token.index - len(frame.words) + 1
    return first >= 0 and all(
        sentence.tokens[first + place].lemma == word or sentence.tokens[first + place].text.lower() == word
        for place, word in enumerate(frame.words[:-1])
    )


def _has_particle(sentence: Sentence, token: Token, frame: Frame) -> bool:
    if frame.particle == _PREDICATE:
        return bool(sentence.predicates(token))
    if frame.particle == _THAT:
        return any(sentence.children(clause, "nsubj", "nsubjpass") for clause in sentence.children(token, "ccomp"))
    if frame.particle == _MUST:
        clauses = sentence.children(token, "ccomp", "acl")
        return any(child.lemma == "must" for clause in clauses for child in sentence.children(clause, "aux"))
    if frame.particle == _INFINITIVE:
        return bool(sentence.infinitives(token))
    return any(
        child.text.lower() == frame.particle
        for anchor in _anchors(sentence, token, frame)
        for child in sentence.children(anchor, "prt", "prep", "agent", "dative", "advmod", "mark", "acomp", "oprd")
    ) or bool(_of_objects(sentence, token, frame.particle) or sentence.clauses_opened(token, frame.particle))


def _anchors(sentence: Sentence, token: Token, frame: Frame) -> tuple[Token, ...]:
    """The trigger and, of a verb with its object ("take part in"), the verb, on which parsers may hang what follows."""
    above = sentence.head(token)
    is_idiom = len(frame.words) > 1 and token.dep == "dobj" and above is not None and above.lemma == frame.words[0]
    return (token, above) if is_idiom and above is not None else (token,)


def _of_objects(sentence: Sentence, token: Token, particle: str) -> tuple[Token, ...]:
    """In "stripped it of its seat" parsers may hang "of" on the object."""
    if particle != "of" or token.pos != "VERB":
        return ()
    return tuple(inner for each in sentence.objects(token) for inner in sentence.preposition_objects(each, "of"))


def _has_fit_doer(sentence: Sentence, cast: Cast, lexicon: Lexicon, frame: Frame, token: Token) -> bool:
    """A sense that belongs to soldiers, police or civilians fits no other subject: police detain, rockets visit no one."""
    if frame.mode is Mode.VISIT and any(
        doer.lemma in lexicon.themes["violent_means"] and not cast.named_at(doer) for doer in sentence.doers(token)
    ):
        return False
    if frame.is_provision:
        return _is_of_accord(sentence, lexicon, token)
    by_noun, by_sector = _special(frame.pattern.actors)
    if by_noun:
        return any(fillers(sentence, lexicon, token, slot) for slot in by_noun)
    if not by_sector or (sentence.is_passive(token) and not sentence.doers(token)):
        return True
    means = lexicon.themes["violent_means"]
    is_modifier = token.dep in ("acl", "relcl")
    if (
        "mil" in by_sector
        and not is_modifier
        and any(doer.lemma in means and not cast.named_at(doer) for doer in sentence.doers(token))
    ):
        return True
    if "labour" in by_sector and any(doer.lemma in lexicon.themes["labourer"] for doer in sentence.doers(token)):
        return True
    if "civil" in by_sector and any(doer.lemma in lexicon.themes["crowd"] for doer in sentence.doers(token)):
        return True
    return bool(fill(sentence, cast, lexicon, frame, token, frame.pattern.actors))


@cache
def _special(slots: tuple[tuple[str, ...], ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Those of some slots that only certain words fill, and those that only certain sectors do."""
    named = frozenset(slot for option in slots for slot in option)
    return named & NOUN_SLOTS.keys(), named & SECTOR_SLOTS.keys()


def _is_of_accord(sentence: Sentence, lexicon: Lexicon, verb: Token) -> bool:
    """Whether the subject is an accord that the reader knows of: "the pact", "their agreement", and not "a deal"."""
    subject = None if sentence.is_passive(verb) else sentence.subject(verb)
    if subject is None or subject.lemma not in lexicon.themes["provider"]:
        return False
    known = (*sentence.children(subject, "det"), *sentence.children(subject, "poss"))
    return any(child.lemma not in ("a", "an", "any", "no", "each") for child in known)


def _frame_objects(sentence: Sentence, token: Token, frame: Frame) -> Iterator[Token]:
    if frame.particle == _PREDICATE:
        yield from (member for each in sentence.predicates(token) for member in sentence.conjuncts(each))
        return
    if frame.particle == _INFINITIVE and (frame.required or frame.forbidden):
        yield from sentence.infinitives(token)
        return
    anchors = _anchors(sentence, token, frame) if frame.particle else ()
    found = tuple(each for anchor in anchors for each in sentence.preposition_objects(anchor, frame.particle))
    found = found or _of_objects(sentence, token, frame.particle)
    found = found or (sentence.objects(token) if frame.pos == "verb" else ())
    for each in found:
        yield from (_meant(sentence, member) for member in sentence.conjuncts(each))


def _meant(sentence: Sentence, token: Token) -> Token:
    """In "burned one embassy and looted that of Niger" the embassy for "that"; every other word for itself."""
    if token.lemma not in ("that", "those") or not sentence.preposition_objects(token, "of"):
        return token
    tag = "NN" if token.lemma == "that" else "NNS"
    return next((each for each in reversed(sentence.tokens[: token.index]) if each.tag == tag), token)


def _suits(cast: Cast, lexicon: Lexicon, frame: Frame, objects: tuple[Token, ...]) -> bool:
    if any(is_of(cast, lexicon, name, token, with_parts=False) for name in frame.forbidden for token in objects):
        return False
    if not frame.required:
        return True
    if not objects:
        return bool(frame.required & {"none", "troops_or_none"})
    return any(is_of(cast, lexicon, name, token) for name in sorted(frame.required) for token in objects)


def is_human(token: Token) -> bool:
    """Whether the word itself says that it means people."""
    return token.lemma in HUMAN_LEMMAS
