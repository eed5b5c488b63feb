"""How well time expressions are found and valued, against news that people annotated in TimeML (TimeBank, AQUAINT).

The measure is TempEval-3's: a found expression matches an annotated one that it overlaps, and is right when the value is
the same to the letter. The dates of creation are given, not found.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from pipeline.events.time.direction import looks_ahead
from pipeline.events.time.expressions import Expression, find
from pipeline.events.time.forms import Range
from pipeline.events.time.values import timex_value

_SENTENCE = re.compile(r"(?<=\w\w[.!?])[\"'’”]*\s+(?=[\"'`“‘]*[A-Z])|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression with its value: character offsets in the text of its document."""

    start: int
    end: int
    text: str
    value: str


@dataclass(frozen=True, slots=True)
class TimeDocument:
    """A document of TimeML: name, text, day of creation and annotated expressions (those without words left out)."""

    name: str
    text: str
    created: dt.date
    gold: tuple[Timex, ...]


@dataclass(frozen=True, slots=True)
class TimeScore:
    """Counts over a folder: annotated, found, matched (overlapping) and right in value."""

    documents: int
    gold: int
    found: int
    matched: int
    right: int

    @property
    def precision(self) -> float:
        """Share of found expressions that overlap an annotated one."""
        return self.matched / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of annotated expressions that were found."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Relaxed F1 of finding."""
        return 2 * self.matched / (self.gold + self.found) if self.matched else 0.0

    @property
    def value_f1(self) -> float:
        """F1 of expressions found with the right value."""
        return 2 * self.right / (self.gold + self.found) if self.right else 0.0


def read_timeml(path: Path) -> TimeDocument:
    """A TimeML file: what stands in TEXT. ValueError where it has no creation date."""
    root = ElementTree.parse(path).getroot()
    created = root.find(".//DCT/TIMEX3")
    body = root.find("TEXT")
    if created is None or body is None:
        raise ValueError(f"{path}: no DCT or no TEXT; is it TimeML?")
    pieces: list[str] = []
    gold: list[Timex] = []
    _walk(body, pieces, gold)
    day = dt.date.fromisoformat(created.attrib["value"][:10])
    return TimeDocument(path.name, "".join(pieces), day, tuple(timex for timex in gold if timex.text.strip()))


def _walk(element: ElementTree.Element, pieces: list[str], gold: list[Timex]) -> None:
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        _walk(child, pieces, gold)
        pieces.append(child.tail or "")
    if element.tag == "TIMEX3":
        text = "".join(pieces)[start:]
        gold.append(Timex(start, start + len(text), text, element.attrib["value"]))


def found_in(document: TimeDocument) -> list[Timex]:
    """What the pipeline finds in a document, sentence by sentence; a range counts as its two ends, as TimeML has it."""
    found = []
    for start, sentence in _sentences(document.text):
        for expression in find(sentence):
            future = looks_ahead(sentence[: expression.start], sentence[expression.end :])
            for end in _ends(expression):
                value = timex_value(end, document.created, future=future)
                found.append(Timex(start + end.start, start + end.end, sentence[end.start : end.end], value))
    return found


def _ends(expression: Expression) -> tuple[Expression, ...]:
    return (expression.form.first, expression.form.last) if isinstance(expression.form, Range) else (expression,)


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for match in _SENTENCE.finditer(text):
        yield start, text[start : match.start()]
        start = match.end()
    yield start, text[start:]


def pairs(document: TimeDocument) -> Iterator[tuple[Timex | None, Timex | None]]:
    """Annotated and found expressions, paired where they overlap, each at most once; None for what has no partner."""
    left = found_in(document)
    for gold in document.gold:
        partner = next((each for each in left if each.start < gold.end and gold.start < each.end), None)
        if partner is not None:
            left.remove(partner)
        yield gold, partner
    yield from ((None, each) for each in left)


def score_timeml(folder: Path) -> TimeScore:
    """Score every `.tml` file of a folder. ValueError names a file that is no TimeML."""
    documents = [read_timeml(path) for path in sorted(folder.glob("*.tml"))]
    matches = [pair for document in documents for pair in pairs(document)]
    return TimeScore(
        documents=len(documents),
        gold=sum(gold is not None for gold, _ in matches),
        found=sum(found is not None for _, found in matches),
        matched=sum(gold is not None and found is not None for gold, found in matches),
        right=sum(gold is not None and found is not None and gold.value == found.value for gold, found in matches),
    )
