"""Digests and the deterministic, prefixed ids made from them."""

import hashlib
from pathlib import Path

_UNIT = "\x1f"


def sha256_of_bytes(data: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def sha256_of_file(path: Path) -> str:
    """SHA-256 of a file's bytes, read in blocks; OSError where it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def make_id(prefix: str, *parts: object) -> str:
    """An id such as `evt_0123456789abcdef`: prefix, underscore, 64 bits of BLAKE2b over the parts joined by the ASCII unit separator."""
    joined = _UNIT.join(map(str, parts))
    return f"{prefix}_{hashlib.blake2b(joined.encode(), digest_size=8).hexdigest()}"
