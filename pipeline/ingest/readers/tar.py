"""tar archives: each member is a file of its own, read in passing; nothing is unpacked to disk.

Links and devices inside an archive are reported and not followed.
"""

import io
import tarfile
from collections.abc import Iterator
from typing import Any, Self, cast

from pipeline.ingest.readers.model import Claim, Container, Entry, Head
from pipeline.ingest.readers.zip import path_fault
from pipeline.ingest.records import Refused
from pipeline.ingest.streams import Stream, in_memory
from pipeline.schema.vocabularies import Form, RefusalReason

_MAGIC = slice(257, 262)


def claim(head: Head) -> Claim:
    """Known by its signature, or by its name where it is of the oldest form, which has none."""
    if head.data[_MAGIC] == b"ustar":
        return Claim.BY_SIGNATURE
    return Claim.BY_CONTENT if head.name.endswith(".tar") and len(head.data) >= tarfile.BLOCKSIZE else Claim.NONE


def entries(stream: Stream) -> Iterator[Entry]:
    """Each member that is a file or a link, in order, also behind damage; Refused at the end where there was some."""
    damage: list[str] = []
    try:
        with tarfile.open(fileobj=stream, mode="r|", ignore_zeros=True, tarinfo=_noting(damage)) as archive:
            for member in archive:
                if not member.isdir():
                    yield _entry(archive, member)
    except (tarfile.TarError, UnicodeError, ValueError) as fault:
        damage.append(" ".join(str(fault).split())[:120])
    if damage:
        detail = f"a damaged tar archive ({damage[-1]}), of which some members may be lost: pack it again"
        raise Refused(RefusalReason.MALFORMED, detail)


def _noting(damage: list[str]) -> type[tarfile.TarInfo]:
    """Headers that note what is wrong with them: tarfile passes over a damaged one in silence."""

    class Noting(tarfile.TarInfo):
        @classmethod
        def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
            try:
                return super().frombuf(buf, encoding, errors)
            except (tarfile.InvalidHeaderError, tarfile.TruncatedHeaderError) as fault:  # type: ignore[attr-defined]
                damage.append(str(fault))
                raise

    return Noting


def _entry(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Entry:
    place = member.name
    fault = path_fault(place)
    if not member.isreg():
        fault = Refused(RefusalReason.UNREADABLE, "a link or device inside an archive: pack the file itself")
    held = archive.extractfile(member) if fault is None else None
    stream = io.BufferedReader(cast(Any, held)) if held else in_memory()
    return Entry(f"!/{place}", place, stream, fault=fault)


FORM = Container(Form.TAR, claim, entries)
