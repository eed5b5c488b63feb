"""The reading stage: article texts to annotated sentences, each text once.

The parser is dear and everything after it cheap, so annotations are kept by content hash and reader version.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.reading.parser import READER_VERSION, parse
from pipeline.reading.segments import Segment, segments
from pipeline.reading.words import Words
from pipeline.schema.render.arrow import arrow_to_rows, to_arrow
from pipeline.schema.tables.annotations import ANNOTATIONS
from pipeline.schema.tables.article_text import ARTICLE_TEXT, ArticleText

_Place = tuple[ArticleText, Segment]


def annotate(article_text: pa.Table) -> pa.Table:
    """The annotations of the articles of `article_text`, in their order."""
    articles = arrow_to_rows(ARTICLE_TEXT, article_text)
    pieces = ((segment.text, (article, segment)) for article in articles for segment in segments(article))
    counts = Counter[tuple[str, str]]()
    read = [_sentences(places, words, counts) for places, words in parse(pieces)]
    return pa.concat_tables([to_arrow(ANNOTATIONS).empty_table(), *read])


def unread(article_text: pa.Table, known: pa.Table) -> pa.Table:
    """The articles of which the table `known` has no annotation by this reader; of that it needs the columns `text_sha256`
    and `reader_version`."""
    texts = current(article_text, known)["text_sha256"].combine_chunks()
    return article_text.filter(pc.invert(pc.is_in(article_text["sha256"], texts)))


def current(article_text: pa.Table, known: pa.Table) -> pa.Table:
    """The rows of `known` by this reader that are of a text of `article_text`."""
    is_of_reader = pc.equal(known["reader_version"], READER_VERSION)
    return known.filter(pc.and_(pc.is_in(known["text_sha256"], article_text["sha256"].combine_chunks()), is_of_reader))


def _sentences(places: Sequence[_Place], words: Words, counts: Counter[tuple[str, str]]) -> pa.Table:
    """Words as rows of sentences; `counts` has how many sentences each section had so far."""
    first = np.flatnonzero(np.diff(words.sentence, prepend=-1))
    of_sentence = [places[text] for text in words.text[first].tolist()]
    offset = np.array([segment.start for _, segment in places], dtype=np.int64)[words.text]
    start, end = words.start + offset, words.end + offset
    bounds = np.append(first, len(start))
    names = np.array([(name.start, name.end) for name in words.names], dtype=np.int64).reshape(-1, 2)
    named = np.searchsorted(first, names[:, 0], side="right") - 1
    name_bounds = np.searchsorted(named, np.arange(len(first) + 1))
    columns = {
        "article_id": [article.article_id for article, _ in of_sentence],
        "section": [segment.section for _, segment in of_sentence],
        "sentence": list(_numbers(of_sentence, counts)),
        "paragraph": [segment.paragraph for _, segment in of_sentence],
        "is_headline": [segment.is_headline for _, segment in of_sentence],
        "start_char": start[first],
        "end_char": end[bounds[1:] - 1],
        "token_start": _lists(bounds, start),
        "token_end": _lists(bounds, end),
        "token_text": _lists(bounds, words.form),
        "token_lemma": _lists(bounds, words.lemma),
        "token_tag": _lists(bounds, words.tag),
        "token_pos": _lists(bounds, words.part),
        "token_dep": _lists(bounds, words.dependency),
        "token_head": _lists(bounds, words.head - np.repeat(first, np.diff(bounds))),
        "name_start": _lists(name_bounds, names[:, 0] - first[named]),
        "name_end": _lists(name_bounds, names[:, 1] - first[named]),
        "name_label": _lists(name_bounds, pa.array([name.label for name in words.names], pa.string())),
        "text_sha256": [article.sha256 for article, _ in of_sentence],
        "reader_version": pa.repeat(READER_VERSION, len(first)),
    }
    return pa.table(columns).cast(to_arrow(ANNOTATIONS))


def _numbers(of_sentence: Sequence[_Place], counts: Counter[tuple[str, str]]) -> Iterator[int]:
    for article, segment in of_sentence:
        section = article.article_id, segment.section
        yield counts[section]
        counts[section] += 1


def _lists(bounds: npt.NDArray[np.int64], values: pa.Array | npt.NDArray[np.int64]) -> pa.Array:
    """Values in lists, of which `bounds` has where each begins and the last ends."""
    return pa.ListArray.from_arrays(pa.array(bounds, pa.int32()), pa.array(values))
