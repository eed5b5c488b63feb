"""Hand-coded events and the releases scored against them, brought to one form: events of a document.

Reading the various gold files is here; counting hits is in `scores`.
"""

import contextlib
import datetime as dt
import json
import tarfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

_OLD_NAMES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
_OLD_COUNTRIES = {"JAP": "JPN", "IMG": "", "ISM": ""}
"""Codes of PLOVER's early coding in the codebook's; international militants have no country there."""

_IDLE_SECTIONS, _PAGES = ("business", "entertainment", "sport", "tech"), 40
_IDLE_DAY = "2005-02-01"
"""The pages bear no date; they are of 2004 and 2005."""

_NAMED_BODIES = {"UNO": ("U.N.", "United Nations", "Security Council"), "EUR": ("European Community", "European Union")}
"""Bodies that the early coding counts among the IGO and the codebook gives a code of their own."""


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event as gold or a release has it; countries are codes, empty text where none is known."""

    event_type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    is_core: bool
    date_start: dt.date | None = None
    place_country: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A set of documents with their coded events. `documents` maps the last part of an article's uri to its events."""

    name: str
    documents: Mapping[str, Sequence[CodedEvent]]


def read_gold(name: str, path: Path) -> GoldSet:
    """A gold file of JSON lines: `doc` and `events` with type, actors, recipients, dates, place_country, core."""
    documents = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        documents[row["doc"]] = [_coded(event) for event in row["events"]]
    return GoldSet(name, documents)


def _coded(event: Mapping[str, Any]) -> CodedEvent:
    return CodedEvent(
        event_type=event["type"],
        actors=tuple(party["country"] for party in event["actors"]),
        recipients=tuple(party["country"] for party in event["recipients"]),
        is_core=event["core"],
        date_start=dt.date.fromisoformat(event["date_start"]) if event["date_start"] else None,
        place_country=event["place_country"],
    )


def read_plover_gsr(path: Path, articles: Path) -> GoldSet:
    """The PLOVER project's coded sentences; writes them to `articles` as JSON lines, one sentence an article."""
    documents = {}
    lines = []
    for number, row in enumerate(json.loads(path.read_text(encoding="utf-8")), 1):
        event = _OLD_NAMES.get(row["event"], row["event"])
        documents[f"{articles.name}#{number}"] = [
            CodedEvent(event, _countries(row.get("source")), _countries(row.get("target")), is_core=True)
        ]
        lines.append(
            {
                "url": "",
                "title": "",
                "text": row["text"],
                "published_at": row["date"],
                "source": "PLOVER GSR",
                "language": "en",
            }
        )
    write_lines(articles, lines)
    return GoldSet("plover_gsr", documents)


def read_idle_pages(archive: Path, articles: Path) -> GoldSet:
    """Pages of sport, entertainment, technology and business, forty of each spread over the archive, which report no event."""
    documents: dict[str, list[CodedEvent]] = {}
    lines: list[dict[str, str]] = []
    with tarfile.open(archive) as held:
        names = sorted(name for name in held.getnames() if name.endswith(".txt"))
        for section in _IDLE_SECTIONS:
            pages = [name for name in names if name.split("/")[-2] == section]
            for name in pages[:: max(1, len(pages) // _PAGES)][:_PAGES]:
                file = held.extractfile(name)
                title, _, text = (file.read() if file else b"").decode("utf-8", "replace").partition("\n")
                documents[f"{articles.name}#{len(lines) + 1}"] = []
                lines.append(
                    {"title": title, "text": text.strip(), "published_at": _IDLE_DAY, "source": "BBC", "language": "en"}
                )
    write_lines(articles, lines)
    return GoldSet("idle_pages", documents)


def write_lines(articles: Path, lines: Iterable[Mapping[str, object]]) -> None:
    """Write articles as the JSON lines that ingest reads."""
    articles.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def _countries(parties: Any) -> tuple[str, ...]:
    return tuple(map(_country, parties)) if isinstance(parties, list) else ()


def _country(party: Mapping[str, str]) -> str:
    code = party["code"][:3]
    if code == "IGO":
        named = (body for body, names in _NAMED_BODIES.items() if any(name in party["actorText"] for name in names))
        return next(named, code)
    return _OLD_COUNTRIES.get(code, code)


def read_release(release: Path) -> Mapping[str, Sequence[CodedEvent]]:
    """The events of each article of a release, by the last part of the article's uri; every article is there, also without events."""
    with tables_of(release, "articles", "events", "participants", "evidence") as connection:
        uris = connection.execute("select uri from articles").fetchall()
        rows = connection.execute(
            """select distinct a.uri, e.event_id, e.event_type, e.date_start, coalesce(e.country_code, ''), e.confidence,
                      (select list(coalesce(p.country_code, '')) from participants p
                       where p.event_id = e.event_id and p.role = 'actor'),
                      (select list(coalesce(p.country_code, '')) from participants p
                       where p.event_id = e.event_id and p.role = 'recipient')
               from events e join evidence v using (event_id) join articles a using (article_id)
               order by all"""
        ).fetchall()
    found: dict[str, list[CodedEvent]] = {document_of(uri): [] for (uri,) in uris}
    for uri, _, event_type, start, place, confidence, actors, recipients in rows:
        found[document_of(uri)].append(
            CodedEvent(event_type, tuple(actors or ()), tuple(recipients or ()), True, start, place, confidence)
        )
    return found


@contextlib.contextmanager
def tables_of(release: Path, *names: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with tables of a release as views."""
    with duckdb.connect() as connection:
        for name in names:
            files = [str(path) for path in sorted((release / "tables" / name).rglob("*.parquet"))]
            connection.read_parquet(files).create_view(name)
        yield connection


def document_of(uri: str) -> str:
    """The name by which sets know an article: the last part of its uri."""
    return uri.rsplit("/", 1)[-1]
