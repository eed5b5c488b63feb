"""Releases sent to an object store, and what a reader finds in one."""

import obstore

from pipeline.release.index import INDEX, Index
from pipeline.release.manifest import SIDECAR
from pipeline.release.mirror import missing, send
from pipeline.release.sums import parse_sums
from pipeline.store.hashing import sha256_of_bytes


def send_all(output, store) -> None:
    """Send what the store lacks."""
    for entry in missing(output.releases, store):
        send(output.releases / entry.version, entry, store, lambda _count: None)


def index_of(store) -> Index:
    """The index as a reader finds it."""
    return Index.model_validate_json(bytes(obstore.get(store, INDEX).bytes()))


def read(store) -> list[str]:
    """The versions that a reader finds listed, each of its files held against its digest."""
    index = index_of(store)
    for entry in index.releases:
        sums = bytes(obstore.get(store, f"{entry.version}/{SIDECAR}").bytes())
        assert sha256_of_bytes(sums) == entry.sums_sha256
        for path, digest in parse_sums(sums.decode(), SIDECAR).items():
            assert sha256_of_bytes(bytes(obstore.get(store, f"{entry.version}/{path}").bytes())) == digest
    return [entry.version for entry in index.releases]
