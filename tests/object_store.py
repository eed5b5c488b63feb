"""An object store on this machine for tests.

`ENTENTE_TEST_STORE` names the endpoint of another S3 store to test against, with `AWS_*` beside it.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import boto3
import pytest
from moto.server import ThreadedMotoServer

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
        "AWS_DEFAULT_REGION": "us-east-1",
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
