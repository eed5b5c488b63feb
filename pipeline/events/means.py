"""What violence was done with, where the words around its trigger tell: the mode of an assault."""

from pipeline.events.grammar import Sentence, Token
from pipeline.events.lexicon import Lexicon
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
    told = [*sentence.preposition_objects(token, "with", "by", "in", "using", "from")]
    told += sentence.doers(token) if token.pos == "VERB" else (token,)
    told += [
        each
        for using in sentence.children(token, "advcl", "acl", "prep")
        if using.lemma == "use"
        for each in sentence.children(using, "dobj")
    ]
    words = [
        word.lemma
        for head in told
        for each in sentence.conjuncts(head)
        for word in (each, *sentence.children(each, "compound", "amod"))
    ]
    return next((mode for name, mode in _MEANS if any(word in lexicon.themes[name] for word in words)), None)
