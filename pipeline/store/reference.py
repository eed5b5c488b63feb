"""Reading the reference data: CSV files where lines that begin with `#` are comments: source, licence, headings."""

import csv
import gzip
import io
import re
from collections.abc import Iterator
from pathlib import Path

_COMMENT = re.compile(r"^#.*$", re.MULTILINE)


class ReferenceError(ValueError):
    """A reference file holds something that the code cannot use; the message names file, line and mend."""


def rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The data rows of a reference CSV (plain or .gz) with their line numbers; ReferenceError where the file cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise ReferenceError(f"{path.name}: cannot be read ({fault.strerror}); it belongs in {path.parent}") from fault
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    reader = csv.reader(io.StringIO(_COMMENT.sub("", text)), strict=True)
    header: list[str] = []
    for fields in filter(None, reader):
        if not header:
            header = fields
        elif len(fields) != len(header):
            raise ReferenceError(
                f"{path.name}:{reader.line_num}: {len(fields)} fields where the header has {len(header)}"
            )
        else:
            yield reader.line_num, dict(zip(header, fields, strict=True))


def split(value: str) -> tuple[str, ...]:
    """The parts of a multi-valued field, joined by `|`; none for an empty field."""
    return tuple(part.strip() for part in value.split("|") if part.strip())
