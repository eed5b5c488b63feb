"""The reading stage: article texts to annotated sentences, each text once.

The parser is dear and everything after it cheap, so annotations are kept by content hash and reader version.
"""

from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.reading.parser import READER_VERSION, ParsedSentence, parse
from pipeline.reading.segments import Segment, segments
from pipeline.schema.render.arrow import arrow_to_rows, rows_to_arrow
from pipeline.schema.tables.annotations import ANNOTATIONS, Annotation
from pipeline.schema.tables.article_text import ARTICLE_TEXT, ArticleText


def annotate(article_text: pa.Table) -> pa.Table:
    """The annotations of the articles of `article_text`, in their order."""
    return rows_to_arrow(ANNOTATIONS, _annotate(arrow_to_rows(ARTICLE_TEXT, article_text)))


def unread(article_text: pa.Table, known: pa.Table) -> pa.Table:
    """The articles of which the table `known` has no annotation by this reader; of that it needs the columns `text_sha256`
    and `reader_version`."""
    texts = current(article_text, known)["text_sha256"].combine_chunks()
    return article_text.filter(pc.invert(pc.is_in(article_text["sha256"], texts)))


def current(article_text: pa.Table, known: pa.Table) -> pa.Table:
    """The rows of `known` by this reader that are of a text of `article_text`."""
    is_of_reader = pc.equal(known["reader_version"], READER_VERSION)
    return known.filter(pc.and_(pc.is_in(known["text_sha256"], article_text["sha256"].combine_chunks()), is_of_reader))


def _annotate(articles: Iterable[ArticleText]) -> Iterator[Annotation]:
    pieces = ((segment.text, (article, segment)) for article in articles for segment in segments(article))
    counts: dict[tuple[str, str], int] = {}
    for (article, segment), sentences in parse(pieces):
        section = article.article_id, segment.section
        for sentence in sentences:
            number = counts.get(section, 0)
            counts[section] = number + 1
            yield _row(article, segment, number, sentence)


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
