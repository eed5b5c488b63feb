"""Who may be connected to: hosts, addresses and ports, decided for one source at the moment of connecting.

How addresses are sorted is in `addresses.py`; the connection itself is made in `connection.py`.
"""

import ipaddress
import socket
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import httpx

from pipeline.ingest.fetching.addresses import Address, Reach, literal, reach_of
from pipeline.ingest.fetching.faults import FetchFault, Reason
from pipeline.ingest.fetching.urls import host_of, port_of, uniform_host

_PORTS = frozenset({80, 443})
"""The ports of http and https; others are often not web servers at all."""

Resolver = Callable[[str, int], Sequence[str]]
"""A name and a port to the addresses of the name; OSError where there are none."""


def system_resolver(host: str, port: int) -> list[str]:
    """The addresses of a name as the system resolves it, without doublets."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True)
class Guard:
    """What a source may connect to.

    `local_hosts` are names that may be of the operator's own networks; `ports` the pairs of host and port beyond 80 and 443.
    """

    local_hosts: frozenset[str] = frozenset()
    ports: frozenset[tuple[str, int]] = frozenset()

    def check_port(self, host: str, port: int) -> None:
        """FetchFault (REFUSED_PORT) unless the port is one of the web's or named by the operator for that host."""
        if port not in _PORTS and (uniform_host(host), port) not in self.ports:
            raise FetchFault(Reason.REFUSED_PORT, f"port {port} of {host} is neither 80, 443 nor named by the source")

    def vetted(self, host: str, port: int, resolver: Resolver) -> list[str]:
        """The addresses of a host, each of them allowed: what is connected to, with no second look-up in between.

        FetchFault (REFUSED_PORT, REFUSED_ADDRESS, UNRESOLVED_NAME); one bad address among good ones refuses the host.
        """
        self.check_port(host, port)
        addresses = [spelt] if (spelt := literal(host)) else _resolved(host, port, resolver)
        for address in addresses:
            self._check_address(host, address)
        return [str(address) for address in addresses]

    def _check_address(self, host: str, address: Address) -> None:
        reach = reach_of(address)
        is_allowed = reach is Reach.LOCAL and uniform_host(host) in self.local_hosts
        if reach is not Reach.PUBLIC and not is_allowed:
            mend = "; allow_hosts can name it" if reach is Reach.LOCAL else ""
            raise FetchFault(Reason.REFUSED_ADDRESS, f"{host} is not of the public internet ({address}){mend}")


def _resolved(host: str, port: int, resolver: Resolver) -> list[Address]:
    try:
        addresses: list[Address] = [ipaddress.ip_address(each) for each in resolver(host, port)]
    except (OSError, ValueError) as fault:
        raise FetchFault(Reason.UNRESOLVED_NAME, f"{host} has no address ({fault})") from fault
    if not addresses:
        raise FetchFault(Reason.UNRESOLVED_NAME, f"{host} has no address")
    return addresses


def guard_for(url: httpx.URL, allow_hosts: Iterable[str]) -> Guard:
    """The guard of a source: its own URL's port is open on its own host, `host:port` of `allow_hosts` likewise."""
    named = [_host_and_port(each) for each in allow_hosts]
    ports = {(host, port) for host, port in named if port}
    return Guard(frozenset(host for host, _ in named), frozenset({*ports, (host_of(url), port_of(url))}))


def _host_and_port(text: str) -> tuple[str, int | None]:
    """`host`, `host:port`, an IPv6 address, or one in brackets with a port."""
    bare, colon, port = text.strip().rpartition(":")
    is_port = bool(colon) and port.isdigit() and (":" not in bare or bare.endswith("]"))
    return (uniform_host(bare), int(port)) if is_port else (uniform_host(text), None)
