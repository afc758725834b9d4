"""Which addresses Telegram accepts in links and buttons, and how it writes them."""

import re
from urllib.parse import urlsplit

MENTION = re.compile(r"tg:/{0,2}user\?(?:.*&)?id=(\d{1,19})", re.IGNORECASE)
OWN_SCHEMES = ("tg", "ton", "tonsite")


class LinkError(ValueError):
    """The address is refused; the text is Telegram's."""


def mentioned_user(link: str) -> int | None:
    """Give the user id of a `tg://user?id=` link."""
    found = MENTION.match(link)
    return int(found[1]) if found else None


def check_link(link: str) -> str:
    """Give a link in the form Telegram would store, or raise `LinkError`."""
    try:
        return _normalised(link.strip())
    except ValueError as reason:
        raise LinkError(f"URL '{link}' is invalid: {reason}") from None


def _normalised(link: str) -> str:
    scheme, colon, rest = link.partition(":")
    if colon and scheme.lower() in OWN_SCHEMES:
        return _own(scheme.lower(), rest.removeprefix("//"))
    if "://" not in link:
        link = f"http://{link}"
    parts = urlsplit(link)
    if parts.scheme not in {"http", "https"}:
        raise ValueError("Unsupported URL protocol")
    host = (parts.hostname or "").lower()
    if not host:
        raise ValueError("URL host is empty")
    if re.search(r"[\s<>\"\\]", link):
        raise ValueError("Disallowed character in URL host")
    if "." not in host and ":" not in host:
        raise ValueError("Wrong HTTP URL")
    netloc = parts.netloc[: len(parts.netloc) - len(host)] + host if parts.port is None else parts.netloc.lower()
    return parts._replace(netloc=netloc, path=parts.path or "/").geturl()


def _own(scheme: str, rest: str) -> str:
    if not re.match(r"[\w.-]+(?:[/?#]|$)", rest, re.ASCII):
        raise ValueError("Wrong tg URL" if scheme == "tg" else "Wrong ton URL")
    return f"{scheme}://{rest}"
