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

YIELD = "YIELD"
_ROOTS = {"CONCEDE": YIELD, "RETREAT": YIELD}
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
    """A text's label: types (with modes) any of which is right; `spans` are the characters that name the parties meant."""

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


def read_plv(path: Path, articles: Path) -> Mapping[str, Label]:
    """The marked sentences of `plv_train.tsv`; writes them without their marks to `articles`, one sentence an article."""
    labels: dict[str, Label] = {}
    lines = []
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            text, spans = _unmarked(row["marked_sentence"])
            labels[f"{articles.name}#{number}"] = Label((row["gold_root"],), spans)
            lines.append(_line(text, number, "plv"))
    write_lines(articles, lines)
    return labels


def read_conflict(path: Path, articles: Path) -> Mapping[str, Label]:
    """The snippets of CASE 2021 whose sub-type fits the codebook; writes them to `articles`, one snippet an article."""
    labels: dict[str, Label] = {}
    lines: list[Mapping[str, str]] = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["SubType"] in CONFLICT:
                labels[f"{articles.name}#{len(lines) + 1}"] = Label(CONFLICT[row["SubType"]])
                lines.append(_line(row["EventSnippet"], len(lines) + 1, "case2021"))
    write_lines(articles, lines)
    return labels


def _line(text: str, number: int, source: str) -> Mapping[str, str]:
    url = f"https://{source}.invalid/{number}"
    return {"url": url, "title": "", "text": text, "published_at": _DAY[source], "source": source, "language": "en"}


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
            """select a.uri, e.event_id, e.event_type, coalesce(e.mode, ''), e.confidence,
                      list((m.start_char, m.end_char)) filter (m.start_char is not null)
               from events e join evidence v using (event_id) join articles a using (article_id)
               left join participants p using (event_id)
               left join mentions m on m.article_id = a.article_id and m.entity_id = p.entity_id and m.section = 'body'
               group by all order by all"""
        ).fetchall()
    found: dict[str, list[Coded]] = {}
    for uri, _, kind, mode, confidence, spans in rows:
        coded = Coded(_ROOTS.get(kind, kind), f"{kind} {mode}".strip(), confidence, tuple(spans or ()))
        found.setdefault(document_of(uri), []).append(coded)
    return found


def answer(label: Label, coded: Iterable[Coded]) -> str:
    """The root of the event whose parties are best those marked, then of the surest; empty text where none was coded."""
    ranked = sorted(coded, key=lambda each: (-_marked(label, each), -each.confidence, each.root))
    return ranked[0].root if ranked else ""


def _marked(label: Label, coded: Coded) -> int:
    """How many of the marked spans a party's mention overlaps."""
    return sum(any(start < end_ and start_ < end for start_, end_ in coded.spans) for start, end in label.spans)


def score_roots(labels: Mapping[str, Label], coded: Mapping[str, Sequence[Coded]]) -> Mapping[str, Score]:
    """Precision and recall of each root type, one answer a sentence."""
    answers = {name: answer(label, coded.get(name, ())) for name, label in labels.items()}
    wanted = Counter(label.wanted[0] for label in labels.values())
    given = Counter(root for root in answers.values() if root)
    right = Counter(answers[name] for name, label in labels.items() if answers[name] == label.wanted[0])
    return {root: Score(wanted[root], right[root], given[root], right[root]) for root in sorted(wanted)}


def macro_f1(scores: Mapping[str, Score]) -> float:
    """The mean of the F1 of the root types."""
    return sum(score.f1 for score in scores.values()) / len(scores) if scores else 0.0


def count_found(labels: Mapping[str, Label], coded: Mapping[str, Sequence[Coded]]) -> Found:
    """How many snippets have an event of a right type, and of a right type and mode; disasters should have none."""
    conflict = {name: label for name, label in labels.items() if label.wanted}
    disasters = labels.keys() - conflict.keys()
    return Found(
        labelled=len(conflict),
        right_type=sum(_has_type(label, coded.get(name, ())) for name, label in conflict.items()),
        right_mode=sum(_has_mode(label, coded.get(name, ())) for name, label in conflict.items()),
        disasters=len(disasters),
        false=sum(bool(coded.get(name)) for name in disasters),
    )


def _has_type(label: Label, coded: Iterable[Coded]) -> bool:
    types = {wanted.split()[0] for wanted in label.wanted}
    return any(each.with_mode.split()[0] in types for each in coded)


def _has_mode(label: Label, coded: Iterable[Coded]) -> bool:
    return any(each.with_mode in label.wanted or each.with_mode.split()[0] in label.wanted for each in coded)
