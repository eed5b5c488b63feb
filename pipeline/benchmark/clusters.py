"""Whether articles that tell one affair are brought together: pairs of articles, against given clusters.

Two things are measured: the affairs by which consolidation is led, and articles that share a coded event, which most
affairs of sport, crime and accident do not hold. Beside them stands a plain baseline: articles within some days of each
other whose words are alike, by TF-IDF and cosine.
"""

import datetime as dt
import json
import math
import re
import tarfile
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from pipeline.benchmark.gold import document_of, tables_of, write_lines
from pipeline.benchmark.scores import Score
from pipeline.events.affairs import group_affairs
from pipeline.schema.render.arrow import arrow_to_rows
from pipeline.schema.tables.annotations import ANNOTATIONS
from pipeline.schema.tables.articles import ARTICLES
from pipeline.store.lake import Lake

Pair = tuple[str, str]
_WORD = re.compile(r"[a-z]{3,}")
_THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4)
_ECB_NAME = re.compile(r"(?P<topic>\d+)_\d+(?P<affair>ecb(?:plus)?)\.xml$")
_ECB_DAY = dt.date(2010, 1, 1)
"""The texts bear no dates."""


@dataclass(frozen=True, slots=True)
class Clustered:
    """Articles by name: text, day, and the cluster that the set gives."""

    texts: Mapping[str, str]
    days: Mapping[str, dt.date]
    clusters: Mapping[str, str]

    def pairs(self) -> set[Pair]:
        """The pairs of articles of one cluster."""
        return {
            pair for pair in combinations(sorted(self.clusters), 2) if len({self.clusters[each] for each in pair}) == 1
        }


def read_clusters(folder: Path, articles: Path) -> Clustered:
    """The dated articles of a folder of JSON files with clusters; writes them to `articles` as JSON lines."""
    texts, days, clusters, lines = {}, {}, {}, []
    for number, path in enumerate(sorted(folder.glob("*.json")), 1):
        row, name = json.loads(path.read_text(encoding="utf-8")), f"{articles.name}#{number}"
        published = row["date_publish"] or row["date_download"]
        texts[name], clusters[name] = f"{row['title']}\n{row['text']}", str(row["newsCluster"]["EventId"])
        days[name] = dt.datetime.fromisoformat(published).date()
        line = {"title": row["title"] or "", "text": row["text"], "url": row["url"], "published_at": published}
        lines.append(line | {"source": row["source_domain"], "language": "en"})
    write_lines(articles, lines)
    return Clustered(texts, days, clusters)


def read_ecb_plus(archive: Path, articles: Path) -> Clustered:
    """The texts of ECB+ (Cybulska and Vossen 2014): each topic holds two like affairs, one of `ecb`, one of `ecbplus` texts.

    Tokens are joined by spaces, a sentence a paragraph, without the address that opens an `ecbplus` text; no text has a
    date, so that time tells nothing apart. Writes them to `articles` as JSON lines.
    """
    texts: dict[str, str] = {}
    clusters: dict[str, str] = {}
    lines: list[dict[str, str]] = []
    with tarfile.open(archive) as held:
        for path in sorted(held.getnames()):
            match, name = _ECB_NAME.search(path), f"{articles.name}#{len(lines) + 1}"
            file = held.extractfile(path) if match else None
            if match is None or file is None:
                continue
            texts[name] = _sentences(ET.parse(file).getroot(), skip_first=match["affair"] == "ecbplus")
            clusters[name] = match["topic"] + match["affair"]
            line = {"title": "", "text": texts[name], "published_at": _ECB_DAY.isoformat()}
            lines.append(line | {"source": "ECB+", "language": "en"})
    write_lines(articles, lines)
    return Clustered(texts, dict.fromkeys(texts, _ECB_DAY), clusters)


def _sentences(document: ET.Element, skip_first: bool) -> str:
    sentences: dict[int, list[str]] = {}
    for token in document.iter("token"):
        sentences.setdefault(int(token.get("sentence", "0")), []).append(token.text or "")
    return "\n\n".join(" ".join(sentences[number]) for number in sorted(sentences) if number or not skip_first)


def affair_pairs(lake: Lake) -> set[Pair]:
    """The pairs of articles of a lake that tell one affair, by the last part of their uri."""
    rows = {row.article_id: row for row in arrow_to_rows(ARTICLES, lake.read(ARTICLES))}
    affairs = group_affairs([lake.read(ANNOTATIONS)], {name: row.published_at for name, row in rows.items()})
    told: dict[str, set[str]] = {}
    for article, affair in affairs.items():
        told.setdefault(affair, set()).add(document_of(rows[article].uri))
    return _pairs(told.values())


def coded_pairs(release: Path) -> set[Pair]:
    """The pairs of articles of a release that share an event, by the last part of their uri."""
    with tables_of(release, "articles", "evidence") as connection:
        rows = connection.execute(
            "select distinct e.event_id, a.uri from evidence e join articles a using (article_id) where e.event_id is not null"
        ).fetchall()
    told: dict[str, set[str]] = {}
    for event, uri in rows:
        told.setdefault(event, set()).add(document_of(uri))
    return _pairs(told.values())


def alike_pairs(given: Clustered, threshold: float, days: int) -> set[Pair]:
    """The pairs of articles within some days of each other whose TF-IDF vectors have at least this cosine."""
    return {pair for pair, cosine in _cosines(given, days).items() if cosine >= threshold}


def best_alike(given: Clustered, days: int, thresholds: Sequence[float] = _THRESHOLDS) -> set[Pair]:
    """The pairs of the baseline at the threshold that suits it best, which only the gold tells."""
    cosines, wanted = _cosines(given, days), given.pairs()
    found = [{pair for pair, cosine in cosines.items() if cosine >= threshold} for threshold in thresholds]
    return max(found, key=lambda pairs: score_pairs(pairs, wanted).f1)


def score_pairs(found: set[Pair], wanted: set[Pair]) -> Score:
    """Precision, recall and F1 of pairs."""
    hit = len(found & wanted)
    return Score(len(wanted), hit, len(found), hit)


def _pairs(groups: Iterable[Iterable[str]]) -> set[Pair]:
    return {pair for names in groups for pair in combinations(sorted(names), 2)}


def _cosines(given: Clustered, days: int) -> dict[Pair, float]:
    """The cosine of every two articles within some days of each other whose words have one at all."""
    vectors, window = _vectors(given.texts), dt.timedelta(days=days)
    near = (
        pair for pair in combinations(sorted(vectors), 2) if abs(given.days[pair[0]] - given.days[pair[1]]) <= window
    )
    cosines = ((pair, _cosine(vectors[pair[0]], vectors[pair[1]])) for pair in near)
    return {pair: cosine for pair, cosine in cosines if cosine}


def _vectors(texts: Mapping[str, str]) -> dict[str, dict[str, float]]:
    counts = {name: Counter(_WORD.findall(text.lower())) for name, text in texts.items()}
    spread = Counter(word for held in counts.values() for word in held)
    return {
        name: _normal((word, (1 + math.log(n)) * math.log(len(texts) / spread[word])) for word, n in held.items())
        for name, held in counts.items()
    }


def _normal(weights: Iterable[tuple[str, float]]) -> dict[str, float]:
    held = dict(weights)
    length = math.sqrt(sum(value * value for value in held.values())) or 1.0
    return {word: value / length for word, value in held.items()}


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(value * other.get(word, 0.0) for word, value in one.items())
