"""Web addresses: made uniform, resolved against a page, and shown without anything secret.

Whether an address may be fetched is for `guard.py` and `robots.py`.
"""

import re

import httpx

from pipeline.ingest.fetching.faults import FetchFault, Reason

_PORTS = {"http": 80, "https": 443}

_HOST = re.compile(r"[a-z0-9_.-]+|[0-9a-f]*:[0-9a-f:.]+(%[^/]*)?", re.IGNORECASE)
"""Names and addresses as they reach a resolver; `httpx.URL` also lets percent-escapes through, which no name has."""

_LONGEST = 8_000
"""Characters of a URL: the least that RFC 9110, section 4.1, asks everyone to support."""


def parse_url(text: str) -> httpx.URL:
    """An http(s) URL with host in ASCII, without fragment, user name or password. FetchFault (BAD_URL) for anything else."""
    try:
        url = httpx.URL(text.strip())
    except (httpx.InvalidURL, ValueError) as fault:
        raise FetchFault(Reason.BAD_URL, f"not a URL: {_clipped(text)}") from fault
    return _checked(url, text)


def join_url(base: httpx.URL, text: str) -> httpx.URL:
    """The http(s) URL that a reference on the page at `base` leads to; FetchFault (BAD_URL) where it leads elsewhere."""
    try:
        url = base.join(text.strip())
    except (httpx.InvalidURL, ValueError) as fault:
        raise FetchFault(Reason.BAD_URL, f"not a URL: {_clipped(text)}") from fault
    return _checked(url, text)


def _checked(url: httpx.URL, text: str) -> httpx.URL:
    if url.scheme not in _PORTS:
        raise FetchFault(Reason.BAD_URL, f"neither http nor https: {_clipped(text)}")
    if not _HOST.fullmatch(url.raw_host.decode("ascii")) or len(str(url)) > _LONGEST:
        raise FetchFault(Reason.BAD_URL, f"no usable host name, or too long: {_clipped(text)}")
    if url.port is not None and not 0 < url.port < 65_536:
        raise FetchFault(Reason.BAD_URL, f"no such port: {_clipped(text)}")
    # By RFC 3986, section 6.2.3, an empty path is "/" and the scheme's own port is none.
    port = None if url.port == _PORTS[url.scheme] else url.port
    path = url.raw_path if url.path else b"/" + url.raw_path
    return url.copy_with(userinfo=b"", fragment=None, port=port, raw_path=path)


def has_credentials(text: str) -> bool:
    """Whether a URL carries a user name or a password."""
    try:
        return bool(httpx.URL(text).userinfo)
    except (httpx.InvalidURL, ValueError):
        return False


def host_of(url: httpx.URL) -> str:
    """The host as it is compared and kept: ASCII, lower case, without the root's dot."""
    return uniform_host(url.raw_host.decode("ascii"))


def uniform_host(host: str) -> str:
    """A host name or address in the one spelling in which hosts are compared."""
    return host.strip().strip("[]").rstrip(".").lower()


def port_of(url: httpx.URL) -> int:
    """The port that a connection for the URL goes to."""
    return url.port or _PORTS[url.scheme]


def origin_of(url: httpx.URL) -> str:
    """Scheme, host and port: what a robots.txt is for."""
    host = host_of(url)
    return f"{url.scheme}://{f'[{host}]' if ':' in host else host}:{port_of(url)}"


def shown(url: httpx.URL) -> str:
    """The URL for logs and reports: without its query, where keys are passed, and on one line."""
    return _clipped(str(url.copy_with(query=None, fragment=None, userinfo=b"")))


def _clipped(text: str) -> str:
    plain = re.sub(r"//[^/@\s]*@", "//", text.partition("?")[0])
    return ascii(plain)[1:-1][:200]
