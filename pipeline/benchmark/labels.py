"""Texts that are coded by a label each, not by events: whether the type of the event that a label means was coded.

Sets coded by events are read in `gold` and counted in `scores`.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.benchmark.gold import document_of, tables_of, write_lines
from pipeline.benchmark.scores import Score

_ROOTS = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
_PROMISED = "AGREE"
"""PLV follows PLOVER's manual, where a concession that is only agreed or announced is AGREE; the codebook makes it CONCEDE."""

_DAY = {"plv": "2017-07-01", "case2021": "2020-07-01"}
"""Neither set is dated; their sentences are of 2016 to 2018, their snippets of 2015 to 2021."""

_MARKUP = re.compile(r"</?[st]>")

CONFLICT: Mapping[str, tuple[str, ...]] = {
    "ABDUCT_DISSAP": ("ASSAULT abduct",),
    "AGREEMENT": ("SUPPORT", "AGREE", "CONCEDE", "RETREAT"),
    "AIR_STRIKE": ("ASSAULT aerial", "ASSAULT drone"),
    "ARMED_CLASH": ("ASSAULT",),
    "ARREST": ("COERCE arrest",),
    "ART_MISS_ATTACK": ("ASSAULT heavy-weapons", "ASSAULT aerial"),
    "ATTACK": ("ASSAULT",),
    "CHEM_WEAP": ("ASSAULT unconventional",),
    "FORCE_AGAINST_PROTEST": ("ASSAULT", "COERCE"),
    "GOV_REGAINS_TERIT": ("ASSAULT", "RETREAT", "COERCE seize"),
    "GRENADE": ("ASSAULT explosives",),
    "MOB_VIOL": ("ASSAULT", "PROTEST"),
    "NON_STATE_ACTOR_OVERTAKES_TER": ("ASSAULT", "COERCE seize"),
    "NON_VIOL_TERRIT_TRANSFER": ("RETREAT", "CONCEDE"),
    "PEACE_PROTEST": ("PROTEST",),
    "PROTEST_WITH_INTER": ("PROTEST", "ASSAULT", "COERCE"),
    "REM_EXPLOS": ("ASSAULT explosives",),
    "SEX_VIOL": ("ASSAULT sexual",),
    "SUIC_BOMB": ("ASSAULT suicide-attack",),
    "VIOL_DEMONSTR": ("PROTEST", "ASSAULT crowd-control"),
    "MAN_MADE_DISASTER": (),
    "NATURAL_DISASTER": (),
}
"""What the sub-types of CASE 2021, which are ACLED's and some more, are by the codebook: types, with mode where it is fixed;
nothing for disasters. Sub-types that fit no type (weapons found, headquarters, crime) are left out."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a document's text: types (with modes) any of which is right; `spans` are the characters that name the
    parties meant."""

    document: str
    wanted: tuple[str, ...]
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Coded:
    """An event as it was coded in a text: root type, type with mode, confidence, and the spans of its parties' mentions."""

    root: str
    with_mode: str
    confidence: float
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Counts over a set of labelled snippets: those with the right type, with the right mode, all, and disasters given one."""

    labelled: int
    right_type: int
    right_mode: int
    disasters: int
    false: int


def read_plv(path: Path, articles: Path) -> list[Label]:
    """The marked sentences of `plv_train.tsv`; writes them without their marks to `articles`, each text once."""
    texts: dict[str, str] = {}
    labels = []
    for row in _rows(path):
        text, spans = _unmarked(row["marked_sentence"])
        document = texts.setdefault(text, f"{articles.name}#{len(texts) + 1}")
        labels.append(Label(document, (row["gold_root"],), spans))
    _write(texts, articles, "plv")
    return labels


def read_conflict(path: Path, articles: Path) -> list[Label]:
    """The snippets of CASE 2021 whose sub-type fits the codebook; writes them to `articles`, each text once."""
    texts: dict[str, str] = {}
    labels = []
    for row in _rows(path):
        if row["SubType"] in CONFLICT:
            document = texts.setdefault(row["EventSnippet"], f"{articles.name}#{len(texts) + 1}")
            labels.append(Label(document, CONFLICT[row["SubType"]]))
    _write(texts, articles, "case2021")
    return labels


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _write(texts: Iterable[str], articles: Path, source: str) -> None:
    given = {"title": "", "published_at": _DAY[source], "source": source, "language": "en"}
    lines = [given | {"url": f"https://{source}.invalid/{n}", "text": text} for n, text in enumerate(texts, 1)]
    write_lines(articles, lines)


def _unmarked(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text without marks, and where it was marked."""
    pieces: list[str] = []
    starts: list[int] = []
    spans: list[tuple[int, int]] = []
    end = 0
    for mark in _MARKUP.finditer(marked):
        pieces.append(marked[end : mark.start()])
        end, here = mark.end(), sum(map(len, pieces))
        if mark.group().startswith("</") and starts:
            spans.append((starts.pop(), here))
        elif not mark.group().startswith("</"):
            starts.append(here)
    return "".join((*pieces, marked[end:])), tuple(spans)


def coded_in(release: Path) -> Mapping[str, Sequence[Coded]]:
    """The events of each article of a release, by the last part of its uri."""
    with tables_of(release, "articles", "events", "participants", "evidence", "mentions") as connection:
        rows = connection.execute(
            """select a.uri, e.event_id, e.event_type, coalesce(e.mode, ''), e.status, e.confidence,
                      list((m.start_char, m.end_char)) filter (m.start_char is not null)
               from events e join evidence v using (event_id) join articles a using (article_id)
               left join participants p using (event_id)
               left join mentions m on m.article_id = a.article_id and m.entity_id = p.entity_id and m.section = 'body'
               group by all order by all"""
        ).fetchall()
    found: dict[str, list[Coded]] = {}
    for uri, _, kind, mode, status, confidence, spans in rows:
        coded = Coded(_root(kind, status), f"{kind} {mode}".strip(), confidence, tuple(spans or ()))
        found.setdefault(document_of(uri), []).append(coded)
    return found


def _root(kind: str, status: str) -> str:
    return _PROMISED if (kind, status) == ("CONCEDE", "planned") else _ROOTS.get(kind, kind)


def answer(label: Label, coded: Iterable[Coded]) -> str:
    """The root of the event whose parties are best those marked, then of the surest; empty text where none was coded."""
    ranked = sorted(coded, key=lambda each: (-_marked(label, each), -each.confidence, each.root))
    return ranked[0].root if ranked else ""


def _marked(label: Label, coded: Coded) -> int:
    """How many of the marked spans a party's mention overlaps."""
    return sum(any(start < end_ and start_ < end for start_, end_ in coded.spans) for start, end in label.spans)


def score_roots(labels: Sequence[Label], coded: Mapping[str, Sequence[Coded]]) -> Mapping[str, Score]:
    """Precision and recall of each root type, one answer a label."""
    answers = [(label.wanted[0], answer(label, coded.get(label.document, ()))) for label in labels]
    wanted = Counter(root for root, _ in answers)
    given = Counter(root for _, root in answers if root)
    right = Counter(root for root, found in answers if root == found)
    return {root: Score(wanted[root], right[root], given[root], right[root]) for root in sorted(wanted)}


def macro_f1(scores: Mapping[str, Score]) -> float:
    """The mean of the F1 of the root types."""
    return sum(score.f1 for score in scores.values()) / len(scores) if scores else 0.0


def count_found(labels: Sequence[Label], coded: Mapping[str, Sequence[Coded]]) -> Found:
    """How many snippets have an event of a right type, and of a right type and mode; disasters should have none."""
    conflict = [label for label in labels if label.wanted]
    disasters = [label for label in labels if not label.wanted]
    return Found(
        labelled=len(conflict),
        right_type=sum(_has_type(label, coded.get(label.document, ())) for label in conflict),
        right_mode=sum(_has_mode(label, coded.get(label.document, ())) for label in conflict),
        disasters=len(disasters),
        false=sum(bool(coded.get(label.document)) for label in disasters),
    )


def _has_type(label: Label, coded: Iterable[Coded]) -> bool:
    types = {wanted.split()[0] for wanted in label.wanted}
    return any(each.with_mode.split()[0] in types for each in coded)


def _has_mode(label: Label, coded: Iterable[Coded]) -> bool:
    return any(each.with_mode in label.wanted or each.with_mode.split()[0] in label.wanted for each in coded)
