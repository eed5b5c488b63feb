"""Which IP addresses are of the public internet. Everything else is refused, by a list of what is allowed, not of what is bad.

Who asks, and for which names an operator makes an exception, is in `guard.py`.
"""

import ipaddress
import socket
from enum import Enum, auto

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
"""The only IPv6 space that IANA has given out for hosts of the internet (RFC 4291, section 2.4)."""

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""Where networks without IPv4 reach it: the last 32 bits are an IPv4 address (RFC 6052)."""

_NOT_PUBLIC = tuple(
    map(
        ipaddress.ip_network,
        (
            "0.0.0.0/8",
            "100.64.0.0/10",
            "168.63.129.16/32",
            "192.0.0.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20",
        ),
    )
)
"""Special blocks of IANA's registries (IPv4: RFC 6890 and 7526; IPv6: RFC 6890, 3056, 9637) that `ipaddress` takes for public
in some versions of Python, and the address at which Azure serves its virtual machines."""

_LOCAL = tuple(
    map(
        ipaddress.ip_network,
        ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "fc00::/7", "::1/128"),
    )
)
"""Private, shared (CGNAT) and loopback networks: where an operator's own servers may be."""

_METADATA = frozenset(
    map(ipaddress.ip_address, ("169.254.169.254", "100.100.100.200", "192.0.0.192", "168.63.129.16", "fd00:ec2::254"))
)
"""Where clouds (AWS, Azure, Google, Oracle, Alibaba) hand a machine its keys."""


class Reach(Enum):
    """How far an address reaches."""

    PUBLIC = auto()
    LOCAL = auto()
    """Of the operator's own networks: reached where the operator allows the host by name."""
    NOWHERE = auto()
    """Link-local, multicast, reserved, unspecified or a cloud's metadata: never reached."""


def reach_of(address: Address) -> Reach:
    """How far an address reaches; of an IPv6 address that carries an IPv4 one, how far that one does."""
    if isinstance(address, ipaddress.IPv6Address) and (carried := _carried(address)):
        return reach_of(carried)
    if address in _METADATA:
        return Reach.NOWHERE
    if any(address in network for network in _LOCAL):
        return Reach.LOCAL
    return Reach.PUBLIC if _is_public(address) else Reach.NOWHERE


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and (address not in _GLOBAL_UNICAST or address.scope_id):
        return False
    is_special = address.is_multicast or address.is_reserved or any(address in network for network in _NOT_PUBLIC)
    return address.is_global and not is_special


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address to which a mapped or NAT64 address leads. 6to4, Teredo and IPv4-compatible ones are of no use today."""
    if address.ipv4_mapped:
        return address.ipv4_mapped
    return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF) if address in _NAT64 else None


def literal(host: str) -> Address | None:
    """The address that a host spells, if it is no name: IPv6 with or without zone, IPv4 dotted, decimal, octal, hexadecimal or short.

    The spellings of IPv4 are those of inet_aton(3), as the C library's resolver reads them.
    """
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None
