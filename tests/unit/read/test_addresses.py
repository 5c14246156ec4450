"""Which hosts may be reached: none of the disguises of this machine, its network or a cloud's inside."""

import ipaddress
import socket

import pytest

from sayso.errors import FetchFailed
from sayso.read.addresses import admitted, is_public
from sayso.read.fetch import Fetcher

BAD = [
    "http://127.0.0.1/",
    "http://localhost/",
    "http://localhost./",
    "http://0x7f000001/",
    "http://2130706433/",
    "http://127.1/",
    "http://0177.0.0.1/",
    "http://[::1]/",
    "http://[::]/",
    "http://0.0.0.0/",
    "http://[::ffff:127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://user:secret@example.org/",
    "file:///etc/passwd",
    "gopher://example.org/",
    "http://10.0.0.1/",
    "http://192.168.1.1/",
    "http://[fe80::1]/",
    "http://[fd00::1]/",
    "http:///path",
    "http://exa mple.org/",
]


@pytest.fixture
def no_connections(monkeypatch):
    def refuse(*arguments, **options):
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.usefixtures("no_connections")
@pytest.mark.parametrize("url", BAD)
def test_bad_forms_are_refused_without_a_connection(url):
    with pytest.raises(FetchFailed) as caught, Fetcher() as fetcher:
        fetcher.fetch(url)
    assert caught.value.subject == url
    assert caught.value.hint


def answers(*addresses):
    def resolve(host, port, **options):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    return resolve


def test_one_private_answer_among_public_ones_is_enough_to_refuse(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", answers("93.184.215.14", "10.0.0.1"))
    with pytest.raises(FetchFailed, match=r"10\.0\.0\.1"):
        admitted("example.org", 80)


def test_the_checked_address_is_the_one_to_connect_to(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", answers("93.184.215.14"))
    assert admitted("example.org", 80) == "93.184.215.14"


def test_the_allowance_for_tests_covers_one_port_of_this_machine_only():
    assert admitted("127.0.0.1", 8123, loopback_port=8123) == "127.0.0.1"
    for host, port in (("127.0.0.1", 8124), ("10.0.0.1", 8123)):
        with pytest.raises(FetchFailed):
            admitted(host, port, loopback_port=8123)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("64:ff9b::5db8:d70e", True),
        ("64:ff9b::a00:1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:a00:1::", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("198.18.0.1", False),
    ],
)
def test_public_addresses_are_told_from_others(address, public):
    assert is_public(ipaddress.ip_address(address)) is public
