"""Links as they are written: with https, or a bare host as people say it."""

import re
from urllib.parse import urlsplit

_LINK = re.compile(r"\b(?:www\.|\w+://)\S*|(?<![\w@.])[\w-]+(?:\.+[\w-]+)*\.+[a-z]{2,}\b[/\w.-]*", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)


def bad_links(text: str) -> list[str]:
    """Those that lead nowhere: another scheme than https, or a host that cannot be one."""
    return [found for found in _LINK.findall(text) if not _leads_somewhere(found.rstrip(".,;:!?…)"))]


def rule_for(link: str) -> str:
    return f"le lien « {link} » ne mène nulle part : https:// et un nom de site entier"


def _leads_somewhere(link: str) -> bool:
    try:
        parts = urlsplit(link if "://" in link else f"https://{link}")
    except ValueError:
        return False
    return parts.scheme == "https" and _HOST.fullmatch(parts.netloc) is not None
