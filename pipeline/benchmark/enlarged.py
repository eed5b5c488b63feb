"""A corpus made larger: real articles again and again under other names and days, so that nothing of one copy is known from another.

What is measured with it is in `assets/speed.py`.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from pipeline.benchmark.newswire import Original

_DAYS = 5
"""Days by which each copy of the corpus lies after the one before: more than the window in which texts count as one story."""
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
"""A capitalised word that begins no sentence."""


def enlarged(originals: Sequence[Original], articles: int) -> Iterator[Original]:
    """So many articles: the originals as they are, then copies of them."""
    return islice(_copies(originals), articles)


def _copies(originals: Sequence[Original]) -> Iterator[Original]:
    names = sorted({name for article in originals for name in _NAME.findall(article.text)})
    number = 0
    while True:
        # Each name stands for the one so many places on: countries become other names, and other names countries.
        moved = dict(zip(names, names[number:] + names[:number], strict=True))
        for article in originals:
            yield _copy(article, moved, number) if number else article
        number += 1


def _copy(article: Original, moved: dict[str, str], number: int) -> Original:
    def other(name: re.Match[str]) -> str:
        return moved[name[0]]

    return Original(
        name=f"{article.name}-{number}",
        source=article.source,
        published_at=article.published_at + dt.timedelta(days=_DAYS * number),
        title=article.title,
        text=_NAME.sub(other, article.text),
    )
