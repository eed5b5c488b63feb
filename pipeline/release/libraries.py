"""The libraries of the site, as its `package-lock.json` pins them: versions, digests, licences, and what needs what.

Python's packages are in `packages.py`. Which libraries come to be in the bundles that a release carries is for `site/libraries/build.mjs`
to say: it writes down the licence of each.
"""

import base64
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from cyclonedx.model import HashAlgorithm
from packageurl import PackageURL

from pipeline.release.packages import Package, as_spdx

_FOLDER = "node_modules/"
_NEEDS = ("dependencies", "optionalDependencies")
_SHA512 = re.compile(r"sha512-(?P<digest>\S+)")
_TITLE = re.compile(r"(?:\A|^-{72}\n\n)(?P<name>\S+) (?P<version>\S+) \(.*\)$", re.MULTILINE)
"""How the text of a library's licence begins, after a line between two."""


def known_libraries(lock: Path, shipped: Path) -> tuple[Package, ...]:
    """The libraries of a lock, by purl; those whose licences are in the file `shipped` come with a release."""
    held: Mapping[str, Mapping[str, Any]] = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    titles = {(each["name"], each["version"]) for each in _TITLE.finditer(shipped.read_text(encoding="utf-8"))}
    root = held[""]
    direct = {
        place for name in {**root["dependencies"], **root["devDependencies"]} if (place := _found(name, "", held))
    }
    # A library may lie at several places, so that each that needs it finds the version that it asks for.
    found = {
        _purl(place, told): Package(
            purl=_purl(place, told),
            algorithm=HashAlgorithm.SHA_512,
            digests=tuple(_digests(told.get("integrity", ""))),
            licence=as_spdx(told.get("license", "")),
            is_shipped=(_name(place), told["version"]) in titles,
            is_direct=place in direct,
            needs=tuple(_needs(place, held)),
        )
        for place, told in held.items()
        if place
    }
    return tuple(found[purl] for purl in sorted(found, key=str))


def _name(place: str) -> str:
    return place.rpartition(_FOLDER)[2]


def _purl(place: str, told: Mapping[str, Any]) -> PackageURL:
    scope, _, name = _name(place).rpartition("/")
    return PackageURL("npm", namespace=scope or None, name=name, version=told["version"])


def _digests(integrity: str) -> Iterator[str]:
    """The SHA-512 of a library's archive in hexadecimal, as the lock states it in base64."""
    yield from sorted(base64.b64decode(each["digest"]).hex() for each in _SHA512.finditer(integrity))


def _needs(place: str, held: Mapping[str, Mapping[str, Any]]) -> Iterator[PackageURL]:
    names = {name for kind in _NEEDS for name in held[place].get(kind, {})}
    places = {found for name in names if (found := _found(name, place, held))}
    yield from (_purl(each, held[each]) for each in sorted(places))


def _found(name: str, place: str, held: Mapping[str, Mapping[str, Any]]) -> str | None:
    """Where a library at `place` finds another, as Node looks for it: among its own, then further and further up; none where not there."""
    for folder in (PurePosixPath(place), *PurePosixPath(place).parents):
        path = (folder / _FOLDER / name).as_posix()
        if path in held:
            return path
    return None
