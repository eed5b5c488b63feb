"""ZIP archives: each member is a file of its own; nothing is unpacked to disk.

Office documents, which are ZIP archives too, are refused as what they are.
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from pipeline.ingest.readers.model import Claim, Container, Entry, Head
from pipeline.ingest.records import Refused
from pipeline.ingest.streams import Stream, in_memory
from pipeline.schema.vocabularies import Form, RefusalReason

_OFFICE = frozenset({"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"})
_ENCRYPTED = 0x1


def claim(head: Head) -> Claim:
    """Known by its signature."""
    return Claim.BY_SIGNATURE if head.data.startswith((b"PK\x03\x04", b"PK\x05\x06")) else Claim.NONE


def entries(stream: Stream) -> Iterator[Entry]:
    """Each member that is a file, in the order of the archive's directory; Refused where that is damaged."""
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as fault:
        raise Refused(RefusalReason.MALFORMED, f"a damaged ZIP archive ({fault}): pack it again") from fault
    with archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if _OFFICE.intersection(member.filename for member in members[:2]):
            raise Refused(RefusalReason.UNKNOWN_FORM, "an office document, e-book or program: extract its text first")
        for member in members:
            yield _entry(archive, member)


def _entry(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Entry:
    mark, place = f"!/{member.filename}", member.filename
    if fault := path_fault(place):
        return _refused(mark, place, fault)
    if member.flag_bits & _ENCRYPTED:
        return _refused(mark, place, Refused(RefusalReason.UNREADABLE, "it is encrypted: pack it without a password"))
    try:
        return Entry(mark, place, io.BufferedReader(archive.open(member)))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, RuntimeError) as fault:
        detail = f"a damaged member of the archive ({' '.join(str(fault).split())[:120]}): pack it again"
        return _refused(mark, place, Refused(RefusalReason.MALFORMED, detail))


def _refused(mark: str, place: str, fault: Refused) -> Entry:
    return Entry(mark, place, in_memory(), fault=fault)


def path_fault(place: str) -> Refused | None:
    """Why a member's path is not to be trusted: it leads out of its archive."""
    path = PurePosixPath(place.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or place[1:2] == ":":
        return Refused(RefusalReason.MALFORMED, "its path leads out of the archive, as no honest one does")
    return None


FORM = Container(Form.ZIP, claim, entries, is_seeking=True)
