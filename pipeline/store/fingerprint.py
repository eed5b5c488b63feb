"""What a stage's results depend on beside its input: the code and the data of the project that made them.

A result that is kept carries the fingerprint of what made it; with another one it is made anew.
"""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pipeline.store.paths import PROJECT

_LEFT_OUT = ("__pycache__",)


@cache
def fingerprint(*parts: str, without: tuple[str, ...] = (), only: tuple[str, ...] = ("*",)) -> str:
    """64 bits of BLAKE2b over names and bytes of the files of some folders or files of the project, in hexadecimal; those count whose
    name is like a pattern of `only` and like none of `without`."""
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(path for part in parts for path in _files(PROJECT / part)):
        if any(map(path.match, without)) or not any(map(path.match, only)):
            continue
        digest.update(f"{path.relative_to(PROJECT)}\x1f".encode())
        digest.update(hashlib.blake2b(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    if root.is_file():
        yield root
    for path in root.rglob("*"):
        if path.is_file() and not any(part in _LEFT_OUT for part in path.parts):
            yield path
