"""Capitals by description: "the Indonesian capital", "Chad's capital", "the capital of Mali", "the capital".

Capitals by name are found in `naming.py`; here the words say whose capital is meant, or the article does.
"""

from collections.abc import Iterator

from pipeline.entities.draft import Draft
from pipeline.entities.scene import Scene
from pipeline.entities.sentence import Sentence
from pipeline.schema.vocabularies import MentionKind

_TOWARDS = frozenset(
    {"in", "near", "outside", "inside", "around", "across", "from", "to", "into", "at", "through", "throughout", "of"}
)
_SAID, _MEANT = 0.85, 0.5
"""How sure the city is: where its country is said, and where the article only plays there."""


def described_capitals(scene: Scene, sentence: Sentence) -> Iterator[Draft]:
    """Mentions of capitals by description; none where the name follows, as in "the capital, Honiara"."""
    for token, word in enumerate(sentence.lower) if "capital" in sentence.lower else ():
        if word != "capital" or sentence.tags[token] != "NN" or _is_named(scene, sentence, token):
            continue
        start, code, score = _whose(scene, sentence, token)
        place = scene.knowledge.seats.get(code or "")
        if place is not None:
            kind, root = MentionKind.NOMINAL, sentence.root(start, token + 1)
            yield Draft(sentence.index, start, token + 1, root, kind, place.referent, place.code, None, score)


def _is_named(scene: Scene, sentence: Sentence, token: int) -> bool:
    places = (draft for draft in scene.drafts[sentence.index] if draft.is_place)
    return any(token < draft.start <= token + 2 and sentence.lower[token + 1] != "of" for draft in places)


def _whose(scene: Scene, sentence: Sentence, token: int) -> tuple[int, str | None, float]:
    """The first token of the phrase, the code of the country whose capital is meant, and how sure that is."""
    for name in scene.names[sentence.index]:
        is_before = name.end == token or (name.end + 1 == token and sentence.tags[name.end] == "POS")
        is_after = name.start == token + 2 and sentence.lower[token + 1] == "of"
        if (is_before or is_after) and name.owner is not None:
            return min(name.start, token), name.owner.code, _SAID
    before = token - 1
    if before >= 0 and sentence.tags[before] == "PRP$":
        owners = scene.anaphora.possessors(sentence, before)
        return token, owners[0].code if len(owners) == 1 else None, _MEANT
    is_place = sentence.dependencies[token] == "pobj" and sentence.lower[sentence.heads[token]] in _TOWARDS
    if before < 0 or sentence.lower[before] != "the" or not is_place:
        return token, None, _MEANT
    near = scene.context.likeliest(sentence.index, token=token)
    return token, None if near is None else near[0], _MEANT
