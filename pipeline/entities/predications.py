"""Offices that a clause says of a person: "who is its foreign minister", "was named minister", "elected her president".

Offices before a name and apposed to it are read in `people.py`.
"""

from pipeline.entities.composition import RolePhrase
from pipeline.entities.sentence import Sentence

_BEING = frozenset({"be", "become", "remain"})
_SERVING = frozenset({"serve", "act"})
_NAMING = frozenset(
    {"name", "appoint", "elect", "nominate", "install", "inaugurate", "choose", "pick", "make", "confirm"}
)
_SUBJECTS = ("nsubj", "nsubjpass")
_UNREAL = frozenset({"MD", "TO"})
"""Auxiliaries of what is not so yet: "would become", "to become"."""


def is_said_of(sentence: Sentence, role: RolePhrase, person: int) -> bool:
    """Whether a clause that holds says that the person whose name has the root `person` has the office."""
    root = sentence.root(role.noun_start, role.noun_end)
    verb = _verb(sentence, root)
    if verb is None or not _holds(sentence, verb):
        return False
    if sentence.lemmas[verb] in _BEING | _SERVING or sentence.children_with(verb, "nsubjpass"):
        return person in _subjects(sentence, verb)
    return person in sentence.children_with(verb, "dobj") or person in sentence.children_with(root, "nsubj")


def is_past(sentence: Sentence, role: RolePhrase) -> bool:
    """Whether the clause says that the office was held: "was", "served as", but not "became" or "was named"."""
    verb = _verb(sentence, sentence.root(role.noun_start, role.noun_end))
    if verb is None or sentence.lemmas[verb] not in _SERVING | {"be"}:
        return False
    return sentence.tags[verb] == "VBD" or any(
        sentence.tags[aux] == "VBD" for aux in sentence.children_with(verb, "aux")
    )


def _verb(sentence: Sentence, root: int) -> int | None:
    """The verb that gives the office to somebody, above the office's noun; none where there is no such verb."""
    first = sentence.governor(root)
    head, dependency = sentence.heads[first], sentence.dependencies[first]
    if dependency == "pobj" and sentence.lower[head] == "as":
        verb = sentence.heads[head]
        return verb if sentence.lemmas[verb] in _SERVING | _NAMING else None
    if dependency == "attr" and sentence.lemmas[head] in _BEING:
        return head
    is_named = dependency in ("oprd", "attr", "dobj", "xcomp", "ccomp", "appos")
    return head if is_named and sentence.lemmas[head] in _NAMING else None


def _holds(sentence: Sentence, verb: int) -> bool:
    """Whether the clause is neither denied nor wished for."""
    tags = {sentence.tags[aux] for aux in sentence.children_with(verb, "aux", "auxpass")}
    return not (tags & _UNREAL or sentence.children_with(verb, "neg") or sentence.dependencies[verb] == "xcomp")


def _subjects(sentence: Sentence, verb: int) -> list[int]:
    """The subject of the verb, or what its relative clause belongs to."""
    own = sentence.children_with(verb, *_SUBJECTS)
    if any(sentence.tags[each] in ("WP", "WDT") for each in own) and sentence.dependencies[verb] == "relcl":
        return [sentence.heads[verb]]
    return own
