import datetime as dt
import json

from pipeline.benchmark.clusters import Clustered, alike_pairs, best_alike, f1_of, precision_of, read_clusters

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
    assert alike_pairs(GIVEN, 0.2) == {("a", "b")}
    assert best_alike(GIVEN) == 1.0


def test_scores_of_pairs():
    wanted = {("a", "b"), ("c", "d")}
    assert precision_of({("a", "b")}, wanted) == 1.0
    assert f1_of({("a", "b")}, wanted) == 2 / 3
    assert precision_of(set(), wanted) == f1_of(set(), set()) == 0.0


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
