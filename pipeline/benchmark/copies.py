"""Whether copies, cuts and updates of an article are found: pairs of articles, planted among real ones, that are one story.

Real copies that the corpora hold already are told from planted ones by a run without plants: articles that are one story
there are left out of the figures, and counted. The plants are made in `planting.py`.
"""

import zlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import pyarrow as pa

from pipeline.benchmark.newswire import Original
from pipeline.benchmark.planting import Edit, Plant
from pipeline.benchmark.scores import Score
from pipeline.ingest.stories import group_stories
from pipeline.schema.render.arrow import arrow_to_rows, rows_to_arrow
from pipeline.schema.tables.article_text import ARTICLE_TEXT, ArticleText
from pipeline.schema.tables.stories import STORIES
from pipeline.schema.vocabularies import DateOrigin, Derivation, Form, PublicationPrecision
from pipeline.store.hashing import make_id

Grouped = Sequence[tuple[list[str], list[str], list[Derivation]]]
"""The stories of articles by name: members in order, and for each but the first what it was made from, and how."""


@dataclass(frozen=True, slots=True)
class Found:
    """How planted copies were grouped: pairs of one family, by edit against the original, derivations, and natural pairs.

    `natural` are pairs of real articles that are one story where nothing is planted; `excused` pairs of members of two
    families whose originals are such.
    """

    pairs: Score
    by_edit: Mapping[Edit, Score]
    right_parent: int
    right_derivation: int
    derived: int
    natural: Sequence[tuple[str, str]]
    excused: int


def half_of(originals: Sequence[Original], half: int) -> list[Original]:
    """One half of the articles, by a hash of their names: 0 was tuned on, 1 is reported."""
    return [article for article in originals if zlib.crc32(article.name.encode()) % 2 == half]


def score_copies(originals: Sequence[Original], plants: Sequence[Plant]) -> Found:
    """Group originals with plants, and originals alone, and compare."""
    natural = _story_of(_grouped(originals))
    stories = _grouped([*originals, *(made.article for made in plants)])
    story, made_from = _story_of(stories), _made_from(stories)
    by_edit = {edit: _reached([made for made in plants if made.edit is edit], story) for edit in Edit}
    families = {made.article.name: made.family for made in plants} | {made.family: made.family for made in plants}
    pairs, excused = _score_pairs(families, story, natural)
    derived = [made for made in plants if made.article.name in made_from]
    return Found(
        pairs=pairs,
        by_edit=by_edit,
        right_parent=sum(made_from[made.article.name][0] == made.parent for made in derived),
        right_derivation=sum(made_from[made.article.name][1] == made.edit.derivation for made in derived),
        derived=len(derived),
        natural=[pair for members in _members(natural).values() for pair in combinations(sorted(members), 2)],
        excused=excused,
    )


def _grouped(articles: Sequence[Original]) -> Grouped:
    names = {make_id("art", article.name): article.name for article in articles}
    table: pa.Table = rows_to_arrow(ARTICLE_TEXT, map(_row, articles))
    return [
        (
            [names[each] for each in story.article_ids],
            [names[each] for each in story.derived_from],
            list(story.derivations),
        )
        for story in arrow_to_rows(STORIES, group_stories(table))
    ]


def _row(article: Original) -> ArticleText:
    return ArticleText(
        article_id=make_id("art", article.name),
        source=article.source,
        uri=article.name,
        url=None,
        title=article.title,
        body=article.text,
        title_in_body=False,
        text_start=0,
        published_at=article.published_at,
        published_precision=PublicationPrecision.SECOND,
        published_from=DateOrigin.STATED,
        authors=(),
        language="en",
        form=Form.TEXT,
        sha256="0" * 64,
        ingest_batch="",
    )


def _story_of(stories: Grouped) -> dict[str, int]:
    return {name: number for number, (members, _, _) in enumerate(stories) for name in members}


def _made_from(stories: Grouped) -> dict[str, tuple[str, Derivation]]:
    return {
        name: (parent, how)
        for members, parents, hows in stories
        for name, parent, how in zip(members[1:], parents, hows, strict=True)
    }


def _members(story: Mapping[str, int]) -> dict[int, list[str]]:
    members = defaultdict(list)
    for name, number in story.items():
        members[number].append(name)
    return members


def _reached(plants: Sequence[Plant], story: Mapping[str, int]) -> Score:
    hit = sum(story[made.article.name] == story[made.family] for made in plants)
    return Score(len(plants), hit, hit, hit)


def _score_pairs(
    families: Mapping[str, str], story: Mapping[str, int], natural: Mapping[str, int]
) -> tuple[Score, int]:
    """Pairs with a plant, or of originals that were copied; pairs of one natural story are counted apart."""
    wanted = sum(size * (size - 1) // 2 for size in Counter(families.values()).values())
    counts: Counter[str] = Counter()
    for members in _members(story).values():
        for one, other in combinations(members, 2):
            origins = families.get(one, one), families.get(other, other)
            is_real = one == origins[0] and other == origins[1]
            if not is_real or origins[0] == origins[1]:
                is_natural = natural[origins[0]] == natural[origins[1]]
                counts["right" if origins[0] == origins[1] else "excused" if is_natural else "wrong"] += 1
    right = counts["right"]
    return Score(wanted, right, right + counts["wrong"], right), counts["excused"]
