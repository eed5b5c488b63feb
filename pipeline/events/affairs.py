"""Which articles tell one affair: likeness of what they speak of, names above all, within some weeks.

What they speak of is in `vectors.py`, which affair an article is most like in `open_affairs.py`. Copies of one text are the `stories`
of ingest; whether two reports are one event is settled clause by clause in `clusters`.

Source of the method: single-pass clustering in order of publication, as in topic detection and tracking (Allan,
Papka, Lavrenko 1998), of TF-IDF vectors with group-average similarity (Salton and Buckley 1988), damped by time.
"""

import datetime as dt
from collections.abc import Iterable, Mapping

import pyarrow as pa

from pipeline.events.open_affairs import TICK, OpenAffairs
from pipeline.events.vectors import Vectors

_ROUND = 1000
"""Articles after which closed affairs are let go."""

_HOMES = pa.schema([("article_id", pa.string()), ("affair", pa.string())])


def affairs_of(articles: pa.Table, annotations: Iterable[pa.Table]) -> pa.Table:
    """The affair of every article in columns `article_id` and `affair`, named by the article that tells it first; see `group_affairs`."""
    published = zip(articles["article_id"].to_pylist(), articles["published_at"].to_pylist(), strict=True)
    homes = group_affairs(annotations, dict(published))
    return pa.table([[*homes], [*homes.values()]], _HOMES)


def group_affairs(annotations: Iterable[pa.Table], published: Mapping[str, dt.datetime]) -> dict[str, str]:
    """The affair of every article of `published`, named by the article that tells it first.

    Articles are taken in order of publication; each joins the likest affair that is like enough or begins one. It is
    compared in full with a bounded number of affairs, those that share most of its heaviest words. `annotations` come in parts,
    each with all rows of its articles, of which no more than one is held.
    """
    vectors = Vectors(annotations)
    affairs, homes = OpenAffairs(vectors.words, len(published)), dict[str, str]()
    ordered = sorted(published, key=lambda article: (published[article], article))
    for number, article in enumerate(ordered):
        vector = vectors.of(article)
        now = (published[article] - published[ordered[0]]) // TICK
        affair = affairs.likest(vector, now)
        home = number if affair is None else affair
        affairs.add(home, vector, now)
        homes[article] = ordered[home]
        if number % _ROUND == 0:
            affairs.forget(now)
    return homes
