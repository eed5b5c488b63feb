"""ARC, the form in which the Internet Archive kept the web before WARC: each record is a file of its own.

Damage costs the record that has it. How records are told apart is in `tape.py`; what a capture holds is in `captures.py`.
"""

import re
from collections.abc import Iterator

from pipeline.ingest.captures import captured
from pipeline.ingest.readers.model import Claim, Container, Entry, Head
from pipeline.ingest.streams import Stream
from pipeline.ingest.tape import Layout
from pipeline.schema.vocabularies import Form

_FIRST = re.compile(rb"[A-Za-z][\w+.-]*:\S.* \S+ \d{8,18} \S+ (\S+)\s*$")
"""Address, IP address, date, media type and, in its second version, status and more; last the length of what follows."""


def claim(head: Head) -> Claim:
    """Known by its first line."""
    return Claim.BY_SIGNATURE if head.data.startswith(b"filedesc://") else Claim.NONE


def entries(stream: Stream) -> Iterator[Entry]:
    """Each record, numbered from 1, and each stretch between records that is none."""
    return captured(stream, Layout(lambda line: _FIRST.match(line) is not None, _length, is_long=False), "arc")


def _length(header: bytes) -> int | None:
    found = _FIRST.match(header)
    return int(found.group(1)) if found and found.group(1).isdigit() else None


FORM = Container(Form.ARC, claim, entries)
