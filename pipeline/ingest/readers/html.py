"""HTML pages: body, headline, outlet and address by trafilatura, the time of publication from the page's own metadata.

The body is trafilatura's text with a blank line between paragraphs; the page itself is not kept.
"""

import datetime as dt
import logging
import re

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Document

from pipeline.ingest.dates import parse_moment
from pipeline.ingest.decoding import decode
from pipeline.ingest.headline import headline
from pipeline.ingest.page import linked_data, stated_authors, stated_moment
from pipeline.ingest.readers.model import Claim, Head, Reader
from pipeline.ingest.records import Moment, Origin, Record, Refused, line_feeds, one_line, own_start
from pipeline.ingest.tidy import plain, without_boilerplate
from pipeline.schema.vocabularies import DateOrigin, Form, RefusalReason

# What a page lacks is said in its refusal: the libraries need not print it as well.
for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
_PAGE = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head)\b", re.IGNORECASE | re.DOTALL
)
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]+)|<\?xml[^>]{0,100}encoding=["']([\w-]+)""", re.IGNORECASE
)
_HEAD = 4096


def claim(head: Head) -> Claim:
    """Known by its suffix or by how the page begins."""
    if _PAGE.match(head.text):
        return Claim.BY_CONTENT
    return Claim.BY_NAME if head.name.endswith(_SUFFIXES) else Claim.NONE


def read(data: bytes, origin: Origin) -> Record:
    """The article of a page; Refused where it holds none, or where neither metadata nor text dates it."""
    page = _page(data, origin.given.charset)
    # Told before trafilatura reads the page, which takes away from it what is not the article's.
    linked = linked_data(page)
    stated, authors, title = stated_moment(page, linked), stated_authors(page, linked), headline(page, linked.headlines)
    article = _extracted(page, origin)
    body = _paragraphs(article.text or "")
    if not body:
        raise Refused(RefusalReason.EMPTY, "no article text was found in the page")
    published, published_from = _published(stated, origin, article)
    title = plain(title or one_line(article.title or ""))
    start = own_start(title, body)
    return Record(
        title=title,
        body=body,
        text_start=start,
        title_in_body=start > 0,
        published=published,
        url=article.url or origin.given.url,
        source=one_line(article.sitename or "").lstrip("@") or origin.given.source,
        published_from=published_from,
        authors=authors,
    )


def _published(stated: Moment | None, origin: Origin, article: Document) -> tuple[Moment, DateOrigin]:
    """When the page says it was published, else the feed that names it, else what trafilatura finds in address and text."""
    places = (
        (stated, DateOrigin.PAGE),
        (parse_moment(origin.given.published or ""), DateOrigin.FEED),
        (parse_moment(article.date or ""), DateOrigin.GUESSED),
    )
    for moment, place in places:
        if moment is not None:
            return moment, place
    raise Refused(RefusalReason.UNDATED, 'the page states no date: add <meta property="article:published_time">')


def _paragraphs(text: str) -> str:
    """Trafilatura ends a paragraph with a line feed: here a blank line parts two."""
    return "\n\n".join(without_boilerplate([*filter(None, map(plain, line_feeds(text).split("\n")))]))


def _page(data: bytes, served: str | None) -> HtmlElement:
    """The page, in the encoding that it was served in or that it states."""
    declared = _CHARSET.search(data[:_HEAD])
    charset = served or ((declared.group(1) or declared.group(2)).decode() if declared else None)
    page = trafilatura.load_html(decode(data, charset))
    if page is None:
        raise Refused(RefusalReason.EMPTY, "no article text was found in the page")
    return page


def _extracted(page: HtmlElement, origin: Origin) -> Document:
    """What trafilatura makes of a page; a date that it finds in the text is none after the morrow of the run."""
    bounds = {"original_date": True, "extensive_search": False, "max_date": origin.now + dt.timedelta(days=1)}
    try:
        found = trafilatura.bare_extraction(
            page,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params=bounds,
        )
    except Exception as fault:  # A page that breaks the extractor must not end the run of all others.
        detail = f"the page cannot be taken apart ({type(fault).__name__}): save its text as plain text"
        raise Refused(RefusalReason.MALFORMED, detail) from fault
    if not isinstance(found, Document):
        raise Refused(RefusalReason.EMPTY, "no article text was found in the page")
    return found


FORM = Reader(Form.HTML, claim, read)
