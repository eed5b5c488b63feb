"""Articles in an object store are read where they lie, by the same names as fsspec gives them."""

from collections.abc import Iterator

import boto3
import pytest

from pipeline.ingest.files import SourceNotFound
from pipeline.ingest.ingest import ingest
from tests.ingest import forms
from tests.ingest.conftest import NOW
from tests.ingest.test_ingest import WIRE, check_conserved
from tests.ingest.test_json_lines import line
from tests.object_store import serving


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """A bucket of a store on this machine, with the environment that leads to it."""
    with serving() as endpoint:
        store = boto3.client("s3", endpoint_url=endpoint)
        store.create_bucket(Bucket="desk")
        store.put_object(Bucket="desk", Key="2022/wire.txt", Body=WIRE.encode())
        store.put_object(Bucket="desk", Key="2022/records.jsonl", Body=f"{line()}\n{{broken\n".encode())
        store.put_object(Bucket="desk", Key="2022/crawl.warc.gz", Body=forms.warc(is_packed=True))
        store.put_object(Bucket="desk", Key="2023/wire.txt", Body=WIRE.replace("2022", "2023").encode())
        yield "desk"


def test_a_folder_of_a_store_is_taken_in_with_its_urls(bucket: str) -> None:
    taken = ingest([f"s3://{bucket}/2022/"], now=NOW)
    check_conserved(taken)
    uris = taken.inputs["uri"].to_pylist()
    assert uris[-1] == "s3://desk/2022/wire.txt"
    assert [uri for uri in uris if "records" in uri] == [f"s3://desk/2022/records.jsonl#{number}" for number in (1, 2)]
    assert taken.article_text.num_rows == 5


def test_a_pattern_and_a_single_object_name_what_they_say(bucket: str) -> None:
    assert ingest([f"s3://{bucket}/*/wire.txt"], now=NOW).inputs["uri"].to_pylist() == [
        "s3://desk/2022/wire.txt",
        "s3://desk/2023/wire.txt",
    ]
    assert ingest([f"s3://{bucket}/2023/wire.txt"], now=NOW).article_text.num_rows == 1


@pytest.mark.parametrize("url", ["s3://desk/nothing/", "s3://no-such-bucket/", "nosuch://desk/a.txt"])
def test_what_a_store_does_not_hold_is_said_in_one_line(bucket: str, url: str) -> None:
    with pytest.raises(SourceNotFound, match=f"^{url}: [^\n]+$"):
        ingest([url], now=NOW)
