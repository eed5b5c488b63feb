"""Articles of Deutsche Welle annotated by document (DWIE, in the manner of DocRED), put back into running text.

Only persons and who presides over, heads or is a minister of which country are read; they are scored in `relations`.
"""

import datetime as dt
import json
import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from pipeline.benchmark.linked import Text
from pipeline.entities.knowledge import Knowledge, SenseKind
from pipeline.entities.reference import knowledge

HEAD_OF_STATE, HEAD_OF_GOVERNMENT, MINISTER = "head_of_state", "head_of_gov", "minister_of"
_OFFICES = (HEAD_OF_STATE, HEAD_OF_GOVERNMENT, MINISTER)
_ADJECTIVE = "-x"
"""Ends a relation to a country's adjective, "Mexican", which the set has beside the one to the country."""

_DAYS = {
    600_000: "2002-07-01",
    1_477_989: "2005-02-02",
    2_447_153: "2007-04-15",
    3_554_380: "2008-08-10",
    4_545_091: "2009-08-05",
    5_556_842: "2010-05-08",
    6_097_659: "2010-10-11",
    14_806_101: "2011-01-31",
    15_679_502: "2012-01-20",
    16_695_506: "2013-03-24",
    17_443_501: "2014-02-20",
    18_024_306: "2014-10-27",
    18_352_289: "2015-03-31",
    18_926_138: "2015-12-18",
    19_564_264: "2016-09-22",
    35_929_690: "2016-09-30",
    36_966_480: "2017-01-01",
    39_204_339: "2017-06-12",
    41_447_661: "2017-11-20",
    44_993_444: "2018-08-07",
}
"""The set gives no days, but the outlet's numbers rise with time: days of articles that their events date."""

_CLOSE = re.compile(r"[,.;:?!%)\]…/-]|\.\.+|['’](?:s|S|re|ve|ll|d|m|t)?|n['’]t|''")
"""Tokens that stand close to the word before them."""

_OPENING = frozenset("([$€£#“‘/-")
_GLUED = re.compile(r"(?<=[\w?!]\.)(?=[A-Z][a-z])")
"""Where a headline was run into the text."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A person, by number in the set's document, in a class of office of a country."""

    person: int
    country: str
    office: str


@dataclass(frozen=True, slots=True)
class OfficeDocument:
    """A document put back into text: the characters where each person stands, by number, their names, and who holds what."""

    text: Text
    persons: Mapping[int, Sequence[tuple[int, int]]]
    names: Mapping[int, str]
    gold: frozenset[Holding]


class _Mention(TypedDict):
    absolute_pos: tuple[int, int]
    type: str
    name: str
    link: str | None


class _Label(TypedDict):
    r: str
    h: int
    t: int


class _Row(TypedDict):
    id: str
    sents: list[list[str]]
    vertexSet: list[list[_Mention]]
    labels: list[_Label]


def read_documents(path: Path) -> Iterator[OfficeDocument]:
    """The documents of a file of DWIE."""
    known = knowledge()
    rows: list[_Row] = json.loads(path.read_text(encoding="utf-8"))
    for row in rows:
        body, spans = put_together(row["sents"])
        persons = {
            number: [_span(mention, spans) for mention in mentions]
            for number, mentions in enumerate(row["vertexSet"])
            if any(mention["type"] == "type_person" for mention in mentions)
        }
        yield OfficeDocument(
            text=Text(row["id"], body, _day(row["id"]), "Deutsche Welle"),
            persons=persons,
            names={number: _name(row["vertexSet"][number]) for number in persons},
            gold=frozenset(_holdings(row, known)),
        )


def _span(mention: _Mention, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    first, end = mention["absolute_pos"]
    return spans[first][0], spans[end - 1][1]


def _name(mentions: Sequence[_Mention]) -> str:
    return next((m["link"].replace("_", " ") for m in mentions if m["link"]), mentions[0]["name"])


def _holdings(row: _Row, known: Knowledge) -> Iterator[Holding]:
    for label in row["labels"]:
        office = label["r"].removesuffix(_ADJECTIVE)
        code = _country(row["vertexSet"][label["t"]], known) if office in _OFFICES else None
        if code is not None:
            yield Holding(label["h"], code, office)


def _country(mentions: Iterable[_Mention], known: Knowledge) -> str | None:
    """The code of a country or its adjective, by the page that it is linked to, else by name; its item ids are unreliable."""
    names = [name for m in mentions for name in ((m["link"] or "").replace("_", " "), m["name"])]
    senses = (sense for name in names for sense in known.names.get(name, ()))
    return next((sense.code for sense in senses if sense.kind in (SenseKind.COUNTRY, SenseKind.DEMONYM)), None)


def put_together(sentences: Sequence[Sequence[str]]) -> tuple[str, list[tuple[int, int]]]:
    """Tokens as running text, and the characters at which each stands; a headline and what ends in two stops are
    paragraphs."""
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    end, before, is_quoting = 0, "(", False
    for number, tokens in enumerate(sentences):
        for place, token in enumerate(tokens):
            is_mark = token == '"' or (token == "'" and (is_quoting or not before.endswith("s")))
            is_close = is_quoting if is_mark else _CLOSE.fullmatch(token) is not None
            space = "" if is_close or before in _OPENING else " "
            space = "\n\n" if (number, place) == (1, 0) or before == ".." else space
            word = "." if token == ".." else _GLUED.sub("\n\n", token)
            pieces += (space, word)
            spans.append((end + len(space), end + len(space) + len(word)))
            end = spans[-1][1]
            is_quoting ^= is_mark
            before = "(" if is_mark and is_quoting else token
    return "".join(pieces), spans


def _day(name: str) -> dt.date:
    """The day of an article, from its number and the days of those around it."""
    number, numbers = int(name.rsplit("_", 1)[-1]), list(_DAYS)
    place = min(max(bisect(numbers, number), 1), len(numbers) - 1)
    low, high = numbers[place - 1], numbers[place]
    first, last = (dt.date.fromisoformat(_DAYS[each]).toordinal() for each in (low, high))
    return dt.date.fromordinal(first + (last - first) * (number - low) // (high - low))
