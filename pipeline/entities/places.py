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

_TOWN = 5_000
"""From this population on, a place is believed to be the one after which a body is named."""

_SHORTEST = 2
_NOMINAL = frozenset({"PROPN", "NOUN", "ADJ", "X", "ADP", "DET", "PUNCT"})
_BODY_LABELS = frozenset({"ORG", "WORK_OF_ART", "EVENT", "PRODUCT"})
_OF_BODIES = frozenset({"of", "in", "at"})

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
    known: frozenset[str] = frozenset(),
) -> tuple[PlaceSpan, ...]:
    """The place names outside the tokens `taken`, in order; `containers` are the country names by first token, `known` the
    place names that the article uses beyond doubt elsewhere.

    Also found are the places with which the names of bodies begin or end: "Oxford Crown Court", "University of Rochester".
    """
    finder = _Finder(sentence, taken, knowledge, known)
    found: list[PlaceSpan] = []
    token = 0
    while token < len(sentence):
        span = finder.at(token)
        if span is not None and span.places:
            found.append(span)
        token = token + 1 if span is None else span.end
    return tuple(_contained(sentence, span, found, containers) for span in found)


class _Finder:
    """Finds the place names of one sentence."""

    def __init__(self, sentence: Sentence, taken: frozenset[int], knowledge: Knowledge, known: frozenset[str]) -> None:
        self.sentence, self.taken, self.knowledge, self.known = sentence, taken, knowledge, known
        names = model_names(sentence)
        self.labels = {token: (label, start, end) for start, end, label in names for token in range(start, end)}

    def at(self, start: int) -> PlaceSpan | None:
        """The longest place name that begins at a token; without places where a name of several words is none here."""
        sentence = self.sentence
        if not sentence.is_capitalised(start):
            return None
        for end in range(min(len(sentence), start + _LONGEST), start, -1):
            if any(inner in self.taken for inner in range(start, end)) or not _may_end(sentence, end - 1):
                continue
            name = self.knowledge.places.spelling(sentence.phrase(start, end))
            if name is None:
                continue
            places = self.knowledge.places.named(name)
            is_capital = any(place.referent.geonames_id in self.knowledge.capitals for place in places)
            if is_capital or self._is_place(start, end, name, places):
                return PlaceSpan(start, end, name, places, None)
            if end - start > 1:
                return PlaceSpan(start, end, name, (), None)
        return None

    def _is_place(self, start: int, end: int, name: str, places: Sequence[Place]) -> bool:
        """Whether the words name a place here: the model does not say otherwise, or preposition and size outweigh it."""
        sentence = self.sentence
        if any(sentence.parts[token] not in _NOMINAL for token in (start, end - 1)):
            return False
        if _is_abbreviated(name, places):
            return start > 1 and sentence.words[start - 1] == "," and sentence.is_capitalised(start - 2)
        largest = max(place.population for place in places)
        label, first, last = self.labels.get(start, ("", start, end))
        before = sentence.lower[start - 1] if start else ""
        is_located = before in LOCATING | _PLACE_NOUNS or _is_taken(sentence, start, end)
        is_whole, is_known = (first, last) == (start, end), name in self.known
        if label in _BODY_LABELS and not is_whole:
            return (is_known or largest >= _TOWN) and self._is_of_body(start, end, first, last)
        if label in _NOT_PLACE_LABELS:
            return is_whole and (is_known or (is_located and largest >= _SMALL))
        if label in _PLACE_LABELS:
            return all(_is_addition(sentence, token) for token in range(first, last) if not start <= token < end)
        if any(_continues(sentence, token) for token in (start - 1, end)):
            return False
        return is_known or is_located or largest >= _SMALL

    def _is_of_body(self, start: int, end: int, first: int, last: int) -> bool:
        """Whether the words are the place of a body that is named after it: they begin its name, or end it after "of"."""
        sentence = self.sentence
        first += sentence.lower[first] == "the"
        is_head = start == first and end < last and sentence.is_capitalised(end) and sentence.words[end].isalpha()
        return is_head or (start > first and end == last and sentence.lower[start - 1] in _OF_BODIES)


def _may_end(sentence: Sentence, token: int) -> bool:
    """Whether a place name may end with the token: it is capitalised, or the full stop of an abbreviation."""
    return sentence.is_capitalised(token) or (token > 0 and sentence.words[token] == ".")


def _is_abbreviated(name: str, places: Sequence[Place]) -> bool:
    """Whether the name is a province's abbreviation: "Ky.", "W.Va.", "DC"."""
    is_short = name.endswith(".") or (name.isupper() and len(name) <= _SHORTEST)
    return is_short and all(place.is_unit and place.is_alias for place in places)


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
