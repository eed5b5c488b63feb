"""WARC, the form in which the web is archived (ISO 28500): each record is a file of its own, or said to hold no article.

Damage costs the record that has it. How records are told apart is in `tape.py`; what a capture holds is in `captures.py`.
"""

import re
from collections.abc import Iterator

from pipeline.ingest.captures import captured
from pipeline.ingest.readers.model import Claim, Container, Entry, Head
from pipeline.ingest.streams import Stream
from pipeline.ingest.tape import Layout
from pipeline.schema.vocabularies import Form

_FIRST = re.compile(rb"WARC/\d+\.\d+\s*$")
_LENGTH = re.compile(rb"^Content-Length:\s*(\d{1,15})\s*$", re.IGNORECASE | re.MULTILINE)


def claim(head: Head) -> Claim:
    """Known by its first line, or by its name where that is damaged."""
    if head.data.lstrip().startswith(b"WARC/"):
        return Claim.BY_SIGNATURE
    return Claim.BY_NAME if head.name.endswith((".warc", ".wet", ".wat")) else Claim.NONE


def entries(stream: Stream) -> Iterator[Entry]:
    """Each record, numbered from 1, and each stretch between records that is none."""
    return captured(stream, Layout(lambda line: _FIRST.match(line) is not None, _length, is_long=True), "warc")


def _length(header: bytes) -> int | None:
    found = _LENGTH.search(header)
    return int(found.group(1)) if found else None


FORM = Container(Form.WARC, claim, entries)
