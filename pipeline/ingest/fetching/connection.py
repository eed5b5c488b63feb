"""Connections that only go to vetted addresses and end by a deadline: a network backend for `httpcore`.

What is sent over them is in `client.py`.
"""

import ssl
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from pipeline.ingest.fetching.guard import Guard, Resolver

Monotonic = Callable[[], float]
"""Seconds on a clock that never goes back."""

_CONNECT_SECONDS = 10.0
"""A host that does not answer by then at one address is tried at its next."""


class Deadline:
    """The moment by which an exchange must be over, however slowly the other side drips."""

    __slots__ = ("_end", "_monotonic")

    def __init__(self, seconds: float, monotonic: Monotonic) -> None:
        self._monotonic = monotonic
        self._end = monotonic() + seconds

    def left(self, timeout: float | None, fault: type[Exception]) -> float:
        """The seconds that an operation may take: its own timeout or what is left, whichever is less; `fault` when none is."""
        left = self._end - self._monotonic()
        if left <= 0:
            raise fault("the time for the whole exchange is over")
        return left if timeout is None else min(left, timeout)


class DeadlineStream(httpcore.NetworkStream):
    """A stream of which every operation also ends by the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """At most that many bytes."""
        return self._inner.read(max_bytes, self._deadline.left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of the buffer."""
        self._inner.write(buffer, self._deadline.left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        """Close the socket."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The stream within TLS, with the same deadline."""
        left = self._deadline.left(timeout, httpcore.ConnectTimeout)
        return DeadlineStream(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What the inner stream tells of itself."""
        return self._inner.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Resolves a name once, has every address vetted, and connects to what was vetted: check and use are one."""

    def __init__(self, inner: httpcore.NetworkBackend, guard: Guard, resolver: Resolver, deadline: Deadline) -> None:
        self._guard = guard
        self._resolver = resolver
        self._deadline = deadline
        self._inner = inner

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A stream to the first address that answers. FetchFault where the guard refuses, `httpcore`'s errors where none answers."""
        addresses = self._guard.vetted(host, port, self._resolver)
        for address in addresses[:-1]:
            try:
                return self._connected(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connected(addresses[-1], port, timeout, local_address, socket_options)

    def _connected(
        self,
        address: str,
        port: int,
        timeout: float | None,
        local_address: str | None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None,
    ) -> httpcore.NetworkStream:
        left = min(self._deadline.left(timeout, httpcore.ConnectTimeout), _CONNECT_SECONDS)
        return DeadlineStream(
            self._inner.connect_tcp(address, port, left, local_address, socket_options), self._deadline
        )
