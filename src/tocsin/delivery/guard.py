"""Which addresses may be called: the public network, and what the operator allows by name."""

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass, field

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolve = Callable[[str, int], list[str]]

NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True)
class Allowed:
    """What `TOCSIN_WEBHOOK_ALLOW` names beyond the public network: hosts and networks."""

    hosts: frozenset[str] = field(default_factory=frozenset)
    networks: tuple[Network, ...] = ()

    @classmethod
    def of(cls, text: str) -> "Allowed":
        """Reads `10.0.0.0/8, hooks.internal`. Raises ValueError."""
        words = [word.strip().lower() for word in text.split(",") if word.strip()]
        numbers = [word for word in words if word[0].isdigit() or ":" in word]
        try:
            networks = tuple(ipaddress.ip_network(word, strict=False) for word in numbers)
        except ValueError as error:
            raise ValueError(f"{error}: write hosts and networks like `hooks.internal, 10.0.0.0/8`") from None
        return cls(frozenset(set(words) - set(numbers)), networks)

    def names(self, host: str, address: Address) -> bool:
        """Whether the operator allowed this host or address by name."""
        return host.lower() in self.hosts or any(address in network for network in self.networks)


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name, each once. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))


def is_public(address: Address) -> bool:
    """Whether it belongs to somebody out there, also when it is wrapped into IPv6."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or _nat64(address)
        if address.teredo or (inner is not None and not is_public(inner)):
            return False
        if inner is not None and address.ipv4_mapped:
            return True
    return address.is_global and not address.is_multicast and not address.is_reserved


def _nat64(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in NAT64 else None


def pinned(host: str, port: int, allowed: Allowed, look_up: Resolve = resolve) -> list[Address]:
    """The addresses to connect to, looked up once. Raises PermissionError for one inside, OSError for none.

    One inner address among several is enough to refuse: a name that answers both ways is a trick.
    """
    addresses = [ipaddress.ip_address(text) for text in look_up(host, port)]
    inside = next((a for a in addresses if not (is_public(a) or allowed.names(host, a))), None)
    if inside is not None:
        raise PermissionError(f"`{host}` leads to {inside}, inside the house")
    return addresses
