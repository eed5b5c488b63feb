"""The index of an object store (`s3://…`), read and changed by compare-and-swap, so that no two changes are made of the same state.

What is sent is in `mirror.py`, what is withdrawn in `retention.py`.
"""

from collections.abc import Callable, Iterator
from typing import Any

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, NotFoundError, PreconditionError
from pydantic import ValidationError

from pipeline.release.errors import ReleaseError, in_a_line
from pipeline.release.index import INDEX, Index
from pipeline.release.seal import Seal, sealed

NO_CONDITION = (
    "the store does not put on a condition (If-None-Match, If-Match), without which two publishers could both win"
)


def open_store(url: str) -> Any:
    """The store at a URL such as `s3://bucket/prefix`, by the settings of the environment; ReleaseError where it is none."""
    try:
        return obstore.store.from_url(url)
    except (BaseError, ValueError) as error:
        raise ReleaseError(f"{url}: not a store that can be published to: {in_a_line(error)}") from error


def read_remote(store: Any) -> Index:
    """The index of a store, an empty one where there is none yet; ReleaseError where it cannot be read."""
    return _index(store)[0]


def change(store: Any, decide: Callable[[Index], Index], seal: Seal | None = None) -> Index:
    """Put what `decide` makes of the index of a store, asking it again whenever another was first; the index that stands then.

    It is signed where there is a seal. Raises ReleaseError where the store cannot be read or does not put on conditions, or
    `sealed` refuses, BaseError where the store fails.
    """
    while True:
        held, tag, text = _index(store)
        decided = decide(held)
        if decided == held:
            return held
        written = sealed(decided, text, seal)
        try:
            obstore.put(store, INDEX, written.text().encode(), mode="create" if tag is None else {"e_tag": tag})
        except (AlreadyExistsError, PreconditionError):
            continue
        except NotImplementedError as error:
            raise ReleaseError(NO_CONDITION) from error
        return written


def objects(store: Any, version: str) -> Iterator[tuple[str, int]]:
    """The path inside a release of each object that a store has under its version, with its size in bytes."""
    for batch in obstore.list(store, prefix=f"{version}/"):
        for each in batch:
            yield each["path"].rsplit(f"{version}/", 1)[-1], each["size"]


def _index(store: Any) -> tuple[Index, str | None, bytes | None]:
    """The index of a store, its ETag and its text; an empty one and none of either where there is none yet."""
    try:
        got = obstore.get(store, INDEX)
        text = bytes(got.bytes())
        return Index.model_validate_json(text), got.meta["e_tag"], text
    except (NotFoundError, FileNotFoundError):
        return Index(), None, None
    except ValidationError as error:
        raise ReleaseError(f"{INDEX} of the store is no index of releases: restore it from a copy") from error
    except BaseError as error:
        raise ReleaseError(f"the store cannot be read: {in_a_line(error)}") from error
