"""The signature of `index.json`, which is inside of it: list and signature change in one write, in a folder as in a store.

Signed is the rest of the document in one form: without the member `signature`, keys sorted, no white space, UTF-8 and a line feed at
the end, as `jq -cS 'del(.signature)'` prints it. The trusted comment says when, so that an old list cannot pass for one of today.
Signatures of releases are in `signature.py`.
"""

import datetime as dt
import json
import re
from dataclasses import dataclass
from typing import Any

from minisign import Error, PublicKey, SecretKey, Signature

from pipeline.release.errors import ReleaseError
from pipeline.release.index import INDEX, Index, to_the_second
from pipeline.release.signature import SIGNING_KEY, key_id, signer_of

_MEMBER = "signature"
_SIGNED = re.compile(r"entente index signed (?P<at>\S+)")


@dataclass(frozen=True, slots=True)
class Seal:
    """The key that signs an index, and the time that it states."""

    key: SecretKey
    at: dt.datetime


def sealed(index: Index, held: bytes | None, seal: Seal | None) -> Index:
    """The index as it is to be written over the text `held`: signed where there is a seal.

    Raises ReleaseError where the text is signed, but there is no seal, or it is not what the key of the seal made: nobody's changes
    are signed unseen.
    """
    if held is not None and _parts(held)[1] is not None:
        if seal is None:
            raise ReleaseError(f"{INDEX} is signed: set {SIGNING_KEY} to the key, so that it stays so")
        if fault := seal_fault(held, seal.key.get_public_key()):
            raise ReleaseError(
                f"{INDEX} {fault}: put a good copy in its place, or, where the key is meant to change, take `{_MEMBER}` out of it"
            )
    bare = index.model_copy(update={_MEMBER: None})
    return bare if seal is None else bare.model_copy(update={_MEMBER: _signature(bare, seal)})


def _signature(index: Index, seal: Seal) -> str:
    made = seal.key.sign(
        _parts(index.text().encode())[0],
        untrusted_comment=f"Entente index signed by key {key_id(seal.key.get_public_key())}",
        trusted_comment=f"entente index signed {to_the_second(seal.at).isoformat()}",
    )
    return bytes(made).decode()


def seal_fault(text: bytes, pinned: PublicKey) -> str | None:
    """What is wrong with the signature of an index in a line, as after its name; nothing where the pinned key made it of this text."""
    signed, told = _parts(text)
    if told is None:
        return f"is not signed, and key {key_id(pinned)} is asked for"
    try:
        signature = Signature.from_bytes(told.encode())
        if (signer := signer_of(signature)) != key_id(pinned):
            return f"is by key {signer}, not by {key_id(pinned)}, which was asked for"
        pinned.verify(signed, signature)
    except Error:
        return f"is not what key {key_id(pinned)} signed: it was changed"
    return None if _SIGNED.fullmatch(signature.trusted_comment) else "has the signature of something else"


def sealed_at(text: bytes) -> dt.datetime:
    """When an index without `seal_fault` was signed."""
    comment = Signature.from_bytes(str(_parts(text)[1]).encode()).trusted_comment
    return dt.datetime.fromisoformat(comment.rpartition(" ")[2])


def _parts(text: bytes) -> tuple[bytes, str | None]:
    """What is signed of the text of an index, and its signature. ReleaseError where it is no JSON object."""
    try:
        document: dict[str, Any] = json.loads(text)
        told = document.pop(_MEMBER, None)
    except (ValueError, AttributeError, TypeError) as error:
        raise ReleaseError(f"{INDEX}: not an index of releases") from error
    bare = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n"
    return bare.encode(), None if told is None else str(told)
