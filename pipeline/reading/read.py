"""The reading stage: article texts to annotated sentences, each text once.

The parser is dear and everything after it cheap, so annotations are kept by content hash and reader version.
"""

from collections.abc import Callable, Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.reading.parser import READER_VERSION, ParsedSentence, parse
from pipeline.reading.segments import Segment, segments
from pipeline.schema.render.arrow import arrow_to_rows, rows_to_arrow
from pipeline.schema.tables.annotations import ANNOTATIONS, Annotation
from pipeline.schema.tables.article_text import ARTICLE_TEXT, ArticleText


def annotate(article_text: pa.Table, known: pa.Table, progress: Callable[[int], None] = lambda _: None) -> pa.Table:
    """The annotations of every article in `article_text`, those in `known` taken over where text and reader are the same.

    `progress` is called with the number of articles done since its last call.
    """
    kept = _current(article_text, known)
    fresh = unread(article_text, known)
    progress(article_text.num_rows - fresh.num_rows)
    read = rows_to_arrow(ANNOTATIONS, _annotate(arrow_to_rows(ARTICLE_TEXT, fresh), progress))
    return pa.concat_tables([kept.select(read.column_names).cast(read.schema), read])


def unread(article_text: pa.Table, known: pa.Table) -> pa.Table:
    """The articles of which the table `known` has no annotation by this reader; of that it needs the columns `text_sha256`
    and `reader_version`."""
    texts = _current(article_text, known)["text_sha256"].combine_chunks()
    return article_text.filter(pc.invert(pc.is_in(article_text["sha256"], texts)))


def _current(article_text: pa.Table, known: pa.Table) -> pa.Table:
    is_of_reader = pc.equal(known["reader_version"], READER_VERSION)
    return known.filter(pc.and_(pc.is_in(known["text_sha256"], article_text["sha256"].combine_chunks()), is_of_reader))


def _annotate(articles: Iterable[ArticleText], progress: Callable[[int], None]) -> Iterator[Annotation]:
    pieces = ((segment.text, (article, segment)) for article in articles for segment in segments(article))
    current: ArticleText | None = None
    counts: dict[str, int] = {}
    for (article, segment), sentences in parse(pieces):
        if article is not current:
            progress(int(current is not None))
            current, counts = article, {}
        for sentence in sentences:
            number = counts.get(segment.section, 0)
            counts[segment.section] = number + 1
            yield _row(article, segment, number, sentence)
    progress(int(current is not None))


def _row(article: ArticleText, segment: Segment, number: int, sentence: ParsedSentence) -> Annotation:
    return Annotation(
        article_id=article.article_id,
        section=segment.section,
        sentence=number,
        paragraph=segment.paragraph,
        is_headline=segment.is_headline,
        start_char=segment.start + sentence.starts[0],
        end_char=segment.start + sentence.ends[-1],
        token_start=tuple(segment.start + offset for offset in sentence.starts),
        token_end=tuple(segment.start + offset for offset in sentence.ends),
        token_text=sentence.texts,
        token_lemma=sentence.lemmas,
        token_tag=sentence.tags,
        token_pos=sentence.parts,
        token_dep=sentence.dependencies,
        token_head=sentence.heads,
        name_start=sentence.name_starts,
        name_end=sentence.name_ends,
        name_label=sentence.name_labels,
        text_sha256=article.sha256,
        reader_version=READER_VERSION,
    )
