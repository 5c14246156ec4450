"""Which network addresses may be reached: public ones.

Source: the IANA special-purpose address registries, as `ipaddress` knows them.
"""

import ipaddress
import re
import socket

from sayso.errors import FetchFailed

_REMEDY = "Only public web pages are fetched; save the page and read the file."
_NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
_COMPATIBLE = ipaddress.IPv6Network("::/96")
# A host that ends in a number is an IPv4 address to every browser, however it is written (0x7f.1, 2130706433).
_NUMBER = re.compile(r"(?:0[xX][0-9a-fA-F]*|\d+)\Z")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def admitted(host: str, port: int, *, loopback_port: int | None = None) -> str:
    """The address to connect to for a host: resolved once, and only when every answer is public.

    Args:
        host: name or address as it stands in the URL, without brackets.
        port: port to connect to.
        loopback_port: for tests only: a server of this machine at this port may be reached as well.

    Raises:
        FetchFailed: the host is written in a disguised form, is unknown, or stands for an address that is not public.
    """
    bare = host.rstrip(".")
    literal = _literal(bare)
    if literal is None and _NUMBER.match(bare.rsplit(".", 1)[-1]):
        raise FetchFailed(f"the host {host} is a number in disguise, not a name.", hint=_REMEDY)
    if literal is not None:
        answers = [literal]
    else:
        try:
            found = socket.getaddrinfo(bare, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as exc:
            raise FetchFailed(f"the host {host} is not known.", hint="Check the address and the connection.") from exc
        answers = [ipaddress.ip_address(str(answer[4][0]).split("%")[0]) for answer in found]
    for address in answers:
        if not (is_public(address) or (loopback_port == port and address.is_loopback)):
            raise FetchFailed(f"the host {host} stands for {address}, which is not public.", hint=_REMEDY)
    if not answers:
        raise FetchFailed(f"the host {host} is not known.", hint="Check the address and the connection.")
    return str(answers[0])


def is_public(address: Address) -> bool:
    """Whether an address belongs to the open internet; one that carries another inside is judged by that one too."""
    if not address.is_global or address.is_multicast or address.is_reserved or address.is_unspecified:
        return _is_public_nat64(address)
    if isinstance(address, ipaddress.IPv6Address):
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _COMPATIBLE:
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if address in _NAT64[0] or address in _NAT64[1]:
            return _is_public_nat64(address)
        return all(is_public(one) for one in inner if one is not None)
    return True


def _is_public_nat64(address: Address) -> bool:
    # Networks without IPv4 give every IPv4 host such an address.
    return (
        isinstance(address, ipaddress.IPv6Address)
        and address in _NAT64[0]
        and is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    )


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host.split("%")[0])
    except ValueError:
        return None
