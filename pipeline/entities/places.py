"""Place names in a sentence, with the places so called and what is said to contain them: "Aleppo, Syria".

A person's or a body's name is never a place. Which of the places of one name is meant is decided in `geocoding.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.entities.gazetteer import Place
from pipeline.entities.knowledge import Knowledge
from pipeline.entities.names import model_names
from pipeline.entities.sentence import Sentence

_LONGEST = 5
_NOT_PLACE_LABELS = frozenset({"PERSON", "DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "LANGUAGE", "LAW"})
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
LOCATING = frozenset(
    {
        "in",
        "at",
        "near",
        "from",
        "to",
        "outside",
        "around",
        "towards",
        "toward",
        "of",
        "through",
        "into",
        "inside",
        "between",
    }
)
_PLACE_NOUNS = frozenset(
    {"city", "town", "village", "capital", "port", "province", "district", "region", "suburb", "island", "state"}
)
_DONE_TO_PLACES = frozenset(
    [
        "bomb",
        "bombard",
        "shell",
        "storm",
        "raid",
        "besiege",
        "capture",
        "recapture",
        "retake",
        "seize",
        "occupy",
        "overrun",
        "surround",
        "encircle",
        "liberate",
        "raze",
        "reach",
        "enter",
        "leave",
        "visit",
        "tour",
        "flee",
        "evacuate",
        "loot",
        "ransack",
        "sack",
        "blockade",
    ]
)
LARGE = 100_000
"""From this population on, a name that the model takes for a person's is believed to be the place's."""

_SMALL = 50_000
"""Below this population a place is believed only where model or preposition says that a place is named."""


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """A place name in a sentence in its known spelling, the places so called, and the country that is said to contain it."""

    start: int
    end: int
    name: str
    places: tuple[Place, ...]
    container: str | None


def find_places(
    sentence: Sentence,
    taken: frozenset[int],
    knowledge: Knowledge,
    containers: Mapping[int, tuple[int, str]],
    *,
    inside_bodies: bool = False,
) -> tuple[PlaceSpan, ...]:
    """The place names outside the tokens `taken`, in order; `containers` are the country names by first token.

    With `inside_bodies`, also the provinces with which the names of bodies begin: "Michigan Department of Health".
    """
    labels = {t: (label, start, end) for start, end, label in model_names(sentence) for t in range(start, end)}
    heads = {start for start, _, label in model_names(sentence) if label == "ORG"} if inside_bodies else set()
    found: list[PlaceSpan] = []
    token = 0
    while token < len(sentence):
        span = _at(sentence, token, taken, knowledge, labels, is_head=token in heads)
        if span is None:
            token += 1
            continue
        found.append(span)
        token = span.end
    return tuple(_contained(sentence, span, found, containers) for span in found)


def _at(
    sentence: Sentence,
    token: int,
    taken: frozenset[int],
    knowledge: Knowledge,
    labels: Mapping[int, tuple[str, int, int]],
    *,
    is_head: bool,
) -> PlaceSpan | None:
    if not sentence.is_capitalised(token):
        return None
    for end in range(min(len(sentence), token + _LONGEST), token, -1):
        if any(inner in taken for inner in range(token, end)) or not sentence.is_capitalised(end - 1):
            continue
        name = knowledge.places.spelling(sentence.phrase(token, end))
        if name is None:
            continue
        places = knowledge.places.named(name)
        is_owner = is_head and any(place.is_unit and not place.is_alias for place in places)
        if is_owner or _is_capital(places, knowledge) or _is_place(sentence, token, end, places, labels):
            return PlaceSpan(token, end, name, places, None)
    return None


def _is_capital(places: Sequence[Place], knowledge: Knowledge) -> bool:
    return any(place.referent.geonames_id in knowledge.capitals for place in places)


def _is_place(
    sentence: Sentence, start: int, end: int, places: Sequence[Place], labels: Mapping[int, tuple[str, int, int]]
) -> bool:
    """Whether the words name a place here: the model does not say otherwise, or a preposition and the size outweigh it."""
    if any(sentence.parts[token] not in ("PROPN", "NOUN", "ADJ", "X", "ADP", "DET") for token in (start, end - 1)):
        return False
    largest = max(place.population for place in places)
    label, first, last = labels.get(start, ("", start, end))
    is_located = (start > 0 and sentence.lower[start - 1] in LOCATING | _PLACE_NOUNS) or _is_taken(sentence, start, end)
    is_whole = (first, last) == (start, end)
    if label in _NOT_PLACE_LABELS or (label in ("ORG", "WORK_OF_ART", "EVENT", "PRODUCT") and not is_whole):
        return is_located and is_whole and largest >= _SMALL
    if label in _PLACE_LABELS:
        return all(_is_addition(sentence, token) for token in range(first, last) if not start <= token < end)
    if any(_continues(sentence, token) for token in (start - 1, end)):
        return False
    return is_located or largest >= _SMALL


def _is_taken(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the words are the object of a verb for what is done to places: "bombed Gori", "reached Goma"."""
    root = sentence.root(start, end)
    return sentence.dependencies[root] == "dobj" and sentence.lemmas[sentence.heads[root]] in _DONE_TO_PLACES


def _is_addition(sentence: Sentence, token: int) -> bool:
    """Whether a word of the model's name adds nothing to the place's own: "the", "City", "Province"."""
    return not sentence.is_capitalised(token) or sentence.lower[token] in _PLACE_NOUNS or sentence.lower[token] == "the"


def _continues(sentence: Sentence, token: int) -> bool:
    """Whether a neighbouring token makes the words part of a longer proper name."""
    return (
        0 <= token < len(sentence)
        and sentence.parts[token] == "PROPN"
        and sentence.is_capitalised(token)
        and sentence.words[token].isalpha()
    )


def _contained(
    sentence: Sentence, span: PlaceSpan, others: Sequence[PlaceSpan], containers: Mapping[int, tuple[int, str]]
) -> PlaceSpan:
    """The span with what contains it: "Aleppo, Syria", "Paris, Texas", "Syria's Aleppo", "the Iraqi city of Mosul"."""
    after = span.end + 1 if span.end < len(sentence) and sentence.words[span.end] in (",", "(") else -1
    if after in containers:
        return replace(span, container=containers[after][1])
    units = next((other.places for other in others if other.start == after), ())
    for unit in units:
        if unit.is_unit and any(place.code == unit.code and place.admin1 == unit.admin1 for place in span.places):
            kept = tuple(p for p in span.places if p.code == unit.code and p.admin1 == unit.admin1 and p is not unit)
            return replace(span, places=kept, container=unit.code)
    for before in range(max(0, span.start - 5), span.start):
        held = containers.get(before)
        if held is not None and held[0] <= span.start and not _breaks(sentence, held[0], span.start):
            return replace(span, container=held[1])
    return span


def _breaks(sentence: Sentence, start: int, end: int) -> bool:
    return any(sentence.parts[token] in ("VERB", "PUNCT", "CCONJ", "AUX") for token in range(start, end))
