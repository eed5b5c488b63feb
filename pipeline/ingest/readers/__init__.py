"""The forms that are read, one module each; a module here that has a `FORM` is found by itself.

To add a form: a member of `Form` in the schema's vocabularies, a module here with its `FORM`, a test.
"""

import importlib
import pkgutil
from functools import cache

from pipeline.ingest.readers.model import Claim, Container, Head, Reader
from pipeline.schema.vocabularies import Form

_FOREIGN = (
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an office document of the old form"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a sound, film or picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
)
"""How files of forms that nothing here reads begin, so that a refusal can name them."""


@cache
def forms() -> tuple[Reader | Container, ...]:
    """Every reader and container, in order of the name of its form."""
    modules = (importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    return tuple(sorted((module.FORM for module in modules if hasattr(module, "FORM")), key=lambda found: found.form))


def form_for(head: Head) -> Reader | Container | None:
    """The form that claims a file most surely, by its name and its first bytes; none where none does."""
    claims = [(form.claim(head), form) for form in forms()]
    claim, form = max(claims, key=lambda pair: pair[0])
    return form if claim is not Claim.NONE else None


def form_named(name: Form) -> Reader | Container:
    """The reader or container of a form; KeyError where there is none."""
    return {form.form: form for form in forms()}[name]


def foreign_form(data: bytes) -> str | None:
    """What a file is, in words, where it begins like a form that nothing here reads."""
    return next((name for sign, name in _FOREIGN if data.startswith(sign)), None)
