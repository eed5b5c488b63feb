"""How well place names are found and located, against the Local-Global Lexicon (Lieberman, Samet and Sankaranarayanan 2010).

The gold holds countries by their nationalities too ("Russian"), and places inside the names of bodies. A name counts as found
where a mention overlaps it, each mention once; as right with the gold's GeoNames id, or within 161 km (100 miles) of its point.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from pipeline.benchmark.linked import LinkedTexts, Text, acting_capital, link_texts
from pipeline.entities.gazetteer import kilometres
from pipeline.entities.reference import knowledge
from pipeline.entities.referent import Referent
from pipeline.schema.tables.entities import Entity
from pipeline.schema.tables.mentions import Mention
from pipeline.schema.vocabularies import EntityType, Sector

_NEAR_KM = 161.0
_PLACES = frozenset({EntityType.PLACE, EntityType.COUNTRY, EntityType.REGION})


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name: characters in the text, GeoNames id and point (degrees north and east) of what the gold or the linker
    takes it for, where that has them."""

    start: int
    end: int
    geonames_id: int | None
    point: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class GeoScore:
    """Counts over a set: names annotated, mentions of places, names found; of the names with a point: all, found, and found
    with the right place."""

    gold: int
    mentions: int
    found: int
    pointed: int
    pointed_found: int
    right: int

    @property
    def f1(self) -> float:
        """F1 of finding."""
        return 2 * self.found / (self.gold + self.mentions) if self.found else 0.0

    @property
    def right_of_all(self) -> float:
        """Share of the names with a point that were found and put in the right place."""
        return self.right / self.pointed if self.pointed else 0.0

    @property
    def right_of_found(self) -> float:
        """Share of the names with a point and found that were put in the right place."""
        return self.right / self.pointed_found if self.pointed_found else 0.0


def read_lgl(path: Path) -> tuple[list[Text], dict[str, list[Toponym]]]:
    """The articles of `lgl.xml` and their place names by article. ValueError where the file holds none."""
    texts: list[Text] = []
    gold: dict[str, list[Toponym]] = {}
    for article in ElementTree.parse(path).getroot().iter("article"):
        name, day = article.attrib["docid"], dt.date.fromisoformat(article.findtext("dltime", "2009-03-20")[:10])
        texts.append(Text(name, article.findtext("text", ""), day, article.findtext("domain", "unknown")))
        gold[name] = [_toponym(each) for each in article.iter("toponym")]
    if not texts:
        raise ValueError(f"{path}: holds no article; is it lgl.xml?")
    return texts, gold


def _toponym(element: ElementTree.Element) -> Toponym:
    tag = element.find("gaztag")
    held = element if tag is None else tag
    north, east = held.findtext("lat"), held.findtext("lon")
    return Toponym(
        int(element.findtext("start", "0")),
        int(element.findtext("end", "0")),
        None if tag is None else int(tag.attrib["geonameid"]),
        (float(north), float(east)) if north and east else None,
    )


def located(linked: LinkedTexts, name: str) -> Iterator[Toponym]:
    """The places named in a text: a nationality or people means its country, a capital that acts is where it lies."""
    for mention, entity in linked.named(name):
        place = _place_of(mention, entity)
        if place is not None:
            place = acting_capital(mention) or place
            point = None if place.latitude is None else (place.latitude, place.longitude or 0.0)
            yield Toponym(mention.start_char, mention.end_char, place.geonames_id, point)


def _place_of(mention: Mention, entity: Entity) -> Entity | Referent | None:
    if entity.entity_type in _PLACES:
        return entity
    is_people = entity.entity_type is EntityType.GROUP and entity.sector is Sector.CVL
    return knowledge().countries.get(mention.country_code or "") if is_people else None


def score_places(gold: Mapping[str, Sequence[Toponym]], found: Mapping[str, Sequence[Toponym]]) -> GeoScore:
    """Count names found and located, text by text."""
    paired = [pair for name, toponyms in gold.items() for pair in _pairs(toponyms, found[name])]
    pointed = [(toponym, mention) for toponym, mention in paired if toponym.point is not None]
    return GeoScore(
        gold=len(paired),
        mentions=sum(map(len, found.values())),
        found=sum(mention is not None for _, mention in paired),
        pointed=len(pointed),
        pointed_found=sum(mention is not None for _, mention in pointed),
        right=sum(mention is not None and _is_right(toponym, mention) for toponym, mention in pointed),
    )


def _pairs(gold: Sequence[Toponym], found: Sequence[Toponym]) -> Iterator[tuple[Toponym, Toponym | None]]:
    left = list(found)
    for toponym in gold:
        mention = next((each for each in left if each.start < toponym.end and toponym.start < each.end), None)
        if mention is not None:
            left.remove(mention)
        yield toponym, mention


def _is_right(toponym: Toponym, mention: Toponym) -> bool:
    if toponym.geonames_id is not None and toponym.geonames_id == mention.geonames_id:
        return True
    if toponym.point is None or mention.point is None:
        return False
    return kilometres(toponym.point, mention.point) <= _NEAR_KM


def score_lgl(path: Path) -> GeoScore:
    """Read, link and score the articles of `lgl.xml`."""
    texts, gold = read_lgl(path)
    linked = link_texts(texts)
    return score_places(gold, {text.name: list(located(linked, text.name)) for text in texts})
