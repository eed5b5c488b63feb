"""An event as the command `entente show` prints it: who, what, when and where, and the words that report it, with the trigger marked.

Finding it in a release is in `release/lookup.py`. Where the lake with the articles' texts is at hand, the sentence is shown in its
paragraph. Text is wrapped to the terminal, to 80 columns elsewhere.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.release.lookup import Found
from pipeline.release.trigger import Clause, Span, trigger_in
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.vocabularies import Section
from pipeline.store.paths import Output

_WIDTH = 80
_TRIGGER = "bold reverse"
_OPEN, _CLOSE = "«", "»"
"""What marks a trigger also where there are no colours."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of an article with the trigger in them: the snippet, or the paragraph where the article's text is at hand."""

    words: str
    trigger: Span | None

    @property
    def marked(self) -> str:
        """The words with the trigger between marks."""
        if self.trigger is None:
            return self.words
        start, end = self.trigger.start, self.trigger.end
        return f"{self.words[:start]}{_OPEN}{self.words[start:end]}{_CLOSE}{self.words[end:]}"


def quotations(found: Found) -> list[Quoted]:
    """The words of each piece of evidence, in its order."""
    texts = _texts(found)
    return [_quoted(row, texts) for row in found.evidence.to_pylist()]


def as_document(found: Found) -> dict[str, Any]:
    """The event as `--json` prints it; `words` of a piece of evidence holds the trigger between « and »."""
    redirect = found.redirect
    evidence = zip(found.evidence.to_pylist(), quotations(found), strict=True)
    return {
        "release": found.release.name,
        "event": found.event.to_pylist()[0],
        "parties": found.parties.to_pylist(),
        "evidence": [{**row, "words": quoted.marked} for row, quoted in evidence],
        "redirected_from": redirect
        and {"event_id": redirect.event_id, "last_release": redirect.last_release, "reason": redirect.reason},
    }


def print_event(found: Found) -> None:
    """Print the event for people."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_WIDTH)
    event = found.event.to_pylist()[0]
    if redirect := found.redirect:
        console.print(f"{redirect.event_id} was given up after release {redirect.last_release}: {redirect.reason}")
        console.print()
    console.print(Text(f"{event['event_id']}\n{event['summary']}", style="bold"))
    console.print()
    console.print(_grid(_facts(event)))
    console.print(Text("\nparties", style="bold"))
    console.print(Padding(_parties(found.parties), (0, 0, 0, 2)))
    console.print(Text("\nevidence", style="bold"))
    for row, quoted in zip(found.evidence.to_pylist(), quotations(found), strict=True):
        console.print(Padding(_report(row, quoted), (0, 0, 1, 2)))


def _texts(found: Found) -> dict[tuple[str, str], str]:
    """The texts of the articles in evidence, by article and section; none where the lake is not beside the release."""
    output = Output(found.release.resolve().parents[1])
    if output.releases != found.release.resolve().parent or not output.lake.holds(ARTICLE_TEXT):
        return {}
    days = {moment.date() for moment in found.evidence["published_at"].to_pylist()}
    held = output.lake.read(ARTICLE_TEXT, days, ["article_id", "title", "body"])
    rows = held.filter(
        pc.is_in(held["article_id"], pa.array(set(found.evidence["article_id"].to_pylist()), pa.string()))
    )
    titles = {(row["article_id"], Section.TITLE.value): row["title"] for row in rows.to_pylist()}
    return titles | {(row["article_id"], Section.BODY.value): row["body"] for row in rows.to_pylist()}


def _quoted(row: dict[str, Any], texts: dict[tuple[str, str], str]) -> Quoted:
    clause = Clause(row["start_char"], row["end_char"], row["sentence_start"], row["sentence_end"])
    text = texts.get((row["article_id"], row["section"]))
    if text is None:
        return Quoted(row["snippet"], trigger_in(row["snippet"], clause))
    start = text.rfind("\n", 0, clause.sentence_start) + 1
    end = text.find("\n", clause.sentence_end)
    return Quoted(text[start : end if end >= 0 else None], Span(clause.start_char - start, clause.end_char - start))


def _facts(event: dict[str, Any]) -> Iterator[tuple[str, str]]:
    mode = f" {event['mode']}" if event["mode"] else ""
    yield "type", f"{event['event_type']}{mode}: {event['quad_class'].replace('_', ' ')}, score {event['score']:g}"
    yield "status", f"{event['status']}, confidence {event['confidence']:.2f}"
    yield "when", _when(event)
    yield "where", _where(event)
    if event["contexts"]:
        yield "contexts", ", ".join(event["contexts"])
    if event["agreement_id"]:
        yield "agreement", f"{event['agreement_name']} ({event['agreement_id']})"
    reports, articles, sources = (event[f"{what}_count"] for what in ("report", "article", "source"))
    yield "counted", f"reports {reports}, articles {articles}, sources {sources}"
    yield (
        "reported",
        " to ".join(dict.fromkeys((event["first_reported"].isoformat(), event["last_reported"].isoformat()))),
    )


def _when(event: dict[str, Any]) -> str:
    start, end = event["date_start"], event["date_end"]
    if start is None:
        return "not told"
    days = str(start) if end in (None, start) else f"{start} to {end}"
    return f"{days}, known to the {event['date_precision']}" + (
        ", taken from publication" if event["date_inferred"] else ""
    )


def _where(event: dict[str, Any]) -> str:
    if event["place_name"] is None:
        return "not told"
    country = f", {event['country_code']}" if event["country_code"] else ""
    geonames = f", GeoNames {event['geonames_id']}" if event["geonames_id"] else ""
    point = f" at {event['latitude']:.2f}, {event['longitude']:.2f}" if event["latitude"] is not None else ""
    return str(event["place_name"]) + country + geonames + point


def _parties(parties: pa.Table) -> Table:
    table = Table.grid(padding=(0, 2))
    for row in parties.to_pylist():
        of = " ".join(filter(None, (row["country_code"], row["sector"])))
        table.add_row(row["role"], Text(row["name"] or "not named"), of, row["entity_id"] or "")
    return table


def _report(row: dict[str, Any], quoted: Quoted) -> Group:
    published: dt.datetime = row["published_at"]
    words = Text(quoted.marked)
    if quoted.trigger:
        words.stylize(_TRIGGER, quoted.trigger.start, quoted.trigger.end + len(_OPEN + _CLOSE))
    place = f"{row['section']} {row['start_char']}–{row['end_char']}"
    coded = f"{row['evidence_id']}, {row['status']}, coded by {row['coder']}, score {row['score']:.2f}"
    return Group(
        Text(f"{published.date().isoformat()}  {row['source']}: {row['title'] or 'no headline'}"),
        Padding(words, (0, 0, 0, 2)),
        Text(f"{row['url'] or row['uri']}, {place}", style="dim"),
        Text(coded, style="dim"),
    )


def _grid(facts: Iterator[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    for name, value in facts:
        table.add_row(Text(name, style="dim"), Text(value))
    return table
