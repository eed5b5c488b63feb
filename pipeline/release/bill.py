"""A bill of materials as a document of CycloneDX 1.6, made of packages by the standard's own library.

It holds no time and no place: neither where packages come from nor where they are installed. What becomes of it is in `sbom.py`.
"""

import json
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashType
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6

from pipeline.release.manifest import code_version
from pipeline.release.packages import PRODUCT, Package, licence_of
from pipeline.store.hashing import sha256_of_bytes

_SERIALS = uuid.UUID("6c1f2b54-2f0e-5d0a-9d0b-5f6f0c1f7a11")
"""The namespace of the serial numbers of Entente's bills of materials."""


def bill(packages: Sequence[Package]) -> dict[str, Any]:
    """The document that tells of the product and of these packages, which need no others. Its serial number follows from them."""
    components = {package.purl: _component(package) for package in packages}
    product = Component(
        name=PRODUCT,
        version=code_version(),
        type=ComponentType.APPLICATION,
        bom_ref=PRODUCT,
        licenses=_licences(licence_of(PRODUCT)),
    )
    bom = Bom(
        serial_number=uuid.uuid5(_SERIALS, _pinned(packages)),
        metadata=BomMetaData(component=product),
        components=components.values(),
    )
    bom.register_dependency(product, [components[each.purl] for each in packages if each.is_direct])
    for package in packages:
        bom.register_dependency(components[package.purl], [components[each] for each in package.needs])
    document: dict[str, Any] = json.loads(JsonV1Dot6(bom).output_as_string())
    return document


def _pinned(packages: Iterable[Package]) -> str:
    """A digest of versions and digests: what locks say."""
    lines = (" ".join((each.purl.to_string(), *each.digests)) for each in packages)
    return sha256_of_bytes("\n".join(lines).encode())


def _component(package: Package) -> Component:
    return Component(
        name=package.purl.name,
        group=package.purl.namespace,
        version=package.purl.version,
        type=ComponentType.LIBRARY,
        bom_ref=package.purl.to_string(),
        purl=package.purl,
        scope=ComponentScope.REQUIRED if package.is_shipped else ComponentScope.EXCLUDED,
        licenses=_licences(package.licence),
        hashes=[HashType(alg=package.algorithm, content=digest) for digest in package.digests],
    )


def _licences(spdx: str | None) -> list[LicenseExpression | DisjunctiveLicense]:
    return [] if spdx is None else [LicenseFactory().make_from_string(spdx)]
