"""Where an article plays: its place names resolved together, and countries and capitals told from their namesakes.

"Georgia" and "Athens" are a state and a town of the United States where the article's other places say so; how candidates
are weighed is in `geocoding.py`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.entities.gazetteer import Place, kilometres
from pipeline.entities.geocoding import Geography, Setting
from pipeline.entities.knowledge import Knowledge, Sense, SenseKind
from pipeline.entities.names import Name, containers_of
from pipeline.entities.places import PlaceSpan, Toponyms, find_places, toponyms
from pipeline.entities.sentence import Sentence

_NEAR_KM = 150.0
"""Within this distance of places of an article, another plays in it too."""

_NEAR_DEGREES = 1.4
"""More than so many degrees of latitude apart, two places are further from each other than that."""

_DATELINE = 12
"""Most tokens of a dateline."""

_RENOWN = 10**10
"""What a country weighs beside the places of its name, as if so many people lived there."""


@dataclass(frozen=True, slots=True)
class Survey:
    """The names, the words by which places are called and the other place names of each sentence, what those mean, the
    dateline's country, and how often each country or body is named, as itself or as an owner."""

    names: Sequence[Sequence[Name]]
    toponyms: Sequence[Toponyms]
    places: Sequence[Sequence[PlaceSpan]]
    geography: Geography
    home: str | None
    counts: Counter[str]


def survey(sentences: Sequence[Sentence], names: Sequence[Sequence[Name]], knowledge: Knowledge) -> Survey:
    """The survey of an article with the known `names` of its sentences."""
    called = [toponyms(sentence, knowledge) for sentence in sentences]
    places = _places(called, names)
    geography = _geography(places, names, None, knowledge)
    ground = _ground(places, geography)
    unsure = [tuple(_namesakes(*held, ground)) for held in zip(called, names, strict=True)]
    certain = [[name for name in found if name not in few] for found, few in zip(names, unsure, strict=True)]
    if any(unsure):
        places = _places(called, certain)
        places = [_among(spans, few, ground) for spans, few in zip(places, unsure, strict=True)]
        geography = _geography(places, certain, None, knowledge)
    home = _home(sentences, certain, places, geography)
    if home is not None:
        geography = _geography(places, certain, home, knowledge)
    kept = [_settled(found, few, spans, geography) for found, few, spans in zip(names, unsure, places, strict=True)]
    places = [_between(spans, found) for spans, found in zip(places, kept, strict=True)]
    return Survey(kept, called, places, geography, _home(sentences, kept, places, geography), _codes(kept))


@dataclass(frozen=True, slots=True)
class _Ground:
    """Where an article plays beyond doubt: the provinces that it names or names places in, and those places."""

    units: frozenset[tuple[str, str]]
    places: tuple[Place, ...]

    def holds(self, place: Place) -> bool:
        """Whether a place lies in one of the provinces or near one of the places."""
        if (place.code, place.admin1) in self.units:
            return True
        north, _ = place.point
        near = (other.point for other in self.places if abs(other.point[0] - north) < _NEAR_DEGREES)
        return any(kilometres(place.point, point) <= _NEAR_KM for point in near)


def _geography(
    places: Iterable[Sequence[PlaceSpan]], names: Sequence[Sequence[Name]], home: str | None, knowledge: Knowledge
) -> Geography:
    """What the place names of an article mean, where it names the countries of `names` and has its dateline in `home`."""
    spans = (span for found in places for span in found)
    return Geography(spans, Setting(_codes(names), home, knowledge.capitals))


def _ground(places: Iterable[Sequence[PlaceSpan]], geography: Geography) -> _Ground:
    """The provinces and places that the names mean, and all provinces that have a county of a name."""
    spans = [span for found in places for span in found]
    meant = tuple(geography.of(span)[0] for span in spans)
    counties = (place for span in spans for place in span.places if place.is_county)
    units = frozenset((place.code, place.admin1) for place in (*meant, *counties))
    return _Ground(units, tuple(place for place in meant if not place.is_unit))


def _namesakes(called: Toponyms, names: Sequence[Name], ground: _Ground) -> Iterator[Name]:
    """The names of countries and capitals that are also a place's on the `ground` of the article, but for a country that
    contains the place before it: "Tripoli, Lebanon"."""
    sentence, knowledge, containers = called.sentence, called.knowledge, containers_of(names)
    for name in names:
        sense = name.senses[0]
        if sense.kind not in (SenseKind.COUNTRY, SenseKind.SEAT) or _contains_the_one_before(sentence, name, knowledge):
            continue
        spelling = knowledge.places.spelling(sentence.phrase(name.start, name.end)) or ""
        is_rivalled = any(_is_rival(place, sense, ground) for place in knowledge.places.named(spelling))
        if is_rivalled or _is_elsewhere(called, name, names, containers):
            yield name


def _is_elsewhere(
    called: Toponyms, name: Name, names: Sequence[Name], containers: Mapping[int, tuple[int, str]]
) -> bool:
    """Whether another country is said to contain the place of that name: "the Lebanese city of Tripoli"."""
    others = {start: held for start, held in containers.items() if start != name.start}
    if not others or name.start not in called.words:
        return False
    taken = frozenset(token for other in names if other is not name for token in range(other.start, other.end))
    spans = find_places(called, taken, others)
    held = (span for span in spans if span.start == name.start and span.container != name.senses[0].code)
    return any(place.code == span.container for span in held for place in span.places)


def _is_rival(place: Place, sense: Sense, ground: _Ground) -> bool:
    """Whether a place of a country's or capital's name lies where the article plays."""
    return place.code != sense.code and not place.is_alias and ground.holds(place)


def _contains_the_one_before(sentence: Sentence, name: Name, knowledge: Knowledge) -> bool:
    if name.start < 2 or sentence.words[name.start - 1] != ",":
        return False
    before = knowledge.places.named(sentence.words[name.start - 2])
    return any(place.code == name.senses[0].code for place in before)


def _places(called: Sequence[Toponyms], names: Sequence[Sequence[Name]]) -> list[tuple[PlaceSpan, ...]]:
    """The place names between the names of each sentence; what is one beyond doubt in any sentence is one in all."""
    taken = [frozenset(token for name in found for token in range(name.start, name.end)) for found in names]
    containers = [containers_of(found) for found in names]
    given = [*zip(called, taken, containers, strict=True)]
    places = [find_places(words, barred, held) for words, barred, held in given]
    known = frozenset(span.name for found in places for span in found)
    return [
        find_places(words, barred, held, known) if _may_be_more(words, found, known) else found
        for (words, barred, held), found in zip(given, places, strict=True)
    ]


def _may_be_more(called: Toponyms, found: Sequence[PlaceSpan], known: frozenset[str]) -> bool:
    """Whether words of a sentence that were not found to be a place's name are one elsewhere in the article."""
    held = {(span.start, span.end) for span in found}
    return any(
        each.name in known and (start, each.end) not in held for start, words in called.words.items() for each in words
    )


def _among(spans: Sequence[PlaceSpan], unsure: Sequence[Name], ground: _Ground) -> tuple[PlaceSpan, ...]:
    """The place names, those of countries and capitals with these and their rivals alone."""
    senses = {(name.start, name.end): name.senses[0] for name in unsure}
    return tuple(_against(span, senses.get((span.start, span.end)), ground) for span in spans)


def _against(span: PlaceSpan, sense: Sense | None, ground: _Ground) -> PlaceSpan:
    if sense is None or any(place.code == span.container for place in span.places):
        return span
    rivals = tuple(place for place in span.places if _is_rival(place, sense, ground))
    own = tuple(place for place in span.places if place.code == sense.code)
    if sense.kind is SenseKind.COUNTRY:
        own = (Place(sense.referent, sense.code or "", sense.referent.name, _RENOWN, is_unit=True, is_alias=False),)
    return replace(span, places=(*rivals, *own))


def _settled(
    names: Sequence[Name], unsure: Sequence[Name], spans: Sequence[PlaceSpan], geography: Geography
) -> tuple[Name, ...]:
    """The names without those of countries and capitals that mean another place here."""
    if not unsure:
        return tuple(names)
    meant = {(span.start, span.end): geography.of(span)[0] for span in spans}

    def is_meant(name: Name) -> bool:
        place, sense = meant.get((name.start, name.end)), name.senses[0]
        if name not in unsure or place is None:
            return True
        return place.code == sense.code and (sense.kind is SenseKind.SEAT or place.referent == sense.referent)

    return tuple(name for name in names if is_meant(name))


def _between(spans: Sequence[PlaceSpan], names: Sequence[Name]) -> tuple[PlaceSpan, ...]:
    """The place names that stand in none of the names."""
    taken = {token for name in names for token in range(name.start, name.end)}
    return tuple(span for span in spans if taken.isdisjoint(range(span.start, span.end)))


def _codes(names: Sequence[Sequence[Name]]) -> Counter[str]:
    return Counter(name.owner.code for found in names for name in found if name.owner and name.owner.code)


def _home(
    sentences: Sequence[Sentence],
    names: Sequence[Sequence[Name]],
    places: Sequence[Sequence[PlaceSpan]],
    geography: Geography,
) -> str | None:
    """The country of the dateline: of the first place or country in a short opening sentence without a verb."""
    for sentence, found, spans in zip(sentences[:3], names, places, strict=False):
        if sentence.row.is_headline or len(sentence) > _DATELINE or "VERB" in sentence.parts:
            continue
        named = next((name.owner.code for name in found if name.owner is not None), None)
        if named is not None or spans:
            return named or geography.of(spans[0])[0].code
    return None
