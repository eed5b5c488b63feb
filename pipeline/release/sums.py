"""The digests of all files of a release, `manifest.sha256`, as `sha256sum --check` reads them.

The manifest speaks of what can be made again; this list is of every byte that one copy of the release holds, the database and
the signature too. It is written last.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from pipeline.release.errors import ReleaseError
from pipeline.release.manifest import DATABASE, MANIFEST, SIDECAR, SIGNATURE, Manifest
from pipeline.store.atomic import write_text
from pipeline.store.hashing import sha256_of_file

_LINE = re.compile(r"([0-9a-f]{64})  ([^\n]+)\n")


def write_sums(release: Path, manifest: Manifest) -> None:
    """Write the list for a release folder in which all else stands; the digests of listed files are those of its manifest."""
    sums = {file.path: file.sha256 for file in manifest.files}
    beside = (name for name in (MANIFEST, SIGNATURE, DATABASE) if (release / name).is_file())
    write_text(release / SIDECAR, sums_text(sums | {name: sha256_of_file(release / name) for name in beside}))


def sums_text(sums: Mapping[str, str]) -> str:
    """The list as text, from path inside the release to SHA-256."""
    return "".join(f"{sums[path]}  {path}\n" for path in sorted(sums))


def read_sums(release: Path) -> dict[str, str]:
    """The list of a release folder, from path to SHA-256. ReleaseError where it is missing or is not such a list."""
    path = release / SIDECAR
    try:
        text = path.read_bytes().decode()
    except FileNotFoundError as error:
        raise ReleaseError(f"{path}: missing") from error
    except OSError as error:
        raise ReleaseError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ReleaseError(f"{path}: not a list of digests") from error
    return parse_sums(text, str(path))


def parse_sums(text: str, place: str) -> dict[str, str]:
    """The list in a text, from path to SHA-256; ReleaseError naming `place` where it is not one that `sums_text` wrote."""
    sums = {path: digest for digest, path in _LINE.findall(text)}
    if not sums or sums_text(sums) != text:
        raise ReleaseError(f"{place}: not a list of digests")
    return sums
