"""Which of the places of one name an article means: all its place names are resolved together, once for each name.

Method: each candidate is weighed by itself (people, capital, the article's countries) and by how near it lies to likely
candidates of the article's other place names, or to the province or country that these are; repeated until it settles. This
is toponym resolution by spatial proximity and containment (Leidner 2007; Lieberman, Samet and Sankaranarayanan 2010).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline.entities.gazetteer import EARTH_RADIUS_KM, Place
from pipeline.entities.places import PlaceSpan

_MOST_CANDIDATES = 800
"""Of all names of an article together; work grows with its square."""

_ROUNDS = 3
_REACH_KM = 100.0
"""The distance at which a neighbour's support falls to 1/e."""

_SAME_UNIT, _SAME_COUNTRY = 0.8, 0.15
"""What it supports that another name is the unit in which the place lies, or lies in the same country."""

_MOST_BY_COUNTRY = 0.45
"""What all that lies in the same country only can support together: a paper names many places of its own country."""

_SUPPORT = 6.0
"""The most that all neighbours together support a candidate, in powers of ten of people."""

_TRUST = 0.5
"""The power of a neighbour's belief with which it speaks: less than 1, so that two doubtful names can settle each other."""

_COUNTRY, _HOME, _CAPITAL, _UNIT, _ALIAS = 3.0, 1.0, 1.5, 0.5, -1.0
"""What it weighs, in powers of ten of people, that an article names a place's country alone, that its dateline is there, that
it is a capital, a unit, or so called by an alternate name only. These and the other weights were chosen on the Local-Global
Lexicon, with GeoVirus and our own articles beside it; halving or doubling one moves the share put right by about .02 at most."""

_PEOPLE_OF_COUNTY = 30_000
"""Taken where the gazetteer does not know how many live in a unit."""

_CONTAINED = 0.95
_UNSURE, _SURE = 0.5, 0.9

Floats = NDArray[np.float64]
_Key = tuple[str, frozenset[str]]


@dataclass(frozen=True)
class Setting:
    """What an article tells of where it plays: how often it names each country, its dateline's country, and the capitals'
    GeoNames ids."""

    codes: Counter[str]
    home: str | None
    capitals: frozenset[int]

    @cached_property
    def names(self) -> int:
        """How many names of countries there are; one where there is none."""
        return sum(self.codes.values()) or 1


class Geography:
    """The places that an article's names mean; `names` are those in their known spelling."""

    def __init__(self, spans: Iterable[PlaceSpan], setting: Setting) -> None:
        """Resolve the place names `spans` of one article."""
        held = list(spans)
        self._setting = setting
        self.names = frozenset(span.name for span in held)
        told: defaultdict[str, Counter[_Key]] = defaultdict(Counter)
        for span in held:
            if span.container is not None and not span.is_unit:
                told[span.name][_key(span)] += 1
        self._told = {name: max(keys, key=lambda key: (keys[key], sorted(key[1]))) for name, keys in told.items()}
        self._chosen = _resolve({_key(span): _inside(span) for span in held}, setting)

    def of(self, span: PlaceSpan) -> tuple[Place, float]:
        """The place that a span means and how sure that is, from 0 to 1; a name whose container is told anywhere in the
        article has it everywhere."""
        key = _key(span)
        if span.container is None and not span.is_unit and span.name in self._told:
            key = self._told[span.name]
        if key not in self._chosen:
            self._chosen.update(_resolve({key: _inside(span)}, self._setting))
        place, score = self._chosen[key]
        return place, _CONTAINED if span.container is not None else score


def _key(span: PlaceSpan) -> _Key:
    """A name means one place throughout an article, but where its container is told beside it."""
    is_told = span.container is not None or span.is_unit
    ids = (place.referent.entity_id for place in _inside(span)) if is_told else ()
    return span.name, frozenset(ids)


def _inside(span: PlaceSpan) -> tuple[Place, ...]:
    """The places in the country that is said to contain them; all where none lies there."""
    return tuple(place for place in span.places if place.code == span.container) or span.places


def _resolve(candidates: Mapping[_Key, Sequence[Place]], setting: Setting) -> dict[_Key, tuple[Place, float]]:
    """The likeliest candidate of each name, with its share of the belief in all of that name."""
    if not candidates:
        return {}
    if all(len(places) == 1 for places in candidates.values()):
        return {key: (places[0], _sure(1.0)) for key, places in candidates.items()}
    share = max(1, _MOST_CANDIDATES // len(candidates))
    weighed = {key: _likeliest(places, setting, share) for key, places in candidates.items()}
    kept = {key: [place for _, place in held] for key, held in weighed.items()}
    places = [place for held in kept.values() for place in held]
    own = np.array([weight for held in weighed.values() for weight, _ in held])
    starts = np.cumsum([0, *(len(held) for held in kept.values())])[:-1]
    owners = np.repeat(np.arange(len(kept)), [len(held) for held in kept.values()])
    scores = own
    if len(kept) > 1 and len(places) > len(kept):
        nearness = _nearness(places)
        nearness[owners[:, None] == owners[None, :]] = 0.0
        for _ in range(_ROUNDS):
            best = np.maximum.reduceat(nearness * _beliefs(scores, starts, owners)[None, :] ** _TRUST, starts, axis=1)
            weak = np.where(best <= _SAME_COUNTRY, best, 0.0).sum(axis=1)
            total = best.sum(axis=1) - np.maximum(weak - _MOST_BY_COUNTRY, 0.0)
            scores = own + _SUPPORT * (1 - np.exp(-total))
    beliefs = np.round(_beliefs(scores, starts, owners), 6)
    return {
        key: _best(held, beliefs[start : start + len(held)])
        for (key, held), start in zip(kept.items(), starts, strict=True)
    }


def _best(places: Sequence[Place], beliefs: Floats) -> tuple[Place, float]:
    best = max(range(len(places)), key=lambda at: (beliefs[at], places[at].population, places[at].referent.entity_id))
    return places[best], _sure(float(beliefs[best]))


def _sure(belief: float) -> float:
    return round(_UNSURE + (_SURE - _UNSURE) * belief, 2)


def _likeliest(places: Sequence[Place], setting: Setting, count: int) -> Sequence[tuple[float, Place]]:
    """The likeliest of some places with their weights."""
    weighed = [(_weight(place, setting), place) for place in places]
    return sorted(weighed, key=lambda each: (-each[0], each[1].referent.entity_id))[:count]


def _weight(place: Place, setting: Setting) -> float:
    """How likely a place is meant, whatever else is named: in powers of ten of its people."""
    people = place.population or _PEOPLE_OF_COUNTY
    weight = math.log10(people + 10) + _COUNTRY * setting.codes[place.code] / setting.names
    is_capital = place.referent.geonames_id in setting.capitals
    weight += _HOME * (place.code == setting.home) + (_CAPITAL if is_capital else _ALIAS * place.is_alias)
    return weight + _UNIT * place.is_unit


def _beliefs(scores: Floats, starts: NDArray[np.intp], owners: NDArray[np.intp]) -> Floats:
    """The share of each candidate in the belief in all candidates of its name."""
    raised = np.exp(np.log(10) * (scores - np.maximum.reduceat(scores, starts)[owners]))
    return np.asarray(raised / np.add.reduceat(raised, starts)[owners])


def _nearness(places: Sequence[Place]) -> Floats:
    """How much each two candidates speak for each other, from 0 to 1."""
    north, east = (np.radians(np.array(values)) for values in zip(*(place.point for place in places), strict=True))
    points = np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=1)
    kilometres = EARTH_RADIUS_KM * np.arccos(np.clip(points @ points.T, -1, 1))
    countries = np.array([place.code for place in places])
    units = np.array([f"{place.code} {place.admin1}" for place in places])
    is_unit = np.array([place.is_unit and place.admin1 == place.referent.name for place in places])
    near = np.where(is_unit[:, None] | is_unit[None, :], 0.0, np.exp(-kilometres / _REACH_KM))
    within = (units[:, None] == units[None, :]) & (is_unit[:, None] | is_unit[None, :])
    joined = np.where(within, _SAME_UNIT, np.where(countries[:, None] == countries[None, :], _SAME_COUNTRY, 0.0))
    return np.maximum(near, joined)
