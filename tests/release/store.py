"""An object store on this machine, and what a reader finds in one.

`ENTENTE_TEST_STORE` names the endpoint of another S3 store to test against, with `AWS_*` beside it.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import boto3
import obstore
import pytest
from moto.server import ThreadedMotoServer

from pipeline.release.index import INDEX, Index
from pipeline.release.manifest import SIDECAR
from pipeline.release.mirror import missing, send
from pipeline.release.sums import parse_sums
from pipeline.store.hashing import sha256_of_bytes


@contextmanager
def serving() -> Iterator[str]:
    """A store, with the environment that leads to it; its endpoint."""
    if other := os.environ.get("ENTENTE_TEST_STORE"):
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("AWS_ENDPOINT_URL", other)
            yield other
        return
    running = ThreadedMotoServer(port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    given = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ALLOW_HTTP": "true",
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "us-east-1",
    }
    with pytest.MonkeyPatch.context() as environment:
        for name, value in given.items():
            environment.setenv(name, value)
        yield given["AWS_ENDPOINT_URL"]
    running.stop()


def empty_bucket(name: str) -> str:
    """The URL of a prefix in a new bucket, named for `name`."""
    bucket = "b" + sha256_of_bytes(name.encode())[:20]
    boto3.client("s3", endpoint_url=os.environ["AWS_ENDPOINT_URL"]).create_bucket(Bucket=bucket)
    return f"s3://{bucket}/entente"


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
