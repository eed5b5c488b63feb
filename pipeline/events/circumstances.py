"""How far an act has come, as the words around its trigger tell: done, going on, ahead, supposed, denied, ended.

The words that bear on it are the operators of the lexicon; the walk goes from the trigger to its governors and stops
at a verb of saying, since what is said is reported as it is said.
"""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.events.grammar import Sentence
from pipeline.events.lexicon import Lexicon
from pipeline.events.token import Token

_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}
_FUTURE = frozenset({"will", "shall", "'ll", "wo", "gonna"})
_SUPPOSED = frozenset({"may", "might", "could", "should", "can", "must", "ought", "ca"})
_AHEAD = frozenset(
    ["planned", "upcoming", "forthcoming", "scheduled", "future", "next", "expected", "coming", "impending", "later"]
)
_DOUBTFUL = frozenset(
    [
        "possible",
        "potential",
        "proposed",
        "would-be",
        "hypothetical",
        "threatened",
        "alleged",
        "rumoured",
        "rumored",
        "likely",
    ]
)
_CONDITIONS = frozenset({"if", "unless", "whether", "lest"})
_IMAGINED = frozenset({"would", "could", "might", "may", "can"})
_INVERTED = frozenset({"had", "were", "should"})
_SCHEDULE = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "tomorrow", "tonight"]
)
_PRESENT = frozenset({"is", "are", "'s", "been", "'re"})
_AIMS = frozenset(
    {"policy", "aim", "goal", "purpose", "task", "job", "idea", "objective", "mission", "role", "hope", "key"}
)
"""What "is to do" something that no one has said will be done."""

_RANKS = frozenset({"first", "second", "third", "fourth", "fifth", "last", "latest", "late", "only"})

_BEFORE = frozenset({"before", "until", "pending"})
_APART = frozenset({"at", "after", "following", "amid", "during", "despite", "since", "because"})
_INSIDE = frozenset(
    {"dobj", "xcomp", "ccomp", "pcomp", "acl", "nsubjpass", "attr", "oprd", "acomp", "pobj", "prep", "dative"}
)


class Reality(StrEnum):
    """What the words commit to; "will not" is a refusal, more than a denial."""

    FACT = "fact"
    ONGOING = "ongoing"
    FUTURE = "future"
    MAYBE = "maybe"
    NEGATED = "negated"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The reality of a trigger, the operators that turn it (`end`, `cancel`), and whether it lies before the story's own time."""

    reality: Reality
    turns: tuple[str, ...]
    is_background: bool


def circumstances(sentence: Sentence, lexicon: Lexicon, trigger: Token) -> Circumstances:
    """Read the circumstances of a trigger off its clause and the clauses that govern it."""
    reality = _own_reality(sentence, lexicon, trigger)
    turns: list[str] = []
    node = trigger
    for above in sentence.ancestors(trigger):
        if not _governs(sentence, node, above):
            break
        operator = _operator(sentence, lexicon, node, above)
        if operator == "report":
            break
        if operator in ("end", "cancel") and node.dep in ("dobj", "nsubjpass"):
            turns.append(operator)
        found = {"future": Reality.FUTURE, "maybe": Reality.MAYBE, "deny": Reality.NEGATED}.get(operator)
        if found is not None and not (found is Reality.FUTURE and reality is not Reality.FACT):
            reality = found
        if _is_alleged(sentence, lexicon, node) or _is_weighed(sentence, lexicon, node, above):
            reality = Reality.MAYBE
        is_beside = node.dep == "conj"
        if above.pos == "VERB" and not operator and _is_known(sentence, node):
            break
        if above.pos in ("VERB", "AUX", "NOUN", "ADJ") and not is_beside:
            reality = _combine(reality, _own_reality(sentence, lexicon, above))
        if above.pos in ("VERB", "AUX") and not operator and node.dep not in ("xcomp", "conj"):
            break
        node = above
    return Circumstances(reality, tuple(turns), _is_background(sentence, lexicon, trigger))


def _operator(sentence: Sentence, lexicon: Lexicon, node: Token, above: Token) -> str:
    """What the governor is to a word under it: who undertakes a raid raids, who undertakes to help has yet to."""
    if above.lemma in lexicon.themes["binding"] and node in sentence.infinitives(above):
        return "future"
    return "" if node.dep == "conj" else lexicon.operator_of(above.lemma, _POS.get(above.pos, ""))


def _is_weighed(sentence: Sentence, lexicon: Lexicon, node: Token, above: Token) -> bool:
    """ "They supported sending troops" tells what they think of it, and not that it was done."""
    is_gerund = node.tag == "VBG" and node.dep in ("xcomp", "pcomp", "ccomp")
    return is_gerund and not sentence.auxiliaries(node) and above.lemma in lexicon.themes["attitude"]


def _is_alleged(sentence: Sentence, lexicon: Lexicon, node: Token) -> bool:
    """ "Convicted of arming rebels" and "on charges of spying" tell of the charge; the deed is what it is about."""
    above = list(sentence.ancestors(node))[:2]
    return node.tag == "VBG" and node.dep == "pcomp" and any(each.lemma in lexicon.themes["alleging"] for each in above)


def _is_known(sentence: Sentence, node: Token) -> bool:
    """Whether the noun means an act that the reader knows of: who "will condemn the attack" does not put it in doubt."""
    return (
        node.pos == "NOUN"
        and node.dep == "dobj"
        and (
            bool(sentence.children(node, "poss"))
            or any(child.lemma == "the" for child in sentence.children(node, "det"))
        )
    )


def _governs(sentence: Sentence, node: Token, above: Token) -> bool:
    """Whether `above` says something of `node` as its complement: its object or clause, not its modifier."""
    if node.dep == "nsubj":
        return above.pos == "AUX" or bool(sentence.children(above, "acomp", "attr"))
    if node.dep == "advcl":
        is_companion = node.tag == "VBG" and bool(_FUTURE.intersection(sentence.auxiliaries(above)))
        return is_companion or any(mark.lemma in _CONDITIONS for mark in sentence.children(node, "mark"))
    if node.dep == "acl" and node.tag == "VBN":
        return False
    if node.dep == "ccomp" and node.index < above.index:
        return False
    if above.pos == "ADP" and above.lemma in _APART and not (above.lemma == "at" and node.dep == "pcomp"):
        return False
    if node.dep == "conj":
        return above.pos == node.pos and not sentence.children(node, "nsubj", "nsubjpass")
    return node.dep in _INSIDE


def _combine(inner: Reality, outer: Reality) -> Reality:
    if outer in (Reality.MAYBE, Reality.NEGATED, Reality.REFUSED) or inner in (Reality.FACT, Reality.ONGOING):
        return inner if outer in (Reality.FACT, Reality.ONGOING) else outer
    return inner


def _own_reality(sentence: Sentence, lexicon: Lexicon, token: Token) -> Reality:
    if sentence.is_negated(token):
        is_ahead = token.pos in ("VERB", "AUX") and _FUTURE.intersection(sentence.auxiliaries(token))
        is_powerless = bool(sentence.children(token, "acomp"))
        return Reality.REFUSED if is_ahead and not is_powerless else Reality.NEGATED
    if token.pos in ("VERB", "AUX"):
        return _verbal_reality(sentence, lexicon, token)
    if _is_imagined(sentence, token):
        return Reality.MAYBE
    words = {child.text.lower() for child in sentence.children(token, "amod", "compound", "advmod")}
    if words & _AHEAD:
        return Reality.FUTURE
    if words & _DOUBTFUL:
        return Reality.MAYBE
    preposition = sentence.head(token)
    if token.dep == "pobj" and preposition is not None:
        above = sentence.head(preposition)
        is_ahead_of = preposition.lemma == "of" and above is not None and above.lemma == "ahead"
        if preposition.lemma in _BEFORE or is_ahead_of:
            return Reality.FUTURE
    return Reality.FACT


def _verbal_reality(sentence: Sentence, lexicon: Lexicon, verb: Token) -> Reality:
    auxiliaries = sentence.auxiliaries(verb)
    if any(mark.lemma in _CONDITIONS for mark in _marks(sentence, verb)) or _is_inverted(sentence, verb):
        return Reality.MAYBE
    if _FUTURE.intersection(auxiliaries):
        return Reality.FUTURE
    if "would" in auxiliaries or "'d" in auxiliaries:
        return Reality.FUTURE if _is_reported(sentence, lexicon, verb) else Reality.MAYBE
    if _SUPPOSED.intersection(auxiliaries):
        return Reality.MAYBE
    if verb.tag == "VB" and "to" in auxiliaries:
        return _infinitive_reality(sentence, lexicon, verb)
    if _is_scheduled(sentence, verb):
        return Reality.FUTURE
    is_notion = verb.tag == "VBG" and verb.dep == "csubj"
    if is_notion or _is_subjunctive(sentence, verb) or _is_habitual(sentence, lexicon, verb):
        return Reality.MAYBE
    is_ongoing = verb.tag == "VBG" and _PRESENT.intersection(auxiliaries)
    return Reality.ONGOING if is_ongoing or _is_state(sentence, lexicon, verb) else Reality.FACT


def _marks(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """The conjunctions of the verb's clause, those of the clause it is coordinated with included."""
    above = sentence.head(verb)
    own = sentence.children(verb, "mark")
    return own if own or above is None or verb.dep != "conj" else sentence.children(above, "mark")


def _is_inverted(sentence: Sentence, verb: Token) -> bool:
    """ "Had they agreed, the war would be over" and "were they to agree" are conditions without "if"."""
    subjects = sentence.children(verb, "nsubj", "nsubjpass")
    first = [each for each in (*sentence.children(verb, "aux", "auxpass"), verb) if each.text.lower() in _INVERTED]
    is_side = verb.dep in ("advcl", "ccomp") or (verb.dep == "ROOT" and sentence.tokens[-1].text not in ("?", '"'))
    return is_side and bool(subjects and first) and first[0].index < subjects[0].index


def _is_imagined(sentence: Sentence, noun: Token) -> bool:
    """ "An attack would bring the treaty into play" tells of none."""
    above = sentence.head(noun)
    if above is None or noun.dep != "nsubj" or above.pos != "VERB":
        return False
    is_any = any(child.lemma in ("a", "an", "any") for child in sentence.children(noun, "det"))
    return is_any and bool(_IMAGINED.intersection(sentence.auxiliaries(above)))


def _is_scheduled(sentence: Sentence, verb: Token) -> bool:
    """ "Flies to Tokyo on Monday": news is told in the past tense, so a dated present lies ahead, but in a headline."""
    if verb.tag not in ("VBZ", "VBP") or sentence.auxiliaries(verb) or sentence.annotation.is_headline:
        return False
    dates = (*sentence.preposition_objects(verb, "on"), *sentence.children(verb, "npadvmod"))
    return any(date.text.lower() in _SCHEDULE for date in dates)


def _is_subjunctive(sentence: Sentence, verb: Token) -> bool:
    """ "Demands that he be questioned" tells what is wanted."""
    subjects = sentence.children(verb, "nsubj", "nsubjpass")
    auxiliaries = sentence.auxiliaries(verb)
    is_passive = verb.tag == "VBN" and tuple(auxiliaries) == ("be",)
    is_active = verb.tag == "VB" and not auxiliaries and any(mark.lemma == "that" for mark in _marks(sentence, verb))
    return bool(subjects) and (is_passive or is_active)


def _is_state(sentence: Sentence, lexicon: Lexicon, verb: Token) -> bool:
    """ "Are stationed" lasts; in a headline it is news."""
    is_present = verb.tag == "VBN" and bool(_PRESENT.intersection(sentence.auxiliaries(verb)) - {"been"})
    return is_present and verb.lemma in lexicon.themes["durative"] and not sentence.annotation.is_headline


def _is_habitual(sentence: Sentence, lexicon: Lexicon, verb: Token) -> bool:
    """ "Insurgents often attack patrols" tells what they are wont to do, and of no attack."""
    is_present = verb.tag in ("VBZ", "VBP") or (verb.tag == "VBN" and {"is", "are"} & set(sentence.auxiliaries(verb)))
    return bool(is_present) and any(
        child.text.lower() in lexicon.themes["habit"] for child in sentence.children(verb, "advmod", "npadvmod")
    )


def _is_ranked(sentence: Sentence, lexicon: Lexicon, noun: Token) -> bool:
    """ "The latest leader to reject it" and "the first premier to visit" have done so."""
    ranks = {child.lemma for child in sentence.children(noun, "amod")}
    return noun.lemma in lexicon.themes["ranked"] and bool(ranks & _RANKS)


def _infinitive_reality(sentence: Sentence, lexicon: Lexicon, verb: Token) -> Reality:
    """ "X to visit Y" in a headline and "is to visit" lie ahead; a purpose is supposed; under another verb, that verb decides."""
    above = sentence.head(verb)
    if above is None:
        return Reality.FUTURE
    if verb.dep == "xcomp":
        if above.lemma != "be":
            return Reality.FACT
        subject = sentence.subject(above)
        return Reality.MAYBE if subject is not None and subject.lemma in _AIMS else Reality.FUTURE
    if verb.dep in ("relcl", "acl"):
        if _is_ranked(sentence, lexicon, above):
            return Reality.FACT
        return Reality.FUTURE if above.pos == "PROPN" or sentence.annotation.is_headline else Reality.MAYBE
    is_said = above.lemma in lexicon.themes["contacting"] and verb.lemma in lexicon.themes["addressing"]
    return Reality.MAYBE if verb.dep == "advcl" and not is_said else Reality.FACT


def _is_reported(sentence: Sentence, lexicon: Lexicon, verb: Token) -> bool:
    for above in sentence.ancestors(verb):
        if lexicon.operator_of(above.lemma, "verb") in ("report", "future") or above.lemma in (
            "agree",
            "promise",
            "decide",
            "warn",
        ):
            return True
    return any(
        lexicon.operator_of(child.lemma, "verb") == "report" for child in sentence.children(verb, "ccomp", "parataxis")
    )


def _is_background(sentence: Sentence, lexicon: Lexicon, trigger: Token) -> bool:
    """Whether the clause tells of an earlier time than the story: "had met", "since it met", "who later met"."""
    verb = sentence.clause(trigger)
    if any(_is_of_before(sentence, lexicon, each) for each in (verb, *sentence.ancestors(verb))):
        return True
    if {"has", "have"}.intersection(sentence.auxiliaries(verb)) and _is_recalled(sentence, lexicon, verb):
        return True
    return "had" in sentence.auxiliaries(verb) and not any(
        child.lemma in ("say", "tell", "report") for child in sentence.ancestors(verb)
    )


def _is_recalled(sentence: Sentence, lexicon: Lexicon, verb: Token) -> bool:
    """ "Has already ratified", "have repeatedly met": told as known, not as new."""
    return any(each.lemma in lexicon.themes["recalling"] for each in sentence.children(verb, "advmod"))


def _is_of_before(sentence: Sentence, lexicon: Lexicon, clause: Token) -> bool:
    """Whether a side clause sets itself before the story: in the past after "since", or about what someone did "later"."""
    if clause.dep == "advcl":
        is_since = any(mark.lemma == "since" for mark in sentence.children(clause, "mark"))
        return is_since and (clause.tag == "VBD" or "was" in sentence.auxiliaries(clause))
    adverbs = sentence.children(clause, "advmod")
    return clause.dep == "relcl" and any(each.lemma in lexicon.themes["earlier"] for each in adverbs)
