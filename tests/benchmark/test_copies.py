import datetime as dt
import io
import tarfile
from dataclasses import replace

from pipeline.benchmark.copies import half_of, score_copies
from pipeline.benchmark.newswire import Original, read_originals
from pipeline.benchmark.planting import Edit, Plant, plant
from tests.ingest.test_stories import AHEAD, BACKGROUND, FERRY

DAY = dt.datetime(2022, 3, 26, tzinfo=dt.UTC)
ORIGINALS = [
    Original(
        f"{name}-{number}",
        "Harbour Post",
        DAY,
        "Ferry aground off Lomé",
        " ".join(f"{word}{number}" for word in text.split()),
    )
    for number in range(12)
    for name, text in (("ferry", " ".join(FERRY)), ("river", BACKGROUND + AHEAD + FERRY[4]))
]
FIRST = replace(ORIGINALS[0], name="first", text="\n\n".join(FERRY))


def copy_of(original: Original, name: str, text: str, edit: Edit) -> Plant:
    made = replace(
        original, name=name, source="outlet", text=text, published_at=original.published_at + dt.timedelta(hours=5)
    )
    return Plant(made, original.name, original.name, edit)


def test_the_same_seed_plants_the_same_copies_within_three_days_by_other_outlets():
    planted = plant(ORIGINALS, 1)
    assert planted == plant(ORIGINALS, 1) != plant(ORIGINALS, 2)
    assert all(dt.timedelta(0) < made.article.published_at - DAY <= dt.timedelta(days=3) for made in planted)
    assert {made.article.source for made in planted}.isdisjoint({"Harbour Post"})


def test_a_planted_cut_keeps_sixty_words_or_more_of_the_beginning():
    texts = {article.name: article.text for article in ORIGINALS}
    cuts = [made for made in plant(ORIGINALS, 1) if made.edit is Edit.CUT and made.parent == made.family]
    assert cuts
    for made in cuts:
        assert texts[made.family].startswith(made.article.text)
        assert len(made.article.text.split()) >= 60


def test_the_halves_are_the_whole():
    assert sorted(half_of(ORIGINALS, 0) + half_of(ORIGINALS, 1), key=lambda each: each.name) == sorted(
        ORIGINALS, key=lambda each: each.name
    )


def test_a_copy_that_is_found_counts_for_recall_and_a_stranger_that_joins_costs_precision():
    copy = copy_of(FIRST, "copy", FIRST.text, Edit.HEADLINE)
    lost = copy_of(FIRST, "lost", BACKGROUND, Edit.EDITS)
    found = score_copies([FIRST], [copy, lost])
    assert (found.pairs.gold, found.pairs.hit, found.pairs.precision) == (3, 1, 1.0)
    assert (found.by_edit[Edit.HEADLINE].recall, found.by_edit[Edit.EDITS].recall) == (1.0, 0.0)
    river = replace(FIRST, name="river", text=BACKGROUND)
    assert score_copies([FIRST, river], [lost]).pairs.precision == 0.0


def test_articles_that_were_one_story_before_anything_was_planted_are_left_out():
    twin = replace(FIRST, name="twin")
    found = score_copies([FIRST, twin], [copy_of(FIRST, "copy", FIRST.text, Edit.HEADLINE)])
    assert found.natural == [("first", "twin")]
    assert (found.excused, found.pairs.predicted, found.pairs.precision) == (1, 1, 1.0)


def test_what_a_copy_is_made_from_and_how_is_compared_with_what_was_done():
    cut = copy_of(FIRST, "cut", "\n\n".join(FERRY[:2]), Edit.CUT)
    found = score_copies([FIRST], [cut, copy_of(FIRST, "told wrongly", FIRST.text, Edit.UPDATE)])
    assert (found.derived, found.right_parent, found.right_derivation) == (2, 2, 1)


def test_items_of_an_archive_become_articles_with_paragraphs_and_times(tmp_path):
    item = (
        '<REUTERS TOPICS="NO" NEWID="7"><DATE> 2-MAR-1987 09:05:10.33</DATE><TEXT>&#2;<TITLE>FERRY &lt;FRY> AGROUND</TITLE>'
        "<BODY>A ferry ran aground.\n    All were saved.\n Reuter\n&#3;</BODY></TEXT></REUTERS>"
    )
    (tmp_path / "bulk").mkdir()
    with tarfile.open(tmp_path / "bulk" / "reuters21578_3000_sgm.tar.gz", "w:gz") as archive:
        member = tarfile.TarInfo("reut2-000.sgm")
        member.size = len(item.encode())
        archive.addfile(member, io.BytesIO(item.encode()))
    (article,) = read_originals(tmp_path)
    assert (article.name, article.title) == ("reuters-7", "FERRY <FRY> AGROUND")
    assert article.text == "A ferry ran aground.\n\nAll were saved."
    assert article.published_at == dt.datetime(1987, 3, 2, 9, 5, 10, tzinfo=dt.UTC)
