import datetime as dt
import io
import json
import tarfile
from dataclasses import replace

from pipeline.benchmark.clusters import (
    Clustered,
    affair_pairs,
    alike_pairs,
    best_alike,
    read_clusters,
    read_ecb_plus,
    score_pairs,
)
from pipeline.ingest.articles import to_articles, told_of
from pipeline.ingest.stories import group_stories
from pipeline.reading.read import annotate
from pipeline.schema.render.arrow import rows_to_arrow
from pipeline.schema.tables.annotations import ANNOTATIONS
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.tables.articles import ARTICLES
from pipeline.store.lake import Lake
from tests.entities.reading import article

DAY = dt.date(2016, 7, 15)
GIVEN = Clustered(
    texts={
        "a": "truck attack promenade nice victims mourned",
        "b": "nice mourns victims of truck attack on promenade",
        "c": "parliament votes on pensions reform budget",
        "d": "truck attack promenade nice victims mourned",
    },
    days={"a": DAY, "b": DAY, "c": DAY, "d": DAY + dt.timedelta(days=30)},
    clusters={"a": "1", "b": "1", "c": "2", "d": "3"},
)


def test_pairs_are_of_one_cluster():
    assert GIVEN.pairs() == {("a", "b")}


def test_the_baseline_pairs_articles_of_like_words_within_the_window():
    assert alike_pairs(GIVEN, 0.2, days=3) == {("a", "b")}
    assert ("a", "d") in alike_pairs(GIVEN, 0.2, days=30)
    assert best_alike(GIVEN, days=3) == {("a", "b")}


def test_scores_of_pairs():
    score = score_pairs({("a", "b")}, {("a", "b"), ("c", "d")})
    assert (score.precision, score.recall, score.f1) == (1.0, 0.5, 2 / 3)
    assert score_pairs(set(), set()).f1 == 0.0


def test_ecb_plus_texts_are_told_apart_by_topic_and_affair(tmp_path):
    words = {"0": "http://news.example", "1": "Bridge opens .", "2": "Crowds cross ."}
    with tarfile.open(tmp_path / "ecb.tar.gz", "w:gz") as archive:
        for name in ("7_1ecb.xml", "7_1ecbplus.xml", "7_2ecb.xml"):
            tokens = [
                f'<token sentence="{number}">{word}</token>' for number, told in words.items() for word in told.split()
            ]
            data = f"<Document>{''.join(tokens)}</Document>".encode()
            member = tarfile.TarInfo(f"coref/ECB+/7/{name}")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    given = read_ecb_plus(tmp_path / "ecb.tar.gz", tmp_path / "ecb.jsonl")
    assert given.pairs() == {("ecb.jsonl#1", "ecb.jsonl#3")}
    assert given.texts["ecb.jsonl#2"] == "Bridge opens .\n\nCrowds cross ."
    assert given.texts["ecb.jsonl#1"].startswith("http://news.example")
    assert len((tmp_path / "ecb.jsonl").read_text().splitlines()) == 3


def test_affairs_are_those_of_the_articles_and_annotations_in_the_lake(tmp_path):
    texts = [
        article(body, DAY)
        for body in (
            "A lorry ploughed into crowds on the promenade of Nice.",
            "Nice mourned the crowds struck by a lorry on its promenade.",
            "Parliament in Lima adopted a pension reform.",
        )
    ]
    texts = [replace(text, uri=f"feed/{number}.txt") for number, text in enumerate(texts)]
    table, lake = rows_to_arrow(ARTICLE_TEXT, texts), Lake(tmp_path)
    lake.write(ANNOTATIONS, annotate(table))
    lake.write(ARTICLES, to_articles(table, told_of(table), group_stories(table), affairs_only=True))
    assert affair_pairs(lake) == {("0.txt", "1.txt")}


def test_clustered_articles_become_json_lines(tmp_path):
    row = {
        "title": "Truck attack",
        "text": "People were killed in Nice.",
        "date_publish": "2016-07-15T21:19:18",
        "date_download": "2017-11-30T15:56:47",
        "url": "https://news.example/nice",
        "source_domain": "news.example",
        "newsCluster": {"EventId": 68},
    }
    (tmp_path / "one.json").write_text(json.dumps(row), encoding="utf-8")
    given = read_clusters(tmp_path, tmp_path / "articles.jsonl")
    assert given.clusters == {"articles.jsonl#1": "68"}
    assert given.days["articles.jsonl#1"] == DAY
    assert json.loads((tmp_path / "articles.jsonl").read_text())["published_at"] == row["date_publish"]
