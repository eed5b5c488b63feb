"""Place names in a sentence, with the places so called and what is said to contain them: "Aleppo, Syria".

A person's or a body's name is never a place. Which of the places of one name is meant is decided in `geocoding.py`.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from pipeline.entities.gazetteer import Gazetteer, Place
from pipeline.entities.knowledge import Knowledge, PlaceWords
from pipeline.entities.names import model_names
from pipeline.entities.sentence import Sentence

_LONGEST = 5
_NOT_PLACE_LABELS = frozenset({"PERSON", "DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "LANGUAGE", "LAW"})
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
LARGE = 100_000
"""From this population on, a name that the model takes for a person's is believed to be the place's."""

_TOWN = 5_000
"""From this population on, a place is believed to be the one after which a body is named."""

_SHORTEST = 2
_NOMINAL = frozenset({"PROPN", "NOUN", "ADJ", "X", "ADP", "DET", "PUNCT"})
_BODY_LABELS = frozenset({"ORG", "FAC", "LOC", "WORK_OF_ART", "EVENT", "PRODUCT"})

_SMALL = 50_000
"""Below this population a place is believed only where model or preposition says that a place is named."""


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """A place name in a sentence in its known spelling, the places so called, the country that is said to contain it, and
    whether a word beside it says that a unit is meant."""

    start: int
    end: int
    name: str
    places: tuple[Place, ...]
    container: str | None
    is_unit: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """Words by which places are called: the token after the last, the words, whether they are far more often something else,
    and the spelling by which places are so called in any case."""

    end: int
    phrase: str
    is_barred: bool
    name: str | None


@dataclass(frozen=True, slots=True)
class Toponyms:
    """The words of a sentence by which places are called, whether they name one here or not: by first token in order, the
    longest first."""

    sentence: Sentence
    knowledge: Knowledge
    words: Mapping[int, Sequence[_Words]]
    labels: Mapping[int, tuple[str, int, int]]
    """The label, first token and token after the last of the model's name in which a token stands."""


def toponyms(sentence: Sentence, knowledge: Knowledge) -> Toponyms:
    """The words of a sentence by which places are called."""
    ends = {token + 1 for token in sentence.capitalised}
    ends.update(token + 1 for token, word in enumerate(sentence.words) if word == ".")
    held = ((start, list(_words_at(sentence, start, ends, knowledge.places))) for start in sentence.capitalised)
    words = {start: words for start, words in held if words}
    named = model_names(sentence) if words else ()
    labels = {token: (label, start, end) for start, end, label in named for token in range(start, end)}
    return Toponyms(sentence, knowledge, words, labels)


def _words_at(sentence: Sentence, start: int, ends: Set[int], places: Gazetteer) -> Iterator[_Words]:
    """The words from `start` to one of `ends`, before which a capitalised word stands, or the full stop of an abbreviation."""
    for end in range(start + _LONGEST, start, -1):
        if end in ends:
            phrase = sentence.phrase(start, end)
            name = places.spelling(phrase)
            is_barred = name != phrase and places.is_barred(phrase)
            if is_barred or name is not None:
                yield _Words(end, phrase, is_barred, name)


def find_places(
    called: Toponyms,
    taken: frozenset[int],
    containers: Mapping[int, tuple[int, str]],
    known: frozenset[str] = frozenset(),
) -> tuple[PlaceSpan, ...]:
    """The place names outside the tokens `taken`, in order; `containers` are the country names by first token, `known` the
    place names that the article uses beyond doubt elsewhere.

    Also found are the places with which the names of bodies begin or end: "Oxford Crown Court", "University of Rochester".
    """
    if not called.words:
        return ()
    sentence, place_words = called.sentence, called.knowledge.place_words
    finder = _Finder(called, taken, known)
    found: list[PlaceSpan] = []
    end = 0
    for start in called.words:
        span = finder.at(start) if start >= end else None
        if span is not None and span.places:
            found.append(_of_kind(sentence, span, place_words))
            finder.last = span.end
        end = end if span is None else span.end
    return tuple(_contained(sentence, span, found, containers, place_words) for span in found)


class _Finder:
    """Finds the place names of one sentence."""

    def __init__(self, called: Toponyms, taken: frozenset[int], known: frozenset[str]) -> None:
        self.called, self.taken, self.known = called.words, taken, known
        self.sentence, self.knowledge = called.sentence, called.knowledge
        self.words, self.last = self.knowledge.place_words, -1
        self.labels = called.labels

    def at(self, start: int) -> PlaceSpan | None:
        """The longest place name that begins at a token; without places where a name of several words is none here."""
        for called in self.called[start]:
            end, name = called.end, called.name
            if not self.taken.isdisjoint(range(start, end)):
                continue
            if called.is_barred and self._is_told(start, end, called.phrase):
                return PlaceSpan(start, end, called.phrase, self.knowledge.places.named(called.phrase), None)
            if name is None:
                continue
            places = self.knowledge.places.named(name)
            if self._is_certain(places) or self._is_place(start, end, name, places):
                return PlaceSpan(start, end, name, places, None)
            if end - start > 1:
                return PlaceSpan(start, end, name, (), None)
        return None

    def _is_told(self, start: int, end: int, name: str) -> bool:
        """Whether what stands beside a common word says that it is a place here: "the town of Bath", "Reading, England"."""
        sentence = self.sentence
        if start > 1 and sentence.lower[start - 1] == "of" and sentence.lower[start - 2] in self.words.noun:
            return True
        if end + 1 >= len(sentence) or sentence.words[end] != ",":
            return False
        held = {(place.code, place.admin1) for place in self.knowledge.places.named(name)}
        units = (
            self.knowledge.places.named(sentence.phrase(end + 1, min(len(sentence), end + 1 + words)))
            for words in (1, 2)
        )
        return any(unit.is_unit and (unit.code, unit.admin1) in held for found in units for unit in found)

    def _is_certain(self, places: Sequence[Place]) -> bool:
        """Whether nothing else is called so: a capital, or what bears its kind in its name, such as a county."""
        return any(place.referent.geonames_id in self.knowledge.capitals or place.is_county for place in places)

    def _is_place(self, start: int, end: int, name: str, places: Sequence[Place]) -> bool:
        """Whether the words name a place here: the model does not say otherwise, or what stands around outweighs it."""
        sentence = self.sentence
        if any(sentence.parts[token] not in _NOMINAL for token in (start, end - 1)):
            return False
        label, first, last = self.labels.get(start, ("", start, end))
        is_whole = (first, last) == (start, end)
        if _is_abbreviated(name, places):
            is_stopped = name.count(".") > 1
            return self._is_after_a_place(start) or (is_stopped and is_whole and label in _PLACE_LABELS)
        after = sentence.lower[end] if end < len(sentence) else ""
        if after in self.words.thoroughfare and sentence.is_capitalised(end):
            return False
        largest, is_known = max(place.population for place in places), name in self.known
        is_located = self._is_located(start, end)
        is_owner = after in self.words.office and sentence.is_capitalised(end) and (is_known or largest >= _TOWN)
        is_known = is_known or (is_whole and self._is_listed(start, end))
        if label in _NOT_PLACE_LABELS:
            is_standing = start > 0 and sentence.lower[start - 1] in self.words.standing and largest >= _TOWN
            return is_whole and (is_known or is_standing or (is_located and largest >= _SMALL))
        if label in _PLACE_LABELS and all(self._is_addition(t) for t in range(first, last) if not start <= t < end):
            return True
        if label in _BODY_LABELS and not is_whole:
            return is_owner or ((is_known or largest >= _TOWN) and self._is_of_body(start, end, first, last))
        if label in _PLACE_LABELS or (any(_continues(sentence, token) for token in (start - 1, end)) and not is_owner):
            return False
        return is_known or is_located or is_owner or largest >= _SMALL

    def _is_after_a_place(self, start: int) -> bool:
        """Whether an abbreviation tells where the place before it lies, or whom a member of parliament stands for: "D-N.D."."""
        words = self.sentence.words
        if start < 2 or words[start - 1] not in (",", "-"):
            return False
        return words[start - 2] in self.words.party or (
            words[start - 1] == "," and self.sentence.is_capitalised(start - 2)
        )

    def _is_located(self, start: int, end: int) -> bool:
        """Whether a preposition, a word such as "town" or a verb for what is done to places precedes the words."""
        before = self.sentence.lower[start - 1] if start else ""
        if before in self.words.locating or before in self.words.noun:
            return True
        root = self.sentence.root(start, end)
        above = self.sentence.lemmas[self.sentence.heads[root]]
        return self.sentence.dependencies[root] == "dobj" and above in self.words.done_to

    def _is_listed(self, start: int, end: int) -> bool:
        """Whether the words follow the last place found in a list: "Sidon and Baalbek", "in Sidon, Baalbek and Tyre"."""
        words = self.sentence.words
        if self.last != start - 1 or start == 0:
            return False
        is_listed = words[start - 1] == "," and end < len(words) and words[end] in (",", "and")
        return words[start - 1] in ("and", "or") or is_listed

    def _is_of_body(self, start: int, end: int, first: int, last: int) -> bool:
        """Whether the words are the place of a body that is named after it: they begin its name, or follow its "of"."""
        sentence = self.sentence
        first += sentence.lower[first] == "the"
        is_head = start == first and end < last and sentence.is_capitalised(end) and sentence.words[end].isalpha()
        return is_head or (start > first and end <= last and sentence.lower[start - 1] in self.words.locating)

    def _is_addition(self, token: int) -> bool:
        """Whether a word of the model's name adds nothing to the place's own: "the", "City", "Province", "South"."""
        word = self.sentence.lower[token]
        if not self.sentence.is_capitalised(token) or word == "the":
            return True
        return word in self.words.noun or word in self.words.compass


def _is_abbreviated(name: str, places: Sequence[Place]) -> bool:
    """Whether the name is a province's abbreviation: "Ky.", "W.Va.", "DC"."""
    is_short = name.endswith(".") or (name.isupper() and len(name) <= _SHORTEST)
    return is_short and all(place.is_unit and place.is_alias for place in places)


def _continues(sentence: Sentence, token: int) -> bool:
    """Whether a neighbouring token makes the words part of a longer proper name."""
    return (
        0 <= token < len(sentence)
        and sentence.parts[token] == "PROPN"
        and sentence.is_capitalised(token)
        and sentence.words[token].isalpha()
    )


def _of_kind(sentence: Sentence, span: PlaceSpan, words: PlaceWords) -> PlaceSpan:
    """The span with units alone where a word after it says so: "Buenos Aires province"."""
    units = tuple(place for place in span.places if place.is_unit)
    is_unit = span.end < len(sentence) and sentence.lower[span.end] in words.unit
    return replace(span, places=units, is_unit=True) if units and is_unit else span


def _contained(
    sentence: Sentence,
    span: PlaceSpan,
    others: Sequence[PlaceSpan],
    containers: Mapping[int, tuple[int, str]],
    words: PlaceWords,
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
        if held is not None and held[0] <= span.start and _leads_to(sentence, held[0], span.start, words):
            return replace(span, container=held[1])
    return span


def _leads_to(sentence: Sentence, start: int, end: int, words: PlaceWords) -> bool:
    """Whether the words between a country's name and a place's join the two: "Syria's Aleppo", "the Iraqi city of Mosul".

    Who or what is of the country may be anywhere: "the American embassy in Manila".
    """
    between = range(start, end)
    is_joined = any(sentence.tags[token] == "POS" or sentence.lower[token] in words.noun for token in between)
    return (is_joined or not between) and all(
        sentence.tags[token] in ("POS", "DT")
        or sentence.parts[token] == "ADJ"
        or sentence.lower[token] == "of"
        or sentence.lower[token] in words.noun
        or sentence.lower[token] in words.compass
        for token in between
    )
