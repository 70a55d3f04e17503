"""Which network addresses a fetch may connect to: public ones only, checked at every connection.

The name is looked up once and the connection goes to the address that was checked, so a name
that answers differently a moment later gains nothing.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from pathlib import Path

import httpx

from flows.faults import FetchFault

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address is reachable from everywhere, also when wrapped in IPv6."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        else:
            inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
            ip = inner or ip
    return ip.is_global and not ip.is_multicast and not ip.is_unspecified


async def public_address(host: str, port: int) -> str:
    """The IP address to connect to for ``host``.

    Raises FetchFault when the name is unknown, or when any of its addresses is internal.
    """
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchFault("no_name", host) from error
    addresses = [str(entry[4][0]) for entry in found]
    inside = [address for address in addresses if not is_public(address)]
    if inside:
        raise FetchFault("internal", f"{host} ({inside[0]})" if inside[0] != host else host)
    return addresses[0]


class CheckedTransport(httpx.AsyncBaseTransport):
    """Sends each request to the checked address of its host, under the host's own name.

    ``internal`` is the one host and port, as in ``127.0.0.1:8765``, that may be internal; what it
    redirects to may not. ``certificate_name`` is the name the server's certificate must carry
    instead of the host's, ``authorities`` a file of those trusted beside the usual ones.
    """

    def __init__(
        self,
        internal: str | None = None,
        certificate_name: str | None = None,
        authorities: Path | None = None,
    ) -> None:
        trusted = httpx.create_ssl_context(trust_env=False)
        if authorities is not None:
            trusted.load_verify_locations(authorities)
        self._below = httpx.AsyncHTTPTransport(verify=trusted, trust_env=False)
        self._internal = internal
        self._certificate_name = certificate_name

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send ``request``; raises FetchFault as ``public_address`` does."""
        host = request.url.host
        port = request.url.port or {"http": 80, "https": 443}[request.url.scheme]
        known = request.url.netloc.decode() == self._internal
        address = host if known else await public_address(host, port)
        name = self._certificate_name or host
        checked = httpx.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,  # Host still says the name
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": name},
        )
        return await self._below.handle_async_request(checked)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._below.aclose()
