"""Whether articles that tell one event are brought together: pairs of articles that share an event, against given clusters.

Beside it stands a plain baseline: articles within a few days whose words are alike, by TF-IDF and cosine.
"""

import datetime as dt
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from pipeline.benchmark.gold import document_of, tables_of, write_lines

Pair = tuple[str, str]
_WORD = re.compile(r"[a-z]{3,}")
_WINDOW = dt.timedelta(days=3)


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


def coded_pairs(release: Path) -> set[Pair]:
    """The pairs of articles of a release that share an event, by the last part of their uri."""
    with tables_of(release, "articles", "evidence") as connection:
        rows = connection.execute(
            "select distinct e.event_id, a.uri from evidence e join articles a using (article_id) where e.event_id is not null"
        ).fetchall()
    told: dict[str, set[str]] = {}
    for event, uri in rows:
        told.setdefault(event, set()).add(document_of(uri))
    return {pair for names in told.values() for pair in combinations(sorted(names), 2)}


def alike_pairs(given: Clustered, threshold: float) -> set[Pair]:
    """The pairs of articles within three days of each other whose TF-IDF vectors have at least this cosine."""
    vectors = _vectors(given.texts)
    near = (
        pair for pair in combinations(sorted(vectors), 2) if abs(given.days[pair[0]] - given.days[pair[1]]) <= _WINDOW
    )
    return {(one, other) for one, other in near if _cosine(vectors[one], vectors[other]) >= threshold}


def best_alike(given: Clustered, thresholds: Sequence[float] = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4)) -> float:
    """The F1 of the baseline at the threshold that suits it best."""
    return max(f1_of(alike_pairs(given, threshold), given.pairs()) for threshold in thresholds)


def f1_of(found: set[Pair], wanted: set[Pair]) -> float:
    """The harmonic mean of precision and recall of pairs."""
    return 2 * len(found & wanted) / (len(found) + len(wanted)) if found or wanted else 0.0


def precision_of(found: set[Pair], wanted: set[Pair]) -> float:
    """The share of the found pairs that are wanted; 0 where nothing was found."""
    return len(found & wanted) / len(found) if found else 0.0


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
