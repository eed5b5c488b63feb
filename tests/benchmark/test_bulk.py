"""Newswire is drawn from the corpora as an input of a build, the same articles each time."""

import io
import json
import tarfile

import pytest

from pipeline.benchmark.bulk import write_newswire

_TIMEML = """<DCT><TIMEX3 value="2006-12-02">Dec 2</TIMEX3></DCT><TITLE>{title}</TITLE><TEXT>Envoys <EVENT>met</EVENT>.</TEXT>"""


@pytest.fixture
def corpora(tmp_path):
    """A folder of corpora whose newswire has three articles."""
    (tmp_path / "bulk").mkdir()
    with tarfile.open(tmp_path / "bulk" / "te3-silver_2382_tml.tar.gz", "w:gz") as archive:
        for name in ("AFP_ENG_1", "XIN_ENG_2", "XIN_ENG_3"):
            data = _TIMEML.format(title=name).encode()
            member = tarfile.TarInfo(f"./{name}.tml")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return tmp_path


def test_so_many_articles_are_written_with_their_day_and_agency(corpora, tmp_path):
    path = tmp_path / "out" / "articles.jsonl"
    assert write_newswire(corpora, 3, path) == 3
    rows = sorted(map(json.loads, path.read_text().splitlines()), key=lambda row: row["title"])
    assert rows[0] == {
        "title": "AFP_ENG_1",
        "text": "Envoys met.",
        "published_at": "2006-12-02T00:00:00+00:00",
        "source": "Agence France-Presse",
        "language": "en",
    }


def test_fewer_are_drawn_from_among_those_of_more(corpora, tmp_path):
    few, all = tmp_path / "few.jsonl", tmp_path / "all.jsonl"
    write_newswire(corpora, 2, few)
    write_newswire(corpora, 3, all)
    assert all.read_text().startswith(few.read_text())


def test_corpora_without_newswire_are_told_of(tmp_path):
    with pytest.raises(FileNotFoundError, match="holds no newswire"):
        write_newswire(tmp_path, 2, tmp_path / "none.jsonl")
