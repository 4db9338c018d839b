"""Nothing the tests do may leave this machine. Installed once; what was tried is told at the end of the test."""

from __future__ import annotations

import ipaddress
import os
import sys
from urllib.parse import urlsplit

tried: list[str] = []


class LeavesThisMachine(AssertionError):
    """A test tried to talk to another machine."""


def _opted_in() -> set[str]:
    """Hosts of servers the person who runs the tests gave on purpose."""
    given = (os.environ.get(name, "") for name in ("TEST_POSTGRES_URL", "ADDOK_URL"))
    return {host for url in given if (host := urlsplit(url).hostname)}


def is_here(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode()
    if host in (None, "", "localhost", "localhost.localdomain", "0.0.0.0") or host in _opted_in():
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) and address else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    else:
        return
    if not is_here(host):
        tried.append(str(host))
        raise LeavesThisMachine(f"a test tried to reach {host}")


def install() -> None:
    sys.addaudithook(_watch)
