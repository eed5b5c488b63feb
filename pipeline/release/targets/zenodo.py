"""A release uploaded to Zenodo as a draft, by its REST API: one archive, with manifest, digests and signature beside it.

Whether the draft is published, which cannot be undone, is left to a person. `ZENODO_URL` leads to another server, such as its sandbox.
"""

import hashlib
import os
import re
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx

from pipeline.release.errors import ReleaseError, in_a_line
from pipeline.release.manifest import PROOF
from pipeline.release.targets.upload import Destination, Sent, Upload
from pipeline.release.version import parse_version
from pipeline.schema.about import KEYWORDS, LICENCE_ID, NAME, PUBLISHER, SUMMARY, TITLE

SCHEME = "zenodo:"
TOKEN = "ZENODO_TOKEN"
SERVER = "ZENODO_URL"
_HOME = "https://zenodo.org"
_DEPOSIT = re.compile(r"zenodo:(?://)?(\d*)")
_SECONDS = 60.0
_CHUNK = 1 << 20


def destination(url: str) -> Destination:
    """The record of which `zenodo:NUMBER` asks for a new version, or with `zenodo:` a new one; ReleaseError where it is neither."""
    if found := _DEPOSIT.fullmatch(url):
        what = f"a new version of record {found[1]}" if found[1] else "a new record"
        return Destination(
            found[1] or None, f"the draft of {what} at {_server()}, as one archive and what vouches for it"
        )
    raise ReleaseError(f"{url}: neither zenodo: for a new record nor zenodo:NUMBER for a new version of one")


def metadata(version: str) -> Mapping[str, object]:
    """What Zenodo is told of a release."""
    return {
        "title": f"{TITLE}, release {version}",
        "upload_type": "dataset",
        "description": SUMMARY,
        "creators": [{"name": PUBLISHER}],
        "keywords": list(KEYWORDS),
        "access_right": "open",
        "license": LICENCE_ID.lower(),
        "version": version,
        "publication_date": parse_version(version).day.isoformat(),
    }


def upload(planned: Upload, sent: Sent) -> str:
    """Make the draft and fill it, and give back the address at which a person looks at it and publishes it.

    Raises ReleaseError where there is no token, or the service fails; what was sent by then is a draft that can be discarded.
    """
    token = os.environ.get(TOKEN)
    if not token:
        raise ReleaseError(f"{TOKEN} is not set: make a token with the right deposit:write in your account")
    try:
        with httpx.Client(
            base_url=_server(), headers={"Authorization": f"Bearer {token}"}, timeout=_SECONDS, follow_redirects=True
        ) as client:
            draft = _draft(client, planned.destination.name)
            _ask(client, "PUT", draft["links"]["self"], json={"metadata": metadata(planned.release.name)})
            with tempfile.TemporaryDirectory(prefix="entente-zenodo-") as scratch:
                for path in _archived(planned, Path(scratch)):
                    _put(client, draft["links"]["bucket"], path, sent)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise ReleaseError(f"{_server()}: {in_a_line(error) or type(error).__name__}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise ReleaseError(f"{_server()}: answers in a form that this version of Entente does not read") from error
    return str(draft["links"]["html"])


def _server() -> str:
    return os.environ.get(SERVER, _HOME).rstrip("/")


def _draft(client: httpx.Client, number: str | None) -> Any:
    """A draft without files: of a new record, or of a new version of one, which comes with those of the version before."""
    if number is None:
        return _ask(client, "POST", "/api/deposit/depositions", json={})
    made = _ask(client, "POST", f"/api/deposit/depositions/{number}/actions/newversion")
    draft = _ask(client, "GET", made["links"]["latest_draft"])
    for file in draft["files"]:
        _ask(client, "DELETE", f"{draft['links']['self']}/files/{file['id']}")
    return draft


def _archived(planned: Upload, scratch: Path) -> list[Path]:
    """The files to be sent: the archive, of the same bytes whoever makes it, and what vouches for it."""
    archive = scratch / f"{NAME}-{planned.release.name}.tar"
    with tarfile.open(archive, "w", format=tarfile.PAX_FORMAT) as tar:
        for path in sorted(path for path, _ in planned.files):
            tar.add(planned.release / path, f"{planned.release.name}/{path}", filter=_anonymous)
    return [archive, *(planned.release / path for path, _ in planned.files if path in PROOF)]


def _anonymous(file: tarfile.TarInfo) -> tarfile.TarInfo:
    file.uid = file.gid = file.mtime = 0
    file.uname = file.gname = ""
    file.mode = 0o644
    return file


def _put(client: httpx.Client, bucket: str, path: Path, sent: Sent) -> None:
    digest = hashlib.md5(usedforsecurity=False)

    def chunks() -> Iterator[bytes]:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                yield chunk
                sent(len(chunk))

    size = {"Content-Length": str(path.stat().st_size)}
    answer = _ask(client, "PUT", f"{bucket}/{path.name}", content=chunks(), headers=size)
    if answer["checksum"] != f"md5:{digest.hexdigest()}":
        raise ReleaseError(f"{path.name}: arrived with another checksum: discard the draft and upload again")


def _ask(client: httpx.Client, method: str, url: str, **given: Any) -> Any:
    answer = client.request(method, url, **given)
    if answer.is_error:
        said = " ".join(answer.text.split())[:200]
        raise ReleaseError(f"{method} {answer.url.path}: {answer.status_code} {answer.reason_phrase}: {said}")
    return answer.json() if answer.content else None
