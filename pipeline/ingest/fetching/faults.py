"""Why something was not fetched: the closed list of reasons, and the exception that carries one.

What is done about a fault (trying again, resting, alerting) is for the modules that meet it.
"""

from enum import StrEnum


class Reason(StrEnum):
    """Why a URL, or a source, brought nothing."""

    BAD_URL = "bad_url"
    REFUSED_ADDRESS = "refused_address"
    REFUSED_PORT = "refused_port"
    ROBOTS_DISALLOWED = "robots_disallowed"
    ROBOTS_UNREACHABLE = "robots_unreachable"
    HOST_RESTING = "host_resting"
    UNRESOLVED_NAME = "unresolved_name"
    CONNECTION_FAILED = "connection_failed"
    TLS_FAILED = "tls_failed"
    TIMED_OUT = "timed_out"
    TOO_LARGE = "too_large"
    BAD_ENCODING = "bad_encoding"
    BROKEN_RESPONSE = "broken_response"
    BAD_REDIRECT = "bad_redirect"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    NOT_FOUND = "not_found"
    DENIED = "denied"
    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    NOT_A_FEED = "not_a_feed"
    NOT_A_SITEMAP = "not_a_sitemap"
    NOT_WRITTEN = "not_written"
    UNEXPECTED = "unexpected"


WORTH_ANOTHER_TRY = frozenset(
    {
        Reason.CONNECTION_FAILED,
        Reason.TIMED_OUT,
        Reason.BROKEN_RESPONSE,
        Reason.RATE_LIMITED,
        Reason.SERVER_ERROR,
        Reason.UNRESOLVED_NAME,
    }
)
"""Faults of a host that may be over in a moment; each also counts towards leaving the host alone."""

WORTH_ANOTHER_RUN = WORTH_ANOTHER_TRY | {
    Reason.HOST_RESTING,
    Reason.ROBOTS_UNREACHABLE,
    Reason.TLS_FAILED,
    Reason.NOT_WRITTEN,
    Reason.UNEXPECTED,
}
"""Faults after which a page is asked for again at a later run; after others it is given up until its item changes."""


class FetchFault(Exception):
    """Something was not fetched: why, in one line, and the seconds that the server asked to wait (Retry-After)."""

    def __init__(self, reason: Reason, detail: str, retry_after: float | None = None) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = " ".join(detail.split())
        self.retry_after = retry_after
