"""Addresses of pages: the host that rules name, the site whose pages share their furniture, the number of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from urllib.parse import SplitResult

_NAMES_OF_ONE_SITE = ("www.", "m.", "amp.")


def host_of(url: str | None) -> str:
    """Return the lower-cased host of an address, without `www.`; empty where there is none."""
    parts = _split(url)
    return (parts.hostname or "").rstrip(".").removeprefix("www.") if parts else ""


def site_of(url: str | None) -> str:
    """Return the site of an address: its lower-cased host without `www.`, `m.`, `amp.`; empty where there is none.

    >>> site_of("https://amp.News.example/2024/storm?page=2")
    'news.example'
    """
    host = host_of(url)
    while host.startswith(_NAMES_OF_ONE_SITE) and "." in host.partition(".")[2]:
        host = host.partition(".")[2]
    return host


def page_key(url: str) -> int:
    """Return the number that stands for a page: 63 bits of its site, path and query. The scheme, the fragment and a slash at the end do not count."""
    import hashlib  # only a site memory needs it here

    parts = _split(url)
    path, query = (parts.path.rstrip("/"), parts.query) if parts else ("", "")
    address = f"{site_of(url)}{path}?{query}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(address, digest_size=8).digest()) >> 1


def _split(url: str | None) -> SplitResult | None:
    if not url:
        return None
    from urllib.parse import urlsplit  # few callers name an address

    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
        return parts if parts.hostname else None
    except ValueError:
        return None
