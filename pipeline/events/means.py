"""What violence was done with, where the words around its trigger tell: the mode of an assault."""

from pipeline.events.grammar import Sentence
from pipeline.events.lexicon import Lexicon
from pipeline.events.token import Token
from pipeline.schema.vocabularies import Mode

_MEANS = tuple(
    (f"means:{mode}", mode)
    for mode in (
        Mode.DRONE,
        Mode.SUICIDE_ATTACK,
        Mode.AERIAL,
        Mode.UNCONVENTIONAL,
        Mode.EXPLOSIVES,
        Mode.HEAVY_WEAPONS,
        Mode.FIREARMS,
        Mode.PRIMITIVE,
        Mode.CROWD_CONTROL,
        Mode.BEAT,
    )
)


def means(sentence: Sentence, lexicon: Lexicon, token: Token) -> Mode | None:
    """The mode of violence that the words for what it was done with tell: "with rockets", "in a drone raid", "gunmen"."""
    told = [each for deed in _deeds(sentence, token) for each in _told_with(sentence, deed)]
    told += sentence.doers(token) if token.pos == "VERB" else (token,)
    words = [
        word.lemma
        for head in told
        for each in sentence.conjuncts(head)
        for word in (each, *sentence.children(each, "compound", "amod"))
    ]
    return next((mode for name, mode in _MEANS if any(word in lexicon.themes[name] for word in words)), None)


def _deeds(sentence: Sentence, token: Token) -> tuple[Token, ...]:
    """The trigger and the deeds joined to it: what is said of "killed and wounded" is said once."""
    above = sentence.head(token) if token.dep == "conj" else None
    return sentence.conjuncts(token if above is None else above) if token.pos == "VERB" else (token,)


def _told_with(sentence: Sentence, deed: Token) -> list[Token]:
    told = [*sentence.preposition_objects(deed, "with", "by", "in", "using", "from"), *_in_side_clause(sentence, deed)]
    for using in sentence.children(deed, "advcl", "acl", "prep"):
        told += sentence.children(using, "dobj") if using.lemma == "use" else ()
    return told


def _in_side_clause(sentence: Sentence, token: Token) -> list[Token]:
    """ "Were killed when a bomb exploded", "after a grenade was thrown", "in a blast caused by a mine" tell it beside the deed."""
    found: list[Token] = []
    for clause in sentence.children(token, "advcl"):
        when = (*sentence.children(clause, "advmod"), *sentence.children(clause, "mark"))
        if any(word.lemma in ("when", "after", "as") for word in when):
            found += sentence.children(clause, "nsubj", "nsubjpass", "dobj")
    for doer in sentence.children(token, "nsubj"):
        for caused in sentence.children(doer, "acl"):
            found += sentence.doers(caused)
    return found
