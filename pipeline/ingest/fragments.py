"""The text of a piece of HTML such as a feed carries: paragraphs with a blank line between, no markup.

Whole pages, of which the article must be found first, are for `readers/html.py`.
"""

from collections.abc import Iterator

from lxml import etree, html

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "table",
        "section",
        "article",
        "header",
        "footer",
        "dd",
        "dt",
        "pre",
        "hr",
    ]
)
_UNSEEN = frozenset(
    ["script", "style", "figcaption", "figure", "iframe", "noscript", "object", "form", "button", "template", "svg"]
)
_BREAK = "\x1e"


def to_text(fragment: str) -> str:
    """The paragraphs of an HTML fragment, or of plain text; characters that are escaped twice are told apart by the caller."""
    if "<" not in fragment and "&" not in fragment:
        return "\n\n".join(filter(None, map(_one_line, fragment.split("\n\n"))))
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(f"<div>{fragment}</div>".encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return ""
    return "\n\n".join(filter(None, map(_one_line, "".join(_texts(root)).split(_BREAK))))


def _texts(root: html.HtmlElement) -> Iterator[str]:
    """The text in order with a mark at each edge of a block; walked without recursion, since markup may nest without end."""
    skipped: html.HtmlElement | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        is_end = event == "end"
        if skipped is None and not is_end and element.tag in _UNSEEN:
            skipped = element
        if skipped is None:
            if element.tag in _BLOCKS:
                yield _BREAK
            if not is_end:
                yield element.text or ""
        if is_end:
            skipped = None if element is skipped else skipped
            if skipped is None:
                yield element.tail or ""


def _one_line(text: str) -> str:
    return " ".join(text.replace(_BREAK, " ").split())
