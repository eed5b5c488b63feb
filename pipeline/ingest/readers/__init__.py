"""The forms of article that are read, one module each; a module here that has a `READER` is found by itself.

To add a form: a member of `Form` in the schema's vocabularies, a module here with its `READER`, a test.
"""

import importlib
import pkgutil
from functools import cache

from pipeline.ingest.readers.model import Claim, Reader

_FOREIGN = (
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "an RTF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"WARC/1", "a WARC archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
)
"""How files of forms that nothing here reads begin, so that a refusal can name them."""


@cache
def readers() -> tuple[Reader, ...]:
    """Every reader, in order of the name of its form."""
    modules = (importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    return tuple(
        sorted((module.READER for module in modules if hasattr(module, "READER")), key=lambda found: found.form)
    )


def reader_for(name: str, head: str) -> Reader | None:
    """The reader that claims a file most surely, by its name and the text of its first bytes; none where none does."""
    claims = [(reader.claim(name.lower(), head), reader) for reader in readers()]
    claim, reader = max(claims, key=lambda pair: pair[0])
    return reader if claim is not Claim.NONE else None


def foreign_form(data: bytes) -> str | None:
    """What a file is, in words, where it begins like a form that nothing here reads."""
    return next((name for sign, name in _FOREIGN if data.startswith(sign)), None)
