"""The bill of materials of a release, `sbom.cdx.json`: which packages, in which versions, made it (CycloneDX 1.6).

It holds no time but that of the release and no place: neither where packages come from nor where they are installed.
Which packages there are is in `packages.py`.
"""

import datetime as dt
import json
import uuid
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from pipeline.release.manifest import code_version
from pipeline.release.packages import PRODUCT, Package, direct_needs, known_packages, licence_of
from pipeline.store.hashing import sha256_of_bytes, sha256_of_file

_SERIALS = uuid.UUID("6c1f2b54-2f0e-5d0a-9d0b-5f6f0c1f7a11")
"""The namespace of the serial numbers of Entente's bills of materials."""


_TIME = "{created_at}"
"""What stands for the time of a release in the text that all releases share."""


def bill_of_materials(lock: Path | None, created_at: dt.datetime) -> str:
    """The text of `sbom.cdx.json` for a release created at a time, from the lock, or without one from what is installed.

    Packages that only developers need have the scope `excluded`. The serial number follows from the lock's digest.
    """
    bill = _without_time(lock, sha256_of_file(lock) if lock else None)
    return bill.replace(_TIME, created_at.isoformat(), 1)


@cache
def _without_time(lock: Path | None, digest: str | None) -> str:
    """The bill with a mark in place of its time: the same for every release that a process makes of one lock, and the dearest
    of its small files."""
    packages = known_packages(lock)
    components = {package.name: _component(package) for package in packages}
    product = Component(
        name=PRODUCT,
        version=code_version(),
        type=ComponentType.APPLICATION,
        bom_ref=PRODUCT,
        licenses=_licences(licence_of(PRODUCT)),
    )
    listed = "".join(f"{each.name}=={each.version}\n" for each in packages)
    bom = Bom(
        serial_number=uuid.uuid5(_SERIALS, digest or sha256_of_bytes(listed.encode())),
        metadata=BomMetaData(component=product),
        components=components.values(),
    )
    bom.register_dependency(product, _named(direct_needs(packages), components))
    for package in packages:
        bom.register_dependency(components[package.name], _named(package.needs, components))
    document: dict[str, Any] = json.loads(JsonV1Dot6(bom).output_as_string())
    document["metadata"]["timestamp"] = _TIME
    return json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _component(package: Package) -> Component:
    purl = PackageURL("pypi", name=package.name, version=package.version)
    return Component(
        name=package.name,
        version=package.version,
        type=ComponentType.LIBRARY,
        bom_ref=purl.to_string(),
        purl=purl,
        scope=ComponentScope.REQUIRED if package.at_run_time else ComponentScope.EXCLUDED,
        licenses=_licences(package.licence),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in package.sha256],
    )


def _licences(spdx: str | None) -> list[LicenseExpression | DisjunctiveLicense]:
    return [] if spdx is None else [LicenseFactory().make_from_string(spdx)]


def _named(names: Iterable[str], components: Mapping[str, Component]) -> list[Component]:
    return [components[name] for name in names]
