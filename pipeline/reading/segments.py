"""An article's text cut into the pieces that are parsed apart: headline, dateline, paragraphs.

Pieces are spans of the stored text; nothing is parsed or judged here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.schema.tables.article_text import ArticleText
from pipeline.schema.vocabularies import Section

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"\n\s*")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s*$")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DATELINE = re.compile(
    rf"""(?:[A-Z][A-Z'’.\-]+(?:[ ,/]+[A-Z][A-Z'’.\-]+)*      # RABAT, WEST JERUSALEM
          (?:,\ (?:[A-Z][a-z.]+\ ?){{1,3}})?                 # , Morocco
          |(?:[A-Z][a-z'’\-]+\ ?){{1,3}}(?=,\ {_MONTH}|\ \())
        (?:,\ {_MONTH}\ \d{{1,2}}(?:,\ \d{{4}})?)?           # , March 26
        (?:\ \([A-Za-z/ .\-]{{2,30}}\))?                     # (Reuters)
        \ ?(?:--|—|–|-)\ """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a section: `start` is the character of the section at which `text` begins."""

    section: Section
    paragraph: int
    is_headline: bool
    start: int
    text: str


def segments(article: ArticleText) -> Iterator[Segment]:
    """The pieces of an article in order; the headline first, as paragraph 0 of the body where the body holds it."""
    if article.title:
        start = article.body.find(article.title, 0, max(article.text_start, len(article.title) + 64))
        if article.title_in_body and start >= 0:
            yield Segment(Section.BODY, 0, True, start, article.title)
        elif not article.title_in_body:
            yield Segment(Section.TITLE, 0, True, 0, article.title)
    for number, (start, text) in enumerate(_paragraphs(article.body, article.text_start), 1):
        dateline = _DATELINE.match(text) if number <= 2 else None
        cut = dateline.end() if dateline else 0
        if cut:
            yield Segment(Section.BODY, number, False, start, text[:cut].rstrip())
        if text[cut:].strip():
            yield Segment(Section.BODY, number, False, start + cut, text[cut:])


def _paragraphs(body: str, begin: int) -> Iterator[tuple[int, str]]:
    """Paragraphs end at blank lines; in a text that has none, at line ends that end a sentence, so that hard-wrapped lines stay together."""
    text = body[begin:]
    blank = _BLANK_LINE.search(text.strip())
    position = 0
    for match in [*(_BLANK_LINE if blank else _LINE).finditer(text), None]:
        end = match.start() if match else len(text)
        if match and not blank and not _SENTENCE_END.search(text[position:end]):
            continue
        piece = text[position:end]
        lead = len(piece) - len(piece.lstrip())
        if piece.strip():
            yield begin + position + lead, piece.strip()
        position = match.end() if match else end
