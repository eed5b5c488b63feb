"""The packages that the code runs with: their versions and digests from the lock, what needs what and licences from what is installed.

Those of the site in the browser are in `libraries.py`; how both are told in a bill of materials is in `bill.py`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from cyclonedx.model import HashAlgorithm
from cyclonedx.spdx import fixup_id, is_expression
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PRODUCT = "entente"
_DEVELOPMENT = "dev"

_LOCKED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)")
_DIGEST = re.compile(r"--hash=sha256:(?P<digest>[0-9a-f]{64})")

_RESOLVED_FOR = {
    "implementation_name": "cpython",
    "os_name": "posix",
    "platform_machine": "x86_64",
    "platform_python_implementation": "CPython",
    "platform_system": "Linux",
    "python_full_version": "3.11.0",
    "python_version": "3.11",
    "sys_platform": "linux",
}
"""The environment that the lock is resolved for, so that what needs what is the same on every machine."""

_IN_OTHER_WORDS: Mapping[str, str] = {
    "3-clause bsd license": "BSD-3-Clause",
    "apache 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache license version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd 2-clause license": "BSD-2-Clause",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "psfl": "PSF-2.0",
    "python software foundation license": "PSF-2.0",
    "the bsd 2-clause license": "BSD-2-Clause",
}


@dataclass(frozen=True, slots=True)
class Package:
    """A package in one version: the digest of each file that the lock admits for it, in hexadecimal, its licence as SPDX where it is
    known, and the packages that it needs, by purl.

    `is_shipped` says whether the product, or a release, runs with it, or only its developers do; `is_direct` whether the product
    itself asks for it.
    """

    purl: PackageURL
    algorithm: HashAlgorithm
    digests: tuple[str, ...]
    licence: str | None
    is_shipped: bool
    is_direct: bool
    needs: tuple[PackageURL, ...]


def known_packages(lock: Path | None) -> tuple[Package, ...]:
    """The Python packages of the lock, by name; without a lock those that the product needs and that are installed."""
    run_time, all_needs = _needs(frozenset()), _needs(frozenset({_DEVELOPMENT}))
    locked = dict(_locked(lock)) if lock else {name: (_version(name), ()) for name in run_time.keys() - {PRODUCT}}
    held = {name: (version, digests) for name, (version, digests) in sorted(locked.items()) if version is not None}
    purls = {name: PackageURL("pypi", name=name, version=version) for name, (version, _) in held.items()}
    return tuple(
        Package(
            purl=purls[name],
            algorithm=HashAlgorithm.SHA_256,
            digests=digests,
            licence=licence_of(name),
            is_shipped=name in run_time,
            is_direct=name in all_needs[PRODUCT],
            needs=tuple(purls[each] for each in sorted(all_needs.get(name, set()) & held.keys())),
        )
        for name, (_, digests) in held.items()
    )


def licence_of(name: str) -> str | None:
    """The licence of an installed package as an SPDX id or expression; none where the package does not say it so that it is certain."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    classifiers = [
        each.rpartition(" :: ")[2] for each in told.get_all("Classifier") or () if each.startswith("License ::")
    ]
    # Several classifiers leave open whether one may choose or must keep to all.
    sole = classifiers if len(classifiers) == 1 else []
    stated = [*(told.get_all("License-Expression") or ()), *(told.get_all("License") or ())]
    return next((found for each in (*stated, *sole) if (found := as_spdx(each))), None)


def as_spdx(text: str) -> str | None:
    """What a package says of its licence as an SPDX id or expression; none where it is no certain name of one."""
    if found := fixup_id(text) or _IN_OTHER_WORDS.get(text.strip().lower()):
        return found
    return text if text and "\n" not in text and is_expression(text) else None


def _locked(lock: Path) -> Iterator[tuple[str, tuple[str, tuple[str, ...]]]]:
    for block in re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8")):
        if found := _LOCKED.match(block):
            digests = tuple(sorted(each["digest"] for each in _DIGEST.finditer(block)))
            yield canonicalize_name(found["name"]), (found["version"], digests)


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _needs(extras: frozenset[str]) -> dict[str, set[str]]:
    """Every package that the product needs with the given extras, itself included, and what each of them needs directly."""
    needs: dict[str, set[str]] = {PRODUCT: set()}
    waiting, seen = [(PRODUCT, extras)], {(PRODUCT, extras)}
    while waiting:
        name, wanted = waiting.pop()
        for requirement in _requirements(name, wanted):
            needed = canonicalize_name(requirement.name)
            needs[name].add(needed)
            needs.setdefault(needed, set())
            if (step := (needed, frozenset(requirement.extras))) not in seen:
                seen.add(step)
                waiting.append(step)
    return needs


def _requirements(name: str, extras: frozenset[str]) -> Iterator[Requirement]:
    for requirement in _stated(name):
        marker = requirement.marker
        if marker is None or any(marker.evaluate(_RESOLVED_FOR | {"extra": extra}) for extra in (*extras, "")):
            yield requirement


@cache
def _stated(name: str) -> tuple[Requirement, ...]:
    """All that an installed package may need; nothing where it is not installed."""
    try:
        return tuple(map(Requirement, metadata.requires(name) or ()))
    except metadata.PackageNotFoundError:
        return ()
