"""What was fetched, kept as a WARC file (ISO 28500:2017), which is seen whole or not at all.

When an answer is worth keeping is for `collecting.py`; the files are read by ingest like anyone's.
"""

import datetime as dt
import io
import itertools
import os
import uuid
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.ingest.fetching.client import Headers, Response
from pipeline.store.atomic import replacing, sync

_VERSION = "1.1"

_OF_THE_WIRE = frozenset({"content-encoding", "content-length", "transfer-encoding"})
"""Headers that were true of the body as sent; kept under another name, since the body is kept unpacked."""

_LEFT_OUT = frozenset({"set-cookie", "set-cookie2", "connection", "keep-alive"})
"""Headers of the connection, and those that would give a session away."""


class Archive:
    """The WARC file of one source and run, made when the first record is added; a context that ends it.

    Records bear ids made from their contents: the same answers at the same time are the same bytes.
    """

    def __init__(self, folder: Path, name: str, now: dt.datetime, about: Mapping[str, str]) -> None:
        self._folder = folder
        self._stem = f"{name}-{now:%H%M%S}"
        self._day = f"{now:%Y-%m-%d}"
        self._about = about
        self._stack = ExitStack()
        self._writer: WARCWriter | None = None
        self.path: Path | None = None
        """Where the file is, once there is something in it and the context has ended well."""

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *exception: object) -> None:
        # Given a fault, `replacing` throws the file away.
        self._stack.__exit__(*exception)  # type: ignore[arg-type]
        if exception[0] is None and self.path is not None:
            sync(self.path.parent)

    def add(self, response: Response, now: dt.datetime, known_as: Mapping[str, str]) -> None:
        """Keep an answer, and beside it as metadata how its URL was come by, as in `via: https://…/feed`. OSError."""
        writer = self._writer or self._begun(now)
        url, date = str(response.url), _warc_date(now)
        record_id = _record_id("response", url, date, response.body)
        status = StatusAndHeaders(f"{response.status} {response.phrase}".strip(), _kept(response), response.version)
        record = writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(response.body),
            length=len(response.body),
            warc_headers_dict={"WARC-Record-ID": record_id, "WARC-Date": date},
            http_headers=status,
        )
        writer.write_record(record)
        if known_as:
            headers = {"WARC-Concurrent-To": record_id, "Content-Type": "application/warc-fields"}
            self._write_fields(writer, "metadata", url, date, known_as, headers)

    def _begun(self, now: dt.datetime) -> WARCWriter:
        self.path = _free(self._folder / self._day, self._stem)
        file = self._stack.enter_context(self._stack.enter_context(replacing(self.path)).open("wb"))
        self._stack.callback(_sync_file, file)
        self._writer = WARCWriter(file, gzip=True, warc_version=_VERSION)
        about = {"format": f"WARC File Format {_VERSION}", **self._about}
        headers = {"WARC-Filename": self.path.name, "Content-Type": "application/warc-fields"}
        self._write_fields(self._writer, "warcinfo", "", _warc_date(now), about, headers)
        return self._writer

    def _write_fields(
        self, writer: WARCWriter, kind: str, url: str, date: str, fields: Mapping[str, str], headers: Mapping[str, str]
    ) -> None:
        body = "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in fields.items()).encode()
        own = {"WARC-Record-ID": _record_id(kind, url, date, self._stem.encode() + body), "WARC-Date": date}
        record = writer.create_warc_record(
            url, kind, payload=io.BytesIO(body), length=len(body), warc_headers_dict={**own, **headers}
        )
        writer.write_record(record)


def remove_leftovers(folder: Path) -> None:
    """Remove the unfinished files of runs that were killed; no other run may be under way."""
    for path in folder.glob("????-??-??/.*.warc.gz.*"):
        path.unlink(missing_ok=True)


def _kept(response: Response) -> list[tuple[str, str]]:
    """The headers to keep, with the length of the unpacked body."""
    kept: Headers = tuple((name, value) for name, value in response.headers if name.lower() not in _LEFT_OUT)
    renamed = [(f"X-Archive-Orig-{name}" if name.lower() in _OF_THE_WIRE else name, value) for name, value in kept]
    return [*renamed, ("Content-Length", str(len(response.body)))]


def _record_id(kind: str, url: str, date: str, body: bytes) -> str:
    name = f"{kind} {url} {date} {uuid.uuid5(uuid.NAMESPACE_OID, body.hex())}"
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}>"


def _warc_date(now: dt.datetime) -> str:
    return f"{now:%Y-%m-%dT%H:%M:%SZ}"


def _free(folder: Path, stem: str) -> Path:
    """A name that no file has: two runs may fall into one second."""
    numbered = (folder / f"{stem}{f'-{number}' if number else ''}.warc.gz" for number in itertools.count())
    return next(path for path in numbered if not path.exists())


def _sync_file(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
