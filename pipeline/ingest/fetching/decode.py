"""Undoing the compression of a response's body as it streams in, never to more bytes than allowed.

Of codings only gzip and deflate are offered to servers, since the standard library can bound what they unpack to.
"""

import zlib
from collections.abc import Iterable, Iterator

from pipeline.ingest.fetching.faults import FetchFault, Reason

ACCEPT_ENCODING = "gzip, deflate"
"""What requests offer."""

_GZIP = zlib.MAX_WBITS | 16
_ZLIB = zlib.MAX_WBITS
_RAW = -zlib.MAX_WBITS
"""The window sizes by which zlib tells gzip (RFC 1952), zlib (RFC 1950) and raw deflate (RFC 1951) streams apart."""

_MAGIC = b"\x1f\x8b"
"""How a member of a gzip stream begins."""

_SIP = 8 * 1024
"""Compressed bytes taken at a time: zlib copies what it leaves, which many tiny members would make dear."""

_PIECE = 64 * 1024
"""Bytes unpacked at a time: what may be in memory beyond the limit."""


def decoded(chunks: Iterable[bytes], coding: str, most: int) -> bytes:
    """The body without its content coding.

    FetchFault: TOO_LARGE beyond `most` bytes, as sent or as unpacked; BAD_ENCODING for an unknown, broken or cut coding.
    """
    coding = coding.strip().lower()
    bounded = _bounded(chunks, most + _PIECE, "as sent")
    if coding in ("", "identity"):
        return _joined(bounded, most)
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise FetchFault(Reason.BAD_ENCODING, f"the content coding {coding[:40]!r} was not asked for")
    try:
        return _joined(_inflated(bounded, is_gzip="gzip" in coding), most)
    except zlib.error as fault:
        raise FetchFault(Reason.BAD_ENCODING, f"the body is not {coding}: {fault}") from fault


def gunzipped(data: bytes, most: int) -> bytes:
    """The contents of a gzip file; the faults of `decoded`."""
    return decoded([data], "gzip", most)


def _joined(pieces: Iterable[bytes], most: int) -> bytes:
    return b"".join(_bounded(pieces, most, "unpacked"))


def _bounded(pieces: Iterable[bytes], most: int, how: str) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise FetchFault(Reason.TOO_LARGE, f"the body has more than {most} bytes {how}; max_bytes can allow more")
        yield piece


def _inflated(chunks: Iterable[bytes], *, is_gzip: bool) -> Iterator[bytes]:
    """The unpacked bytes in small pieces; a gzip body may have several members, and anything behind them is passed over."""
    unpacker = None
    packed = b""
    for sip in _sips(chunks):
        packed += sip
        if unpacker is None and len(packed) < 2:
            continue
        unpacker = unpacker or zlib.decompressobj(_GZIP if is_gzip else _kind_of(packed))
        while packed:
            if unpacker.eof and not (is_gzip and _MAGIC.startswith(packed[:2])):
                return
            if unpacker.eof and len(packed) < len(_MAGIC):
                break
            unpacker = zlib.decompressobj(_GZIP) if unpacker.eof else unpacker
            yield unpacker.decompress(packed, _PIECE)
            packed = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    if not (unpacker.eof if unpacker else not packed):
        raise FetchFault(Reason.BAD_ENCODING, "the compressed body is cut short")


def _sips(chunks: Iterable[bytes]) -> Iterator[bytes]:
    return (chunk[start : start + _SIP] for chunk in chunks for start in range(0, len(chunk), _SIP))


def _kind_of(start: bytes) -> int:
    """Servers send `deflate` with the header of zlib, as specified, and without: that header has a checksum (RFC 1950, 2.2)."""
    has_header = len(start) > 1 and start[0] & 0x0F == 8 and (start[0] << 8 | start[1]) % 31 == 0
    return _ZLIB if has_header else _RAW
