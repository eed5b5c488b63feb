"""Nothing but the public internet is connected to, however an address is spelt or come by."""

import ipaddress
import socket
from typing import Any

import httpcore
import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.fetching.addresses import Reach, literal, reach_of
from pipeline.ingest.fetching.client import Call
from pipeline.ingest.fetching.faults import FetchFault, Reason
from pipeline.ingest.fetching.guard import Guard, guard_for, system_resolver
from pipeline.ingest.fetching.urls import parse_url
from tests.ingest.fetching.conftest import LIMITS, Answer, Site, client_for, loopback

NOT_PUBLIC = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "::/96",
    "fc00::/7",
    "fe80::/10",
    "fec0::/10",
    "ff00::/8",
    "2001:db8::/32",
    "2002::/16",
    "2001::/32",
    "64:ff9b:1::/48",
    "3fff::/20",
    "5f00::/16",
    "100::/64",
]
PUBLIC = [
    "93.184.216.34",
    "8.8.8.8",
    "1.1.1.1",
    "2606:2800:220:1::1",
    "2a00:1450:4001::1",
    "64:ff9b::808:808",
    "::ffff:8.8.8.8",
]
METADATA = [
    "169.254.169.254",
    "100.100.100.200",
    "192.0.0.192",
    "168.63.129.16",
    "fd00:ec2::254",
    "::ffff:169.254.169.254",
]


def within(network: str) -> st.SearchStrategy[Any]:
    net = ipaddress.ip_network(network)
    return st.integers(int(net.network_address), int(net.broadcast_address)).map(type(net.network_address))


refused = st.sampled_from(NOT_PUBLIC).flatmap(within)
refused_v4 = st.sampled_from([each for each in NOT_PUBLIC if ":" not in each]).flatmap(within)


def spellings(address: ipaddress.IPv4Address) -> list[str]:
    number, (a, b, c, d) = int(address), address.packed
    return [
        str(address),
        str(number),
        hex(number),
        f"0{number:o}",
        f"{a:#x}.{b:#x}.{c:#x}.{d:#x}",
        f"0{a:o}.0{b:o}.0{c:o}.0{d:o}",
        f"{a}.{number & 0xFFFFFF}",
        f"{a}.{b}.{number & 0xFFFF}",
        f"::ffff:{address}",
        f"::ffff:{number >> 16:x}:{number & 0xFFFF:x}",
        f"64:ff9b::{address}",
        f"::{address}",
    ]


def never(host: str, port: int) -> list[str]:
    raise AssertionError(f"{host} was looked up")


def reason(guard: Guard, host: str, resolver: Any, port: int = 80) -> Reason:
    with pytest.raises(FetchFault) as caught:
        guard.vetted(host, port, resolver)
    return caught.value.reason


@settings(deadline=None)
@given(refused, st.sampled_from(PUBLIC))
def test_a_name_is_refused_when_any_of_its_addresses_is_not_public(address, public):
    for found in ([str(address)], [public, str(address)], [str(address), public]):
        assert reason(Guard(), "news.example", lambda *_, found=found: found) is Reason.REFUSED_ADDRESS


@settings(deadline=None)
@given(refused_v4, st.data())
def test_every_spelling_of_a_private_address_is_refused_without_a_look_up(address, data):
    assert reason(Guard(), data.draw(st.sampled_from(spellings(address))), never) is Reason.REFUSED_ADDRESS


@settings(deadline=None)
@given(st.sampled_from(["fe80::1%eth0", "fe80::1%25eth0", "[::1]", "fd00::1%1", "2606:2800::1%eth0"]))
def test_ipv6_addresses_with_zones_and_brackets_are_refused(host):
    assert reason(Guard(), host, never) is Reason.REFUSED_ADDRESS


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1).map(ipaddress.IPv4Address))
def test_spellings_are_read_as_the_systems_resolver_reads_them(address):
    for spelt in spellings(address)[:8]:
        assert str(literal(spelt)) == system_resolver(spelt, 80)[0]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_connected_to(address):
    assert Guard().vetted("news.example", 443, lambda *_: [address]) == [str(ipaddress.ip_address(address))]


@pytest.mark.parametrize("address", METADATA)
def test_metadata_of_clouds_is_out_of_reach_even_of_hosts_that_the_operator_allows(address):
    assert reach_of(ipaddress.ip_address(address)) is Reach.NOWHERE
    allowed = guard_for(httpx.URL("http://intranet.example/"), ["intranet.example", address])
    assert reason(allowed, "intranet.example", lambda *_: [address]) is Reason.REFUSED_ADDRESS


def test_an_allowed_host_may_be_of_the_operators_network_and_no_other_host_may():
    guard = guard_for(httpx.URL("http://news.example/"), ["Intranet.Example."])
    assert guard.vetted("intranet.example", 80, lambda *_: ["10.1.2.3"]) == ["10.1.2.3"]
    assert reason(guard, "news.example", lambda *_: ["10.1.2.3"]) is Reason.REFUSED_ADDRESS
    assert reason(guard, "10.1.2.3", never) is Reason.REFUSED_ADDRESS


def test_ports_are_those_of_the_web_the_sources_own_and_those_named():
    guard = guard_for(httpx.URL("http://news.example:8080/"), ["cms.example:8443", "[fd00::1]:81"])
    for host, port in (
        ("news.example", 8080),
        ("cms.example", 8443),
        ("any.example", 80),
        ("any.example", 443),
        ("fd00::1", 81),
    ):
        guard.check_port(host, port)
    for host, port in (("any.example", 8080), ("news.example", 22), ("cms.example", 8080), ("any.example", 6379)):
        assert reason(guard, host, never, port) is Reason.REFUSED_PORT


def test_names_without_address_are_told_as_such():
    def fails(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    assert reason(Guard(), "gone.example", fails) is Reason.UNRESOLVED_NAME
    assert reason(Guard(), "empty.example", lambda *_: []) is Reason.UNRESOLVED_NAME
    assert reason(Guard(), "odd.example", lambda *_: ["not an address"]) is Reason.UNRESOLVED_NAME


class Recorder(httpcore.NetworkBackend):
    """A network that notes whom it was asked to connect to, and answers as told."""

    def __init__(self, answer: bytes) -> None:
        self.connected: list[str] = []
        self._answer = answer

    def connect_tcp(self, host: str, *_: Any, **__: Any) -> httpcore.NetworkStream:
        self.connected.append(host)
        return httpcore.MockStream([self._answer])


def test_a_name_that_is_rebound_is_looked_up_once_and_connected_to_where_it_was_vetted():
    answers = iter([["93.184.216.34"], ["127.0.0.1"], ["127.0.0.1"]])
    network = Recorder(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
    client = client_for(resolver=lambda *_: next(answers), network=network)
    call = Call(parse_url("http://rebound.example/"))
    assert client.exchange(call, Guard(), LIMITS).body == b"hi"
    assert network.connected == ["93.184.216.34"]
    with pytest.raises(FetchFault) as caught:
        client.exchange(call, Guard(), LIMITS)
    assert caught.value.reason is Reason.REFUSED_ADDRESS
    assert network.connected == ["93.184.216.34"]


def test_a_server_of_this_machine_is_never_reached_unless_allowed(site: Site):
    for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "any.example"):
        url = parse_url(site.url("/", host))
        open_port = Guard(ports=frozenset({(host.strip("[]"), site.port)}))
        with pytest.raises(FetchFault) as caught:
            client_for(resolver=loopback).exchange(Call(url), open_port, LIMITS)
        assert caught.value.reason is Reason.REFUSED_ADDRESS, host
    assert site.asked == []


def test_the_next_address_is_tried_where_the_first_does_not_answer(site: Site):
    free = socket.socket()
    free.bind(("127.0.0.2", 0))  # bound and not listening: refuses connections
    site.routes["/"] = Answer(b"here")
    url = parse_url(site.url("/", "two.example"))
    guard = guard_for(url, ["two.example"])
    found = client_for(resolver=lambda *_: ["127.0.0.2", "127.0.0.1"]).exchange(Call(url), guard, LIMITS)
    free.close()
    assert found.body == b"here"
