"""Bytes to text: byte order marks, UTF-8, UTF-16 and 32 without a mark, older code pages; what is not text is refused.

The text is not normalised here; only the byte order mark goes.
"""

import codecs
import re

from charset_normalizer import from_bytes

from pipeline.ingest.records import Refused
from pipeline.schema.vocabularies import RefusalReason

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UTF8 = ("utf-8", "utf-8-sig")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MOST_CONTROLS = 0.01
_SNIFFED = 4096
_MOSTLY_ASCII = 0.9
"""Share of ASCII from which a text is in Latin script: then it is read as windows-1252, by far the commonest code page
of English, since a few other bytes are too little to tell one code page from another."""


def encoding_of(data: bytes) -> str:
    """The Unicode encoding that the first bytes show by mark or by the place of their zeros; UTF-8 where they show none."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    head = data[:_SNIFFED]
    zeros = [head[place::4].count(0) * 4 > len(head) * 0.7 for place in range(4)]
    wide = {
        (False, True, True, True): "utf-32-le",
        (True, True, True, False): "utf-32-be",
        (False, True, False, True): "utf-16-le",
        (True, False, True, False): "utf-16-be",
    }
    return wide.get((zeros[0], zeros[1], zeros[2], zeros[3]), "utf-8")


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of `data`; a `declared` encoding is tried where the bytes are not Unicode by themselves.

    Raises Refused, undecodable, with the first byte at fault where one is known.
    """
    encoding = encoding_of(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        if encoding not in _UTF8 or _is_broken_utf8(data):
            raise _undecodable(f"not valid {encoding.upper()} at byte {fault.start}", fault.start) from fault
        text = _declared(data, declared) or _code_page(data, fault.start)
    _check_is_text(text, data)
    return text


def _declared(data: bytes, encoding: str | None) -> str | None:
    try:
        return data.decode(encoding) if encoding else None
    except (LookupError, UnicodeError):
        return None


def _code_page(data: bytes, fault: int) -> str:
    if sum(byte < 0x80 for byte in data) >= _MOSTLY_ASCII * len(data) and (text := _declared(data, "cp1252")):
        return text
    best = from_bytes(data).best()
    if best is None:
        raise _undecodable(f"no known encoding fits: byte {fault} is not UTF-8", fault)
    return str(best)


def _is_broken_utf8(data: bytes) -> bool:
    """Whether most of what is not ASCII is good UTF-8: then a code page would garble it."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return sum(character > "\x7f" for character in text) - bad > bad


def _check_is_text(text: str, data: bytes) -> None:
    if "\0" in text:
        offset = data.find(0)
        raise _undecodable(f"holds a NUL at byte {offset}: binary data, or text that was damaged", offset)
    controls = _CONTROL.findall(text)
    if len(controls) > _MOST_CONTROLS * len(text):
        raise _undecodable("holds too many control characters to be text", data.find(controls[0].encode()))


def _undecodable(found: str, offset: int | None) -> Refused:
    return Refused(RefusalReason.UNDECODABLE, f"{found}; save it as UTF-8 text", offset)
