"""What buttons and links say about where they lead: `verb:argument`, and ids in start links.

Telegram allows letters, digits, `_` and `-` in a start link; our ids have dots and no underscore, so one stands for the other.
"""

from urllib.parse import urlsplit

OPEN = "open"
THEME = "theme"
PAGE = "page"
COMMAND = "command"
# What Telegram lets a button say about where it leads.
MOST_BYTES = 64
EXAMPLE = "example"


def open_entry(entry_id: str) -> str:
    """Return the address of an entry's card."""
    return f"{OPEN}:{entry_id}"


def open_theme(number: str) -> str:
    """Return the address of a theme's list."""
    return f"{THEME}:{number}"


def turn_page(number: str, start: int) -> str:
    """Return the address of the same list from the `start`-th entry on, to be shown in its place."""
    return f"{PAGE}:{number}:{start}"


def run_command(name: str, words: str = "") -> str:
    """Return the address of what a command shows, with words after it as far as a button has room for them: all or none."""
    whole = f"{COMMAND}:{name}:{words}"
    return whole if words and len(whole.encode()) <= MOST_BYTES else f"{COMMAND}:{name}"


def show_example(number: int) -> str:
    """Return the address of an example question."""
    return f"{EXAMPLE}:{number}"


def start_payload(entry_id: str) -> str:
    """Return what follows `?start=` in a link to an entry."""
    return entry_id.replace(".", "_")


def entry_id_of(payload: str) -> str:
    """Return the entry id that a start link names."""
    return payload.replace("_", ".")


def private_link(username: str, payload: str = "") -> str:
    """Return a link that opens the private chat with the bot of this name, and starts it with a payload if there is one."""
    return f"https://t.me/{username}?start={payload}" if payload else f"https://t.me/{username}"


def link_host(link: str) -> str:
    """Return the host to which a link leads, without `www.`; the link where it names none."""
    return (urlsplit(link).hostname or link).removeprefix("www.")
