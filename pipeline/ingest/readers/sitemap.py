"""Sitemaps, news sitemaps and sitemap indexes: each page that they name is accounted for, though none is an article here.

A sitemap holds addresses and perhaps headlines, but no text: fetching follows it.
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from pipeline.ingest.fields import parse_object, to_bytes
from pipeline.ingest.readers.model import Claim, Head, Piece, Reader, numbered
from pipeline.ingest.records import Origin, Record, Refused
from pipeline.ingest.streams import Stream
from pipeline.schema.vocabularies import Form, RefusalReason

_ROOT = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*>|<\?[^>]*\?>|<!--.*?-->|\s)*<(?:[\w-]+:)?(urlset|sitemapindex)\b",
    re.IGNORECASE | re.DOTALL,
)
_ENTRIES = ("url", "sitemap")


def claim(head: Head) -> Claim:
    """Known by its root element."""
    return Claim.BY_SIGNATURE if _ROOT.match(head.text) else Claim.NONE


def pieces(stream: Stream, _: Origin) -> Iterator[Piece]:
    """Each page or sitemap that it names, as JSON; Refused where it is not well-formed from some place on."""
    yield from numbered(map(to_bytes, _entries(stream)))


def _entries(stream: Stream) -> Iterator[dict[str, Any]]:
    events = etree.iterparse(
        stream, events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        for _, element in events:
            if etree.QName(element).localname in _ENTRIES:
                leaves = (leaf for leaf in element.iter() if len(leaf) == 0 and isinstance(leaf.tag, str))
                yield {etree.QName(leaf).localname: leaf.text for leaf in leaves}
                element.clear()
    except etree.XMLSyntaxError as fault:
        raise Refused(RefusalReason.MALFORMED, f"not well-formed: {' '.join(str(fault).split())[:120]}") from fault


def read(data: bytes, _: Origin) -> Record:
    """Always Refused: a sitemap names pages and holds none."""
    where = parse_object(data.decode("utf-8", "surrogatepass")).get("loc") or "no page"
    detail = (
        f"a sitemap's entry for {str(where)[:200]} holds no text: list the sitemap in sources.toml to fetch its pages"
    )
    raise Refused(RefusalReason.NOT_AN_ARTICLE, detail)


FORM = Reader(Form.SITEMAP, claim, read, pieces)
